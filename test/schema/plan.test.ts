import assert from 'node:assert/strict';
import type { Change } from '../../src/schema/change';
import { compareSchemas } from '../../src/schema/compare';
import type { TableDefinition } from '../../src/schema/definition';
import type { Operation } from '../../src/schema/operation';
import { type PlanContext, planOperations } from '../../src/schema/plan';
import type { Schema } from '../../src/schema/schema';
import { check, column, enumType, foreignKey, id, index, primaryKey, schema, table, unique } from './catalog';
import * as defined from './definitions';

const place = { file: 'models.py', line: 7, column: 5, endLine: 7, endColumn: 40 };

interface Planned {
  readonly before: Schema;
  readonly after: Schema;
  readonly models?: readonly TableDefinition[];
  readonly fill?: string;
  /** Which of the changes; all where it is not given. */
  readonly only?: (change: Change) => boolean;
  readonly types?: PlanContext['typeOfCatalog'];
}

function plan({ before, after, models = [], fill, only = () => true, types }: Planned) {
  const changes = compareSchemas(before, after, { leaveOut: [], doubts: [], versionTables: [], unnamed: () => false });
  return planOperations(changes.filter(only), {
    before,
    after,
    defaultSchema: 'public',
    definitionOf: (_schema, name) => models.find((model) => model.name === name) ?? null,
    sequenceOf: () => null,
    enumOf: () => null,
    typeOfCatalog: types ?? ((sql) => defined.type(sql, `sa.${sql.toUpperCase()}()`)),
    fill: () => fill ?? null,
  });
}

const kinds = (operations: readonly Operation[]): readonly string[] => operations.map((operation) => operation.kind);

