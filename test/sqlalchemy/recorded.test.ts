/** The models in models/ against what real SQLAlchemy and Alembic made of them (scripts/conformance/sqlalchemy-models.py). */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { columnSpecification } from '../../src/postgres/ddl/columns';
import { constraintClause } from '../../src/postgres/ddl/constraints';
import { createIndex } from '../../src/postgres/ddl/indexes';
import type { TableDefinition } from '../../src/schema/definition';
import { readModels } from '../../src/sqlalchemy/read-models';
import { programOf } from './read-models-of';

interface RecordedTable {
  readonly schema: string | null;
  readonly name: string;
  readonly comment: string | null;
  readonly columns: readonly string[];
  readonly comments: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, string | null>>;
  readonly primaryKey: string | null;
  readonly constraints: readonly string[];
  readonly indexes: readonly string[];
  readonly suffix: string;
}
interface Recording {
  readonly tables: readonly RecordedTable[];
  readonly enums: readonly { readonly schema: string | null; readonly name: string; readonly values: readonly string[] }[];
}

const folder = join(__dirname.replace(/out[^/]*\/test/, 'test'));
const models = readdirSync(join(folder, 'models'))
  .filter((file) => file.endsWith('.py'))
  .map((file) => file.replace('.py', ''));

/** What the two write differently and PostgreSQL reads alike. */
function alike(sql: string): string {
  return sql
    .replace(/\s+/g, ' ')
    .replace('FOREIGN KEY (', 'FOREIGN KEY(')
    .replace(/\bevents\.amount/, 'amount')
    .replace(' ASC', '')
    .replace('((name COLLATE "C"))', '(name COLLATE "C")')
    .trim();
}

/** Types whose Python is on purpose not what Alembic writes, and why. */
const ownWords: Readonly<Record<string, string>> = {
  // The CHECK is written as a constraint of its own.
  "sa.Enum('x', 'long', name='ck_checked', native_enum=False, create_constraint=True, length=20)":
    "sa.Enum('x', 'long', name='ck_checked', native_enum=False, length=20)",
  "sa.Enum('a', name='kinds', native_enum=False, create_constraint=True)": "sa.Enum('a', name='kinds', native_enum=False)",
  // There is no postgresql.PGUuid to import.
  'postgresql.PGUuid()': 'sa.UUID()',
};

/** SQLAlchemy's repr loses `second_precision`. */
const lostInRepr: ReadonlySet<string> = new Set(['sa.Interval(second_precision=6)']);

const described = (table: TableDefinition) => ({
  schema: table.schema,
  name: table.name,
  comment: table.comment,
  columns: table.columns.map((column) => alike(columnSpecification(column))),
  comments: Object.fromEntries(table.columns.flatMap((column) => (column.comment === null ? [] : [[column.name, column.comment]]))),
  primaryKey: table.constraints.filter((constraint) => constraint.kind === 'primary_key').map(constraintClause)[0] ?? null,
  constraints: table.constraints
    .filter((constraint) => constraint.kind !== 'primary_key')
    .map((constraint) => alike(constraintClause(constraint)))
    .sort(),
  indexes: table.indexes.map((index) => alike(createIndex(table, index))).sort(),
});

describe('models as SQLAlchemy makes them', () => {
  for (const name of models) {
    describe(name, () => {
      const recording: Recording = JSON.parse(readFileSync(join(folder, 'recorded', `${name}.json`), 'utf8'));
      const read = async () => {
        const program = await programOf({ [`${name}.py`]: readFileSync(join(folder, 'models', `${name}.py`), 'utf8') }, name);
        assert.deepEqual(program.failures, []);
        return readModels(program, null);
      };

      it('are all understood', async () => {
        assert.deepEqual((await read()).notUnderstood, []);
      });

      for (const recorded of recording.tables) {
        it(`${recorded.name} has the same columns, constraints and indexes`, async () => {
          const table = (await read()).metadata.tables.find((candidate) => candidate.name === recorded.name);
          const { types, suffix, ...expected } = recorded;
          assert.ok(table);
          assert.deepEqual(described(table), {
            ...expected,
            columns: expected.columns.map(alike),
            constraints: expected.constraints.map(alike).sort(),
            indexes: expected.indexes.map(alike).sort(),
          });
          assert.equal(typeof suffix, 'string');
          for (const column of table.columns) {
            const python = types[column.name] ?? null;
            if (python === null || lostInRepr.has(column.type.python.code)) continue;
            assert.equal(column.type.python.code, ownWords[python] ?? python, column.name);
          }
        });
      }

      it('stand on the same enum types', async () => {
        const types = (await read()).metadata.tables.flatMap((table) => table.columns.flatMap((column) => column.type.enumType ?? []));
        const once = new Map(types.map(({ schema, name: type, values }) => [`${schema}.${type}`, { schema, name: type, values }]));
        const sorted = [...once.values()].sort((one, other) =>
          `${one.schema ?? ''}.${one.name}`.localeCompare(`${other.schema ?? ''}.${other.name}`),
        );
        assert.deepEqual(
          sorted,
          [...recording.enums].sort((one, other) => `${one.schema ?? ''}.${one.name}`.localeCompare(`${other.schema ?? ''}.${other.name}`)),
        );
      });
    });
  }
});
