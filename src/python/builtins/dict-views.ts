/** What `dict.keys()`, `values()` and `items()` give: views that follow their dict, with the operators of sets where Python has them. */
import { sets } from '../evaluate/arithmetic';
import { entryOf, hasEntry, hasMember, putMember } from '../evaluate/containers';
import type { Evaluator } from '../evaluate/evaluator';
import type { Interpreter } from '../interpreter';
import { bool, instance, int, nativeClass, nativeMethod, none, str } from '../native';
import type { Place } from '../place';
import type { ClassValue, DictValue, InstanceValue, NativeClass, SetValue, UnknownValue, Value } from '../values';
import { evaluatorOf } from './method-table';

type Part = 'keys' | 'values' | 'items';

class View {
  constructor(
    readonly dict: DictValue,
    readonly part: Part,
  ) {}

  get members(): readonly Value[] {
    const entries = [...this.dict.entries.values()];
    if (this.part === 'keys') return entries.map((entry) => entry.key);
    if (this.part === 'values') return entries.map((entry) => entry.value);
    return entries.map((entry): Value => ({ type: 'tuple', items: [entry.key, entry.value], place: entry.value.place }));
  }
}

const viewOf = (value: Value | null | undefined): View | null =>
  value?.type === 'instance' && value.host instanceof View ? value.host : null;

const setOperators: Readonly<Record<string, string>> = { __and__: '&', __or__: '|', __sub__: '-', __xor__: '^' };

function setOf(evaluator: Evaluator, members: readonly Value[], place: Place | null): SetValue {
  const set: SetValue = { type: 'set', frozen: false, entries: evaluator.born(new Map()), place };
  for (const member of members) putMember(evaluator, set, member, place);
  return set;
}

function asSet(evaluator: Evaluator, value: Value, place: Place | null): SetValue | UnknownValue {
  const view = viewOf(value);
  const members = view ? view.members : evaluator.iterate(value, place);
  return 'reason' in members ? members : setOf(evaluator, members, place);
}

/** A set, or a view that is one. */
const isSet = (value: Value): boolean => value.type === 'set' || (viewOf(value)?.part ?? 'values') !== 'values';

function compared(evaluator: Evaluator, operator: string, view: View, other: Value, place: Place | null): Value | null {
  if (!isSet(other)) return operator === '__eq__' ? bool(false, place) : null;
  const [a, b] = [asSet(evaluator, instance(keysClass, view, place), place), asSet(evaluator, other, place)];
  if (a.type === 'unknown') return a;
  if (b.type === 'unknown') return b;
  const within = (inner: SetValue, outer: SetValue) => [...inner.entries.keys()].every((key) => outer.entries.has(key));
  const [sizeA, sizeB] = [a.entries.size, b.entries.size];
  switch (operator) {
    case '__eq__':
      return bool(sizeA === sizeB && within(a, b), place);
    case '__le__':
      return bool(within(a, b), place);
    case '__lt__':
      return bool(sizeA < sizeB && within(a, b), place);
    case '__ge__':
      return bool(within(b, a), place);
    default:
      return bool(sizeB < sizeA && within(b, a), place);
  }
}

function contains(evaluator: Evaluator, view: View, item: Value, place: Place | null): Value | null {
  if (view.part === 'keys') {
    const has = hasEntry(evaluator, view.dict, item, place);
    return typeof has === 'boolean' ? bool(has, place) : has;
  }
  if (view.part === 'values') return null;
  if (item.type !== 'tuple' || item.items.length !== 2) return bool(false, place);
  const [key = none, wanted = none] = item.items;
  const value = entryOf(evaluator, view.dict, key, place);
  const same = value ? evaluator.equal(value, wanted) : false;
  return typeof same === 'boolean' ? bool(same, place) : same;
}

function represented(interpreter: Interpreter, self: InstanceValue, view: View, place: Place | null): Value {
  const texts: string[] = [];
  for (const member of view.members) {
    const text = interpreter.repr(member);
    if (typeof text !== 'string') return text;
    texts.push(text);
  }
  return str(`${self.class.name}([${texts.join(', ')}])`, place);
}

function operate(interpreter: Interpreter, operator: string, self: InstanceValue, other: Value | null, place: Place | null): Value | null {
  const view = viewOf(self);
  const evaluator = evaluatorOf(interpreter);
  if (!view) return null;
  switch (operator) {
    case '__iter__':
      return { type: 'tuple', items: view.members, place };
    case '__reversed__':
      return { type: 'tuple', items: [...view.members].reverse(), place };
    case '__len__':
      return int(view.dict.entries.size, place);
    case '__bool__':
      return bool(view.dict.entries.size > 0, place);
    case '__repr__':
    case '__str__':
      return represented(interpreter, self, view, place);
    case '__contains__':
      return other && contains(evaluator, view, other, place);
    default:
  }
  if (view.part === 'values' || !other) return operator === '__eq__' ? bool(self === other, place) : null;
  if (/^__(eq|lt|le|gt|ge)__$/.test(operator)) return compared(evaluator, operator, view, other, place);
  const reflected = operator.startsWith('__r');
  const symbol = setOperators[reflected ? operator.replace('__r', '__') : operator];
  if (symbol === undefined) return null;
  const [mine, theirs] = [setOf(evaluator, view.members, place), asSet(evaluator, other, place)];
  if (theirs.type === 'unknown') return theirs;
  return sets(evaluator, symbol, reflected ? theirs : mine, reflected ? mine : theirs, place);
}

const native: NativeClass = {
  tag: 'dict view',
  operate,
};

const isDisjoint = nativeMethod('isdisjoint', (interpreter, args, place) => {
  const evaluator = evaluatorOf(interpreter);
  const other = asSet(evaluator, args.positional[1] ?? none, place);
  if (other.type === 'unknown') return other;
  const shared = (viewOf(args.positional[0])?.members ?? []).map((member) => hasMember(evaluator, other, member, place));
  if (shared.includes(true)) return bool(false, place);
  return shared.find((has): has is UnknownValue => typeof has !== 'boolean') ?? bool(true, place);
});

const keysClass = nativeClass({ name: 'dict_keys', module: 'builtins', members: { isdisjoint: isDisjoint }, native });
const valuesClass = nativeClass({ name: 'dict_values', module: 'builtins', native });
const itemsClass = nativeClass({ name: 'dict_items', module: 'builtins', members: { isdisjoint: isDisjoint }, native });
const viewClasses: Readonly<Record<Part, ClassValue>> = { keys: keysClass, values: valuesClass, items: itemsClass };
const orderedClasses: Readonly<Record<Part, ClassValue>> = {
  keys: nativeClass({ name: 'odict_keys', module: 'builtins', bases: [keysClass] }),
  values: nativeClass({ name: 'odict_values', module: 'builtins', bases: [valuesClass] }),
  items: nativeClass({ name: 'odict_items', module: 'builtins', bases: [itemsClass] }),
};

/** A view of a dict; `ordered` where an OrderedDict is asked. */
export const dictView = (dict: DictValue, part: Part, place: Place | null, ordered = false): InstanceValue =>
  instance((ordered ? orderedClasses : viewClasses)[part], new View(dict, part), place);
