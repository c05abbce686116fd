/** What the declared types make of the driver's values (`TypeEngine.result_processor`). */
import type { Interpreter } from '../../python/interpreter';
import { list, noArguments, str, tuple, unknown } from '../../python/native';
import { DecimalNumber } from '../../python/stdlib/numbers/decimal-arithmetic';
import { Uuid } from '../../python/stdlib/uuid';
import type { Arguments, Value } from '../../python/values';
import { ask, asking } from '../asking';
import { TypeObject } from '../schema-objects';
import { ancestry } from '../types/catalogue';
import { dialectValue } from '../types/dialect';
import { enumMember } from '../types/enum-type';
import { isOverridden, ownImplementation, specOf } from '../types/read-type';
import { attempt } from '../unreadable';
import { sinceSqlalchemy } from '../versions';
import { readArray } from './array-text';

const argumentsOf = (type: Value): Arguments =>
  type.type === 'instance' && type.host instanceof TypeObject ? type.host.args : noArguments;

/** The value as a column of that type has it in Python; Unknown where that cannot be known. */
export function declaredValue(interpreter: Interpreter, value: Value, type: Value | null): Value {
  if (!type || value.type === 'unknown') return value;
  return attempt(() => processed(interpreter, value, type), value.place);
}

function processed(interpreter: Interpreter, value: Value, type: Value): Value {
  const spec = specOf(type);
  if (!spec) return value;
  if (spec.name === 'TypeDecorator') return decorated(interpreter, value, type);
  if (value.type === 'None') return value;
  const lineage = ancestry(spec);
  const isOf = (name: string) => lineage.includes(name);
  const args = argumentsOf(type);
  if (isOf('sa.Enum')) return value.type === 'str' ? (enumMember(interpreter, args, value) ?? value) : value;
  if (isOf('sa.ARRAY')) return arrayOf(interpreter, value, args);
  if (isOf('sa.Float') || isOf('sa.Numeric')) return numberOf(interpreter, value, args, isOf('sa.Float'));
  if (isOf('sa.Uuid')) return uuidOf(interpreter, value, args);
  // `PGBit.result_processor`: a class of SQLAlchemy's own around the text.
  if (isOf('postgresql.BIT') && sinceSqlalchemy(interpreter, '2.1')) return unknown('a BitString', value.place);
  return isOf('sa.PickleType') ? unknown('a pickled value', value.place) : value;
}

/** The type that a decorator stands on, then `process_result_value`. */
function decorated(interpreter: Interpreter, value: Value, type: Value): Value {
  const decorator = type.type === 'class' ? ask(interpreter, type, [], type.place) : type;
  if (decorator.type !== 'instance') return decorator;
  const inner = declaredValue(interpreter, value, ownImplementation(interpreter, decorator, argumentsOf(decorator)));
  if (inner.type === 'unknown' || !isOverridden(decorator, 'process_result_value')) return inner;
  const method = asking(interpreter, value.place, () => interpreter.getAttribute(decorator, 'process_result_value', value.place));
  return ask(interpreter, method, [inner, dialectValue()], value.place);
}

function arrayOf(interpreter: Interpreter, value: Value, args: Arguments): Value {
  const item = args.keywords.get('item_type') ?? args.positional[0] ?? null;
  // An array of an enum comes as its text.
  const read = value.type === 'str' ? readArray(value.value) : null;
  const items = read
    ? read.map((text): Value => (typeof text === 'string' ? str(text, value.place) : { type: 'None', place: value.place }))
    : null;
  const given = items ?? (value.type === 'list' ? value.items : null);
  if (!given) return value;
  const made = given.map((each) => (each.type === 'list' ? arrayOf(interpreter, each, args) : declaredValue(interpreter, each, item)));
  const asTuple = args.keywords.get('as_tuple');
  return asTuple?.type === 'bool' && asTuple.value ? tuple(made, value.place) : list(made, value.place);
}

/** `asdecimal` says which of the two classes it is. */
function numberOf(interpreter: Interpreter, value: Value, args: Arguments, isFloat: boolean): Value {
  const flag = args.keywords.get('asdecimal');
  const wantsDecimal = flag?.type === 'bool' ? flag.value : !isFloat;
  const isDecimal = value.type === 'instance' && value.host instanceof DecimalNumber;
  if (isDecimal && !wantsDecimal) {
    const text = interpreter.str(value);
    return typeof text === 'string' ? { type: 'float', value: Number(text), place: value.place } : text;
  }
  return !isDecimal && wantsDecimal && value.type === 'float' ? unknown('a float read as a decimal number', value.place) : value;
}

/** `Uuid.result_processor`; one that is kept as its digits is read from them. */
function uuidOf(interpreter: Interpreter, value: Value, args: Arguments): Value {
  const native = args.keywords.get('native_uuid');
  if (native?.type === 'bool' && !native.value && value.type === 'str') {
    const uuid = interpreter.getAttribute(interpreter.importModule('uuid', value.place), 'UUID', value.place);
    const made = ask(interpreter, uuid, [value], value.place);
    return made.type === 'instance' ? uuidOf(interpreter, made, args) : made;
  }
  const flag = args.keywords.get('as_uuid') ?? args.positional[0];
  const asUuid = flag?.type === 'bool' ? flag.value : sinceSqlalchemy(interpreter, '2.0');
  return !asUuid && value.type === 'instance' && value.host instanceof Uuid ? str(value.host.text, value.place) : value;
}
