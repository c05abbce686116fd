/** Small makers of what PostgreSQL would print, for tests that need no PostgreSQL. */
import type { Check, Column, EnumType, ForeignKey, Index, PrimaryKey, Schema, Sequence, Table, Unique } from '../../src/schema/schema';

export const column = (name: string, type: string, more: Partial<Column> = {}): Column => ({
  name,
  type,
  namedType: null,
  notNull: false,
  default: null,
  serial: false,
  identity: null,
  generated: null,
  collation: null,
  comment: null,
  ...more,
});

export const id = column('id', 'integer', { notNull: true, serial: true, default: `nextval('id_seq'::regclass)` });

const base = { deferrable: false, initiallyDeferred: false, validated: true, comment: null };

export const primaryKey = (name: string, ...columns: readonly string[]): PrimaryKey => ({
  ...base,
  kind: 'primary_key',
  name,
  columns,
  include: [],
  definition: `PRIMARY KEY (${columns.join(', ')})`,
});

export const unique = (name: string, ...columns: readonly string[]): Unique => ({
  ...base,
  kind: 'unique',
  name,
  columns,
  include: [],
  nullsNotDistinct: false,
  definition: `UNIQUE (${columns.join(', ')})`,
});

export const check = (name: string, expression: string, columns: readonly string[], more: Partial<Check> = {}): Check => ({
  ...base,
  kind: 'check',
  name,
  columns,
  expression: `(${expression})`,
  noInherit: false,
  definition: `CHECK ((${expression}))`,
  ...more,
});

export const foreignKey = (name: string, from: string, table: string, to = 'id', more: Partial<ForeignKey> = {}): ForeignKey => ({
  ...base,
  kind: 'foreign_key',
  name,
  columns: [from],
  referredSchema: 'public',
  referredTable: table,
  referredColumns: [to],
  onDelete: 'NO ACTION',
  onUpdate: 'NO ACTION',
  match: 'SIMPLE',
  definition: `FOREIGN KEY (${from}) REFERENCES ${table}(${to})`,
  ...more,
});

export const index = (name: string, table: string, ...columns: readonly string[]): Index => ({
  name,
  definition: `CREATE INDEX ${name} ON public.${table} USING btree (${columns.join(', ')})`,
  unique: false,
  method: 'btree',
  keys: columns.map((key) => ({ column: key, expression: key, opclass: null, collation: null, descending: false, nullsFirst: false })),
  include: [],
  where: null,
  with: {},
  nullsNotDistinct: false,
  valid: true,
  comment: null,
});

export const table = (name: string, columns: readonly Column[], more: Partial<Table> = {}): Table => ({
  schema: 'public',
  name,
  columns,
  constraints: [],
  indexes: [],
  comment: null,
  partitionBy: null,
  partitionOf: null,
  inherits: [],
  unlogged: false,
  with: {},
  ...more,
});

export const enumType = (name: string, ...values: readonly string[]): EnumType => ({ schema: 'public', name, values, comment: null });

export const sequence = (name: string): Sequence => ({
  schema: 'public',
  name,
  type: 'bigint',
  start: '1',
  increment: '1',
  minValue: '1',
  maxValue: '9223372036854775807',
  cache: '1',
  cycle: false,
});

export const emptySchema: Schema = { tables: [], enums: [], domains: [], sequences: [], extensions: [] };

export const schema = (tables: readonly Table[], more: Partial<Schema> = {}): Schema => ({ ...emptySchema, tables, ...more });
