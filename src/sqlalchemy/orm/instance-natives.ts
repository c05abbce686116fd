/** What the Python of this room asks of objects, functions and connections. */
import { requiredPositions } from '../../python/evaluate/functions';
import type { Interpreter } from '../../python/interpreter';
import { bool, int, list, noArguments, none } from '../../python/native';
import { plain } from '../../python/payload';
import type { DictValue, InstanceValue, NativeCall, Value } from '../../python/values';
import { SchemaItem } from '../schema-objects';
import { nodeOf } from '../sql/node';
import type { SessionHost } from './session-host';
import { statementNatives } from './statement-natives';

/** Whether an attribute of a column is another than the one that was loaded. */
function differs(interpreter: Interpreter, now: Value, before: Value | undefined): boolean {
  if (before === undefined) return true;
  if (now === before) return false;
  return now.type === 'unknown' || before.type === 'unknown' || interpreter.equal(now, before) !== true;
}

const entry = (dict: DictValue, key: string): Value | undefined => dict.entries.get(`s${key}`)?.value;

function isChanged(interpreter: Interpreter, state: InstanceValue): boolean {
  const [obj, committed, mapper, forced] = ['obj', 'committed', 'mapper', 'forced'].map((name) => state.attributes.get(name));
  if (obj?.type !== 'instance' || committed?.type !== 'dict' || mapper?.type !== 'instance') return false;
  if (forced?.type === 'set' && forced.entries.size > 0) return true;
  const columns = mapper.attributes.get('columns_by_key');
  if (columns?.type !== 'dict') return false;
  for (const { key } of columns.entries.values()) {
    const now = key.type === 'str' ? obj.attributes.get(key.value) : undefined;
    if (now && key.type === 'str' && differs(interpreter, now, entry(committed, key.value))) return true;
  }
  const relationships = mapper.attributes.get('_relationships');
  if (relationships?.type !== 'dict') return false;
  return [...relationships.entries.values()].some(({ key, value }) => {
    const now = key.type === 'str' ? obj.attributes.get(key.value) : undefined;
    if (!now || key.type !== 'str' || now.type === 'unknown' || isViewOnly(value)) return false;
    return isRelatedOtherwise(now, entry(committed, key.value));
  });
}

function isViewOnly(relationship: Value): boolean {
  const flag = relationship.type === 'instance' ? relationship.attributes.get('viewonly') : undefined;
  return flag?.type === 'bool' && flag.value;
}

/** The objects of a collection of a relationship; null where it holds one object alone. */
function itemsIn(value: Value): readonly Value[] | null {
  const held = value.type === 'instance' ? (value.attributes.get('_items') ?? plain(value)) : value;
  return held.type === 'list' ? held.items : null;
}

function isRelatedOtherwise(now: Value, before: Value | undefined): boolean {
  const items = itemsIn(now);
  if (!items) return now !== before && !(now.type === 'None' && before?.type === 'None');
  const old = before?.type === 'list' ? before.items : [];
  return items.length !== old.length || items.some((item) => !old.includes(item));
}

const callables: ReadonlySet<Value['type']> = new Set(['function', 'method']);

/** `ColumnDefault._maybe_wrap_callable`: a function that takes an argument is given the context. */
const callDefault: NativeCall = (interpreter, args, place) => {
  const [callee, context] = args.positional;
  if (!callee) return none;
  const fn = callee.type === 'method' ? callee.function : callee;
  const needs = fn.type === 'function' ? requiredPositions(fn) - (callee.type === 'method' ? 1 : 0) : 0;
  return interpreter.call(callee, { ...noArguments, positional: needs > 0 && context ? [context] : [] }, place);
};

export function instanceNatives(host: SessionHost): Readonly<Record<string, NativeCall>> {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  const numberOf = (value: object): number => {
    const known = numbers.get(value) ?? ++last;
    numbers.set(value, known);
    return known;
  };
  return {
    id_of: (_interpreter, args) => int(numberOf(args.positional[0] ?? none)),
    is_function: (_interpreter, args) => bool(callables.has(args.positional[0]?.type ?? 'None')),
    is_sequence: (_interpreter, args) => {
      const [value] = args.positional;
      return bool(value?.type === 'instance' && value.host instanceof SchemaItem && value.host.kind === 'Sequence');
    },
    changed_states: (interpreter, args) => {
      const [states] = args.positional;
      const items = states?.type === 'list' ? states.items : [];
      return list(items.filter((state) => state.type === 'instance' && isChanged(interpreter, state)));
    },
    call_default: callDefault,
    connection_of: (_interpreter, args) => host.connectionOf(args.positional[0] ?? none),
    run: (interpreter, args) => {
      const [connection, ...rest] = args.positional;
      const place = host.place();
      return interpreter.call(interpreter.getAttribute(connection ?? none, 'execute', place), { ...noArguments, positional: rest }, place);
    },
    /** A method of a connection or of its transaction, called where the project's code wants it. */
    end_transaction: (interpreter, args) => {
      const [of, name] = args.positional;
      const place = host.place();
      if (!of || name?.type !== 'str') return none;
      return interpreter.call(interpreter.getAttribute(of, name.value, place), noArguments, place);
    },
    is_text: (_interpreter, args) => {
      const [statement] = args.positional;
      return bool(statement?.type === 'str' || (statement !== undefined && nodeOf(statement)?.kind === 'text'));
    },
    ...statementNatives,
  };
}
