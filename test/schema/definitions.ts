/** What models and operations define, written short: everything that a test does not speak of is left out. */
import type {
  CheckDefinition,
  ColumnDefinition,
  ColumnType,
  EnumDefinition,
  ExcludeDefinition,
  ForeignKeyDefinition,
  IndexDefinition,
  IndexKey,
  PrimaryKeyDefinition,
  SequenceDefinition,
  SequenceOptions,
  SqlExpression,
  TableDefinition,
  TableName,
  UniqueDefinition,
} from '../../src/schema/definition';
import { pythonString } from '../../src/schema/python-text';

export function sql(text: string): SqlExpression {
  return { sql: text, python: { code: `sa.text(${pythonString(text)})`, imports: [] } };
}

/** Without `code` for tests that write no Python. */
export function type(text: string, code = text, ...imports: readonly string[]): ColumnType {
  return { sql: text, python: { code, imports }, enumType: null };
}

export const integer = type('INTEGER', 'sa.Integer()');
export const unicode = type('VARCHAR(255)', 'sa.Unicode(length=255)');
export const text = type('TEXT', 'sa.Text()');

export function enumType(name: string, values: readonly string[], schema: string | null = null): EnumDefinition {
  return { schema, name, values, place: null };
}

/** The type of a column that holds values of an enum type, or arrays of them. */
export function ofEnum(definition: EnumDefinition, written: string, code = written): ColumnType {
  return { ...type(written, code), enumType: definition };
}

export const mood = enumType('mood', ['sad', "it's ok"]);
export const moodType = ofEnum(mood, 'mood', "sa.Enum('sad', \"it's ok\", name='mood')");

const noOptions: SequenceOptions = { start: null, increment: null, minValue: null, maxValue: null, cache: null, cycle: false };

export function sequence(name: string, options: Partial<SequenceDefinition> = {}): SequenceDefinition {
  return { ...noOptions, schema: null, name, place: null, ...options };
}

export function identity(options: Partial<SequenceOptions & { always: boolean }> = {}) {
  return { ...noOptions, always: false, ...options };
}

export function column(name: string, columnType: string | ColumnType, more: Partial<ColumnDefinition> = {}): ColumnDefinition {
  return {
    name,
    type: typeof columnType === 'string' ? type(columnType) : columnType,
    nullable: true,
    serverDefault: null,
    serial: false,
    identity: null,
    computed: null,
    collation: null,
    comment: null,
    place: null,
    places: {},
    ...more,
  };
}

const constraintBase = { name: null, comment: null, place: null, deferrable: null, initially: null };

export function primaryKey(columns: readonly string[], more: Partial<PrimaryKeyDefinition> = {}): PrimaryKeyDefinition {
  return { ...constraintBase, kind: 'primary_key', columns, include: [], ...more };
}

export function unique(columns: readonly string[], more: Partial<UniqueDefinition> = {}): UniqueDefinition {
  return { ...constraintBase, kind: 'unique', columns, include: [], nullsNotDistinct: false, ...more };
}

export function foreignKey(
  columns: readonly string[],
  referredTable: TableName,
  referredColumns: readonly string[],
  more: Partial<ForeignKeyDefinition> = {},
): ForeignKeyDefinition {
  const actions = { onDelete: null, onUpdate: null, match: null, notValid: false };
  return { ...constraintBase, ...actions, kind: 'foreign_key', columns, referredTable, referredColumns, ...more };
}

export function check(text: string, more: Partial<CheckDefinition> = {}): CheckDefinition {
  return { ...constraintBase, kind: 'check', expression: sql(text), noInherit: false, notValid: false, ...more };
}

export function exclude(elements: ExcludeDefinition['elements'], more: Partial<ExcludeDefinition> = {}): ExcludeDefinition {
  return { ...constraintBase, kind: 'exclude', using: 'gist', elements, where: null, ...more };
}

export function key(name: string | SqlExpression, more: Partial<IndexKey> = {}): IndexKey {
  const subject = typeof name === 'string' ? { column: name, expression: null } : { column: null, expression: name };
  return { ...subject, opclass: null, collation: null, descending: false, nulls: null, ...more };
}

export function index(name: string, keys: readonly (string | IndexKey)[], more: Partial<IndexDefinition> = {}): IndexDefinition {
  return {
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
    ...more,
  };
}

export function table(name: string, columns: readonly ColumnDefinition[], more: Partial<TableDefinition> = {}): TableDefinition {
  return {
    schema: null,
    name,
    columns,
    constraints: [],
    indexes: [],
    comment: null,
    partitionBy: null,
    inherits: [],
    unlogged: false,
    with: {},
    place: null,
    ...more,
  };
}

export function named(name: string, schema: string | null = null): TableName {
  return { schema, name };
}
