import assert from 'node:assert/strict';
import { operationsOf, readBody, readFile } from './read-operations';

const executed = async (body: string) =>
  (await operationsOf(body)).map((operation) => (operation.kind === 'execute' ? operation.sql : operation.kind));

const table = "t = sa.table('t', sa.column('id', sa.Integer), sa.column('name', sa.String), schema='s')\nbind = op.get_bind()\n";

describe('data that revisions move', () => {
  it('is inserted, updated and deleted', async () => {
    assert.deepEqual(
      await executed(
        `${table}op.execute(t.insert().values(id=1, name="it's"))\n` +
          "op.execute(t.update().where(t.c.name == 'a').where(t.c.id > 1).values(name=None))\n" +
          'bind.execute(sa.update(t).values({t.c.name: sa.func.lower(t.c.name)}))\n' +
          'op.execute(sa.delete(t).where(t.c.id.in_([1, 2])))\n' +
          "bind.execute(t.insert(), [{'id': 1}, {'id': 2}])",
      ),
      [
        "INSERT INTO s.t (id, name) VALUES (1, 'it''s')",
        "UPDATE s.t SET name=NULL WHERE s.t.name = 'a' AND s.t.id > 1",
        'UPDATE s.t SET name=lower(s.t.name)',
        'DELETE FROM s.t WHERE s.t.id IN (1, 2)',
        'INSERT INTO s.t (id) VALUES (1)',
        'INSERT INTO s.t (id) VALUES (2)',
      ],
    );
  });

  it('is selected from the database that the sink speaks to', async () => {
    const asked: string[] = [];
    const query = (sql: string) => {
      asked.push(sql);
      return { columns: ['id'], rows: [[7]] };
    };
    const operations = await operationsOf(
      `${table}for row in bind.execute(sa.select(t.c.id).where(t.c.name == 'a').order_by(t.c.id)):\n    op.execute(f'SELECT {row.id}')`,
      [],
      { query },
    );
    assert.deepEqual(asked, ["SELECT s.t.id FROM s.t WHERE s.t.name = 'a' ORDER BY s.t.id"]);
    assert.deepEqual(
      operations.map((operation) => operation.kind === 'execute' && operation.sql),
      ['SELECT 7'],
    );
  });

  it('is unknown where a SELECT is not understood, and nothing is missed by it', async () => {
    const { opaque, uncertain } = await readBody(
      `${table}rows = bind.execute(sa.select(t.c.id).join(t).distinct()).fetchall()\nfor row in rows:\n    op.execute('SELECT 1')`,
    );
    assert.deepEqual(opaque, []);
    assert.equal(uncertain.length, 1);
  });

  it('goes through a session too; one that has no connection says so', async () => {
    const { operations, opaque } = await readBody(
      'from sqlalchemy.orm import Session, sessionmaker\nsession = Session(bind=op.get_bind())\n' +
        "session.execute(sa.text('UPDATE t SET a = 1'))\nsession.commit()\nsessionmaker()().execute(sa.text('UPDATE t SET a = 2'))",
    );
    assert.deepEqual(
      operations.map((operation) => operation.kind === 'execute' && operation.sql),
      ['UPDATE t SET a = 1'],
    );
    assert.deepEqual(
      opaque.map(({ reason }) => reason),
      ['an ORM session without a bind'],
    );
  });

  it('reads classes of SQLModel through their session, and says what would be written of them', async () => {
    const query = () => ({ columns: ['id', 'name'], rows: [[1n, 'a']] });
    const { operations, opaque } = await readBody(
      "with Session(op.get_bind()) as session:\n    for hero in session.exec(select(Hero)):\n        op.execute(f'SELECT {hero.id}, {hero.name!r}')\n" +
        "    session.add(Hero(name='b'))\n    session.commit()",
      [
        'from sqlmodel import Field, Session, SQLModel, select',
        'class Hero(SQLModel, table=True):\n    id: int = Field(primary_key=True)\n    name: str',
      ],
      { query },
    );
    assert.deepEqual(
      operations.map((operation) => operation.kind === 'execute' && operation.sql),
      ["SELECT 1, 'a'"],
    );
    assert.deepEqual(
      opaque.map(({ reason }) => reason),
      ['an object of Hero'],
    );
  });

  it('finds nothing in a store beside the database, until the revision writes there', async () => {
    const { operations, uncertain } = await readBody(
      "store = Redis()\nfor key in store.keys('*'):\n    op.execute('SELECT 1')\nstore.set('a', 1)\nif store.exists('a'):\n    op.execute('SELECT 2')",
      ['from redis import Redis'],
    );
    assert.deepEqual(operations, []);
    assert.equal(uncertain.length, 1);
  });

  it('is said where a statement is not understood', async () => {
    const { opaque } = await readBody(`${table}op.execute(t.update().where(t.c.name == undefined_name_elsewhere()).values(name='x'))`, [
      'from somewhere import undefined_name_elsewhere',
    ]);
    assert.equal(opaque.length, 1);
  });

  it('is said where somebody who is not known is given the connection', async () => {
    const { opaque } = await readBody(
      "bind = op.get_bind()\nsearch.sync_trigger(bind, 'members', 'vector')\nsearch.sync_trigger(bind=bind)",
      ['import elsewhere.search as search'],
    );
    assert.deepEqual(
      opaque.map(({ tables }) => tables.map(({ name }) => name)),
      [['members', 'vector'], []],
    );
  });

  it('holds something in the stead of a value that cannot be known', async () => {
    const { opaque, operations } = await readBody(
      `${table}now = datetime.datetime.now()\nop.execute(t.update().values(name=now))\nop.execute(t.insert().values(name=str(uuid.uuid4())))`,
      ['import datetime', 'import uuid'],
    );
    assert.deepEqual(opaque, []);
    assert.deepEqual(
      operations.map((operation) => operation.kind),
      ['execute', 'execute'],
    );
  });

  it('is the same whether names are imported before or after op', async () => {
    const { operations } = await readFile(
      "from sqlalchemy import table, column, Integer\nfrom alembic import op\n\ndef upgrade():\n    op.bulk_insert(table('t', column('a', Integer)), [{'a': 1}])\n",
    );
    assert.deepEqual(
      operations.map((operation) => operation.kind),
      ['bulk_insert'],
    );
  });
});

describe('what a revision asks about the schema', () => {
  const body =
    "inspector = sa.inspect(op.get_bind())\nif not inspector.has_table('t'):\n    op.drop_table('a')\n" +
    "if 'x' not in [column['name'] for column in inspector.get_columns('t')]:\n    op.drop_table('b')\n" +
    "if 'ix' in {index['name'] for index in inspector.get_indexes('t', schema='s')}:\n    op.drop_table('c')";

  it('is answered by the database', async () => {
    const column = { name: 'y', type: 'text', required: true, default: null, generated: '', comment: null, identity: null, enum: null };
    const query = (sql: string) => ({
      columns: [],
      rows: [[/count|IS NOT NULL/.test(sql) ? 'true' : sql.includes('pg_index') ? '[]' : JSON.stringify([column])]],
    });
    const operations = await operationsOf(body, [], { query });
    assert.deepEqual(
      operations.map((operation) => operation.kind === 'drop_table' && operation.table.name),
      ['b'],
    );
  });

  it('is unknown without one', async () => {
    const { operations, uncertain } = await readBody(body);
    assert.deepEqual([operations.length, uncertain.length], [0, 3]);
  });
});
