/** Python values where SQLAlchemy has parameters: what the types make of them before psycopg2 gets them (`TypeEngine.bind_processor`). */
import type { Interpreter } from '../../python/interpreter';
import { noArguments } from '../../python/native';
import type { Place } from '../../python/place';
import { dateHost, momentHost, timeHost } from '../../python/stdlib/datetime/moments';
import { deltaOf } from '../../python/stdlib/datetime/timedelta';
import { DecimalNumber } from '../../python/stdlib/numbers/decimal-arithmetic';
import { Uuid } from '../../python/stdlib/uuid';
import type { Arguments, InstanceValue, Value } from '../../python/values';
import { quoteLiteral } from '../../schema/quoting';
import { ask, asking } from '../asking';
import { raiseNamed } from '../modules/exceptions';
import { TypeObject } from '../schema-objects';
import type { Parameter } from '../sql/node';
import { ancestry } from '../types/catalogue';
import { dialectValue } from '../types/dialect';
import { enumLabel, isOverridden, noTypeContext, ownImplementation, readType, specOf } from '../types/read-type';
import { Unreadable, unreadable, unreadableValue } from '../unreadable';
import { sinceSqlalchemy } from '../versions';
import { driverLiteral } from './driver-literal';
import type { RowValues } from './model';
import type { StandIns } from './stand-ins';

export type { StandIns };

export class BoundValues {
  constructor(
    private readonly interpreter: Interpreter,
    private readonly parameters: RowValues,
    private readonly standIns: StandIns,
    /** Where the statement is executed. */
    readonly place: Place | null,
  ) {}

  /** A value that a column of that type is given. One that cannot be known is stood in for. */
  bound(value: Value, type: Value | null): string {
    if (value.type === 'unknown') {
      const stands = this.standIns.literal(value, type && this.underlying(type));
      if (stands === null) throw new Unreadable(value);
      return stands;
    }
    return this.processed(value, type);
  }

  /** A value beside an expression of that type (`coerce_compared_value`). Which rows it finds has to be known. */
  compared(value: Value, type: Value | null, typed: boolean): string {
    if (value.type === 'unknown') {
      if (!this.standIns.isKnown(value)) throw new Unreadable(value);
      return this.bound(value, type);
    }
    return this.processed(value, type && (typed || isOfFamily(value, type)) ? type : null);
  }

  /** `bindparam()`, or `:name` of a text. */
  parameter({ name, value, type, expanding }: Parameter): string {
    const given = this.parameters.get(name) ?? value ?? this.missing(name);
    const isList = given.type === 'list' || given.type === 'tuple';
    if (!expanding || !isList) return type && !isOfFamily(given, type) ? this.bound(given, null) : this.bound(given, type);
    if (given.items.length === 0) return '(SELECT CAST(NULL AS INTEGER) WHERE 1!=1)';
    return `(${given.items.map((item) => this.bound(item, type)).join(', ')})`;
  }

  /** Raises what SQLAlchemy raises for a parameter that nobody gave a value. */
  missing(name: string): never {
    const message = `A value is required for bind parameter '${name}' (a colon before a name is a parameter; write \\: for a colon)`;
    return this.raise('StatementError', message);
  }

  private raise(name: string, message: string): never {
    return raiseNamed(this.interpreter, name, message, this.place);
  }

  private processed(value: Value, type: Value | null): string {
    const spec = type && specOf(type);
    if (!type || !spec) return driverLiteral(this.interpreter, value);
    if (spec.name === 'TypeDecorator') return this.decorated(value, type);
    const lineage = ancestry(spec);
    const isOf = (...names: readonly string[]) => names.some((name) => lineage.includes(name));
    if (isOf('sa.JSON')) return this.json(value, type, isOf('postgresql.JSONB'));
    if (value.type === 'None') return 'NULL';
    if (isOf('sa.Enum')) return this.enumerated(value, type);
    if (isOf('sa.ARRAY')) return `${this.array(value, type)}::${this.sqlOf(type)}`;
    if (isOf('sa.Boolean')) return this.boolean(value);
    if (isOf('sa.Uuid')) return this.uuid(value, type);
    if (isOf('postgresql.HSTORE')) return this.hstore(value);
    if (isOf('sa.PickleType')) return unreadable('a pickled value', value.place);
    return driverLiteral(this.interpreter, value);
  }

  /** The type that decorators stand on. */
  private underlying(type: Value, depth = 0): Value {
    if (specOf(type)?.name !== 'TypeDecorator' || depth > 10) return type;
    const decorator = type.type === 'class' ? ask(this.interpreter, type, [], type.place) : type;
    if (decorator.type !== 'instance') return type;
    const args = decorator.host instanceof TypeObject ? decorator.host.args : noArguments;
    return this.underlying(ownImplementation(this.interpreter, decorator, args), depth + 1);
  }

  /** `TypeDecorator.process_bind_param`, then the type that it stands on. */
  private decorated(value: Value, type: Value): string {
    const decorator = type.type === 'class' ? ask(this.interpreter, type, [], type.place) : type;
    if (decorator.type !== 'instance') return unreadableValue('a type', decorator);
    if (isOverridden(decorator, 'bind_expression'))
      return unreadable(`what ${decorator.class.name}.bind_expression makes of a value`, value.place);
    const args = decorator.host instanceof TypeObject ? decorator.host.args : noArguments;
    const implementation = ownImplementation(this.interpreter, decorator, args);
    if (!isOverridden(decorator, 'process_bind_param')) return this.processed(value, implementation);
    const method = asking(this.interpreter, value.place, () => this.interpreter.getAttribute(decorator, 'process_bind_param', value.place));
    const answer = ask(this.interpreter, method, [value, dialectValue()], value.place);
    return this.bound(answer, implementation);
  }