describe('planOperations', () => {
  it('adds a column with the words of the models, and drops it again', () => {
    const homepage = defined.column('homepage', defined.unicode, { place });
    const { upgrade, downgrade, problems } = plan({
      before: schema([table('products', [id])]),
      after: schema([table('products', [id, column('homepage', 'character varying(255)')])]),
      models: [defined.table('products', [homepage])],
    });
    const products = { schema: null, name: 'products' };
    assert.deepEqual(upgrade, [
      { kind: 'add_column', place, table: products, column: homepage, constraints: [], indexes: [], ifNotExists: false },
    ]);
    assert.deepEqual(downgrade, [{ kind: 'drop_column', place, table: products, column: 'homepage', ifExists: false, reverse: homepage }]);
    assert.deepEqual(problems, []);
  });

  it('fills the rows before a new column becomes NOT NULL', () => {
    const { upgrade, downgrade } = plan({
      before: schema([table('Products', [id])]),
      after: schema([table('Products', [id, column('slug', 'text', { notNull: true })])]),
      fill: `'none'`,
    });
    assert.deepEqual(kinds(upgrade), ['add_column', 'execute', 'alter_column']);
    assert.equal(upgrade[1]?.kind === 'execute' && upgrade[1].sql, `UPDATE "Products" SET slug = 'none'`);
    assert.deepEqual(kinds(downgrade), ['drop_column']);
  });

  it('names in create and drop what the models left unnamed, and not inside a new table', () => {
    const key = defined.column('id', defined.integer, { nullable: false, place });
    const unnamed = defined.unique(['slug'], { place });
    const models = [defined.table('t', [key, defined.column('slug', defined.text, { place })], { constraints: [unnamed] })];
    const slug = column('slug', 'text');
    const after = schema([table('t', [id, slug], { constraints: [unique('t_slug_key', 'slug')] })]);
    const added = plan({ before: schema([table('t', [id, slug])]), after, models });
    assert.deepEqual(added.upgrade, [
      { kind: 'create_constraint', place, table: { schema: null, name: 't' }, constraint: { ...unnamed, name: 't_slug_key' } },
    ]);
    assert.equal(added.downgrade[0]?.kind === 'drop_constraint' && added.downgrade[0].name, 't_slug_key');
    const created = plan({ before: schema([]), after, models });
    assert.deepEqual(created.upgrade[0]?.kind === 'create_table' && created.upgrade[0].table.constraints, [unnamed]);
  });

  it('says what stood there in an alter_column, and the USING that it takes', () => {
    const count = defined.column('count', defined.integer, { nullable: false, place });
    const { upgrade, downgrade } = plan({
      before: schema([table('t', [column('count', 'text', { comment: 'how many' })])]),
      after: schema([table('t', [column('count', 'integer', { notNull: true, comment: 'how many' })])]),
      models: [defined.table('t', [count])],
    });
    const text = defined.type('TEXT', 'sa.TEXT()');
    const common = { kind: 'alter_column', place, table: { schema: null, name: 't' }, column: 'count' };
    assert.deepEqual(upgrade, [
      {
        ...common,
        type: count.type,
        using: 'count::INTEGER',
        nullable: false,
        existing: { type: text, nullable: true, comment: 'how many' },
      },
    ]);
    assert.deepEqual(downgrade, [
      { ...common, type: text, nullable: true, existing: { type: count.type, nullable: false, comment: 'how many' } },
    ]);
  });

  it('drops a table with everything that makes it again', () => {
    const notes = table('notes', [id], {
      constraints: [primaryKey('notes_pkey', 'id'), check('ck', 'id > 0', ['id'])],
      indexes: [index('ix', 'notes', 'id')],
    });
    const { upgrade, downgrade } = plan({ before: schema([notes]), after: schema([]) });
    assert.deepEqual(kinds(upgrade), ['drop_index', 'drop_table']);
    assert.deepEqual(kinds(downgrade), ['create_table', 'create_index']);
    const [created] = downgrade;
    assert.deepEqual(created?.kind === 'create_table' && created.table.constraints.map((constraint) => constraint.name), [
      'notes_pkey',
      'ck',
    ]);
  });

  it('makes the enum type of a new column, even where its own change was not picked', () => {
    const mood = column('mood', 'mood', { namedType: { schema: 'public', name: 'mood' } });
    const after = schema([table('t', [id, mood])], { enums: [enumType('mood', 'sad', 'happy')] });
    const { upgrade, downgrade } = plan({ before: schema([table('t', [id])]), after, only: (change) => change.kind === 'add_column' });
    assert.deepEqual(kinds(upgrade), ['create_enum', 'add_column']);
    assert.deepEqual(kinds(downgrade), ['drop_column', 'drop_enum']);
    assert.equal(
      upgrade[1]?.kind === 'add_column' && upgrade[1].column.type.python.code,
      "postgresql.ENUM('sad', 'happy', name='mood', create_type=False)",
    );
  });

  it('adds an enum value at its place, apart from the transaction, and first of all', () => {
    const mood = column('mood', 'mood', { namedType: { schema: 'public', name: 'mood' }, default: `'sad'::mood` });
    const { upgrade, downgrade } = plan({
      before: schema([table('t', [mood])], { enums: [enumType('mood', 'sad', 'happy')] }),
      after: schema([table('t', [mood, id])], { enums: [enumType('mood', 'sad', 'ok', 'happy')] }),
    });
    assert.deepEqual(kinds(upgrade), ['begin_autocommit', 'add_enum_value', 'end_autocommit', 'add_column']);
    assert.deepEqual(upgrade[1], { kind: 'add_enum_value', place: null, schema: null, name: 'mood', value: 'ok', before: 'happy' });
    assert.deepEqual(kinds(downgrade), ['drop_column', 'replace_enum']);
    const [, replaced] = downgrade;
    assert.deepEqual(replaced?.kind === 'replace_enum' && replaced.columns, [
      { table: { schema: null, name: 't' }, column: 'mood', array: false, default: `'sad'::mood` },
    ]);
  });

  it('drops columns and tables of an enum type before the type loses the values that they hold', () => {
    const mood = (name: string, value: string) =>
      column(name, 'mood', { namedType: { schema: 'public', name: 'mood' }, default: `'${value}'::mood` });
    const { upgrade, downgrade } = plan({
      before: schema([table('t', [id, mood('kept', 'sad'), mood('gone', 'ok')]), table('u', [mood('mood', 'ok')])], {
        enums: [enumType('mood', 'sad', 'ok')],
      }),
      after: schema([table('t', [id, mood('kept', 'sad')])], { enums: [enumType('mood', 'sad')] }),
    });
    assert.deepEqual(kinds(upgrade), ['drop_column', 'drop_table', 'replace_enum']);
    assert.deepEqual(kinds(downgrade), ['replace_enum', 'create_table', 'add_column']);
    for (const replaced of [upgrade[2], downgrade[0]])
      assert.deepEqual(replaced?.kind === 'replace_enum' && replaced.columns.map(({ column: name }) => name), ['kept']);
  });

  it('says which changes need others that were not picked', () => {
    const after = schema([
      table('t', [id, column('u_id', 'integer')], { constraints: [foreignKey('fk', 'u_id', 'u')] }),
      table('u', [id], { constraints: [primaryKey('u_pkey', 'id')] }),
    ]);
    const { problems } = plan({ before: schema([table('t', [id])]), after, only: (change) => change.kind === 'create_constraint' });
    assert.deepEqual(
      problems.map((problem) => problem.message),
      [
        'fk stands on column u_id, which is in no revision: take its change along',
        'fk refers to table u, which is in no revision: take its change along',
      ],
    );
  });

  const geography = column('area', 'geography', { notNull: true });

  it('brings a column back by SQL where SQLAlchemy has no word for its type', () => {
    const { downgrade, problems } = plan({
      before: schema([table('t', [id, geography])]),
      after: schema([table('t', [id])]),
      types: () => null,
    });
    assert.deepEqual(downgrade, [{ kind: 'execute', place: null, sql: 'ALTER TABLE t ADD COLUMN area geography NOT NULL' }]);
    assert.deepEqual(problems, []);
  });

  it('says which types it cannot write', () => {
    const { problems } = plan({ before: schema([table('t', [geography])]), after: schema([]), types: () => null });
    assert.deepEqual(
      problems.map((problem) => problem.message),
      ['SQLAlchemy has no type for geography of column area: write it by hand'],
    );
  });
});
