import assert from 'node:assert/strict';
import { changeId, summary } from '../../src/schema/change-text';
import { type CompareOptions, compareSchemas } from '../../src/schema/compare';
import type { Schema, Table } from '../../src/schema/schema';
import { check, column, emptySchema, enumType, foreignKey, id, index, primaryKey, schema, sequence, table, unique } from './catalog';

const plain: CompareOptions = {
  leaveOut: [],
  doubts: [],
  versionTables: [{ schema: 'public', name: 'alembic_version' }],
  unnamed: () => false,
};
const said = (before: Schema, after: Schema, options: Partial<CompareOptions> = {}): readonly string[] =>
  compareSchemas(before, after, { ...plain, ...options }).map(summary);
const within = (before: Partial<Table>, after: Partial<Table>, options: Partial<CompareOptions> = {}): readonly string[] =>
  said(schema([table('t', [id], before)]), schema([table('t', [id], after)]), options);

describe('compareSchemas', () => {
  it('says what columns the models and the revisions have', () => {
    const before = table('products', [id, column('nick', 'text')]);
    const after = table('products', [column('homepage', 'character varying(255)'), id]);
    assert.deepEqual(said(schema([before]), schema([after])), [
      'column products.homepage VARCHAR(255) is in no revision',
      'column products.nick is in the revisions but not in the models',
    ]);
    assert.deepEqual(compareSchemas(schema([before]), schema([after]), plain).map(changeId), [
      'add_column public.products.homepage',
      'drop_column public.products.nick',
    ]);
  });

  it('says every aspect of a column that differs', () => {
    const before = column('pending', 'boolean', { default: 'false', notNull: true });
    const after = column('pending', 'timestamp without time zone', { comment: 'when' });
    assert.deepEqual(within({ columns: [before] }, { columns: [after] }), [
      't.pending: BOOLEAN in the revisions, TIMESTAMP in the models; NOT NULL in the revisions, nullable in the models; ' +
        "server default false in the revisions, none in the models; comment none in the revisions, 'when' in the models",
    ]);
  });

  it('shows a default without the type that PostgreSQL adds to it', () => {
    const before = column('kind', 'character varying(20)', { default: "'it''s'::character varying" });
    assert.deepEqual(within({ columns: [before] }, { columns: [{ ...before, default: null }] }), [
      "t.kind: server default 'it''s' in the revisions, none in the models",
    ]);
  });

  it('takes a text for the same whatever type it was first written for', () => {
    const word = (type: string, written: string) => ({ columns: [column('word', type, { default: written })] });
    assert.deepEqual(within(word('character varying', "''::text"), word('character varying', "''::character varying")), []);
    assert.equal(within(word('text', "'a'::text"), word('text', "'b'::character varying")).length, 1);
    assert.equal(within(word('jsonb', "'1'::text"), word('jsonb', "'1'::jsonb")).length, 1);
  });

  it('takes two sequences of serial columns for the same, and a serial and an identity for different', () => {
    const renamed = { ...id, default: `nextval('old_id_seq'::regclass)` };
    assert.deepEqual(within({ columns: [id] }, { columns: [renamed] }), []);
    const identity = { always: true, start: '1', increment: '1', minValue: '1', maxValue: '2147483647', cache: '1', cycle: false };
    assert.deepEqual(within({ columns: [id] }, { columns: [{ ...id, serial: false, default: null, identity }] }), [
      't.id: server default of a sequence of its own in the revisions, none in the models; ' +
        'identity none in the revisions, ALWAYS (START 1 INCREMENT 1) in the models',
    ]);
  });

  it('matches what the models left unnamed by what it does', () => {
    const before = { constraints: [unique('old_name', 'id')], indexes: [index('ix_old', 't', 'id')] };
    const after = { constraints: [unique('t_id_key', 'id')], indexes: [index('t_id_idx', 't', 'id')] };
    assert.deepEqual(within(before, after, { unnamed: () => true }), []);
    assert.deepEqual(within(before, after), [
      'unique constraint old_name on t is called t_id_key in the models',
      'index ix_old on t is called t_id_idx in the models',
    ]);
  });

  it('leaves a name that the models gave to the one who gave it', () => {
    const before = { constraints: [unique('uq', 'a')] };
    const after = { constraints: [unique('t_a_key', 'a'), unique('uq', 'b')] };
    assert.deepEqual(within(before, after, { unnamed: (_schema, _table, name) => name === 't_a_key' }), [
      'unique constraint uq on t: UNIQUE (a) in the revisions, UNIQUE (b) in the models',
      'unique constraint t_a_key on t (a) is in no revision',
    ]);
  });

  it('does not mind how a constraint came about, and minds what it asks for', () => {
    const key = foreignKey('fk', 'id', 'u');
    const unchecked = { ...key, validated: false, definition: `${key.definition} NOT VALID` };
    assert.deepEqual(within({ constraints: [unchecked] }, { constraints: [key] }), []);
    assert.deepEqual(within({ constraints: [check('ck', 'id > 0', ['id'])] }, { constraints: [check('ck', 'id > 1', ['id'])] }), [
      'check constraint ck on t: CHECK ((id > 0)) in the revisions, CHECK ((id > 1)) in the models',
    ]);
  });

  it('takes the two ways in which PostgreSQL prints a list of texts for one', () => {
    const printed = check('ck', "(a)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[])", ['a']);
    const again = check('ck', "(a)::text = ANY (ARRAY[('x'::character varying)::text, ('y'::character varying)::text])", ['a']);
    assert.deepEqual(within({ constraints: [printed] }, { constraints: [again] }), []);
  });

  it('tells a unique constraint from a unique index', () => {
    const uniqueIndex = { ...index('u', 't', 'id'), unique: true };
    assert.deepEqual(within({ constraints: [unique('u', 'id')] }, { indexes: [uniqueIndex] }), [
      'unique index u on t (id) is in no revision',
      'unique constraint u on t is in the revisions but not in the models',
    ]);
  });

  it('creates tables after those they refer to and drops them before', () => {
    const tables = [
      table('a_child', [id], { constraints: [foreignKey('fk', 'id', 'z_parent')] }),
      table('z_parent', [id], { constraints: [primaryKey('z_parent_pkey', 'id')] }),
    ];
    assert.deepEqual(said(emptySchema, schema(tables)), ['table z_parent is in no revision', 'table a_child is in no revision']);
    assert.deepEqual(said(schema(tables), emptySchema), [
      'table a_child is in the revisions but not in the models',
      'table z_parent is in the revisions but not in the models',
    ]);
  });

  it('compares enum types and sequences', () => {
    const before = schema([], { enums: [enumType('mood', 'sad', 'ok'), enumType('gone', 'x')], sequences: [sequence('s')] });
    const after = schema([], {
      enums: [enumType('mood', 'ok', 'sad', 'happy'), enumType('new', 'y', 'z')],
      sequences: [{ ...sequence('s'), cycle: true }],
    });
    assert.deepEqual(said(before, after), [
      'enum type new (y, z) is in no revision',
      "enum type mood: 'happy' only in the models, the values stand in another order",
      'sequence s: its options differ between the revisions and the models',
      'enum type gone is in the revisions but not in the models',
    ]);
  });

  it('says nothing of tables that were not understood, nor of what only they use', () => {
    const moody = column('mood', 'mood', { namedType: { schema: 'public', name: 'mood' } });
    const numbered = column('n', 'bigint', { default: `nextval('numbers'::regclass)` });
    const before = schema([table('odd', [id, moody, numbered]), table('t', [id], { constraints: [foreignKey('fk', 'id', 'odd')] })], {
      enums: [enumType('mood', 'sad')],
      sequences: [sequence('numbers')],
    });
    const after = schema([table('t', [id])]);
    assert.deepEqual(said(before, after, { leaveOut: [{ schema: 'public', table: 'odd' }] }), []);
    assert.equal(said(before, after).length, 4);
  });

  it('leaves Alembic its table, and partitions to the data', () => {
    const parent = table('events', [id], { partitionBy: 'RANGE (id)' });
    const partition = table('events_1', [id], { partitionOf: { schema: 'public', name: 'events', bound: 'DEFAULT' } });
    assert.deepEqual(said(schema([parent, partition, table('alembic_version', [])]), schema([parent])), []);
  });

  it('names the schema where it is not public', () => {
    const other = table('t', [id, column('a', 'numeric(10,2)')], { schema: 'other' });
    assert.deepEqual(said(schema([{ ...other, columns: [id] }]), schema([other])), ['column other.t.a NUMERIC(10, 2) is in no revision']);
  });
});
