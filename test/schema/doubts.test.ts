import assert from 'node:assert/strict';
import { changeId } from '../../src/schema/change-text';
import { compareSchemas } from '../../src/schema/compare';
import type { TableDoubt } from '../../src/schema/doubts';
import type { Schema, Table } from '../../src/schema/schema';
import { check, column, enumType, id, index, primaryKey, schema, sequence, table, unique } from './catalog';

const changes = (before: Schema, after: Schema, ...doubts: readonly TableDoubt[]): readonly string[] =>
  compareSchemas(before, after, { leaveOut: [], doubts, versionTables: [], unnamed: () => false }).map(changeId);
const within = (before: Partial<Table>, after: Partial<Table>, ...doubts: readonly TableDoubt[]): readonly string[] =>
  changes(schema([table('t', [id], before)]), schema([table('t', [id], after)]), ...doubts);

const mayHave = (name: string | null): TableDoubt => ({ schema: 'public', table: 't', column: name });

describe('doubts', () => {
  const email = column('email', 'text');
  const stood = {
    columns: [id, email, column('name', 'text')],
    constraints: [
      primaryKey('t_pkey', 'id', 'email'),
      unique('uq_email', 'email'),
      unique('uq_name', 'name'),
      check('ck', 'length(email) > 3', []),
    ],
    indexes: [index('ix_email', 't', 'email'), index('ix_name', 't', 'name')],
  };
  const stands = { columns: [id], constraints: [primaryKey('t_pkey', 'id')], indexes: [] };

  it('keep a column that may be there, and what speaks of it', () => {
    assert.deepEqual(within(stood, stands, mayHave('email')), [
      'drop_index public.t.ix_name',
      'drop_constraint public.t.uq_name',
      'drop_column public.t.name',
    ]);
  });

  it('keep everything where columns of any name may be there', () => {
    assert.deepEqual(within(stood, stands, mayHave(null)), []);
  });

  it('do not hide what the models are known to ask for', () => {
    const more = { ...stands, columns: [id, column('phone', 'text')], indexes: [index('ix_phone', 't', 'phone')] };
    assert.deepEqual(within(stands, more, mayHave(null), mayHave('phone')), [
      'add_column public.t.phone',
      'create_index public.t.ix_phone',
    ]);
    const shorter = { columns: [id, { ...email, type: 'character varying(20)' }] };
    assert.deepEqual(within({ columns: [id, email] }, shorter, mayHave(null)), ['alter_column public.t.email']);
  });

  it('keep the enum type and the sequence that such a column stands on', () => {
    const kind = column('kind', 'mood', { namedType: { schema: 'public', name: 'mood' } });
    const number = column('number', 'integer', { default: "nextval('numbers'::regclass)" });
    const before = schema([table('t', [id, kind, number])], {
      enums: [enumType('mood', 'a'), enumType('gone', 'b')],
      sequences: [sequence('numbers')],
    });
    const after = schema([table('t', [id])]);
    assert.deepEqual(changes(before, after, mayHave(null)), ['drop_enum public.gone']);
    assert.deepEqual(changes(before, after, mayHave('kind')), [
      'drop_column public.t.number',
      'drop_sequence public.numbers',
      'drop_enum public.gone',
    ]);
  });

  it('speak of their own table alone', () => {
    assert.deepEqual(changes(schema([table('u', [id, email])]), schema([table('u', [id])]), mayHave(null)), ['drop_column public.u.email']);
  });
});
