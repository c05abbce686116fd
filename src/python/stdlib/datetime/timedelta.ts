/** `datetime.timedelta`: a whole number of microseconds (Lib/_pydatetime.py and Modules/_datetimemodule.c of CPython). */
import { exactly, trueQuotient } from '../../evaluate/float-digits';
import { bool, instance, int, str, tuple, unknown } from '../../native';
import { plain } from '../../payload';
import type { Place } from '../../place';
import type { Value } from '../../values';
import { bound, type Call, holdValues, valueClass } from '../value-class';

export class Delta {
  readonly hashKey: string;
  constructor(readonly micros: bigint) {
    this.hashKey = `timedelta${micros}`;
  }
}

export const second = 1_000_000n;
export const day = 86_400n * second;

/** `%` and `//` of Python by a number above zero. */
export const floorModulo = (a: bigint, b: bigint): bigint => ((a % b) + b) % b;
export const floorDivide = (a: bigint, b: bigint): bigint => (a - floorModulo(a, b)) / b;

/** `divide_nearest`: ties go to the even number. */
function divideNearest(a: bigint, b: bigint): bigint {
  const [top, bottom] = b < 0n ? [-a, -b] : [a, b];
  const quotient = floorDivide(top, bottom);
  const twice = floorModulo(top, bottom) * 2n;
  return twice > bottom || (twice === bottom && quotient % 2n !== 0n) ? quotient + 1n : quotient;
}

export function deltaOf(value: Value | null): Delta | null {
  return value?.type === 'instance' && value.host instanceof Delta ? value.host : null;
}

/** A timedelta; OverflowError beyond 999999999 days. */
export function newDelta(micros: bigint, call: Call): Value {
  return instance(timedeltaClass, inRange(micros, call), call.place);
}

function inRange(micros: bigint, { interpreter, place }: Call): Delta {
  const days = floorDivide(micros, day);
  if (days > 999_999_999n || days < -999_999_999n) {
    return interpreter.raise('OverflowError', `days=${days}; must have magnitude <= 999999999`, place);
  }
  return new Delta(micros);
}

/** The units in the order in which `delta_new` of Modules/_datetimemodule.c adds them. */
const units: readonly (readonly [name: string, micros: bigint])[] = [
  ['microseconds', 1n],
  ['milliseconds', 1000n],
  ['seconds', second],
  ['minutes', 60n * second],
  ['hours', 3600n * second],
  ['days', day],
  ['weeks', 7n * day],
];
const parameters = ['days', 'seconds', 'microseconds', 'milliseconds', 'minutes', 'hours', 'weeks'];

function make(call: Call): Delta | Value {
  const values = bound(call, 'timedelta', parameters);
  let sum = 0n;
  let leftover = 0;
  for (const [name, factor] of units) {
    const given = values[parameters.indexOf(name)];
    if (!given) continue;
    const value = plain(given);
    if (value.type === 'int' || value.type === 'bool') {
      sum += BigInt(value.value) * factor;
      continue;
    }
    if (value.type !== 'float') {
      const kind = value.type === 'instance' ? value.class.name : value.type;
      return call.interpreter.raise('TypeError', `unsupported type for timedelta ${name} component: ${kind}`, call.place);
    }
    if (!Number.isFinite(value.value)) return unknown('a timedelta of no finite number', call.place);
    const whole = Math.trunc(value.value);
    sum += BigInt(whole) * factor;
    const part = Number(factor) * (value.value - whole);
    sum += BigInt(Math.trunc(part));
    leftover += part - Math.trunc(part);
  }
  return inRange(sum + roundedLeftover(leftover, sum), call);
}

/** C's `round`, which takes ties away from zero. */
const roundAway = (value: number): number => Math.sign(value) * Math.floor(Math.abs(value) + 0.5);

/** A tie goes to what makes the whole sum even. */
function roundedLeftover(leftover: number, sum: bigint): bigint {
  const nearest = roundAway(leftover);
  if (Math.abs(nearest - leftover) !== 0.5) return BigInt(nearest);
  const odd = sum % 2n === 0n ? 0 : 1;
  return BigInt(2 * roundAway((leftover + odd) * 0.5) - odd);
}

const two = (value: bigint): string => String(value).padStart(2, '0');
export const sixDigits = (micros: bigint): string => String(micros).padStart(6, '0');

function parts({ micros }: Delta) {
  const rest = floorModulo(micros, day);
  return { days: floorDivide(micros, day), seconds: rest / second, micros: rest % second };
}

function repr(delta: Delta): string {
  const { days, seconds, micros } = parts(delta);
  const shown = [days && `days=${days}`, seconds && `seconds=${seconds}`, micros && `microseconds=${micros}`].filter(Boolean);
  return `datetime.timedelta(${shown.join(', ') || '0'})`;
}

