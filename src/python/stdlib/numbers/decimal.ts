/** The module `decimal`, as long as nobody asks for its context: who has that may change how every later number is rounded. */
import { exceptionClass } from '../../builtin-classes';
import { born, changing } from '../../changes';
import { exactly } from '../../evaluate/float-digits';
import type { Interpreter } from '../../interpreter';
import { bool, instance, int, nativeClass, nativeFunction, str, tuple, unknown } from '../../native';
import { plain } from '../../payload';
import type { Value } from '../../values';
import { comparison } from '../datetime/timedelta';
import { partialModule } from '../partial-module';
import { bound, type Call, valueClass } from '../value-class';
import {
  add,
  DecimalNumber,
  decimalFromText,
  decimalText,
  digitCount,
  divide,
  divideWhole,
  fixed,
  multiply,
  negated,
  quantized,
  type Rounding,
  rescaled,
} from './decimal-arithmetic';
import { compareRatios, magnitude, ratio, ratioOfNumber } from './rational';

const decimalException = nativeClass({ name: 'DecimalException', module: 'decimal', bases: [exceptionClass('ArithmeticError')] });
const invalidOperation = nativeClass({ name: 'InvalidOperation', module: 'decimal', bases: [decimalException] });
const divisionByZero = nativeClass({ name: 'DivisionByZero', module: 'decimal', bases: [exceptionClass('ZeroDivisionError')] });

interface Context {
  readonly known: boolean;
}
const contexts = new WeakMap<Interpreter, Context>();

function contextOf(interpreter: Interpreter): Context {
  const context = contexts.get(interpreter) ?? born({ known: true });
  contexts.set(interpreter, context);
  return context;
}

const roundings = 'ROUND_HALF_EVEN ROUND_HALF_UP ROUND_HALF_DOWN ROUND_UP ROUND_DOWN ROUND_CEILING ROUND_FLOOR'.split(' ');
const isRounding = (text: string): text is Rounding => roundings.includes(text);

/** What arithmetic came to; Unknown under a context of the project's own. */
function answer(number: DecimalNumber | null, call: Call): Value {
  if (!contextOf(call.interpreter).known) return unknown('a computation under a decimal context of its own', call.place);
  return number ? instance(decimalClass, number, call.place) : unknown('a decimal number of a huge exponent', call.place);
}

const invalid = ({ interpreter, place }: Call): never => interpreter.raise(invalidOperation, 'invalid operation', place);

const fromWhole = (value: bigint): DecimalNumber => new DecimalNumber(value < 0n, magnitude(value), 0);

function fromFloat(value: number): DecimalNumber | null {
  if (!Number.isFinite(value)) return null;
  const exact = exactly(value);
  const { numerator, denominator } = ratio(exact.numerator, exact.denominator);
  const halvings = denominator.toString(2).length - 1;
  return new DecimalNumber(value < 0 || Object.is(value, -0), numerator * 5n ** BigInt(halvings), -halvings);
}

function make(call: Call): DecimalNumber | Value {
  const [given, context] = bound(call, 'Decimal', ['value', 'context']);
  const value = given ? plain(given) : int(0);
  const missed = unknown('a decimal number of another kind', call.place);
  if (context) return missed;
  if (value.type === 'int' || value.type === 'bool') return fromWhole(BigInt(value.value));
  if (value.type === 'float') return fromFloat(value.value) ?? missed;
  if (value.type === 'str') {
    const read = decimalFromText(value.value);
    return read === 'refused' ? invalid(call) : (read ?? missed);
  }
  if (value.type === 'instance' && value.host instanceof DecimalNumber) return value.host;
  return missed;
}

/** A Decimal or a whole number, as an operand; null for anything else. */
function operand(value: Value | null): DecimalNumber | null {
  if (value?.type === 'instance' && value.host instanceof DecimalNumber) return value.host;
  const inner = value && plain(value);
  return inner?.type === 'int' || inner?.type === 'bool' ? fromWhole(BigInt(inner.value)) : null;
}

function compute(operator: string, a: DecimalNumber, b: DecimalNumber, call: Call): Value | null {
  switch (operator) {
    case 'add':
      return answer(add(a, b), call);
    case 'sub':
      return answer(add(a, negated(b)), call);
    case 'mul':
      return answer(multiply(a, b), call);
    case 'pow':
      return unknown('a power of a decimal number', call.place);
  }
  if (!['truediv', 'floordiv', 'mod', 'divmod'].includes(operator)) return null;
  if (b.coefficient === 0n) {
    if (a.coefficient === 0n || operator === 'mod' || operator === 'divmod') return invalid(call);
    return call.interpreter.raise(divisionByZero, 'division by zero', call.place);
  }
  if (operator === 'truediv') return answer(divide(a, b), call);
  const parts = divideWhole(a, b);
  if (operator === 'floordiv') return answer(parts?.quotient ?? null, call);
  if (operator === 'mod') return answer(parts?.remainder ?? null, call);
  return tuple([answer(parts?.quotient ?? null, call), answer(parts?.remainder ?? null, call)], call.place);
}

/** `+x`, and what `-x` and `abs(x)` make of the sign: a zero loses it. */
const plus = (negative: boolean, a: DecimalNumber): DecimalNumber | null =>
  fixed(negative && a.coefficient !== 0n, a.coefficient, a.exponent);

