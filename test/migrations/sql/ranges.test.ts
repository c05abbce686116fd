/** `sql FROM:TO` beside what real Alembic writes for the same range (scripts/conformance/alembic-sql.py), statement by statement. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { oneEnvironment } from '../../../src/migrations/environments';
import type { Project } from '../../../src/migrations/project';
import { formattedSql } from '../../../src/migrations/sql/formatted-sql';
import { revisionsSql } from '../../../src/migrations/sql/revisions-sql';
import { sqlScript } from '../../../src/migrations/sql/sql-script';
import { sqlTokens } from '../../../src/schema/sql-tokens';
import { repository } from '../../repository';
import { noShadow } from '../no-shadow';
import { projectFrom, removeProjects } from '../opened-project';

type Script = { readonly statements: readonly string[] } | { readonly refused: string };

const recorded: Readonly<Record<'upgrade' | 'downgrade', Readonly<Record<string, Script>>>> = JSON.parse(
  readFileSync(join(repository, 'test/migrations/sql/recorded.json'), 'utf8'),
);

/** As PostgreSQL takes it apart, comments and the closing semicolon aside. */
const tokens = (sql: string): readonly string[] =>
  (sqlTokens(sql) ?? assert.fail(sql)).filter((token) => !token.startsWith('--') && token !== ';');

describe('the SQL of a range', () => {
  let project: Project;
  before(async () => {
    project = await projectFrom('test/migrations/sql/shop', noShadow).open();
  });
  after(removeProjects);

  const sqlOf = (range: string | null, direction: 'upgrade' | 'downgrade') =>
    revisionsSql(project, oneEnvironment(project, null), range, direction);

  for (const direction of ['upgrade', 'downgrade'] as const) {
    for (const [range, script] of Object.entries(recorded[direction])) {
      it(`is that of alembic ${direction} ${range} --sql`, async () => {
        if ('refused' in script) {
          await assert.rejects(sqlOf(range, direction), { message: script.refused });
          return;
        }
        const { revisions } = await sqlOf(range, direction);
        const ours = revisions.flatMap(({ steps }) => steps.flatMap((step) => (step.kind === 'statement' ? [step.sql] : [])));
        assert.deepEqual(ours.map(tokens), script.statements.map(tokens));
        for (const sql of ours) assert.deepEqual(tokens(formattedSql(sql)), tokens(sql));
      });
    }
  }

  const revisionsOf = async (range: string | null, direction: 'upgrade' | 'downgrade') =>
    (await sqlOf(range, direction)).revisions.map(({ revision }) => revision);

  it('of one revision is that revision alone, whatever stands around it', async () => {
    assert.deepEqual(await revisionsOf('cc30', 'upgrade'), ['cc30shelves']);
    assert.deepEqual(await revisionsOf('cc30', 'downgrade'), ['cc30shelves']);
    assert.deepEqual(await revisionsOf('aa10products+1', 'upgrade').catch((error: Error) => error.message), 'Ambiguous walk');
    assert.deepEqual(await revisionsOf('ee50prices-1', 'upgrade'), ['dd40merge']);
    assert.deepEqual((await revisionsOf('heads', 'upgrade')).sort(), ['ee50prices', 'pp10partners']);
  });

  it('goes down the stretch that it goes up, where its lower end is named first', async () => {
    assert.deepEqual(await revisionsOf('aa10products:bb21paid', 'downgrade'), ['bb21paid', 'bb20orders']);
    assert.deepEqual(await revisionsOf('base:aa10products', 'downgrade'), ['aa10products']);
    assert.deepEqual(await revisionsOf('dd40merge:', 'downgrade'), ['ee50prices']);
  });

  it('is everything where no range is said', async () => {
    const up = await revisionsOf(null, 'upgrade');
    assert.equal(up.length, 7);
    assert.deepEqual([...(await revisionsOf(null, 'downgrade'))].sort(), [...up].sort());
  });

  const scriptOf = async (range: string, direction: 'upgrade' | 'downgrade') =>
    (await sqlScript(project, oneEnvironment(project, null), range, direction)).script;
  const frame = (script: readonly string[]) => script.filter((part) => /^(BEGIN|COMMIT|--)|alembic_version|CONCURRENTLY/.test(part));

  it('is a script with the version table and its transactions where that is wanted', async () => {
    assert.deepEqual(frame(await scriptOf('base:bb20orders', 'upgrade')), [
      'BEGIN',
      'CREATE TABLE alembic_version (\n    version_num VARCHAR(32) NOT NULL,\n    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)',
      '-- upgrade aa10products',
      "INSERT INTO alembic_version (version_num) VALUES ('aa10products')",
      '-- upgrade bb20orders',
      "UPDATE alembic_version SET version_num='bb20orders' WHERE alembic_version.version_num = 'aa10products'",
      'COMMIT',
    ]);
    assert.deepEqual(frame(await scriptOf('dd40merge:ee50prices', 'upgrade')), [
      'BEGIN',
      '-- upgrade ee50prices',
      'COMMIT',
      'CREATE UNIQUE INDEX CONCURRENTLY ix_products_slug ON products (slug)',
      'BEGIN',
      "UPDATE alembic_version SET version_num='ee50prices' WHERE alembic_version.version_num = 'dd40merge'",
      'COMMIT',
    ]);
    assert.deepEqual(frame(await scriptOf('dd40merge:bb21paid', 'downgrade')), [
      'BEGIN',
      '-- downgrade dd40merge',
      "INSERT INTO alembic_version (version_num) VALUES ('bb21paid')",
      "UPDATE alembic_version SET version_num='cc30shelves' WHERE alembic_version.version_num = 'dd40merge'",
      'COMMIT',
    ]);
  });
});
