/** `schema --from revisions --at REV`: what a database that was upgraded to REV would have. */
import { deepEqual, rejects } from 'node:assert/strict';
import { oneEnvironment } from '../../src/migrations/environments';
import type { Project } from '../../src/migrations/project';
import { schemaOf } from '../../src/migrations/schema-of';
import { type ClosableShadow, projectFrom, removeProjects, shadowHere } from './opened-project';

describe('the schema at a revision', function () {
  this.timeout(60_000);
  let shadow: ClosableShadow;
  let project: Project;
  before(async () => {
    shadow = await shadowHere();
    project = await projectFrom('test/migrations/sql/shop', shadow).open();
  });
  after(async () => {
    removeProjects();
    await shadow.close();
  });

  const schemaAt = async (at: string) => (await schemaOf(project, oneEnvironment(project, null), { from: 'revisions', at })).schema;
  /** `products(id slug …)`, a table a line. */
  const tablesAt = async (at: string) =>
    (await schemaAt(at)).tables.map(({ name, columns }) => `${name}(${columns.map((column) => column.name).join(' ')})`).sort();

  const products = 'products(id slug kind price added)';
  const shelved = 'products(id slug kind price added shelf_id)';
  const shelves = 'shelves(id name)';
  const orders = 'orders(id product_id Note)';
  const paid = 'orders(id product_id note paid_at)';
  const partners = 'partners(id order_id)';
  const cases: Readonly<Record<string, readonly string[]>> = {
    base: [],
    aa10: [products],
    cc30shelves: [shelved, shelves],
    bb20: [orders, products],
    'bb20orders+1': [paid, products],
    'ee50prices-1': [paid, shelved, shelves],
    'partners@head': [orders, partners, products],
    heads: [paid, partners, shelved, shelves],
  };
  for (const [at, tables] of Object.entries(cases)) {
    it(`${at} has what its ancestors left`, async () => deepEqual(await tablesAt(at), tables));
  }

  it('is not known for a target that Alembic refuses, in its words', async () => {
    await rejects(schemaAt('ee50prices-2'), { message: 'Ambiguous walk' });
    await rejects(schemaAt('nope'), { message: "Can't locate revision identified by 'nope'" });
    await rejects(schemaAt('head'), /Multiple head revisions are present for given argument 'head'/);
  });
});