function operate(self: DecimalNumber, operator: string, other: Value | null, call: Call): Value | null {
  switch (operator) {
    case '__repr__':
      return str(`Decimal('${decimalText(self)}')`, call.place);
    case '__str__':
      return str(decimalText(self), call.place);
    case '__bool__':
      return bool(self.coefficient !== 0n, call.place);
    case '__neg__':
      return answer(plus(!self.negative, self), call);
    case '__pos__':
      return answer(plus(self.negative, self), call);
    case '__abs__':
      return answer(plus(false, self), call);
    case '__round__':
      return other ? rounded(self, other, call) : int(signedWhole(self, 'ROUND_HALF_EVEN'), call.place);
  }
  const number = operand(other);
  if (!number) return ordered(self, operator, other, call);
  const [, reflected, name = ''] = /^__(r?)(add|sub|mul|truediv|floordiv|mod|divmod|pow)__$/.exec(operator) ?? [];
  if (name === '') return comparison(operator, compareRatios(self.ratio, number.ratio), call.place);
  return reflected ? compute(name, number, self, call) : compute(name, self, number, call);
}

/** Against a float, which is compared by its exact value. */
function ordered(self: DecimalNumber, operator: string, other: Value | null, call: Call): Value | null {
  const inner = other && plain(other);
  if (inner?.type !== 'float') return null;
  const theirs = ratioOfNumber(inner);
  if (theirs) return comparison(operator, compareRatios(self.ratio, theirs), call.place);
  return comparison(operator, 0, call.place) && unknown('a decimal number beside no finite number', call.place);
}

const signedWhole = (self: DecimalNumber, rounding: Rounding): bigint => {
  const size = rescaled(self, 0, rounding);
  return self.negative ? -size : size;
};

function rounded(self: DecimalNumber, given: Value, call: Call): Value {
  const digits = plain(given);
  return digits.type === 'int'
    ? fitted(self, -Number(digits.value), 'ROUND_HALF_EVEN', call)
    : unknown('round() to no whole number', call.place);
}

function fitted(self: DecimalNumber, exponent: number, rounding: Rounding, call: Call): Value {
  const number = quantized(self, exponent, rounding);
  return number === 'refused' && contextOf(call.interpreter).known ? invalid(call) : answer(number === 'refused' ? null : number, call);
}

function quantize(self: DecimalNumber, call: Call): Value {
  const [given = null, rounding = null, context = null] = bound(call, 'quantize', ['exp', 'rounding', 'context'], 1);
  const like = operand(given);
  const mode = rounding && rounding.type !== 'None' ? plain(rounding) : str('ROUND_HALF_EVEN');
  if (!like || context || mode.type !== 'str' || !isRounding(mode.value)) return unknown('a decimal number quantized', call.place);
  return fitted(self, like.exponent, mode.value, call);
}

/** `normalize()`: no zeros at the end. */
function normalized(self: DecimalNumber): DecimalNumber | null {
  const number = fixed(self.negative, self.coefficient, self.exponent);
  if (!number || number.coefficient === 0n) return number && new DecimalNumber(number.negative, 0n, 0);
  let { coefficient, exponent } = number;
  while (coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent += 1;
  }
  return new DecimalNumber(number.negative, coefficient, exponent);
}

function formatted(self: DecimalNumber, call: Call): Value {
  const spec = plain(call.args.positional[0] ?? str(''));
  if (spec.type === 'str' && spec.value === '') return str(decimalText(self), call.place);
  const [, comma, digits] = (spec.type === 'str' && /^(,?)\.(\d{1,2})f$/.exec(spec.value)) || [];
  if (digits === undefined) return unknown('the format of a decimal number', call.place);
  const text = String(rescaled(self, -Number(digits), 'ROUND_HALF_EVEN')).padStart(Number(digits) + 1, '0');
  const whole = Number(digits) === 0 ? text : text.slice(0, -Number(digits));
  const grouped = comma ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  const fraction = Number(digits) === 0 ? '' : `.${text.slice(-Number(digits))}`;
  return str((self.negative ? '-' : '') + grouped + fraction, call.place);
}

export const decimalClass = valueClass<DecimalNumber>({
  module: 'decimal',
  name: 'Decimal',
  host: DecimalNumber,
  make,
  methods: {
    __int__: (self, { place }) => int(signedWhole(self, 'ROUND_DOWN'), place),
    __trunc__: (self, { place }) => int(signedWhole(self, 'ROUND_DOWN'), place),
    __floor__: (self, { place }) => int(signedWhole(self, 'ROUND_FLOOR'), place),
    __ceil__: (self, { place }) => int(signedWhole(self, 'ROUND_CEILING'), place),
    __float__: (self, { place }) => ({ type: 'float', value: Number(decimalText(self)), place }),
    __format__: formatted,
    quantize,
    normalize: (self, call) =>
      call.args.positional.length > 0 ? unknown('a decimal context', call.place) : answer(normalized(self), call),
    is_zero: (self, { place }) => bool(self.coefficient === 0n, place),
    is_signed: (self, { place }) => bool(self.negative, place),
    is_finite: (_self, { place }) => bool(true, place),
    is_nan: (_self, { place }) => bool(false, place),
    is_infinite: (_self, { place }) => bool(false, place),
    adjusted: (self, { place }) => int(self.coefficient === 0n ? self.exponent : self.exponent + digitCount(self.coefficient) - 1, place),
    as_integer_ratio: (self, { place }) => tuple([int(self.ratio.numerator, place), int(self.ratio.denominator, place)], place),
  },
  operate,
});

const asksContext = (name: string): Value =>
  nativeFunction(name, (interpreter, _args, place) => {
    changing(contextOf(interpreter)).known = false;
    return unknown('a decimal context', place);
  });

export const decimalModule = partialModule('decimal', () => ({
  Decimal: decimalClass,
  DecimalException: decimalException,
  InvalidOperation: invalidOperation,
  DivisionByZero: divisionByZero,
  ...Object.fromEntries(['getcontext', 'setcontext', 'localcontext'].map((name) => [name, asksContext(name)])),
  ...Object.fromEntries([...roundings, 'ROUND_05UP'].map((name) => [name, str(name)])),
}));
