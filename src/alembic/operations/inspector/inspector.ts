/** `sa.inspect(op.get_bind())`: what a revision asks about the schema it is changing, answered from there. */
import { born, changing } from '../../../python/changes';
import type { Interpreter } from '../../../python/interpreter';
import { argument, instance, nativeClass, nativeMethod, noArguments, none, str, unknown } from '../../../python/native';
import type { Place } from '../../../python/place';
import type { Arguments, ClassValue, InstanceValue, ModuleValue, UnknownValue, Value } from '../../../python/values';
import { quoteLiteral, quoteTable } from '../../../schema/quoting';
import { optionalText, textOf } from '../../../sqlalchemy/plain-values';
import { attempt, isUnknown } from '../../../sqlalchemy/unreadable';
import { connectionDialect } from '../dialect';
import { raiseFrom } from '../operation-call';
import type { OperationSink } from '../sink';
import { jsonValue } from './json-value';
import { inspectorSource } from './python-source';
import { type Asked, type Question, questions } from './questions';
import { reflectedType } from './reflected-type';

/** What an Inspector remembers: it asks once (`reflection.cache`), whatever the revision does since. */
class Answers {
  readonly known: ReadonlyMap<string, Value> = born(new Map<string, Value>());
}

export interface Inspectors {
  /** A new Inspector, which has asked nothing yet. */
  make(): InstanceValue;
  readonly class: ClassValue;
  /** What reflection does with an Inspector's answers. */
  readonly source: (interpreter: Interpreter) => ModuleValue;
}

const nameParameters: ReadonlySet<string> = new Set(['name', 'table_name', 'view_name', 'sequence_name', 'schema_name']);

/** What a call asks about. */
function askedOf(question: Question, args: Arguments) {
  const given = (name: string) => argument(args, question.parameters.indexOf(name) + 1, name);
  const nameParameter = question.parameters.find((parameter) => nameParameters.has(parameter));
  const name = nameParameter === undefined ? '' : textOf(given(nameParameter) ?? none, 'the name of a table');
  const schema = question.parameters.includes('schema') ? optionalText(given('schema'), 'schema') : null;
  const other = question.parameters.includes('index_name') ? textOf(given('index_name') ?? none, 'the name of an index') : '';
  const asked: Asked = {
    name: quoteLiteral(name),
    schema: schema === null ? null : quoteLiteral(schema),
    oid: `pg_catalog.to_regclass(${quoteLiteral(quoteTable({ schema, name }))})`,
  };
  return { name, schema, asked, other: quoteLiteral(other) };
}

/** Inspectors that ask the sink; without one that answers, everything about the schema is unknown. */
export function makeInspectors(sink: OperationSink, connection: InstanceValue): Inspectors {
  const modules = new WeakMap<Interpreter, ModuleValue>();
  const source = (interpreter: Interpreter): ModuleValue => {
    const made =
      modules.get(interpreter) ?? interpreter.runSource('sqlalchemy.engine.reflection', inspectorSource, { reflected_type: reflectedType });
    modules.set(interpreter, made);
    return made;
  };

  const cell = (sql: string, name: string, interpreter: Interpreter, place: Place | null): string | UnknownValue => {
    if (!sink.query) return unknown(`what ${name}() finds in the database`, place);
    const answer = sink.query(sql, place, interpreter.uncertain, interpreter);
    return isUnknown(answer) ? answer : String(answer.rows[0]?.[0] ?? 'null');
  };

  const answer = (name: string, question: Question, interpreter: Interpreter, args: Arguments, place: Place | null): Value => {
    const reading = attempt(() => askedOf(question, args), place);
    if (isUnknown(reading)) return reading;
    if (question.needsTable) {
      const stands = cell(`SELECT (${reading.asked.oid} IS NOT NULL)::text`, name, interpreter, place);
      if (typeof stands !== 'string') return stands;
      if (stands !== 'true') return raiseFrom({ interpreter, place }, 'sqlalchemy.exc', 'NoSuchTableError', reading.name);
    }
    const text = cell(question.sql(reading.asked, reading.other), name, interpreter, place);
    if (typeof text !== 'string') return text;
    const value = jsonValue(JSON.parse(text));
    const build = source(interpreter).namespace.get(name);
    const schema = reading.schema === null ? none : str(reading.schema);
    return build ? interpreter.call(build, { ...noArguments, positional: [value, schema] }, place) : value;
  };

  const method = (name: string, question: Question) =>
    nativeMethod(name, (interpreter, args, place) => {
      const host = args.positional[0]?.type === 'instance' ? args.positional[0].host : null;
      const reading = attempt(() => JSON.stringify([name, askedOf(question, args)]), place);
      if (args.unknown) return args.unknown;
      if (typeof reading !== 'string' || !(host instanceof Answers)) return answer(name, question, interpreter, args, place);
      const known = host.known.get(reading) ?? answer(name, question, interpreter, args, place);
      changing(host.known).set(reading, known);
      return known;
    });

  const cls = nativeClass({
    name: 'Inspector',
    module: 'sqlalchemy.engine.reflection',
    native: {
      tag: 'alembic inspector',
      attribute: (_interpreter, _self, name, place) => {
        if (name.startsWith('__')) return null;
        if (name === 'bind' || name === 'engine') return connection;
        if (name === 'dialect') return connectionDialect;
        if (name === 'default_schema_name') return str('public');
        return unknown(`${name} of the database's inspector`, place);
      },
    },
    members: {
      ...Object.fromEntries(Object.entries(questions).map(([name, question]) => [name, method(name, question)])),
      from_engine: nativeMethod('from_engine', () => instance(cls, new Answers(), null)),
      clear_cache: nativeMethod('clear_cache', (_interpreter, args) => {
        const [self] = args.positional;
        if (self?.type === 'instance' && self.host instanceof Answers) changing(self.host.known).clear();
        return none;
      }),
    },
  });
  return { make: () => instance(cls, new Answers(), null), class: cls, source };
}
