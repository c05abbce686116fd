/** `value[index]`: reading, writing, deleting, slices. */
import { classOf } from '../builtin-classes';
import { int, str } from '../native';
import { payloadOf } from '../payload';
import type { Place } from '../place';
import { typingForm } from '../typing-forms';
import type { ClassValue, InstanceValue, SliceValue, Value } from '../values';
import { askNatives, lookup, unknownBase } from './attributes';
import { entryOf, forgetEntries, putEntry, removeEntry } from './containers';
import type { Evaluator } from './evaluator';

/** `value[index]`. */
export function getItem(evaluator: Evaluator, value: Value, index: Value, place: Place | null): Value {
  if (value.type === 'unknown') return value;
  if (value.type === 'class') return subscriptClass(evaluator, value, index, place);
  if (value.type === 'instance') return getInstanceItem(evaluator, value, index, place);
  if (index.type === 'unknown') return index;
  switch (value.type) {
    case 'dict': {
      const found = entryOf(evaluator, value, index, place);
      if (found) return found;
      return evaluator.raiseKey(index, place);
    }
    case 'list':
    case 'tuple': {
      if (index.type === 'slice') {
        const items = indices(evaluator, index, value.items.length, place).map((at) => value.items[at]!);
        return value.type === 'list' ? { type: 'list', items: evaluator.born(items), place } : { type: 'tuple', items, place };
      }
      return value.items[position(evaluator, value, index, value.items.length, place)]!;
    }
    case 'str': {
      if (/[\ud800-\udfff]/.test(value.value)) {
        const letters = [...value.value];
        if (index.type === 'slice')
          return str(
            indices(evaluator, index, letters.length, place)
              .map((at) => letters[at])
              .join(''),
            place,
          );
        return str(letters[position(evaluator, value, index, letters.length, place)] ?? '', place);
      }
      if (index.type === 'slice')
        return str(
          indices(evaluator, index, value.value.length, place)
            .map((at) => value.value[at])
            .join(''),
          place,
        );
      return str(value.value[position(evaluator, value, index, value.value.length, place)] ?? '', place);
    }
    case 'bytes':
      if (index.type === 'slice') {
        const bytes = indices(evaluator, index, value.value.length, place).map((at) => value.value[at] ?? 0);
        return { type: 'bytes', value: Uint8Array.from(bytes), place };
      }
      return int(value.value[position(evaluator, value, index, value.value.length, place)] ?? 0, place);
    default:
      return evaluator.raise('TypeError', `'${classOf(value)?.name}' object is not subscriptable`, place);
  }
}

function subscriptClass(evaluator: Evaluator, cls: ClassValue, index: Value, place: Place | null): Value {
  const hooked = askNatives(cls, (native) => native.subscript?.(evaluator, cls, index, place));
  if (hooked) return hooked;
  const own = lookup(cls, '__class_getitem__');
  if (own) return evaluator.callWith(own.type === 'descriptor' ? own.function : own, [cls, index], place);
  const meta = cls.metaclass?.type === 'class' ? lookup(cls.metaclass, '__getitem__') : null;
  if (meta) return evaluator.callWith(meta, [cls, index], place);
  if (cls.module === 'builtins' && cls.place === null)
    return typingForm(cls.name, index.type === 'tuple' ? index.items : [index], cls, place);
  return cls;
}

function getInstanceItem(evaluator: Evaluator, value: InstanceValue, index: Value, place: Place | null): Value {
  const payload = payloadOf(value);
  const own = lookup(value.class, '__getitem__');
  if (own && !(payload && own.type === 'native')) return evaluator.callWith(own, [value, index], place);
  if (payload?.type === 'dict' && index.type !== 'unknown' && !entryOf(evaluator, payload, index, place)) {
    const missing = lookup(value.class, '__missing__');
    if (missing) return evaluator.callWith(missing, [value, index], place);
  }
  if (payload) return getItem(evaluator, payload, index, place);
  const hooked = askNatives(value.class, (native) => native.operate?.(evaluator, '__getitem__', value, index, place));
  if (hooked) return hooked;
  return unknownBase(value.class) ?? evaluator.raise('TypeError', `'${value.class.name}' object is not subscriptable`, place);
}

