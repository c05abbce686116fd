import assert from 'node:assert/strict';
import { renderOperations } from '../../../src/alembic/render/render-operations';
import type { IndexKey } from '../../../src/schema/definition';
import type { Operation } from '../../../src/schema/operation';
import { quoteIdentifier } from '../../../src/schema/quoting';
import { column, index, integer, mood, moodType, sql, table } from '../../schema/definitions';
import { addColumn, createIndex, createTable, dropColumn, execute, products } from '../operations';
import { readLines, understood, withoutPlaces } from '../operations/read-operations';
import { randomOperations } from './random-operations';

/** A key of an index as it stands in SQL: an order may be written apart from a column or within an expression. */
function keySql({ column, expression, opclass, collation, descending, nulls }: IndexKey): string {
  const base = column === null ? (expression?.sql ?? '') : quoteIdentifier(column);
  const parts = [base, collation && `COLLATE ${quoteIdentifier(collation)}`, opclass, descending && 'DESC', nulls && `NULLS ${nulls}`];
  return parts.filter(Boolean).join(' ');
}

/** Constraints of a new table are rendered in the order of their texts, as Alembic has them, so their order is no part of it. */
function comparable(operations: readonly Operation[]): readonly unknown[] {
  return operations.map((operation) => {
    if (operation.kind === 'create_index')
      return {
        ...Object(withoutPlaces(operation)),
        keys: operation.index.keys.map(keySql),
        index: withoutPlaces({ ...operation.index, keys: [] }),
      };
    if (operation.kind !== 'create_table') return withoutPlaces(operation);
    const constraints = [...operation.table.constraints].sort((a, b) => (`${a.kind} ${a.name}` < `${b.kind} ${b.name}` ? -1 : 1));
    return withoutPlaces({ ...operation, table: { ...operation.table, constraints } });
  });
}

async function readBack(operations: readonly Operation[], batch: boolean): Promise<readonly Operation[]> {
  const { lines, imports } = renderOperations(operations, { batch });
  return understood(await readLines(lines.length > 0 ? lines : ['pass'], imports));
}

describe('rendered operations, read again', () => {
  for (const batch of [false, true]) {
    it(`are the same operations${batch ? ' in batches' : ''}`, async () => {
      for (let seed = 1; seed <= 10; seed++) {
        const operations = randomOperations(seed, 100);
        const read = comparable(await readBack(operations, batch));
        const expected = comparable(operations);
        for (const [at, operation] of operations.entries()) {
          const { lines } = renderOperations([operation], { batch });
          assert.deepEqual(read[at], expected[at], `seed ${seed}, operation ${at}:\n${lines.join('\n')}`);
        }
        assert.equal(read.length, expected.length);
      }
    }).timeout(60_000);
  }

  it('keep an enum type apart from the table that uses it', async () => {
    const operations: readonly Operation[] = [
      { kind: 'create_enum', enumType: mood, ifNotExists: false, place: null },
      createTable(table('products', [column('id', integer), column('mood', moodType)])),
      addColumn(column('mood', moodType)),
      { kind: 'drop_enum', schema: null, name: 'mood', ifExists: false, reverse: mood, place: null },
    ];
    assert.deepEqual(comparable(await readBack(operations, false)), comparable(operations));
  });

  it('say in SQL what Alembic has no word for', async () => {
    const operations: readonly Operation[] = [
      { kind: 'rename_constraint', table: products, name: 'before', newName: 'User', place: null },
      { kind: 'rename_index', schema: 's', name: 'before', newName: 'after', place: null },
      { kind: 'add_enum_value', schema: null, name: 'mood', value: "it's", before: 'sad', place: null },
      {
        kind: 'replace_enum',
        before: mood,
        after: { ...mood, values: ['ok'] },
        columns: [{ table: products, column: 'mood', array: false, default: "'ok'::mood" }],
        place: null,
      },
      {
        kind: 'bulk_insert',
        table: products,
        columns: ['id', 'name'],
        rows: [
          ['1', "'a:b'"],
          ['2', 'NULL'],
        ],
        place: null,
      },
    ];
    const read = await readBack(operations, false);
    assert.deepEqual(
      read.map((operation) => (operation.kind === 'execute' ? operation.sql : operation.kind)),
      [
        'ALTER TABLE products RENAME CONSTRAINT before TO "User"',
        'ALTER INDEX s.before RENAME TO after',
        'begin_autocommit',
        "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'it''s' BEFORE 'sad'",
        'end_autocommit',
        'ALTER TYPE mood RENAME TO mood_old',
        "CREATE TYPE mood AS ENUM ('ok')",
        'ALTER TABLE products ALTER COLUMN mood DROP DEFAULT',
        'ALTER TABLE products ALTER COLUMN mood TYPE mood USING mood::text::mood',
        "ALTER TABLE products ALTER COLUMN mood SET DEFAULT 'ok'::mood",
        'DROP TYPE mood_old',
        "INSERT INTO products (id, name) VALUES\n(1, 'a:b'),\n(2, NULL)",
      ],
    );
  });
});

describe('the look of rendered operations', () => {
  it('breaks lines that are too long', () => {
    const long = index('ix_products_a_long_name_for_an_index', ['a', 'b'], { where: sql('deleted_at IS NULL'), using: 'btree' });
    assert.deepEqual(renderOperations([createIndex(long)], { batch: false }).lines, [
      'op.create_index(',
      "    'ix_products_a_long_name_for_an_index',",
      "    'products',",
      "    ['a', 'b'],",
      '    unique=False,',
      "    postgresql_using='btree',",
      "    postgresql_where=sa.text('deleted_at IS NULL'),",
      ')',
    ]);
  });

  it('groups what stands on one table in a batch', () => {
    const { lines } = renderOperations([dropColumn('a'), dropColumn('b'), execute('SELECT 1'), dropColumn('c')], { batch: true });
    assert.deepEqual(lines, [
      "with op.batch_alter_table('products', schema=None) as batch_op:",
      "    batch_op.drop_column('a')",
      "    batch_op.drop_column('b')",
      '',
      "op.execute('SELECT 1')",
      "with op.batch_alter_table('products', schema=None) as batch_op:",
      "    batch_op.drop_column('c')",
    ]);
  });

  it('keeps the lines of long SQL, each a string of its own, so that indenting them changes nothing', () => {
    const { lines } = renderOperations([execute('CREATE VIEW v AS\nSELECT 1')], { batch: false });
    assert.deepEqual(lines, ['op.execute(', "    'CREATE VIEW v AS\\n'", "    'SELECT 1'", ')']);
  });

  it('marks names as final where the environment has a naming convention', () => {
    const { lines } = renderOperations([createIndex(index('by_name', ['name']))], { batch: true, namingConvention: true });
    assert.match(lines.join('\n'), /batch_op\.create_index\(batch_op\.f\('by_name'\), \['name'\], unique=False\)/);
  });

  it('gives the imports that the code needs', () => {
    assert.deepEqual(renderOperations([addColumn(column('m', moodType))], { batch: false }).imports, [
      'from sqlalchemy.dialects import postgresql',
    ]);
  });
});
