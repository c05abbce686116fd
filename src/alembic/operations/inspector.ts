/** `sa.inspect(op.get_bind())`: what a revision asks about the schema it is changing, answered from there. */
import { hashKey } from '../../python/hash-key';
import type { Interpreter } from '../../python/interpreter';
import { argument, bool, instance, list, nativeClass, nativeMethod, none, str, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { Arguments, DictValue, InstanceValue, Value } from '../../python/values';
import { quoteLiteral } from '../../schema/quoting';
import { optionalText, textOf } from '../../sqlalchemy/plain-values';
import { attempt, isUnknown } from '../../sqlalchemy/unreadable';
import type { OperationSink, QueryCell } from './sink';

function dictionary(entries: Readonly<Record<string, Value>>): DictValue {
  const pairs = Object.entries(entries).map(([name, value]) => {
    const key = str(name);
    return [hashKey(key) ?? name, { key, value }] as const;
  });
  return { type: 'dict', entries: new Map(pairs), place: null };
}

const cellText = (cell: QueryCell | undefined): Value => (cell === null || cell === undefined ? none : str(String(cell)));
/** Names that PostgreSQL gave as one JSON text. */
function cellTexts(cell: QueryCell | undefined): Value {
  const names: unknown = typeof cell === 'string' ? JSON.parse(cell) : [];
  return list(Array.isArray(names) ? names.map((name) => str(String(name))) : []);
}

type Row = readonly QueryCell[];

interface Question {
  /** The SQL for a schema and a table, both as SQL literals. */
  readonly sql: (schema: string, table: string) => string;
  readonly answer: (rows: readonly Row[]) => Value;
}

const relations = (kinds: string, extra = ''): ((schema: string, table: string) => string) => {
  return (schema, table) =>
    'SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace ' +
    `WHERE n.nspname = ${schema} AND c.relkind IN (${kinds})${extra.replace('$table', table)} ORDER BY c.relname`;
};
const names = (rows: readonly Row[]): Value => list(rows.map(([name]) => cellText(name)));

const onTable = (schema: string, table: string): string =>
  'JOIN pg_catalog.pg_class t ON t.oid = {oid} JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace ' +
  `WHERE n.nspname = ${schema} AND t.relname = ${table}`;

const constraints = (kind: string) => (schema: string, table: string) =>
  'SELECT c.conname, (SELECT json_agg(a.attname ORDER BY k.place)::text FROM unnest(c.conkey) WITH ORDINALITY k(number, place) ' +
  'JOIN pg_catalog.pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number), f.relname ' +
  'FROM pg_catalog.pg_constraint c LEFT JOIN pg_catalog.pg_class f ON f.oid = c.confrelid ' +
  `${onTable(schema, table).replace('{oid}', 'c.conrelid')} AND c.contype = '${kind}' ORDER BY c.conname`;

/** The methods of SQLAlchemy's Inspector; of what they answer, the parts that revisions ask for. */
const questions: Readonly<Record<string, Question>> = {
  has_table: { sql: relations("'r', 'p', 'f', 'v', 'm'", ' AND c.relname = $table'), answer: (rows) => bool(rows.length > 0) },
  get_table_names: { sql: relations("'r', 'p'"), answer: names },
  get_view_names: { sql: relations("'v'"), answer: names },
  get_columns: {
    sql: (schema, table) =>
      'SELECT a.attname, a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid) FROM pg_catalog.pg_attribute a ' +
      'LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum ' +
      `${onTable(schema, table).replace('{oid}', 'a.attrelid')} AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    answer: (rows) =>
      list(
        rows.map(([name, required, standing]) =>
          dictionary({
            name: cellText(name),
            nullable: bool(required === false),
            default: cellText(standing),
            type: unknown('the type of a column in the database', null),
          }),
        ),
      ),
  },
  get_indexes: {
    sql: (schema, table) =>
      'SELECT c.relname, i.indisunique, (SELECT json_agg(a.attname ORDER BY a.attnum)::text FROM pg_catalog.pg_attribute a WHERE a.attrelid = i.indexrelid) ' +
      'FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid ' +
      `${onTable(schema, table).replace('{oid}', 'i.indrelid')} AND NOT i.indisprimary ORDER BY c.relname`,
    answer: (rows) =>
      list(
        rows.map(([name, unique, columns]) =>
          dictionary({ name: cellText(name), unique: bool(unique === true), column_names: cellTexts(columns) }),
        ),
      ),
  },
  get_unique_constraints: {
    sql: constraints('u'),
    answer: (rows) => list(rows.map(([name, columns]) => dictionary({ name: cellText(name), column_names: cellTexts(columns) }))),
  },
  get_check_constraints: { sql: constraints('c'), answer: (rows) => list(rows.map(([name]) => dictionary({ name: cellText(name) }))) },
  get_foreign_keys: {
    sql: constraints('f'),
    answer: (rows) =>
      list(
        rows.map(([name, columns, referred]) =>
          dictionary({ name: cellText(name), constrained_columns: cellTexts(columns), referred_table: cellText(referred) }),
        ),
      ),
  },
  get_pk_constraint: {
    sql: constraints('p'),
    answer: ([row]) => dictionary({ name: cellText(row?.[0]), constrained_columns: cellTexts(row?.[1]) }),
  },
};

const aboutSchema = new Set(['get_table_names', 'get_view_names']);

/** An Inspector that asks the sink; without a sink that answers, everything about the schema is unknown. */
export function makeInspector(sink: OperationSink): InstanceValue {
  const ask = (name: string, question: Question) => (interpreter: Interpreter, args: Arguments, place: Place | null) => {
    const asked = attempt(() => {
      const table = aboutSchema.has(name) ? '' : textOf(argument(args, 1, 'table_name') ?? none, 'the name of a table');
      const schema = optionalText(argument(args, aboutSchema.has(name) ? 1 : 2, 'schema'), 'schema') ?? 'public';
      return { sql: question.sql(quoteLiteral(schema), quoteLiteral(table)) };
    }, place);
    if (isUnknown(asked)) return asked;
    if (!sink.query) return unknown(`what ${name}() finds in the database`, place);
    const answer = sink.query(asked.sql, place, interpreter.uncertain, interpreter);
    return isUnknown(answer) ? answer : question.answer(answer.rows);
  };
  const cls = nativeClass({
    name: 'Inspector',
    module: 'sqlalchemy.engine.reflection',
    native: {
      tag: 'alembic inspector',
      attribute: (_interpreter, _self, name, place) =>
        name.startsWith('__') ? null : unknown(`${name} of the database's inspector`, place),
    },
    members: Object.fromEntries(Object.entries(questions).map(([name, question]) => [name, nativeMethod(name, ask(name, question))])),
  });
  return instance(cls, null, null);
}