/** An index as CPython's sequences take it: negative ones count from the end. */
function position(evaluator: Evaluator, value: Value, index: Value, length: number, place: Place | null): number {
  const kind = classOf(value)?.name;
  const plainIndex = index.type === 'instance' ? (payloadOf(index) ?? index) : index;
  const given = plainIndex.type === 'bool' ? (plainIndex.value ? 1n : 0n) : plainIndex.type === 'int' ? plainIndex.value : null;
  const asked = given === null && index.type === 'instance' ? lookup(index.class, '__index__') : null;
  if (asked) return position(evaluator, value, evaluator.callWith(asked, [index], place), length, place);
  if (given === null) return evaluator.raise('TypeError', `${kind} indices must be integers or slices, not ${classOf(index)?.name}`, place);
  const at = Number(given < 0n ? given + BigInt(length) : given);
  if (at < 0 || at >= length) return evaluator.raise('IndexError', `${kind === 'str' ? 'string' : kind} index out of range`, place);
  return at;
}

function bound(evaluator: Evaluator, value: Value, place: Place | null): number | null {
  if (value.type === 'None') return null;
  if (value.type === 'int') return Number(value.value);
  if (value.type === 'bool') return value.value ? 1 : 0;
  return evaluator.raise('TypeError', 'slice indices must be integers or None or have an __index__ method', place);
}

/** The positions a slice names: CPython's `PySlice_AdjustIndices`. */
function indices(evaluator: Evaluator, slice: SliceValue, length: number, place: Place | null): number[] {
  const step = bound(evaluator, slice.step, place) ?? 1;
  if (step === 0) return evaluator.raise('ValueError', 'slice step cannot be zero', place);
  const clamp = (at: number): number => {
    const from = at < 0 ? at + length : at;
    return step > 0 ? Math.min(Math.max(from, 0), length) : Math.min(Math.max(from, -1), length - 1);
  };
  const first = bound(evaluator, slice.start, place);
  const last = bound(evaluator, slice.stop, place);
  const start = first === null ? (step > 0 ? 0 : length - 1) : clamp(first);
  const stop = last === null ? (step > 0 ? length : -1) : clamp(last);
  const found: number[] = [];
  for (let at = start; step > 0 ? at < stop : at > stop; at += step) found.push(at);
  return found;
}

/** `value[index] = to`. */
export function setItem(evaluator: Evaluator, value: Value, index: Value, to: Value, place: Place | null): void {
  if (value.type === 'unknown') return;
  if (value.type === 'instance') {
    const payload = payloadOf(value);
    const own = lookup(value.class, '__setitem__');
    if (own && !(payload && own.type === 'native')) evaluator.callWith(own, [value, index, to], place);
    else if (payload) setItem(evaluator, payload, index, to, place);
    else if (!unknownBase(value.class)) {
      evaluator.raise('TypeError', `'${value.class.name}' object does not support item assignment`, place);
    }
    return;
  }
  if (value.type === 'dict') {
    if (index.type === 'unknown') forgetDict(evaluator, value, index);
    else putEntry(evaluator, value, index, to, place);
    return;
  }
  if (value.type !== 'list') evaluator.raise('TypeError', `'${classOf(value)?.name}' object does not support item assignment`, place);
  const items = evaluator.touchItems(value.items);
  if (index.type === 'unknown') items.splice(0, items.length, ...items.map(() => index));
  else if (index.type === 'slice') {
    const at = indices(evaluator, index, items.length, place);
    const given = evaluator.iterate(to, place);
    const first = at[0] ?? bound(evaluator, index.start, place) ?? items.length;
    items.splice(first, at.length, ...('reason' in given ? [given] : given));
  } else items[position(evaluator, value, index, items.length, place)] = to;
}

/** A dict written under a key that is not known: any of its values may be another now. */
function forgetDict(evaluator: Evaluator, dict: Extract<Value, { type: 'dict' }>, reason: Extract<Value, { type: 'unknown' }>): void {
  forgetEntries(evaluator, dict, reason);
}

/** `del value[index]`. */
export function deleteItem(evaluator: Evaluator, value: Value, index: Value, place: Place | null): void {
  if (value.type === 'unknown' || index.type === 'unknown') return;
  const target = value.type === 'instance' ? (payloadOf(value) ?? value) : value;
  if (target.type === 'dict') {
    if (!removeEntry(evaluator, target, index, place)) evaluator.raiseKey(index, place);
  } else if (target.type === 'list') {
    const items = evaluator.touchItems(target.items);
    const gone =
      index.type === 'slice'
        ? new Set(indices(evaluator, index, items.length, place))
        : new Set([position(evaluator, target, index, items.length, place)]);
    items.splice(0, items.length, ...items.filter((_, at) => !gone.has(at)));
  } else if (target.type === 'instance') {
    const own = lookup(target.class, '__delitem__');
    if (own) evaluator.callWith(own, [target, index], place);
  } else evaluator.raise('TypeError', `'${classOf(target)?.name}' object doesn't support item deletion`, place);
}
