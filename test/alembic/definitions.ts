/** Definitions for tests, with everything left out that a test does not speak of. */

import { pythonString } from '../../src/alembic/render/literals';
import type {
  CheckDefinition,
  ColumnDefinition,
  ColumnType,
  ForeignKeyDefinition,
  IndexDefinition,
  IndexKey,
  PrimaryKeyDefinition,
  SqlExpression,
  TableDefinition,
  UniqueDefinition,
} from '../../src/schema/definition';

export const products = { schema: null, name: 'products' };

export const sqlText = (sql: string): SqlExpression => ({ sql, python: { code: `sa.text(${pythonString(sql)})`, imports: [] } });

export const type = (sql: string, code: string, ...imports: readonly string[]): ColumnType => ({
  sql,
  python: { code, imports },
  enumType: null,
});
export const integer = type('INTEGER', 'sa.Integer()');
export const unicode = type('VARCHAR(255)', 'sa.Unicode(length=255)');
export const text = type('TEXT', 'sa.Text()');

export const mood = { schema: null, name: 'mood', values: ['sad', "it's ok"], place: null };
export const moodType: ColumnType = { ...type('mood', "sa.Enum('sad', \"it's ok\", name='mood')"), enumType: mood };

export const column = (name: string, columnType: ColumnType, rest: Partial<ColumnDefinition> = {}): ColumnDefinition => ({
  name,
  type: columnType,
  nullable: true,
  serverDefault: null,
  serial: false,
  identity: null,
  computed: null,
  collation: null,
  comment: null,
  place: null,
  places: {},
  ...rest,
});

const constraint = { comment: null, place: null, deferrable: null, initially: null } as const;

export const primaryKey = (columns: readonly string[], rest: Partial<PrimaryKeyDefinition> = {}): PrimaryKeyDefinition => ({
  ...constraint,
  kind: 'primary_key',
  name: null,
  columns,
  include: [],
  ...rest,
});
export const unique = (columns: readonly string[], rest: Partial<UniqueDefinition> = {}): UniqueDefinition => ({
  ...constraint,
  kind: 'unique',
  name: null,
  columns,
  include: [],
  nullsNotDistinct: false,
  ...rest,
});
export const foreignKey = (columns: readonly string[], rest: Partial<ForeignKeyDefinition> = {}): ForeignKeyDefinition => ({
  ...constraint,
  kind: 'foreign_key',
  name: null,
  columns,
  referredTable: { schema: null, name: 'users' },
  referredColumns: ['id'],
  onDelete: null,
  onUpdate: null,
  match: null,
  notValid: false,
  ...rest,
});
export const check = (sql: string, rest: Partial<CheckDefinition> = {}): CheckDefinition => ({
  ...constraint,
  kind: 'check',
  name: null,
  expression: sqlText(sql),
  noInherit: false,
  notValid: false,
  ...rest,
});

export const key = (name: string, rest: Partial<IndexKey> = {}): IndexKey => ({
  column: name,
  expression: null,
  opclass: null,
  collation: null,
  descending: false,
  nulls: null,
  ...rest,
});

export const index = (name: string, keys: readonly (string | IndexKey)[], rest: Partial<IndexDefinition> = {}): IndexDefinition => ({
  name,
  unique: false,
  keys: keys.map((each) => (typeof each === 'string' ? key(each) : each)),
  using: null,
  include: [],
  where: null,
  with: {},
  nullsNotDistinct: false,
  tablespace: null,
  concurrently: false,
  comment: null,
  place: null,
  ...rest,
});

export const table = (columns: readonly ColumnDefinition[], rest: Partial<TableDefinition> = {}): TableDefinition => ({
  ...products,
  columns,
  constraints: [],
  indexes: [],
  comment: null,
  partitionBy: null,
  inherits: [],
  unlogged: false,
  with: {},
  place: null,
  ...rest,
});
