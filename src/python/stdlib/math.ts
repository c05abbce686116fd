/** The module `math`, where what it computes is exact or correctly rounded everywhere. */
import { evaluatorOf, firstUnknown } from '../builtins/method-table';
import { realOf } from '../evaluate/arithmetic';
import { lookup } from '../evaluate/attributes';
import type { Evaluator } from '../evaluate/evaluator';
import { binary } from '../evaluate/operators';
import { bool, int, nativeFunction, none, unknown } from '../native';
import { plain } from '../payload';
import type { Place } from '../place';
import type { Arguments, Value } from '../values';
import { partialModule } from './partial-module';

interface MathCall {
  readonly evaluator: Evaluator;
  readonly args: Arguments;
  readonly values: readonly Value[];
  readonly place: Place | null;
}

const real = (value: number): Value => ({ type: 'float', value, place: null });

/** A number as a float; null where it is none that is known. */
function asReal({ evaluator, place }: MathCall, value: Value | undefined): number | null {
  return value ? realOf(evaluator, value, place) : null;
}

const notCarriedOut = ({ place }: MathCall): Value => unknown('a function of math', place);

const rounding =
  (name: '__floor__' | '__ceil__' | '__trunc__', round: (value: number) => number) =>
  (call: MathCall): Value => {
    const { evaluator, place } = call;
    const [value = none] = call.values;
    const own = value.type === 'instance' ? lookup(value.class, name) : null;
    if (own) return evaluator.callWith(own, [value], place);
    if (value.type === 'int' || value.type === 'bool') return int(BigInt(value.value), place);
    if (value.type !== 'float') return notCarriedOut(call);
    if (Number.isFinite(value.value)) return int(BigInt(round(value.value)), place);
    const isNone = Number.isNaN(value.value);
    return evaluator.raise(
      isNone ? 'ValueError' : 'OverflowError',
      `cannot convert float ${isNone ? 'NaN' : 'infinity'} to integer`,
      place,
    );
  };

const ofReal =
  (compute: (value: number, call: MathCall) => Value | number | null) =>
  (call: MathCall): Value => {
    const value = asReal(call, call.values[0]);
    if (value === null || call.values.length !== 1) return notCarriedOut(call);
    return answered(compute(value, call), call);
  };

const answered = (answer: Value | number | null, call: MathCall): Value =>
  typeof answer === 'number' ? { type: 'float', value: answer, place: call.place } : (answer ?? notCarriedOut(call));

const wholes = ({ values }: MathCall): readonly bigint[] | null => {
  const found = values.flatMap((value) => (value.type === 'int' ? [value.value] : value.type === 'bool' ? [BigInt(value.value)] : []));
  return found.length === values.length ? found : null;
};

function divisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function factorial(call: MathCall): Value {
  const [n] = wholes(call) ?? [];
  if (n === undefined || n > 500n) return notCarriedOut(call);
  if (n < 0n) return call.evaluator.raise('ValueError', 'factorial() not defined for negative values', call.place);
  let product = 1n;
  for (let factor = 2n; factor <= n; factor += 1n) product *= factor;
  return int(product, call.place);
}

/** The whole square root, by Newton's method. */
function wholeRoot(call: MathCall): Value {
  const [n] = wholes(call) ?? [];
  if (n === undefined) return notCarriedOut(call);
  if (n < 0n) return call.evaluator.raise('ValueError', 'isqrt() argument must be nonnegative', call.place);
  if (n < 2n) return int(n, call.place);
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (let next = (root + n / root) >> 1n; next < root; next = (root + n / root) >> 1n) root = next;
  return int(root, call.place);
}

/** Logarithms only where they are whole: elsewhere the last digit is the platform's. */
function wholeLogarithm(base: number, call: MathCall): Value | number | null {
  const [given] = call.values;
  // Python takes whole numbers beyond all floats here.
  if (given?.type === 'int' && given.value > 1n << 1023n) return null;
  const value = asReal(call, given);
  if (value === null || call.values.length !== 1) return null;
  if (value <= 0) return call.evaluator.raise('ValueError', 'expected a positive input', call.place);
  const near = Math.round(base === 2 ? Math.log2(value) : Math.log10(value));
  return near >= 0 && near <= (base === 2 ? 1023 : 22) && base ** near === value ? near : null;
}

function product(call: MathCall): Value {
  const { evaluator, args, place } = call;
  const items = evaluator.iterate(args.positional[0] ?? none, place);
  if ('reason' in items) return items;
  return items.reduce((total, item) => binary(evaluator, '*', total, item, place), args.keywords.get('start') ?? int(1));
}

function isClose(call: MathCall): Value {
  const { args } = call;
  const given = (name: string, absent: number) => {
    const value = args.keywords.get(name);
    return value ? asReal(call, plain(value)) : absent;
  };
  const [a, b] = [asReal(call, call.values[0]), asReal(call, call.values[1])];
  const [relative, absolute] = [given('rel_tol', 1e-9), given('abs_tol', 0)];
  if (a === null || b === null || relative === null || absolute === null) return notCarriedOut(call);
  if (relative < 0 || absolute < 0) return call.evaluator.raise('ValueError', 'tolerances must be non-negative', call.place);
  if (a === b) return bool(true, call.place);
  if (!Number.isFinite(a) || !Number.isFinite(b)) return bool(false, call.place);
  const difference = Math.abs(b - a);
  return bool(difference <= Math.abs(relative * b) || difference <= Math.abs(relative * a) || difference <= absolute, call.place);
}

const functions: Readonly<Record<string, (call: MathCall) => Value>> = {
  floor: rounding('__floor__', Math.floor),
  ceil: rounding('__ceil__', Math.ceil),
  trunc: rounding('__trunc__', Math.trunc),
  fabs: ofReal(Math.abs),
  sqrt: ofReal((value, { evaluator, place }) => (value < 0 ? evaluator.raise('ValueError', 'math domain error', place) : Math.sqrt(value))),
  isnan: ofReal((value, { place }) => bool(Number.isNaN(value), place)),
  isinf: ofReal((value, { place }) => bool(Math.abs(value) === Number.POSITIVE_INFINITY, place)),
  isfinite: ofReal((value, { place }) => bool(Number.isFinite(value), place)),
  log2: (call) => answered(wholeLogarithm(2, call), call),
  log10: (call) => answered(wholeLogarithm(10, call), call),
  gcd: (call) => {
    const numbers = wholes(call);
    return numbers ? int(numbers.reduce(divisor, 0n), call.place) : notCarriedOut(call);
  },
  lcm: (call) => {
    const numbers = wholes(call);
    const common = (a: bigint, b: bigint): bigint => (a === 0n || b === 0n ? 0n : (a / divisor(a, b)) * b);
    const least = numbers?.reduce(common, 1n);
    return least === undefined ? notCarriedOut(call) : int(least < 0n ? -least : least, call.place);
  },
  factorial,
  isqrt: wholeRoot,
  prod: product,
  isclose: isClose,
};

export const mathModule = partialModule('math', () => ({
  pi: real(Math.PI),
  e: real(Math.E),
  tau: real(2 * Math.PI),
  inf: real(Number.POSITIVE_INFINITY),
  nan: real(Number.NaN),
  ...Object.fromEntries(
    Object.entries(functions).map(([name, run]) => [
      name,
      nativeFunction(name, (interpreter, args, place) => {
        const evaluator = evaluatorOf(interpreter);
        return firstUnknown(args) ?? run({ evaluator, args, values: args.positional.map(plain), place });
      }),
    ]),
  ),
}));
