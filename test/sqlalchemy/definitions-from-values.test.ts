/** Values as revisions hand them over: `op.add_column('users', sa.Column(...))`. */
import assert from 'node:assert/strict';
import type { Interpreter } from '../../src/python/interpreter';
import type { UnknownValue, Value } from '../../src/python/values';
import {
  columnFrom,
  constraintFrom,
  enumFrom,
  indexFrom,
  isUnknown,
  literalFrom,
  serverDefaultFrom,
  type TableContext,
  tableFrom,
  typeFrom,
} from '../../src/sqlalchemy/definitions-from-values';
import { namingConventionOf } from '../../src/sqlalchemy/naming-convention';
import { specialName } from '../../src/sqlalchemy/plain-values';
import { givenName } from '../../src/sqlalchemy/read/context';
import { programOf } from './read-models-of';

const users: TableContext & { table: { schema: null; name: string } } = { table: { schema: null, name: 'users' }, namingConvention: null };

/** The value of a Python expression, with SQLAlchemy at hand. */
async function evaluated(expression: string): Promise<{ value: Value; interpreter: Interpreter }> {
  const text = `import sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql\nfrom elsewhere import thing\nvalue = ${expression}\n`;
  const program = await programOf({ 'models.py': text });
  assert.deepEqual(program.failures, []);
  const module = program.importModule('models');
  const value = module.type === 'module' ? module.namespace.get('value') : undefined;
  assert.ok(value);
  return { value, interpreter: program.interpreter };
}

function known<Reading extends object | null>(reading: Reading | UnknownValue): Reading {
  if (isUnknown(reading)) throw new Error(`not understood: ${reading.reason}`);
  return reading;
}

