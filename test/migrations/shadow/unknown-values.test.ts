/** Values that a revision stores and that cannot be known: the database holds something of their kind, and reading that gives no answer. */
import assert from 'node:assert/strict';
import { revisionTransaction } from '../../../src/migrations/shadow/revision-transaction';
import { statementAnswer } from '../../../src/migrations/shadow/statement-answer';
import type { ShadowDatabase } from '../../../src/postgres/shadow-database';
import { type ReadOperations, readBody } from '../../alembic/operations/read-operations';
import { emptyShadow } from '../../postgres/shared-shadow';

const table =
  "t = sa.Table('t', sa.MetaData(), sa.Column('id', postgresql.UUID(as_uuid=True), primary_key=True, default=uuid.uuid4), " +
  "sa.Column('made', sa.DateTime, default=datetime.datetime.utcnow, onupdate=datetime.datetime.utcnow), sa.Column('name', sa.String(40)), " +
  "sa.Column('facts', sa.JSON), sa.Column('flag', sa.Boolean))\nbind = op.get_bind()\n";

describe('values that a revision stores and that cannot be known', () => {
  let database: ShadowDatabase;
  beforeEach(async () => {
    database = await emptyShadow();
    database.execute(
      'CREATE TABLE t (id uuid PRIMARY KEY, made timestamp NOT NULL, name varchar(40), facts json, flag boolean); CREATE TABLE child (t_id uuid REFERENCES t)',
    );
  });

  const run = (body: string, imports: readonly string[] = []): Promise<ReadOperations> => {
    const transaction = revisionTransaction(database);
    return readBody(`${table}${body}`, ['import datetime', 'import uuid', ...imports], {
      run: ({ sql }) => statementAnswer(database, transaction, sql, () => undefined),
    });
  };
  const count = (sql: string) => database.query(sql)[0]?.['count'];

  it('are stood in for, each by its own', async () => {
    const { opaque, raised } = await run(
      "bind.execute(t.insert(), [{'name': 'a'}, {'name': 'b'}])\nbind.execute(t.update().values(name=str(uuid.uuid4())))",
    );
    assert.deepEqual([opaque, raised], [[], null]);
    assert.equal(count('SELECT count(DISTINCT id) AS count FROM t WHERE made IS NOT NULL AND name IS NOT NULL'), 2);
  });

  it('are the same wherever they are written', async () => {
    const { opaque, raised } = await run(
      "key = uuid.uuid4()\nbind.execute(t.insert().values(id=key))\nbind.execute(sa.text('INSERT INTO child VALUES (:key)'), {'key': str(key)})\n" +
        "for row in bind.execute(sa.select(t.c.id)):\n    bind.execute(t.update().where(t.c.id == row.id).values(name='found'))",
    );
    assert.deepEqual([opaque, raised], [[], null]);
    assert.equal(count("SELECT count(*) AS count FROM t JOIN child ON id = t_id WHERE name = 'found'"), 1);
  });

  it('are unknown again when they are read', async () => {
    const { uncertain, opaque } = await run(
      "bind.execute(t.insert())\nif bind.execute(sa.select(t.c.made)).scalar() > datetime.datetime(2020, 1, 1):\n    op.execute('SELECT 1')\n" +
        "if bind.execute(sa.text('SELECT max(made)::text FROM t')).scalar() > '2020':\n    op.execute('SELECT 2')\n" +
        "if bind.execute(sa.text('SELECT count(*) FROM t')).scalar() > 1:\n    op.execute('SELECT 3')",
    );
    assert.deepEqual(opaque, []);
    assert.deepEqual(
      uncertain.map((operation) => operation.kind === 'execute' && operation.sql),
      ['SELECT 1', 'SELECT 2'],
    );
  });

  it('are no reason to find rows by', async () => {
    const { opaque } = await run('bind.execute(t.delete().where(t.c.made < datetime.datetime.utcnow()))');
    assert.deepEqual(
      opaque.map(({ reason, tables }) => [reason, tables]),
      [['the current time', [{ schema: null, name: 't' }]]],
    );
  });

  it('are said where no value of their type could be told from another', async () => {
    const { opaque } = await run('bind.execute(t.insert().values(flag=elsewhere()))', ['from somewhere import elsewhere']);
    assert.equal(opaque.length, 1);
    assert.equal(count('SELECT count(*) AS count FROM t'), 0);
  });
});
