/**
 * SQLAlchemy's types whose arguments are plain values: their constructors' parameters and what `PGTypeCompiler` and
 * `GenericTypeCompiler` write for them. Types that hold other types (ARRAY, JSON, Enum, DOMAIN …) have readers of their own.
 */
import { quoteIdentifier } from '../../schema/quoting';

export type Scalar = string | number | boolean | null;
export type TypeOptions = Readonly<Record<string, Scalar>>;

export interface TypeSpec {
  readonly name: string;
  /** `sa`: importable from sqlalchemy itself; `postgresql`: defined in the dialect. */
  readonly module: 'sa' | 'postgresql';
  /** The class it inherits from, by `specKey`; null for TypeEngine's own children. */
  readonly base: string | null;
  /** The parameters of `__init__` in order, with their defaults. */
  readonly parameters: TypeOptions;
  /** The SQL for PostgreSQL; null where a reader of its own knows. */
  readonly sql: ((options: TypeOptions) => string) | null;
}

export const specKey = (module: 'sa' | 'postgresql', name: string): string => `${module}.${name}`;

const constant = (sql: string) => () => sql;

/** `_render_string_type`, without the collation, which stands apart. */
const sized =
  (sql: string) =>
  ({ length }: TypeOptions): string =>
    length ? `${sql}(${length})` : sql;

const numeric =
  (sql: string) =>
  ({ precision, scale }: TypeOptions): string => {
    if (precision === null) return sql;
    return scale === null ? `${sql}(${precision})` : `${sql}(${precision}, ${scale})`;
  };

const zoned =
  (sql: string) =>
  ({ precision, timezone }: TypeOptions): string =>
    `${sql}${precision === null || precision === undefined ? '' : `(${precision})`} ${timezone ? 'WITH' : 'WITHOUT'} TIME ZONE`;

const floating = ({ precision }: TypeOptions): string => (precision ? `FLOAT(${precision})` : 'FLOAT');

const interval = ({ fields, precision }: TypeOptions): string =>
  `INTERVAL${fields === null ? '' : ` ${fields}`}${precision === null ? '' : ` (${precision})`}`;

/** `Interval` adapts to the dialect's INTERVAL, or to DateTime where `native=False`. */
const genericInterval = ({ native, second_precision }: TypeOptions): string =>
  native ? interval({ fields: null, precision: second_precision ?? null }) : 'TIMESTAMP WITHOUT TIME ZONE';

const bit = ({ length, varying }: TypeOptions): string => {
  if (!varying) return `BIT(${length ?? 1})`;
  return length === null ? 'BIT VARYING' : `BIT VARYING(${length})`;
};

const text: TypeOptions = { length: null, collation: null, collation_schema: null };
const length: TypeOptions = { length: null };
const decimal: TypeOptions = { precision: null, scale: null, decimal_return_scale: null, asdecimal: true };
const float: TypeOptions = { precision: null, asdecimal: false, decimal_return_scale: null };
const timezone: TypeOptions = { timezone: false };
const timed: TypeOptions = { timezone: false, precision: null };
const bool: TypeOptions = { create_constraint: false, name: null };
const none: TypeOptions = {};

type Row = readonly [name: string, base: string | null, parameters: TypeOptions, sql: ((options: TypeOptions) => string) | null];

