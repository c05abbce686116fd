import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderOperations } from '../../../src/alembic/render/render-operations';
import type { Operation } from '../../../src/schema/operation';
import {
  check,
  column,
  exclude,
  foreignKey,
  index,
  integer,
  key,
  named,
  primaryKey,
  sql,
  table,
  text,
  type,
  unicode,
  unique,
} from '../../schema/definitions';
import {
  addColumn,
  alterColumn,
  createConstraint,
  createIndex,
  createTable,
  dropColumn,
  dropConstraint,
  dropIndex,
  execute,
  products,
} from '../operations';

/** What Alembic's autogenerate writes, recorded by scripts/conformance/alembic-rendering.py. */
const recorded: { readonly cases: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(join(process.cwd(), 'test/alembic/recorded/rendering.json'), 'utf8'),
);

const docs = named('products', 'docs');
const users = named('users');
const homepage = column('homepage', unicode);
const dateTime = type('TIMESTAMP WITHOUT TIME ZONE', 'sa.DateTime()');
const numbering = { start: 5, increment: null, minValue: null, maxValue: null, cache: null, cycle: false };
const productsTable = table(
  'products',
  [
    column('id', integer, { nullable: false, serial: true }),
    column('slug', unicode, { nullable: false }),
    column('owner_id', integer, { comment: "the owner's id" }),
    column('made', type('TIMESTAMP WITH TIME ZONE', 'sa.DateTime(timezone=True)'), { nullable: false, serverDefault: sql('now()') }),
    column('twice', integer, { computed: { ...sql('id * 2'), persisted: true } }),
    column('number', type('BIGINT', 'sa.BigInteger()'), { nullable: false, identity: { ...numbering, always: true } }),
  ],
  {
    constraints: [
      primaryKey(['id']),
      unique(['slug'], { name: 'uq_products_slug' }),
      check('owner_id > 0', { name: 'positive' }),
      foreignKey(['owner_id'], users, ['id'], { name: 'fk_owner', onDelete: 'CASCADE' }),
    ],
  },
);
const bySlug = index('by_slug', [key('slug', { opclass: 'gin_trgm_ops' })], { using: 'gin', include: ['id'], where: sql('id > 0') });
const lower = index('by_lower', [key(sql('lower(slug)'))]);

/** The same operations as in the script. */
const cases: Readonly<Record<string, readonly Operation[]>> = {
  create_table: [createTable(productsTable)],
  'create_table in a schema': [createTable({ ...productsTable, schema: 'docs', comment: 'it\'s "here"' })],
  drop_table: [{ kind: 'drop_table', table: products, ifExists: false, reverse: null, place: null }],
  'drop_table in a schema': [{ kind: 'drop_table', table: docs, ifExists: true, reverse: null, place: null }],
  add_column: [addColumn(homepage)],
  'add_column in a schema': [addColumn(homepage, { table: docs })],
  drop_column: [dropColumn('homepage')],
  'drop_column in a schema': [dropColumn('homepage', { table: docs })],
  'alter_column type': [
    alterColumn('slug', { type: unicode, existing: { type: type('VARCHAR(50)', 'sa.VARCHAR(length=50)'), nullable: false } }),
  ],
  'alter_column nullable': [alterColumn('slug', { nullable: false, existing: { type: unicode, nullable: true } })],
  'alter_column server_default': [
    alterColumn('made', { table: docs, serverDefault: sql('now()'), existing: { type: dateTime, nullable: false } }),
  ],
  'alter_column without server_default': [
    alterColumn('made', { serverDefault: null, existing: { type: dateTime, nullable: false, serverDefault: sql('now()') } }),
  ],
  'alter_column comment': [alterColumn('slug', { comment: 'what\nit is', existing: { type: text, nullable: true, comment: 'old' } })],
  'alter_column name': [alterColumn('slug', { newName: 'name', existing: { type: text, nullable: true } })],
  create_index: [createIndex(index('ix_products_slug', ['slug'], { unique: true }))],
  'create_index with options': [createIndex(bySlug, { table: docs })],
  'create_index on an expression': [createIndex(lower)],
  drop_index: [dropIndex('ix_products_slug', { reverse: index('ix_products_slug', ['slug']) })],
  'drop_index in a schema': [dropIndex('by_slug', { table: docs, schema: 'docs' })],
  create_unique_constraint: [createConstraint(unique(['slug', 'id'], { name: 'uq_slug' }))],
  'create_unique_constraint unnamed, deferrable': [
    createConstraint(unique(['slug'], { deferrable: true, initially: 'DEFERRED' }), { table: docs }),
  ],
  create_foreign_key: [
    createConstraint(foreignKey(['owner_id'], users, ['id'], { name: 'fk_owner', onDelete: 'SET NULL', onUpdate: 'CASCADE' })),
  ],
  'create_foreign_key between schemas': [
    createConstraint(foreignKey(['owner_id'], named('users', 'people'), ['id'], { deferrable: true, initially: 'DEFERRED' }), {
      table: docs,
    }),
  ],
  create_check_constraint: [createConstraint(check('id > 0', { name: 'positive' }), { table: docs })],
  create_exclude_constraint: [
    createConstraint(
      exclude(
        [
          { expression: sql('id'), operator: '=', opclass: null },
          { expression: sql('int4range(id, id)'), operator: '&&', opclass: null },
        ],
        { name: 'apart', where: sql('id > 0') },
      ),
    ),
  ],
  drop_constraint: [dropConstraint('uq_slug', 'unique')],
  'drop_constraint in a schema': [dropConstraint('fk_owner', 'foreign_key', { table: docs })],
  create_table_comment: [{ kind: 'create_table_comment', table: products, comment: 'what it is', existing: "it's old", place: null }],
  drop_table_comment: [{ kind: 'drop_table_comment', table: docs, comment: null, existing: 'old', place: null }],
  execute: [execute("UPDATE products SET slug = 'it''s'")],
  batch: [
    addColumn(homepage),
    createIndex(index('ix_products_slug', ['slug'])),
    createConstraint(foreignKey(['owner_id'], users, ['id'], { name: 'fk_owner' })),
    alterColumn('slug', { nullable: true, existing: { type: text, nullable: false } }),
    dropIndex('by_slug'),
    dropConstraint('uq_slug', 'unique'),
    dropColumn('old'),
  ],
  'batch in a schema': [dropColumn('old', { table: docs })],
};

/** The code alone: line breaks, indentation and a comma before a closing parenthesis say nothing in Python. */
const compact = (code: string): string =>
  code
    .split('\n')
    .filter((line) => !line.trim().startsWith('#'))
    .join('')
    .replace(/\s+/g, '')
    .replace(/,([)\]])/g, '$1');

describe('rendering beside what Alembic writes', () => {
  for (const [name, operations] of Object.entries(cases)) {
    it(name, () => {
      const { lines } = renderOperations(operations, { batch: name.startsWith('batch') });
      assert.equal(compact(lines.join('\n')), compact(recorded.cases[name] ?? 'nothing recorded'));
    });
  }

  it('covers every recorded case', () => assert.deepEqual(Object.keys(cases), Object.keys(recorded.cases)));
});
