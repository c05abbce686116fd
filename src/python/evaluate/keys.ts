/** The keys of dicts and sets, where a class may say itself what makes its instances equal. */
import { classOf } from '../builtin-classes';
import { hashKey } from '../hash-key';
import type { Interpreter } from '../interpreter';
import { unknown } from '../native';
import type { Place } from '../place';
import type { InstanceValue, UnknownValue, Value } from '../values';
import { FunctionCode } from './scope';

/** What `hash()` gives where the number is not known, but what it was made of is. */
interface HashOfKey extends UnknownValue {
  readonly hashKey: string;
}

const isHashOfKey = (value: UnknownValue): value is HashOfKey => 'hashKey' in value;

/** The hash of a value under its key: a number nobody knows, which is the same for equal values. */
export const hashOfKey = (key: string, place: Place | null): HashOfKey => ({ ...unknown('a hash', place), hashKey: key });

/** The key under which a dict or set keeps a value; TypeError for what cannot be hashed. */
export function keyOf(interpreter: Interpreter, value: Value, place: Place | null): string {
  const key = hashKey(value, (instance) => ownKey(interpreter, instance, place));
  return key ?? interpreter.raise('TypeError', `unhashable type: '${classOf(value)?.name}'`, place);
}

/** What the class of an instance says; undefined where it says nothing. A class with `__eq__` alone cannot be hashed. */
function ownKey(interpreter: Interpreter, instance: InstanceValue, place: Place | null): string | null | undefined {
  for (const cls of instance.class.mro) {
    if (cls.type !== 'class') continue;
    const hash = cls.namespace.get('__hash__');
    if (hash?.type === 'None') return null;
    if (hash) return hashedBy(interpreter, hash, instance, place);
    if (cls.place !== null && cls.namespace.get('__eq__')?.type === 'function') return null;
  }
  return undefined;
}

function hashedBy(interpreter: Interpreter, hash: Value, instance: InstanceValue, place: Place | null): string | undefined {
  const answer = interpreter.call(hash, { positional: [instance], keywords: new Map(), unknown: null }, place);
  if (answer.type === 'int') return `h${answer.value}`;
  return answer.type === 'unknown' && isHashOfKey(answer) && isDirect(hash) ? `h${answer.hashKey}` : undefined;
}

/** Whether a `__hash__` gives what `hash()` gave as it is: of a computation with several the parts are not known. */
function isDirect(hash: Value): boolean {
  if (hash.type !== 'function') return true;
  const code = hash.code instanceof FunctionCode && hash.code.node.kind === 'function' ? hash.code.node.body : [];
  const last = code.at(-1);
  return last?.kind === 'return' && last.value?.kind === 'call' && last.value.callee.kind === 'name' && last.value.callee.name === 'hash';
}
