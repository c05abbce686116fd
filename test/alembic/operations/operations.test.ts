import assert from 'node:assert/strict';
import type { Operation } from '../../../src/schema/operation';
import { operationsOf, readBody, readFile, readInTurn } from './read-operations';

/** The one operation of a body. */
async function only<Kind extends Operation['kind']>(body: string, kind: Kind): Promise<Extract<Operation, { kind: Kind }>> {
  const operations = await operationsOf(body);
  assert.deepEqual(
    operations.map((operation) => operation.kind),
    [kind],
  );
  const [operation] = operations;
  if (!operation || !isKind(operation, kind)) throw new Error(`no ${kind}`);
  return operation;
}
function isKind<Kind extends Operation['kind']>(operation: Operation, kind: Kind): operation is Extract<Operation, { kind: Kind }> {
  return operation.kind === kind;
}
const kinds = (operations: readonly Operation[]) => operations.map((operation) => operation.kind);

describe('op.*', () => {
  it('adds a column, with the constraints and indexes that the column asks for', async () => {
    const added = await only(
      "op.add_column('products', sa.Column('owner_id', sa.Integer(), sa.ForeignKey('users.id', name='fk'), index=True, nullable=False), schema='docs')",
      'add_column',
    );
    assert.deepEqual(added.table, { schema: 'docs', name: 'products' });
    assert.equal(added.column.type.sql, 'INTEGER');
    assert.equal(added.column.nullable, false);
    assert.equal(added.constraints[0]?.name, 'fk');
    assert.equal(added.indexes[0]?.name, 'ix_docs_products_owner_id');
  });

  it('places an operation at its call', async () => {
    const { operations } = await readFile(
      'from alembic import op\n\ndef upgrade():\n    with op.batch_alter_table(\'t\') as batch_op:\n        batch_op.drop_column("secret")\n',
    );
    const place = operations[0]?.place;
    assert.deepEqual([place?.file, place?.line, place?.column], ['migrations/versions/1_first.py', 5, 9]);
  });

  it('alters a column in every way at once', async () => {
    const altered = await only(
      "op.alter_column('products', 'made', existing_type=sa.String(50), type_=sa.Integer(), postgresql_using='made::integer', " +
        "nullable=False, server_default=sa.text('0'), new_column_name='at', comment='when', existing_nullable=True)",
      'alter_column',
    );
    assert.equal(altered.type?.sql, 'INTEGER');
    assert.equal(altered.using, 'made::integer');
    assert.equal(altered.nullable, false);
    assert.equal(altered.serverDefault?.sql, '0');
    assert.equal(altered.newName, 'at');
    assert.equal(altered.comment, 'when');
    assert.equal(altered.existing.type?.sql, 'VARCHAR(50)');
  });

  it('tells a default that is taken away from one that is not spoken of', async () => {
    assert.equal((await only("op.alter_column('t', 'c', server_default=None)", 'alter_column')).serverDefault, null);
    const silent = await only("op.alter_column('t', 'c', nullable=True)", 'alter_column');
    assert.ok(!('serverDefault' in silent) && !('comment' in silent) && !('newName' in silent));
  });

  it('takes an identity away where the column is said to have one', async () => {
    const altered = await only(
      "op.alter_column('t', 'c', server_default=None, existing_server_default=sa.Identity(always=True))",
      'alter_column',
    );
    assert.equal(altered.identity, null);
    assert.equal(altered.existing.identity?.always, true);
  });

  it('creates a table with the enum types it brings along, each once', async () => {
    const operations = await operationsOf(
      "mood = sa.Enum('sad', 'ok', name='mood')\n" +
        "op.create_table('a', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('m', mood))\n" +
        "op.create_table('b', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('m', sa.Enum('sad', 'ok', name='mood')))\n" +
        "op.create_table('c', sa.Column('m', postgresql.ENUM('x', name='other', create_type=False)))",
    );
    assert.deepEqual(kinds(operations), ['create_enum', 'create_table', 'create_table', 'create_table']);
  });

  it('creates the enum type of a table again in another command', async () => {
    const source =
      "from alembic import op\nimport sqlalchemy as sa\n\ndef upgrade():\n    op.create_table('a', sa.Column('m', sa.Enum('x', name='mood')))\n\n" +
      "def downgrade():\n    op.drop_table('a')\n    sa.Enum(name='mood').drop(op.get_bind())\n";
    const operations = await readInTurn(source, ['upgrade', 'downgrade', 'upgrade']);
    assert.deepEqual(kinds(operations), ['create_enum', 'create_table', 'drop_table', 'drop_enum', 'create_enum', 'create_table']);
  });

  it('does not create the enum type of an added column', async () => {
    const operations = await operationsOf("op.add_column('a', sa.Column('m', sa.Enum('sad', name='mood')))");
    assert.deepEqual(kinds(operations), ['add_column']);
  });

  it('creates and drops enum types by their own methods', async () => {
    const operations = await operationsOf(
      "mood = postgresql.ENUM('sad', 'ok', name='mood')\n" +
        'mood.create(op.get_bind())\n' +
        'mood.drop(op.get_bind(), checkfirst=False)\n' +
        "sa.Enum('sad', name='mood').create(op.get_bind())\n" +
        "sa.Enum(name='mood').drop(op.get_bind(), checkfirst=True)",
    );
    assert.deepEqual(
      operations.map((operation) => [
        operation.kind,
        operation.kind === 'create_enum' ? operation.ifNotExists : operation.kind === 'drop_enum' && operation.ifExists,
      ]),
      [
        ['create_enum', true],
        ['drop_enum', false],
        ['create_enum', false],
        ['drop_enum', true],
      ],
    );
  });

  it('creates indexes on columns and expressions, and drops them', async () => {
    const operations = await operationsOf(
      "op.create_index(op.f('ix_t_a'), 't', ['a', sa.text('lower(b) DESC')], unique=True, postgresql_where=sa.text('a > 0'), postgresql_using='btree')\n" +
        "op.drop_index(op.f('ix_t_a'), table_name='t', postgresql_concurrently=True, if_exists=True)",
    );
    const [created, dropped] = operations;
    assert.ok(created?.kind === 'create_index' && dropped?.kind === 'drop_index');
    assert.equal(created.index.name, 'ix_t_a');
    assert.equal(created.index.unique, true);
    assert.equal(created.index.keys[0]?.column, 'a');
    assert.equal(created.index.where?.sql, 'a > 0');
    assert.deepEqual([dropped.name, dropped.table?.name, dropped.concurrently, dropped.ifExists], ['ix_t_a', 't', true, true]);
  });

  it('creates every kind of constraint', async () => {
    const operations = await operationsOf(
      "op.create_foreign_key('fk', 'a', 'b', ['x'], ['id'], ondelete='CASCADE', referent_schema='s')\n" +
        "op.create_unique_constraint(None, 'a', ['x', 'y'], deferrable=True, initially='DEFERRED')\n" +
        "op.create_check_constraint('ck', 'a', 'x > 0')\n" +
        "op.create_primary_key('pk', 'a', ['id'])\n" +
        "op.create_exclude_constraint('ex', 'a', (sa.column('x'), '='), using='gist')",
    );
    const constraints = operations.flatMap((operation) => (operation.kind === 'create_constraint' ? [operation.constraint] : []));
    assert.deepEqual(
      constraints.map(({ kind, name }) => [kind, name]),
      [
        ['foreign_key', 'fk'],
        ['unique', null],
        ['check', 'ck'],
        ['primary_key', 'pk'],
        ['exclude', 'ex'],
      ],
    );
    const [foreign] = constraints;
    assert.deepEqual(foreign?.kind === 'foreign_key' && foreign.referredTable, { schema: 's', name: 'b' });
  });

  it('keeps a constraint without a name as it is written when it is dropped', async () => {
    const dropped = await only("op.drop_constraint(None, 'a', type_='foreignkey')", 'drop_constraint');
    assert.deepEqual([dropped.name, dropped.constraintKind], [null, 'foreign_key']);
  });

  it('names what is unnamed by the convention of the environment', async () => {
    const namingConvention = {
      templates: new Map([
        ['uq', 'uq_%(table_name)s_%(column_0_name)s'],
        ['ck', 'ck_%(table_name)s_%(constraint_name)s'],
        ['pk', 'pk_%(table_name)s'],
      ]),
      tokens: new Map(),
    };
    const operations = await operationsOf(
      "op.create_unique_constraint(None, 'a', ['x'])\n" +
        "op.create_check_constraint('small', 'a', 'x < 9')\n" +
        "op.create_check_constraint(op.f('as_is'), 'a', 'x < 9')\n" +
        "op.drop_constraint('small', 'a', type_='check')\n" +
        "op.drop_constraint(None, 'a', type_='primary')",
      [],
      { namingConvention },
    );
    const names = operations.map((operation) =>
      operation.kind === 'create_constraint' ? operation.constraint.name : operation.kind === 'drop_constraint' && operation.name,
    );
    assert.deepEqual(names, ['uq_a_x', 'ck_a_small', 'as_is', 'ck_a_small', 'pk_a']);
  });

  it('carries out a batch when it ends, and what is executed at once', async () => {
    const operations = await operationsOf(
      "with op.batch_alter_table('t', schema='s') as batch_op:\n" +
        "    batch_op.add_column(sa.Column('a', sa.Integer()))\n" +
        "    batch_op.create_index(batch_op.f('ix_t_a'), ['a'])\n" +
        "    op.execute('SELECT 1')\n" +
        "    batch_op.drop_constraint('fk', type_='foreignkey')\n" +
        "    batch_op.create_foreign_key('fk2', 'u', ['a'], ['id'])",
    );
    assert.deepEqual(kinds(operations), ['execute', 'add_column', 'create_index', 'drop_constraint', 'create_constraint']);
    const tables = operations.flatMap((operation) => ('table' in operation && operation.table ? [operation.table] : []));
    assert.ok(tables.every(({ schema, name }) => schema === 's' && name === 't'));
  });

  it('refuses what Alembic refuses in a batch', async () => {
    const { raised, operations } = await readBody(
      "with op.batch_alter_table('t') as batch_op:\n" +
        "    batch_op.drop_column('b')\n" +
        "    batch_op.add_column(sa.Column('a', sa.Integer()), insert_before='b')",
    );
    assert.match(raised?.message ?? '', /^CommandError: Can't specify insert_before/);
    assert.deepEqual(operations, []);
  });

  it('executes texts as SQLAlchemy reads them', async () => {
    const operations = await operationsOf(
      'op.execute("SELECT \'a\\\\:b\', now()::text")\n' +
        "op.execute(sa.text('UPDATE t SET a = 1'))\n" +
        "op.get_bind().execute(sa.text('DELETE FROM t WHERE a = :a AND b = :b'), {'a': 1, 'b': \"it's\"})\n" +
        "op.get_bind().exec_driver_sql('SELECT :x')",
    );
    assert.deepEqual(
      operations.map((operation) => operation.kind === 'execute' && operation.sql),
      ["SELECT 'a:b', now()::text", 'UPDATE t SET a = 1', "DELETE FROM t WHERE a = 1 AND b = 'it''s'", 'SELECT :x'],
    );
  });

  it('raises for a colon that SQLAlchemy would take for a parameter', async () => {
    const { raised } = await readBody('op.execute("SELECT \':x\'")');
    assert.match(raised?.message ?? '', /A value is required for bind parameter 'x'/);
    assert.equal(raised?.place?.line, 10);
  });

  it('inserts literal rows', async () => {
    const inserted = await only(
      "t = sa.table('t', sa.column('a', sa.String()), sa.column('b', sa.Boolean()))\n" +
        "op.bulk_insert(t, [{'b': True, 'a': \"it's\"}, {'a': None, 'b': False}])",
      'bulk_insert',
    );
    assert.deepEqual(inserted.columns, ['a', 'b']);
    assert.deepEqual(inserted.rows, [
      ["'it''s'", 'true'],
      ['NULL', 'false'],
    ]);
  });

  it('inserts into the table that create_table gave', async () => {
    const operations = await operationsOf(
      "t = op.create_table('t', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.Text()))\n" +
        "op.bulk_insert(t, [{'name': 'a'}])",
    );
    assert.deepEqual(kinds(operations), ['create_table', 'bulk_insert']);
  });

  it('marks the edges of an autocommit block', async () => {
    const operations = await operationsOf('with op.get_context().autocommit_block():\n    op.execute("ALTER TYPE mood ADD VALUE \'new\'")');
    assert.deepEqual(kinds(operations), ['begin_autocommit', 'execute', 'end_autocommit']);
  });

  it('knows the dialect', async () => {
    const operations = await operationsOf(
      "if op.get_bind().dialect.name == 'postgresql' and op.get_context().dialect.name != 'sqlite':\n    op.drop_table('t')\nelse:\n    op.drop_table('u')",
    );
    assert.deepEqual(
      operations.map((operation) => operation.kind === 'drop_table' && operation.table.name),
      ['t'],
    );
  });

  it('follows loops, helpers, star arguments and aliases', async () => {
    const { operations } = await readFile(
      'from alembic import op as migration\nimport sqlalchemy as sa\n\n' +
        "COLUMNS = [sa.Column('a', sa.Integer()), sa.Column('b', sa.Text())]\n\n" +
        'def drop(*names):\n    for name in names:\n        migration.drop_table(name)\n\n' +
        "def upgrade():\n    migration.create_table('t', *COLUMNS)\n    drop('u', 'v')\n",
    );
    assert.deepEqual(kinds(operations), ['create_table', 'drop_table', 'drop_table']);
    const [created] = operations;
    assert.deepEqual(created?.kind === 'create_table' && created.table.columns.map(({ name }) => name), ['a', 'b']);
  });
});

describe('operations of a project', () => {
  it('are carried out as the project says', async () => {
    const { operations, raised } = await readFile(
      "from alembic import op\nimport app.views\n\ndef upgrade():\n    op.create_view('v', 'SELECT 1')\n",
      'upgrade',
      {
        'app/views.py':
          'from alembic.operations import Operations, MigrateOperation\n\n' +
          '@Operations.register_operation("create_view", "make")\nclass CreateViewOp(MigrateOperation):\n' +
          '    def __init__(self, name, sql):\n        self.name = name\n        self.sql = sql\n\n' +
          '    @classmethod\n    def make(cls, operations, name, sql, **kw):\n        return operations.invoke(cls(name, sql))\n\n' +
          '@Operations.implementation_for(CreateViewOp)\ndef create_view(operations, operation):\n' +
          '    operations.execute("CREATE VIEW %s AS %s" % (operation.name, operation.sql))\n',
      },
    );
    assert.equal(raised, null);
    assert.deepEqual(
      operations.map((operation) => operation.kind === 'execute' && operation.sql),
      ['CREATE VIEW v AS SELECT 1'],
    );
  });
});

describe('what is not understood in a revision', () => {
  it('names the table that an unknown argument may touch', async () => {
    const { opaque, operations } = await readBody("import somewhere\nop.add_column('t', somewhere.column())\nop.drop_column('t', 'a')");
    assert.deepEqual(opaque[0]?.tables, [{ schema: null, name: 't' }]);
    assert.equal(opaque[0]?.place?.line, 11);
    assert.deepEqual(kinds(operations), ['drop_column']);
  });

  it("says a plugin's operation", async () => {
    const { opaque } = await readBody("op.keep_time('x')");
    assert.equal(opaque[0]?.reason, 'op.keep_time()');
  });

  it('says that an operation stands behind an unknown condition', async () => {
    const { uncertain, operations } = await readBody("import somewhere\nif somewhere.flag:\n    op.drop_table('t')\nop.drop_table('u')");
    assert.deepEqual(kinds(uncertain), ['drop_table']);
    assert.deepEqual(kinds(operations), ['drop_table']);
  });

  it('gives an exception that nobody caught, with its place', async () => {
    const { raised, operations } = await readBody("op.drop_table('t')\nraise ValueError('no')\nop.drop_table('u')");
    assert.deepEqual([raised?.message, raised?.place?.line], ['ValueError: no', 11]);
    assert.equal(operations.length, 1);
  });

  it('raises a TypeError where arguments do not fit', async () => {
    assert.match(
      (await readBody("op.drop_column('t')")).raised?.message ?? '',
      /TypeError: drop_column\(\) missing 1 required positional argument/,
    );
    assert.match((await readBody("op.rename_table('t', 'u', scheme='x')")).raised?.message ?? '', /unexpected keyword argument 'scheme'/);
  });

  it('says that a function is missing', async () => {
    const { raised } = await readFile('from alembic import op\n\ndef upgrade():\n    pass\n', 'downgrade');
    assert.match(raised?.message ?? '', /has no downgrade\(\)/);
  });

  it('says a syntax error', async () => {
    const { raised } = await readFile('from alembic import op\n\ndef upgrade(:\n    pass\n');
    assert.ok(raised);
  });
});

describe('what a revision reads', () => {
  const query = () => ({
    columns: ['id', 'name'],
    rows: [
      [1, 'a'],
      [2, 'b'],
    ],
  });

  it('is answered by the sink', async () => {
    const operations = await operationsOf(
      "bind = op.get_bind()\nfor row in bind.execute(sa.text('SELECT id, name FROM t')):\n" +
        '    op.execute(f"UPDATE t SET name = \'{row.name}\' WHERE id = {row[0]}")\n' +
        "if bind.execute(sa.text('SELECT count(*) FROM t')).scalar() == 1:\n    op.drop_table('t')\n" +
        "for id_, name in bind.execute(sa.text('SELECT id, name FROM t')).fetchall():\n    op.execute(f'SELECT {id_}')",
      [],
      { query },
    );
    assert.deepEqual(
      operations.map((operation) => (operation.kind === 'execute' ? operation.sql : operation.kind)),
      ["UPDATE t SET name = 'a' WHERE id = 1", "UPDATE t SET name = 'b' WHERE id = 2", 'drop_table', 'SELECT 1', 'SELECT 2'],
    );
  });

  it('is unknown without one', async () => {
    const { uncertain } = await readBody("if op.get_bind().execute(sa.text('SELECT 1')).scalar():\n    op.drop_table('t')");
    assert.deepEqual(kinds(uncertain), ['drop_table']);
  });
});
