/** The types of a database as SQLAlchemy's reflection names them (`PGDialect._reflect_type`), for revisions that bring them back. */
import type { ColumnType, EnumDefinition, PythonCode } from '../schema/definition';
import { quoteTable } from '../schema/quoting';
import { code, importsOf, postgresqlImport, textRepr } from './python-code';

const sa = (name: string) => (): PythonCode => code(`sa.${name}()`);
const pg = (name: string) => (): PythonCode => code(`postgresql.${name}()`, postgresqlImport);
const sized =
  (name: string) =>
  (size: string | null): PythonCode =>
    code(`sa.${name}(${size === null ? '' : `length=${size}`})`);
const timed =
  (name: string, zone: boolean) =>
  (precision: string | null): PythonCode =>
    code(
      `postgresql.${name}(${[...(zone ? ['timezone=True'] : []), ...(precision === null ? [] : [`precision=${precision}`])].join(', ')})`,
      postgresqlImport,
    );
const numeric = (size: string | null): PythonCode => {
  const [precision, scale] = size?.split(',') ?? [];
  return code(`sa.NUMERIC(${precision === undefined ? '' : `precision=${precision}, scale=${scale ?? 0}`})`);
};
const bit =
  (varying: boolean) =>
  (size: string | null): PythonCode =>
    code(
      `postgresql.BIT(${[...(size === null ? [] : [`length=${size}`]), ...(varying ? ['varying=True'] : [])].join(', ')})`,
      postgresqlImport,
    );

/** `ischema_names` of sqlalchemy/dialects/postgresql/base.py, by `format_type` without its size. */
const names: Readonly<Record<string, (size: string | null) => PythonCode>> = {
  integer: sa('INTEGER'),
  bigint: sa('BIGINT'),
  smallint: sa('SMALLINT'),
  'character varying': sized('VARCHAR'),
  character: sized('CHAR'),
  text: sa('TEXT'),
  numeric,
  real: sa('REAL'),
  'double precision': () => code('sa.DOUBLE_PRECISION(precision=53)'),
  boolean: sa('BOOLEAN'),
  date: sa('DATE'),
  'timestamp without time zone': timed('TIMESTAMP', false),
  'timestamp with time zone': timed('TIMESTAMP', true),
  'time without time zone': timed('TIME', false),
  'time with time zone': timed('TIME', true),
  interval: (precision) => code(`postgresql.INTERVAL(${precision === null ? '' : `precision=${precision}`})`, postgresqlImport),
  uuid: sa('UUID'),
  bytea: pg('BYTEA'),
  json: () => code('postgresql.JSON(astext_type=sa.Text())', postgresqlImport),
  jsonb: () => code('postgresql.JSONB(astext_type=sa.Text())', postgresqlImport),
  hstore: () => code('postgresql.HSTORE(text_type=sa.Text())', postgresqlImport),
  bit: bit(false),
  'bit varying': bit(true),
  ...Object.fromEntries(
    (
      'inet cidr macaddr macaddr8 money oid regclass regconfig tsquery tsvector citext jsonpath int4range int8range numrange daterange tsrange ' +
      'tstzrange int4multirange int8multirange nummultirange datemultirange tsmultirange tstzmultirange'
    )
      .split(' ')
      .map((name) => [name, pg(name.toUpperCase())]),
  ),
};

/**
 * A type from PostgreSQL's `format_type` text (`character varying(255)`, `numeric(10,2)[]`) to its SQL and Python. `namedEnum`
 * is the enum that the type, or an array's element, is. null: SQLAlchemy has no name for the type, and the caller says so.
 */
export function typeFromCatalog(pgType: string, namedEnum: EnumDefinition | null): ColumnType | null {
  const array = /^(.*?)((?:\[\])+)$/.exec(pgType);
  if (array) {
    const [, element, brackets] = array;
    const inner = typeFromCatalog(element ?? '', namedEnum);
    if (!inner) return null;
    const python = code(`postgresql.ARRAY(${inner.python.code})`, ...importsOf([inner.python, code('', postgresqlImport)]));
    return { sql: `${inner.sql}${brackets}`, python, enumType: inner.enumType };
  }
  if (namedEnum) return { sql: quoteTable(namedEnum), python: enumPython(namedEnum), enumType: namedEnum };
  const fields = /^interval (year|month|day|hour|minute|second)( to (?:month|hour|minute|second))?(\(\d\))?$/.exec(pgType);
  if (fields) return intervalWithFields(pgType);
  const parts = /^([a-z_0-9]+(?: [a-z_]+)*?)(?:\((\d+(?:,-?\d+)?)\))?( with(?:out)? time zone)?$/.exec(pgType);
  const python = parts && names[`${parts[1]}${parts[3] ?? ''}`]?.(parts[2] ?? null);
  return python ? { sql: pgType, python, enumType: null } : null;
}

function enumPython({ name, schema, values }: EnumDefinition): PythonCode {
  const options = [...values.map(textRepr), `name=${textRepr(name)}`, ...(schema === null ? [] : [`schema=${textRepr(schema)}`])];
  return code(`postgresql.ENUM(${options.join(', ')})`, postgresqlImport);
}

function intervalWithFields(pgType: string): ColumnType {
  const [, fields, precision] = /^interval ([a-z ]+?)(?:\((\d)\))?$/.exec(pgType) ?? [];
  const options = [...(precision === undefined ? [] : [`precision=${precision}`]), `fields=${textRepr(fields ?? '')}`];
  return { sql: pgType, python: code(`postgresql.INTERVAL(${options.join(', ')})`, postgresqlImport), enumType: null };
}
