/** `str()`, `repr()` and truth. */
import { classOf } from '../builtin-classes';
import { unknown } from '../native';
import { payloadOf } from '../payload';
import { typingFormOf } from '../typing-forms';
import type { InstanceValue, UnknownValue, Value } from '../values';
import { askNatives, lookup, metaDunder, unknownBase } from './attributes';
import type { Evaluator } from './evaluator';

/** A float as CPython's `repr` writes it: the shortest digits that read back, exponents from 1e16 and below 1e-4. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    const sign = exponent.startsWith('-') ? '-' : '+';
    return `${digits}e${sign}${exponent.replace(/^[+-]/, '').padStart(2, '0')}`;
  }
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

const namedEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

const escaped = (code: number): string =>
  code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;

/** A string as `repr` writes it. */
export function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = '';
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    if (letter === quote) out += `\\${letter}`;
    else if (namedEscapes[letter]) out += namedEscapes[letter];
    else if (code < 32 || code === 127 || (code >= 0x80 && code < 0xa1) || code === 0xad) out += `\\x${code.toString(16).padStart(2, '0')}`;
    else if (code > 0xad && /[\p{C}\p{Z}]/u.test(letter)) out += escaped(code);
    else out += letter;
  }
  return quote + out + quote;
}

function bytesText(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = Array.from(bytes, (byte) => {
    const letter = String.fromCharCode(byte);
    if (letter === quote) return `\\${letter}`;
    return namedEscapes[letter] ?? (byte < 32 || byte > 126 ? `\\x${byte.toString(16).padStart(2, '0')}` : letter);
  }).join('');
  return `b${quote}${body}${quote}`;
}

/** Items inside containers are shown by `repr`; what cannot be known in one makes the whole unknown. */
function joined(evaluator: Evaluator, items: readonly Value[], open: string, close: string): string | UnknownValue {
  const texts: string[] = [];
  for (const item of items) {
    const text = evaluator.repr(item);
    if (typeof text !== 'string') return text;
    texts.push(text);
  }
  return open + texts.join(', ') + close;
}

export function reprOf(evaluator: Evaluator, value: Value): string | UnknownValue {
  evaluator.step();
  switch (value.type) {
    case 'unknown':
      return value;
    case 'None':
      return 'None';
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'int':
      return String(value.value);
    case 'float':
      return floatText(value.value);
    case 'str':
      return quoted(value.value);
    case 'bytes':
      return bytesText(value.value);
    case 'Ellipsis':
    case 'NotImplemented':
      return value.type;
    case 'list':
      return joined(evaluator, value.items, '[', ']');
    case 'tuple':
      return joined(evaluator, value.items, '(', value.items.length === 1 ? ',)' : ')');
    case 'set': {
      if (value.entries.size === 0) return value.frozen ? 'frozenset()' : 'set()';
      return joined(evaluator, [...value.entries.values()], value.frozen ? 'frozenset({' : '{', value.frozen ? '})' : '}');
    }
    case 'dict':
      return dictText(evaluator, [...value.entries.values()]);
    case 'slice':
      return joined(evaluator, [value.start, value.stop, value.step], 'slice(', ')');
    case 'class': {
      const own = metaDunder(evaluator, value, '__repr__', [], value.place);
      if (own) return own.type === 'str' ? own.value : own.type === 'unknown' ? own : `<class ${value.name}>`;
      const shown = askNatives(value, (native) => native.classText?.(value));
      return shown ?? `<class '${value.module === 'builtins' ? '' : `${value.module}.`}${value.qualifiedName}'>`;
    }
    case 'instance':
      return instanceText(evaluator, value, '__repr__');
    case 'module':
      return `<module '${value.name}'>`;
    default:
      return unknown(`the text of a ${classOf(value)?.name}`, value.place);
  }
}

function dictText(evaluator: Evaluator, entries: readonly { readonly key: Value; readonly value: Value }[]): string | UnknownValue {
  const texts: string[] = [];
  for (const entry of entries) {
    const pair = joined(evaluator, [entry.key], '', ': ');
    const value = evaluator.repr(entry.value);
    if (typeof pair !== 'string') return pair;
    if (typeof value !== 'string') return value;
    texts.push(pair + value);
  }
  return `{${texts.join(', ')}}`;
}

