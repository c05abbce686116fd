/** Operators. */
import { classOf, inherits } from '../builtin-classes';
import { bool } from '../native';
import { type Part, textOfParts } from '../partly-known';
import { payloadOf, plain } from '../payload';
import type { Place } from '../place';
import { typingFormOf, union } from '../typing-forms';
import type { InstanceValue, SetValue, Value } from '../values';
import { arithmetic, sets } from './arithmetic';
import { askNatives, lookup, metaDunder, unknownBase } from './attributes';
import { hasEntry, hasMember } from './containers';
import { equalityValue } from './equality';
import type { Evaluator } from './evaluator';
import { formatPercent } from './format-percent';
import { orderOf } from './ordering';

const names: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '@': 'matmul',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
  '<<': 'lshift',
  '>>': 'rshift',
};

/** What an instance's class says to an operator; null where it says nothing. */
export function dunder(evaluator: Evaluator, self: InstanceValue, name: string, other: Value | null, place: Place | null): Value | null {
  const own = lookup(self.class, name);
  if (own && !(payloadOf(self) && own.type === 'native')) {
    const answer = evaluator.callWith(own, other ? [self, other] : [self], place);
    if (answer.type !== 'NotImplemented') return answer;
  }
  return askNatives(self.class, (native) => native.operate?.(evaluator, name, self, other, place));
}

/** What an operator makes of a value that is not known; of texts that it joins, what is known stays known. */
function withGap(operator: string, left: Value, right: Value, place: Place | null): Value {
  const gap = left.type === 'unknown' ? left : right;
  // With several directives the value is a tuple, of which nothing is known.
  const around = operator === '%' && left.type === 'str' ? left.value.split('%s') : [];
  if (gap === right && gap.type === 'unknown' && around.length === 2 && !around.join('').includes('%'))
    return textOfParts([around[0] ?? '', gap, around[1] ?? ''], place);
  if (operator !== '+' || gap.type !== 'unknown') return gap;
  const parts = [left, right].flatMap((side): readonly Part[] =>
    side.type === 'str' ? [side.value] : side.type === 'unknown' ? [side] : [],
  );
  const isText = parts.some((part) => typeof part === 'string' || part.parts);
  return isText && parts.length === 2 ? textOfParts(parts, place) : gap;
}

/** What is made of an operand that is not known by a class that takes such (`NativeClass.takesUnknown`). */
function expressed(evaluator: Evaluator, left: Value, right: Value, name: string, place: Place | null): Value | null {
  if (left.type !== 'instance' || right.type !== 'unknown') return null;
  const takes = askNatives(left.class, (native) => native.takesUnknown?.(evaluator));
  return takes ? dunder(evaluator, left, name, right, place) : null;
}

/** `left operator right`. */
export function binary(evaluator: Evaluator, operator: string, left: Value, right: Value, place: Place | null): Value {
  const name = names[operator] ?? operator;
  if (left.type === 'unknown' || right.type === 'unknown')
    return expressed(evaluator, left, right, `__${name}__`, place) ?? withGap(operator, left, right, place);
  const rightFirst = reflectsFirst(left, right, `__r${name}__`);
  for (const side of rightFirst ? (['right', 'left', 'right'] as const) : (['left', 'right'] as const)) {
    const answer = side === 'left' ? ask(evaluator, left, `__${name}__`, right, place) : ask(evaluator, right, `__r${name}__`, left, place);
    if (answer) return answer;
  }
  if (operator === '|' && (isType(left) || isType(right))) return union([left, right], place);
  const missed = baseUnknown(left) ?? baseUnknown(right);
  if (missed) return missed;
  const text = operator === '%' ? plain(left) : null;
  if (text?.type === 'str') return formatPercent(evaluator, text.value, plain(right).type === 'tuple' ? plain(right) : right, place);
  const result = arithmetic(evaluator, operator, plain(left), plain(right), place);
  if (result) return result;
  const [kind, other] = [classOf(left)?.name, classOf(right)?.name];
  if (operator === '+' && ['str', 'list', 'tuple'].includes(kind ?? '')) {
    return evaluator.raise('TypeError', `can only concatenate ${kind} (not "${other}") to ${kind}`, place);
  }
  const kinds = `'${kind}' and '${other}'`;
  return evaluator.raise('TypeError', `unsupported operand type(s) for ${operator}: ${kinds}`, place);
}

/** What an instance says to an operator, or a class through its metaclass. */
function ask(evaluator: Evaluator, value: Value, name: string, other: Value, place: Place | null): Value | null {
  if (value.type === 'instance') return dunder(evaluator, value, name, other, place);
  const answer = value.type === 'class' ? metaDunder(evaluator, value, name, [other], place) : null;
  return answer?.type === 'NotImplemented' ? null : answer;
}