const generic: readonly Row[] = [
  ['Integer', null, none, constant('INTEGER')],
  ['SmallInteger', 'sa.Integer', none, constant('SMALLINT')],
  ['BigInteger', 'sa.Integer', none, constant('BIGINT')],
  ['INTEGER', 'sa.Integer', none, constant('INTEGER')],
  ['SMALLINT', 'sa.SmallInteger', none, constant('SMALLINT')],
  ['BIGINT', 'sa.BigInteger', none, constant('BIGINT')],
  ['Numeric', null, decimal, numeric('NUMERIC')],
  ['NUMERIC', 'sa.Numeric', decimal, numeric('NUMERIC')],
  ['DECIMAL', 'sa.Numeric', decimal, numeric('DECIMAL')],
  ['Float', 'sa.Numeric', float, floating],
  ['FLOAT', 'sa.Float', float, floating],
  ['REAL', 'sa.Float', float, constant('REAL')],
  ['Double', 'sa.Float', float, constant('DOUBLE PRECISION')],
  ['DOUBLE', 'sa.Double', float, constant('DOUBLE')],
  ['DOUBLE_PRECISION', 'sa.Double', float, constant('DOUBLE PRECISION')],
  ['String', null, text, sized('VARCHAR')],
  ['Unicode', 'sa.String', text, sized('VARCHAR')],
  ['Text', 'sa.String', text, sized('TEXT')],
  ['UnicodeText', 'sa.Text', text, sized('TEXT')],
  ['VARCHAR', 'sa.String', text, sized('VARCHAR')],
  ['NVARCHAR', 'sa.Unicode', text, sized('NVARCHAR')],
  ['CHAR', 'sa.String', text, sized('CHAR')],
  ['NCHAR', 'sa.Unicode', text, sized('NCHAR')],
  ['TEXT', 'sa.Text', text, sized('TEXT')],
  ['CLOB', 'sa.Text', text, constant('CLOB')],
  ['LargeBinary', null, length, constant('BYTEA')],
  ['BLOB', 'sa.LargeBinary', length, constant('BLOB')],
  ['BINARY', null, length, sized('BINARY')],
  ['VARBINARY', null, length, sized('VARBINARY')],
  ['DateTime', null, timezone, zoned('TIMESTAMP')],
  ['DATETIME', 'sa.DateTime', timezone, constant('DATETIME')],
  ['TIMESTAMP', 'sa.DateTime', timezone, zoned('TIMESTAMP')],
  ['Date', null, none, constant('DATE')],
  ['DATE', 'sa.Date', none, constant('DATE')],
  ['Time', null, timezone, zoned('TIME')],
  ['TIME', 'sa.Time', timezone, zoned('TIME')],
  ['Boolean', null, bool, constant('BOOLEAN')],
  ['BOOLEAN', 'sa.Boolean', bool, constant('BOOLEAN')],
  ['MatchType', 'sa.Boolean', bool, constant('BOOLEAN')],
  ['Interval', null, { native: true, second_precision: null, day_precision: null }, genericInterval],
  ['Uuid', null, { as_uuid: true, native_uuid: true }, ({ native_uuid }) => (native_uuid ? 'UUID' : 'CHAR(32)')],
  ['UUID', 'sa.Uuid', { as_uuid: true }, constant('UUID')],
  ['JSON', null, { none_as_null: false }, constant('JSON')],
  ['ARRAY', null, none, null],
  ['Enum', 'sa.String', none, null],
  ['PickleType', null, none, null],
  ['NullType', null, none, null],
  ['TypeDecorator', null, none, null],
  ['UserDefinedType', null, none, null],
];

const plainDialectTypes =
  'CIDR INET MACADDR MACADDR8 MONEY OID REGCLASS REGCONFIG TSQUERY TSVECTOR JSONPATH INT4RANGE INT8RANGE NUMRANGE DATERANGE TSRANGE ' +
  'TSTZRANGE INT4MULTIRANGE INT8MULTIRANGE NUMMULTIRANGE DATEMULTIRANGE TSMULTIRANGE TSTZMULTIRANGE';

const dialect: readonly Row[] = [
  ...plainDialectTypes.split(' ').map((name): Row => [name, null, none, constant(name)]),
  ['BYTEA', 'sa.LargeBinary', length, constant('BYTEA')],
  ['CITEXT', 'sa.TEXT', text, constant('CITEXT')],
  ['TIMESTAMP', 'sa.TIMESTAMP', timed, zoned('TIMESTAMP')],
  ['TIME', 'sa.TIME', timed, zoned('TIME')],
  ['INTERVAL', null, { precision: null, fields: null }, interval],
  ['BIT', null, { length: null, varying: false }, bit],
  ['JSON', 'sa.JSON', none, null],
  ['JSONB', 'postgresql.JSON', none, null],
  ['HSTORE', null, none, null],
  ['ARRAY', 'sa.ARRAY', none, null],
  ['ENUM', 'sa.Enum', none, null],
  ['DOMAIN', null, none, null],
];

const specs = (module: 'sa' | 'postgresql', rows: readonly Row[]): readonly (readonly [string, TypeSpec])[] =>
  rows.map(([name, base, parameters, sql]) => [specKey(module, name), { name, module, base, parameters, sql }] as const);

/** Every type by `specKey`, ancestors before descendants. */
export const typeCatalogue: ReadonlyMap<string, TypeSpec> = new Map([...specs('sa', generic), ...specs('postgresql', dialect)]);

/** Names under which the dialect and sqlalchemy export a type that is defined elsewhere. */
export const typeAliases: Readonly<Record<'sa' | 'postgresql', Readonly<Record<string, string>>>> = {
  sa: { INT: 'sa.INTEGER' },
  postgresql: Object.fromEntries(
    'BIGINT BOOLEAN CHAR DATE DOUBLE_PRECISION FLOAT INTEGER NUMERIC REAL SMALLINT TEXT UUID VARCHAR'
      .split(' ')
      .map((name) => [name, specKey('sa', name)]),
  ),
};

/** The type and everything it inherits from, nearest first. */
export function ancestry(spec: TypeSpec): readonly string[] {
  const parent = spec.base === null ? undefined : typeCatalogue.get(spec.base);
  return [specKey(spec.module, spec.name), ...(parent ? ancestry(parent) : [])];
}

/** ` COLLATE "de_DE"`, as `IdentifierPreparer.format_collation` writes it; always quoted where the name has upper case. */
export function collationSql(options: TypeOptions): string | null {
  const { collation, collation_schema } = options;
  if (typeof collation !== 'string') return null;
  const name = quoteIdentifier(collation);
  return typeof collation_schema === 'string' ? `${quoteIdentifier(collation_schema)}.${name}` : name;
}
