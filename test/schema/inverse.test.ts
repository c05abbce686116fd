import assert from 'node:assert/strict';
import { inverse, NotReversible } from '../../src/schema/inverse';
import type { Operation } from '../../src/schema/operation';
import { sqlText } from '../../src/schema/python-text';
import * as defined from './definitions';

const table = { schema: null, name: 't' };

/** What stands there is the same again after going there and back. */
const thereAndBack: readonly Operation[] = [
  { kind: 'create_table', place: null, table: defined.table('t', [defined.column('a', defined.text)]), ifNotExists: false },
  { kind: 'rename_table', place: null, table, newName: 'u' },
  { kind: 'add_column', place: null, table, column: defined.column('b', defined.text), constraints: [], indexes: [], ifNotExists: false },
  {
    kind: 'alter_column',
    place: null,
    table,
    column: 'a',
    newName: 'b',
    type: defined.type('VARCHAR(5)', 'sa.String(length=5)'),
    nullable: false,
    serverDefault: null,
    comment: 'new',
    existing: { type: defined.text, nullable: true, serverDefault: sqlText("'x'"), comment: null },
  },
  { kind: 'rename_index', place: null, schema: null, name: 'a', newName: 'b' },
  { kind: 'rename_constraint', place: null, table, name: 'a', newName: 'b' },
  { kind: 'create_table_comment', place: null, table, comment: 'new', existing: null },
  { kind: 'create_table_comment', place: null, table, comment: 'new', existing: 'old' },
  { kind: 'create_enum', place: null, enumType: defined.enumType('mood', ['a']), ifNotExists: false },
];

describe('inverse', () => {
  it('undoes what it undid', () => {
    assert.deepEqual(inverse(inverse(thereAndBack)), thereAndBack);
  });

  it('goes backwards', () => {
    assert.deepEqual(
      inverse(thereAndBack).map((operation) => operation.kind),
      [
        'drop_enum',
        'create_table_comment',
        'drop_table_comment',
        'rename_constraint',
        'rename_index',
        'alter_column',
        'drop_column',
        'rename_table',
        'drop_table',
      ],
    );
  });

  it('casts on the way back where it must', () => {
    const [back] = inverse([
      {
        kind: 'alter_column',
        place: null,
        table,
        column: 'a',
        type: defined.text,
        existing: { type: defined.integer, nullable: true },
      },
    ]);
    assert.equal(back?.kind === 'alter_column' && back.using, 'a::INTEGER');
  });

  const oneWay: readonly Operation[] = [
    { kind: 'execute', place: null, sql: 'SELECT 1' },
    { kind: 'drop_table', place: null, table, ifExists: false, reverse: null },
    { kind: 'alter_column', place: null, table, column: 'a', nullable: true, existing: { type: null, nullable: null } },
  ];
  for (const operation of oneWay) {
    it(`refuses ${operation.kind} that does not say what stood there`, () => {
      assert.throws(() => inverse([operation]), NotReversible);
    });
  }
});