function instanceText(evaluator: Evaluator, value: InstanceValue, name: '__repr__' | '__str__'): string | UnknownValue {
  const own = lookup(value.class, name);
  if (own) return textFrom(evaluator, evaluator.callWith(own, [value], value.place), value);
  const hooked = askNatives(value.class, (native) => native.operate?.(evaluator, name, value, null, value.place));
  if (hooked) return textFrom(evaluator, hooked, value);
  if (name === '__str__' && lookup(value.class, '__repr__')) return instanceText(evaluator, value, '__repr__');
  const payload = payloadOf(value);
  if (payload) return name === '__str__' ? evaluator.str(payload) : evaluator.repr(payload);
  const args = value.attributes.get('args');
  if (args?.type === 'tuple' && value.class.mro.some((cls) => cls.type === 'class' && cls.name === 'BaseException')) {
    if (name === '__repr__') return joined(evaluator, args.items, `${value.class.name}(`, ')');
    const [first] = args.items;
    const keyError = value.class.mro.some((cls) => cls.type === 'class' && cls.name === 'KeyError');
    return !first ? '' : args.items.length > 1 ? evaluator.repr(args) : keyError ? evaluator.repr(first) : evaluator.str(first);
  }
  const form = typingFormOf(value);
  if (form) return unknown(`the text of typing.${form.name}`, value.place);
  return unknownBase(value.class) ?? unknown(`the text of a ${value.class.name}`, value.place);
}

function textFrom(evaluator: Evaluator, answer: Value, value: InstanceValue): string | UnknownValue {
  if (answer.type === 'str') return answer.value;
  if (answer.type === 'unknown') return answer;
  const payload = answer.type === 'instance' ? payloadOf(answer) : null;
  if (payload?.type === 'str') return payload.value;
  return evaluator.raise('TypeError', `__str__ returned non-string (type ${classOf(answer)?.name})`, value.place);
}

export function strOf(evaluator: Evaluator, value: Value): string | UnknownValue {
  if (value.type === 'str') return value.value;
  if (value.type === 'instance') return instanceText(evaluator, value, '__str__');
  return reprOf(evaluator, value);
}

/** `ascii(value)`. */
export function asciiOf(evaluator: Evaluator, value: Value): string | UnknownValue {
  const text = reprOf(evaluator, value);
  if (typeof text !== 'string') return text;
  return Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    if (code < 128) return letter;
    if (code < 256) return `\\x${code.toString(16)}`;
    return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
  }).join('');
}

export function truthOf(evaluator: Evaluator, value: Value): boolean | UnknownValue {
  switch (value.type) {
    case 'unknown':
      return value;
    case 'None':
      return false;
    case 'bool':
      return value.value;
    case 'int':
      return value.value !== 0n;
    case 'float':
      return value.value !== 0;
    case 'str':
    case 'bytes':
      return value.value.length > 0;
    case 'list':
    case 'tuple':
      return value.items.length > 0;
    case 'dict':
    case 'set':
      return value.entries.size > 0;
    case 'instance':
      return instanceTruth(evaluator, value);
    case 'class': {
      const own = metaDunder(evaluator, value, '__bool__', [], value.place) ?? metaDunder(evaluator, value, '__len__', [], value.place);
      return own ? truthOf(evaluator, own) : true;
    }
    default:
      return true;
  }
}

function instanceTruth(evaluator: Evaluator, value: InstanceValue): boolean | UnknownValue {
  const payload = payloadOf(value);
  for (const name of ['__bool__', '__len__']) {
    const own = lookup(value.class, name);
    if (own && !(payload && own.type === 'native')) return truthOf(evaluator, evaluator.callWith(own, [value], value.place));
    const hooked = askNatives(value.class, (native) => native.operate?.(evaluator, name, value, null, value.place));
    if (hooked) return truthOf(evaluator, hooked);
  }
  if (payload) return truthOf(evaluator, payload);
  return unknownBase(value.class) ?? true;
}