function text(delta: Delta): string {
  const { days, seconds, micros } = parts(delta);
  const clock = `${seconds / 3600n}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}${micros ? `.${sixDigits(micros)}` : ''}`;
  return days ? `${days} day${days === 1n || days === -1n ? '' : 's'}, ${clock}` : clock;
}

const wholeOf = (value: Value | null): bigint | null =>
  value?.type === 'int' ? value.value : value?.type === 'bool' ? BigInt(value.value) : null;

/** A float as the exact fraction that it is. */
function ratioOf(value: number): readonly [bigint, bigint] {
  const { numerator, denominator } = exactly(value);
  return [value < 0 ? -numerator : numerator, denominator];
}

export function comparison(operator: string, order: number, place: Place | null): Value | null {
  switch (operator) {
    case '__eq__':
      return bool(order === 0, place);
    case '__lt__':
      return bool(order < 0, place);
    case '__le__':
      return bool(order <= 0, place);
    case '__gt__':
      return bool(order > 0, place);
    case '__ge__':
      return bool(order >= 0, place);
    default:
      return null;
  }
}

export const order = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

function operate(self: Delta, operator: string, given: Value | null, call: Call): Value | null {
  const made = (micros: bigint) => newDelta(micros, call);
  const { place } = call;
  switch (operator) {
    case '__repr__':
      return str(repr(self), place);
    case '__str__':
      return str(text(self), place);
    case '__bool__':
      return bool(self.micros !== 0n, place);
    case '__neg__':
      return made(-self.micros);
    case '__pos__':
      return made(self.micros);
    case '__abs__':
      return made(self.micros < 0n ? -self.micros : self.micros);
  }
  const other = given && plain(given);
  const delta = deltaOf(other);
  if (delta) return withDelta(self, operator, delta, call);
  const whole = wholeOf(other);
  if (whole !== null) return withWhole(self, operator, whole, call);
  if (other?.type !== 'float') return null;
  if (!/^__(r?mul|truediv)__$/.test(operator)) return null;
  if (!Number.isFinite(other.value)) return unknown('a timedelta and no finite number', place);
  const [numerator, denominator] = ratioOf(other.value);
  if (operator !== '__truediv__') return made(divideNearest(self.micros * numerator, denominator));
  return numerator === 0n ? byZero(call) : made(divideNearest(self.micros * denominator, numerator));
}

const byZero = ({ interpreter, place }: Call): never => interpreter.raise('ZeroDivisionError', 'division by zero', place);

function withWhole(self: Delta, operator: string, whole: bigint, call: Call): Value | null {
  if (operator === '__mul__' || operator === '__rmul__') return newDelta(self.micros * whole, call);
  if (operator !== '__truediv__' && operator !== '__floordiv__') return null;
  if (whole === 0n) return byZero(call);
  return newDelta((operator === '__truediv__' ? divideNearest : quotient)(self.micros, whole), call);
}

/** `//` of whole numbers. */
export const quotient = (a: bigint, b: bigint): bigint => (b < 0n ? floorDivide(-a, -b) : floorDivide(a, b));
const remainder = (a: bigint, b: bigint): bigint => a - quotient(a, b) * b;

function withDelta(self: Delta, operator: string, { micros }: Delta, call: Call): Value | null {
  const { place } = call;
  switch (operator) {
    case '__add__':
    case '__radd__':
      return newDelta(self.micros + micros, call);
    case '__sub__':
      return newDelta(self.micros - micros, call);
    case '__rsub__':
      return newDelta(micros - self.micros, call);
    case '__truediv__':
      return micros === 0n ? byZero(call) : { type: 'float', value: trueQuotient(self.micros, micros), place };
    case '__floordiv__':
      return micros === 0n ? byZero(call) : int(quotient(self.micros, micros), place);
    case '__mod__':
      return micros === 0n ? byZero(call) : newDelta(remainder(self.micros, micros), call);
    case '__divmod__':
      if (micros === 0n) return byZero(call);
      return tuple([int(quotient(self.micros, micros), place), newDelta(remainder(self.micros, micros), call)], place);
    default:
      return comparison(operator, order(self.micros, micros), place);
  }
}

export const timedeltaClass = valueClass({
  module: 'datetime',
  name: 'timedelta',
  host: Delta,
  make,
  values: {
    days: (self, { place }) => int(parts(self).days, place),
    seconds: (self, { place }) => int(parts(self).seconds, place),
    microseconds: (self, { place }) => int(parts(self).micros, place),
  },
  methods: {
    total_seconds: (self, { place }) => ({ type: 'float', value: trueQuotient(self.micros, second), place }),
  },
  operate,
});

const mostMicros = 1_000_000_000n * day - 1n;
holdValues(timedeltaClass, {
  min: instance(timedeltaClass, new Delta(-999_999_999n * day), null),
  max: instance(timedeltaClass, new Delta(mostMicros), null),
  resolution: instance(timedeltaClass, new Delta(1n), null),
});