/** The right operand is asked first where its class inherits from the left one's and has the reflected method (`binary_op1` of Objects/abstract.c). */
function reflectsFirst(left: Value, right: Value, name: string): boolean {
  if (left.type !== 'instance' || right.type !== 'instance' || left.class === right.class) return false;
  return inherits(right.class, left.class) && lookup(right.class, name) !== null && lookup(right.class, name) !== lookup(left.class, name);
}

const isType = (value: Value): boolean => value.type === 'class' || typingFormOf(value) !== null;

const baseUnknown = (value: Value): Value | null => (value.type === 'instance' && !payloadOf(value) ? unknownBase(value.class) : null);

/** `target operator= value`: lists, dicts and sets change in place. */
export function augmented(evaluator: Evaluator, operator: string, target: Value, value: Value, place: Place | null): Value {
  if (target.type === 'instance') {
    const answer = dunder(evaluator, target, `__i${names[operator] ?? operator}__`, value, place);
    if (answer) return answer;
  }
  const inner = plain(target);
  if (inner.type === 'list' && operator === '+') {
    const items = evaluator.iterate(value, place);
    evaluator.touchItems(inner.items).push(...('reason' in items ? [items] : items));
    return target;
  }
  const other = plain(value);
  if (operator === '|' && inner.type === 'dict' && other.type === 'dict') {
    const entries = evaluator.touchEntries(inner);
    for (const [key, entry] of other.entries) entries.set(key, { ...entry });
    return target;
  }
  if (inner.type === 'set' && !inner.frozen && other.type === 'set' && '|&-^'.includes(operator)) {
    return changedSet(evaluator, operator, target, inner, other, place);
  }
  if (inner.type === 'list' && operator === '*' && (other.type === 'int' || other.type === 'bool')) {
    const repeated = arithmetic(evaluator, '*', inner, other, place);
    if (repeated?.type === 'list') evaluator.touchItems(inner.items).splice(0, inner.items.length, ...repeated.items);
    return repeated?.type === 'unknown' ? repeated : target;
  }
  return binary(evaluator, operator, target, value, place);
}

function changedSet(evaluator: Evaluator, operator: string, target: Value, set: SetValue, other: SetValue, place: Place | null): Value {
  const result = sets(evaluator, operator, set, other, place);
  if (result?.type !== 'set') return target;
  const members = evaluator.touchMembers(set);
  const kept = [...result.entries];
  members.clear();
  for (const [key, member] of kept) members.set(key, member);
  return target;
}

/** `-x`, `+x`, `~x`, `not x`. */
export function unary(evaluator: Evaluator, operator: '+' | '-' | '~' | 'not', operand: Value, place: Place | null): Value {
  if (operand.type === 'unknown') return operand;
  if (operator === 'not') {
    const truth = evaluator.truth(operand);
    return typeof truth === 'boolean' ? bool(!truth, place) : truth;
  }
  if (operand.type === 'instance') {
    const name = operator === '-' ? '__neg__' : operator === '+' ? '__pos__' : '__invert__';
    const answer = dunder(evaluator, operand, name, null, place) ?? baseUnknown(operand);
    if (answer) return answer;
  }
  const value = plain(operand);
  const whole = value.type === 'int' ? value.value : value.type === 'bool' ? (value.value ? 1n : 0n) : null;
  if (whole !== null) return { type: 'int', value: operator === '-' ? -whole : operator === '~' ? ~whole : whole, place };
  if (value.type === 'float' && operator !== '~') return { type: 'float', value: operator === '-' ? -value.value : value.value, place };
  return evaluator.raise('TypeError', `bad operand type for unary ${operator}: '${classOf(operand)?.name}'`, place);
}

const reflected: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };
const orderNames: Readonly<Record<string, string>> = { '<': '__lt__', '>': '__gt__', '<=': '__le__', '>=': '__ge__' };

/** `left operator right` for comparisons; the value need not be a bool. */
export function compare(evaluator: Evaluator, operator: string, left: Value, right: Value, place: Place | null): Value {
  switch (operator) {
    case 'is':
    case 'is not': {
      if (left.type === 'unknown') return left;
      if (right.type === 'unknown') return right;
      return bool(identical(left, right) === (operator === 'is'), place);
    }
    case 'in':
    case 'not in':
      return contains(evaluator, right, left, operator === 'not in', place);
    case '==':
      return expressed(evaluator, left, right, '__eq__', place) ?? equalityValue(evaluator, left, right, place);
    case '!=':
    case '<>':
      return expressed(evaluator, left, right, '__ne__', place) ?? notEqual(evaluator, left, right, place);
    default:
      return expressed(evaluator, left, right, orderNames[operator] ?? '', place) ?? ordered(evaluator, operator, left, right, place);
  }
}