  private json(value: Value, type: Value, binary: boolean): string {
    const cast = sinceSqlalchemy(this.interpreter, '2.0') ? `::JSON${binary ? 'B' : ''}` : '';
    const args = argumentsOf(type);
    const none = args.keywords.get('none_as_null') ?? args.positional[0];
    if (value.type === 'None' && none?.type === 'bool' && none.value) return `NULL${cast}`;
    const module = this.interpreter.importModule('json', value.place);
    const dumps = this.interpreter.getAttribute(module, 'dumps', value.place);
    const text = ask(this.interpreter, dumps, [value], value.place);
    return text.type === 'str' ? `${quoteLiteral(text.value)}${cast}` : this.bound(text, type);
  }

  /** `Enum._db_value_for_lookup`: a member by its name or value, a text as it stands. */
  private enumerated(value: Value, type: Value): string {
    if (value.type === 'str') return quoteLiteral(value.value);
    const label = value.type === 'instance' ? enumLabel(this.interpreter, type, value) : null;
    return label === null ? driverLiteral(this.interpreter, value) : quoteLiteral(label);
  }

  private array(value: Value, type: Value): string {
    const args = argumentsOf(type);
    const item = args.keywords.get('item_type') ?? args.positional[0] ?? null;
    const items = this.interpreter.iterate(value, value.place);
    if ('type' in items) return unreadableValue('an array', items);
    if (value.type === 'str') return driverLiteral(this.interpreter, value);
    if (items.length === 0) return "'{}'";
    const inner = items.map((each) => (each.type === 'list' ? this.array(each, type) : this.bound(each, item)));
    return `ARRAY[${inner.join(',')}]`;
  }

  /** `Boolean.bind_processor` of a database that has booleans. */
  private boolean(value: Value): string {
    if (value.type === 'bool') return value.value ? 'true' : 'false';
    if (value.type === 'int' && (value.value === 0n || value.value === 1n)) return value.value === 1n ? 'true' : 'false';
    const shown = this.interpreter.repr(value);
    return this.raise('StatementError', `(builtins.TypeError) Not a boolean value: ${typeof shown === 'string' ? shown : '…'}`);
  }

  /** `Uuid.bind_processor`: without a type of the database's own it is stored as its 32 digits. */
  private uuid(value: Value, type: Value): string {
    const sql = this.sqlOf(type);
    const cast = sinceSqlalchemy(this.interpreter, '2.0') ? `::${sql}` : '';
    if (sql === 'UUID' || value.type === 'unknown') return `${driverLiteral(this.interpreter, value)}${cast}`;
    const flag = argumentsOf(type).keywords.get('as_uuid') ?? argumentsOf(type).positional[0];
    const isText = flag?.type === 'bool' && !flag.value;
    if (isText && value.type === 'str') return `${quoteLiteral(value.value.replaceAll('-', ''))}${cast}`;
    if (!isText && value.type === 'instance' && value.host instanceof Uuid) return `${quoteLiteral(value.host.hex)}${cast}`;
    return unreadableValue('a value of a Uuid that is kept as text', value);
  }

  /** Some types are written behind their parameters (`render_bind_cast`). */
  private sqlOf(type: Value): string {
    return readType(this.interpreter, type, noTypeContext).sql;
  }

  private hstore(value: Value): string {
    if (value.type !== 'dict') return driverLiteral(this.interpreter, value);
    const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
    const pairs = [...value.entries.values()].map(({ key, value: held }) => {
      if (key.type !== 'str') return unreadableValue('a key of an hstore', key);
      if (held.type === 'None') return `${quoted(key.value)}=>NULL`;
      return held.type === 'str' ? `${quoted(key.value)}=>${quoted(held.value)}` : unreadableValue('a value of an hstore', held);
    });
    return `${quoteLiteral(pairs.join(', '))}::hstore`;
  }
}

const argumentsOf = (type: Value): Arguments =>
  type.type === 'instance' && type.host instanceof TypeObject ? type.host.args : noArguments;

/** The types that SQLAlchemy would find for a value by its class (`_resolve_value_to_type`); null where it finds none. */
function valueTypes(value: Value): readonly string[] | null {
  switch (value.type) {
    case 'str':
      return ['sa.String'];
    case 'bool':
      return ['sa.Boolean'];
    case 'int':
      return ['sa.Integer'];
    case 'float':
      return ['sa.Numeric'];
    case 'bytes':
      return ['sa.LargeBinary'];
    case 'instance':
      return objectTypes(value);
    default:
      return null;
  }
}

function objectTypes(value: InstanceValue): readonly string[] | null {
  if (momentHost(value)) return ['sa.DateTime'];
  if (dateHost(value)) return ['sa.Date'];
  if (timeHost(value)) return ['sa.Time'];
  if (deltaOf(value)) return ['sa.Interval', 'postgresql.INTERVAL'];
  if (value.host instanceof DecimalNumber) return ['sa.Numeric'];
  return value.host instanceof Uuid ? ['sa.Uuid'] : null;
}

/** Whether the value goes with a type beside it, rather than with that of its own class. */
function isOfFamily(value: Value, type: Value): boolean {
  const spec = specOf(type);
  if (!spec || spec.name === 'TypeDecorator') return true;
  const own = valueTypes(value);
  return own === null || ancestry(spec).some((ancestor) => own.includes(ancestor));
}