describe('definitions from values', () => {
  it('a column with what it brings', async () => {
    const { value, interpreter } = await evaluated(
      "sa.Column('team_id', sa.Integer(), sa.ForeignKey('app.teams.id', ondelete='CASCADE'), nullable=False, index=True, comment='c')",
    );
    const { column, constraints, indexes, primaryKey } = known(columnFrom(interpreter, value, users));
    assert.equal(column.name, 'team_id');
    assert.equal(column.type.sql, 'INTEGER');
    assert.equal(column.nullable, false);
    assert.equal(column.comment, 'c');
    assert.equal(primaryKey, false);
    assert.deepEqual(column.places.nullable, { file: 'models.py', line: 4, column: 104, endLine: 4, endColumn: 109 });
    const [foreignKey] = constraints;
    assert.ok(foreignKey?.kind === 'foreign_key');
    assert.deepEqual(foreignKey.referredTable, { schema: 'app', name: 'teams' });
    assert.equal(foreignKey.onDelete, 'CASCADE');
    assert.equal(indexes[0]?.name, 'ix_users_team_id');
  });

  it('a primary key column that is added numbers itself', async () => {
    const { value, interpreter } = await evaluated("sa.Column('id', sa.BigInteger(), primary_key=True)");
    assert.equal(known(columnFrom(interpreter, value, users)).column.serial, true);
  });

  it('a table from the arguments of create_table', async () => {
    const { value, interpreter } = await evaluated(
      `[sa.Column('id', sa.Integer(), nullable=False), sa.Column('name', sa.String(length=5)),
        sa.PrimaryKeyConstraint('id', name='pk'), sa.UniqueConstraint('name')]`,
    );
    assert.ok(value.type === 'list');
    const table = known(tableFrom(interpreter, value.items, new Map(), users, null));
    assert.deepEqual(
      table.columns.map(({ name, serial, nullable }) => [name, serial, nullable]),
      [
        ['id', true, false],
        ['name', false, true],
      ],
    );
    assert.deepEqual(
      table.constraints.map(({ kind, name }) => [kind, name]),
      [
        ['primary_key', 'pk'],
        ['unique', null],
      ],
    );
  });

  it('an unknown column makes the table unknown, with the reason', async () => {
    const { value, interpreter } = await evaluated("[sa.Column('id', sa.Integer()), thing.column()]");
    assert.ok(value.type === 'list');
    const table = tableFrom(interpreter, value.items, new Map(), users, null);
    assert.ok(isUnknown(table));
    assert.match(table.reason, /elsewhere/);
  });

  it('names follow the convention of a MetaData, final names do not', async () => {
    const { value: metadata } = await evaluated(
      "sa.MetaData(naming_convention={'uq': 'uq_%(table_name)s_%(column_0_name)s', 'ck': 'ck_%(constraint_name)s'})",
    );
    const namingConvention = namingConventionOf(metadata);
    assert.ok(namingConvention && !isUnknown(namingConvention));
    const context = { ...users, namingConvention };
    const nameOf = async (expression: string) => {
      const { value, interpreter } = await evaluated(expression);
      return known(constraintFrom(interpreter, value, context)).name;
    };
    assert.equal(await nameOf("sa.UniqueConstraint('email')"), 'uq_users_email');
    assert.equal(await nameOf("sa.CheckConstraint('a > 0', name='positive')"), 'ck_positive');
    assert.equal(await nameOf("sa.CheckConstraint('a > 0', name=sa.sql.elements.conv('positive'))"), 'positive');
    assert.deepEqual(givenName(specialName('positive', true)), { name: 'positive', final: true });
  });

  it('an index with its PostgreSQL options', async () => {
    const { value, interpreter } = await evaluated(
      "sa.Index('ix', sa.text('lower(name)'), 'other', unique=True, postgresql_using='gin', postgresql_ops={'other': 'gin_trgm_ops'}, postgresql_where=sa.text('a > 0'))",
    );
    const index = known(indexFrom(interpreter, value, users));
    assert.equal(index.using, 'gin');
    assert.equal(index.unique, true);
    assert.equal(index.where?.sql, 'a > 0');
    assert.deepEqual(
      index.keys.map((key) => [key.column, key.expression?.sql, key.opclass]),
      [
        [null, 'lower(name)', null],
        ['other', undefined, 'gin_trgm_ops'],
      ],
    );
  });

  it('types, as class and as object', async () => {
    for (const [expression, sql, python] of [
      ['sa.Integer', 'INTEGER', 'sa.Integer()'],
      ['sa.Unicode(255)', 'VARCHAR(255)', 'sa.Unicode(length=255)'],
      ["sa.String(collation='de_DE')", 'VARCHAR COLLATE "de_DE"', "sa.String(collation='de_DE')"],
      ['postgresql.JSONB(astext_type=sa.Text())', 'JSONB', 'postgresql.JSONB(astext_type=sa.Text())'],
    ] as const) {
      const { value, interpreter } = await evaluated(expression);
      const type = known(typeFrom(interpreter, value));
      assert.equal(type.sql, sql);
      assert.equal(type.python.code, python);
    }
    const { value, interpreter } = await evaluated("sa.ARRAY(sa.Enum('a', 'b', name='ab', schema='s'))");
    assert.deepEqual(known(enumFrom(interpreter, value))?.values, ['a', 'b']);
  });

  it('server defaults and literals', async () => {
    const { interpreter, value } = await evaluated("[sa.text('now()'), 'a:b', sa.false(), None, sa.FetchedValue(), sa.text(\"'x:y'\")]");
    assert.ok(value.type === 'list');
    const read = value.items.map((item) => known(serverDefaultFrom(interpreter, item)));
    assert.deepEqual(
      read.map((one) => one?.sql ?? null),
      ['now()', "'a:b'", 'false', null, null, "'x:y'"],
    );
    assert.deepEqual(
      read.map((one) => one?.python.code ?? null),
      ["sa.text('now()')", "'a:b'", "sa.text('false')", null, null, 'sa.text("\'x:y\'")'],
    );
    const { value: rows } = await evaluated('[1, True, None, "it\'s", 2.5, sa.func.now()]');
    assert.ok(rows.type === 'list');
    assert.deepEqual(
      rows.items.map((item) => literalFrom(interpreter, item, null)),
      ['1', 'true', 'NULL', "'it''s'", '2.5', 'now()'],
    );
  });
});