/** `is`: scalars that CPython keeps one of are the same when they are equal. */
export function identical(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (left.type !== right.type) return false;
  if (left.type === 'None' || left.type === 'Ellipsis' || left.type === 'NotImplemented') return true;
  if (left.type === 'bool' && right.type === 'bool') return left.value === right.value;
  if (left.type === 'int' && right.type === 'int') return left.value === right.value;
  return left.type === 'str' && right.type === 'str' && left.value === right.value;
}

function notEqual(evaluator: Evaluator, left: Value, right: Value, place: Place | null): Value {
  for (const [self, other] of [[left, right] as const, [right, left] as const]) {
    const answer = self.type === 'instance' && other.type !== 'unknown' ? dunder(evaluator, self, '__ne__', other, place) : null;
    if (answer) return answer;
  }
  return unary(evaluator, 'not', equalityValue(evaluator, left, right, place), place);
}

function ordered(evaluator: Evaluator, operator: string, left: Value, right: Value, place: Place | null): Value {
  if (left.type === 'unknown') return left;
  if (right.type === 'unknown') return right;
  const name = orderNames[operator] ?? '';
  const mirrored = orderNames[reflected[operator] ?? ''] ?? '';
  const answer =
    (reflectsFirst(left, right, mirrored) ? ask(evaluator, right, mirrored, left, place) : null) ??
    ask(evaluator, left, name, right, place) ??
    ask(evaluator, right, mirrored, left, place) ??
    baseUnknown(left) ??
    baseUnknown(right);
  if (answer) return answer;
  const a = plain(left);
  const b = plain(right);
  if (a.type === 'set' && b.type === 'set') return bool(setOrder(operator, a.entries, b.entries), place);
  const order = orderOf(evaluator, a, b, (x, y) => ordered(evaluator, '<', x, y, place));
  if (order === null) {
    const kinds = `'${classOf(left)?.name}' and '${classOf(right)?.name}'`;
    return evaluator.raise('TypeError', `'${operator}' not supported between instances of ${kinds}`, place);
  }
  if (typeof order !== 'number') return order;
  if (Number.isNaN(order)) return bool(false, place);
  return bool(operator === '<' ? order < 0 : operator === '<=' ? order <= 0 : operator === '>' ? order > 0 : order >= 0, place);
}

function setOrder(operator: string, a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): boolean {
  const within = (inner: ReadonlyMap<string, Value>, outer: ReadonlyMap<string, Value>) => [...inner.keys()].every((key) => outer.has(key));
  if (operator === '<=') return within(a, b);
  if (operator === '>=') return within(b, a);
  return operator === '<' ? within(a, b) && a.size < b.size : within(b, a) && b.size < a.size;
}

function contains(evaluator: Evaluator, container: Value, item: Value, negated: boolean, place: Place | null): Value {
  if (container.type === 'unknown') return container;
  if (item.type === 'unknown') return item;
  if (container.type === 'instance' || container.type === 'class') {
    const answer = ask(evaluator, container, '__contains__', item, place);
    const truth = answer && evaluator.truth(answer);
    if (truth !== null) return typeof truth === 'boolean' ? bool(truth !== negated, place) : truth;
  }
  const inside = plain(container);
  const wanted = plain(item);
  if (inside.type === 'dict' || inside.type === 'set') {
    const has = inside.type === 'dict' ? hasEntry(evaluator, inside, item, place) : hasMember(evaluator, inside, item, place);
    return typeof has === 'boolean' ? bool(has !== negated, place) : has;
  }
  if (inside.type === 'str') {
    if (wanted.type !== 'str') {
      return evaluator.raise('TypeError', `'in <string>' requires string as left operand, not ${classOf(item)?.name}`, place);
    }
    return bool(inside.value.includes(wanted.value) !== negated, place);
  }
  if (inside.type === 'bytes' && wanted.type === 'bytes') return bool(holdsBytes(inside.value, wanted.value) !== negated, place);
  return containsItem(evaluator, container, item, negated, place);
}

const holdsBytes = (all: Uint8Array, part: Uint8Array): boolean =>
  Array.from({ length: all.length - part.length + 1 }, (_, at) => at).some((at) => part.every((byte, index) => all[at + index] === byte));

function containsItem(evaluator: Evaluator, container: Value, item: Value, negated: boolean, place: Place | null): Value {
  const items = evaluator.iterate(container, place);
  if ('reason' in items) return items;
  let missed: Value | null = null;
  for (const candidate of items) {
    const result = evaluator.equal(candidate, item);
    if (result === true) return bool(!negated, place);
    if (result !== false) missed ??= result;
  }
  return missed ?? bool(negated, place);
}
