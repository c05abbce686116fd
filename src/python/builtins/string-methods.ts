/** The methods of `str` and `bytes`. */
import { classes } from '../builtin-classes';
import { largestSize } from '../evaluate/containers';
import { bool, int, str, unknown } from '../native';
import { type Part, textOfParts } from '../partly-known';
import { plain } from '../payload';
import type { BytesValue, StrValue, Value } from '../values';
import { formatTemplate } from './format-template';
import type { Method, MethodCall } from './method-table';
import { defineMethods, wholeNumber } from './method-table';

type StringMethod = Method<StrValue>;

const isSpace = (letter: string): boolean => /\s|[\x1c-\x1f\x85]/.test(letter);

/** A text argument; anything else is a TypeError. */
function text(call: MethodCall, index: number, name?: string): string {
  const value = call.given(index, name);
  if (value?.type === 'str') return value.value;
  return call.evaluator.raise('TypeError', `expected str, not ${value?.type ?? 'nothing'}`, call.place);
}

const optionalText = (call: MethodCall, index: number, name?: string): string | null => {
  const value = call.given(index, name);
  return value?.type === 'str' ? value.value : null;
};

const mapText =
  (change: (value: string) => string): StringMethod =>
  (self, call) =>
    str(change(self.value), call.place);

const testText =
  (test: (value: string) => boolean): StringMethod =>
  (self, call) =>
    bool(test(self.value), call.place);

function strip(self: StrValue, call: MethodCall, left: boolean, right: boolean): Value {
  const set = optionalText(call, 0);
  const gone = set === null ? isSpace : (letter: string) => set.includes(letter);
  const letters = [...self.value];
  let start = 0;
  let end = letters.length;
  while (left && start < end && gone(letters[start]!)) start += 1;
  while (right && end > start && gone(letters[end - 1]!)) end -= 1;
  return str(letters.slice(start, end).join(''), call.place);
}

function split(self: StrValue, call: MethodCall, fromRight: boolean): Value {
  const separator = optionalText(call, 0, 'sep');
  const most = wholeNumber(call.given(1, 'maxsplit')) ?? -1;
  if (separator === '') return call.evaluator.raise('ValueError', 'empty separator', call.place);
  const parts = separator === null ? splitSpaces(self.value, most, fromRight) : splitText(self.value, separator, most, fromRight);
  return listOf(call, parts);
}

const listOf = (call: MethodCall, parts: readonly string[]): Value => ({
  type: 'list',
  items: call.evaluator.born(parts.map((part) => str(part, call.place))),
  place: call.place,
});

function splitText(value: string, separator: string, most: number, fromRight: boolean): string[] {
  const parts = value.split(separator);
  if (most < 0 || parts.length <= most + 1) return parts;
  if (fromRight) return [parts.slice(0, parts.length - most).join(separator), ...parts.slice(parts.length - most)];
  return [...parts.slice(0, most), parts.slice(most).join(separator)];
}

function splitSpaces(value: string, most: number, fromRight: boolean): string[] {
  const parts: string[] = [];
  let rest = fromRight ? value.trimEnd() : value.trimStart();
  while (rest !== '' && (most < 0 || parts.length < most)) {
    const match = fromRight ? /(\S+)\s*$/.exec(rest) : /^\s*(\S+)/.exec(rest);
    if (!match?.[1]) break;
    if (fromRight) {
      parts.unshift(match[1]);
      rest = rest.slice(0, match.index).trimEnd();
    } else {
      parts.push(match[1]);
      rest = rest.slice(match[0].length).trimStart();
    }
  }
  if (rest !== '') fromRight ? parts.unshift(rest) : parts.push(rest);
  return parts;
}

function find(self: StrValue, call: MethodCall, fromRight: boolean): number {
  const wanted = text(call, 0);
  const letters = self.value;
  const clamp = (value: number | null, otherwise: number) =>
    value === null ? otherwise : Math.min(Math.max(value < 0 ? value + letters.length : value, 0), letters.length);
  const start = clamp(wholeNumber(call.given(1)), 0);
  const end = clamp(wholeNumber(call.given(2)), letters.length);
  const within = letters.slice(start, end);
  if ((wholeNumber(call.given(1)) ?? 0) > letters.length || start > end) return -1;
  const at = fromRight ? within.lastIndexOf(wanted) : within.indexOf(wanted);
  return at < 0 ? -1 : [...letters.slice(0, at + start)].length;
}

function startsOrEnds(self: StrValue, call: MethodCall, test: (value: string, part: string) => boolean): Value {
  const wanted = call.given(0);
  const [start, end] = [wholeNumber(call.given(1)), wholeNumber(call.given(2))];
  if (wanted?.type !== 'tuple' && wanted?.type !== 'str') {
    return call.evaluator.raise('TypeError', `first arg must be str or a tuple of str, not ${wanted?.type}`, call.place);
  }
  if ((start ?? 0) > self.value.length) return bool(false, call.place);
  const value = self.value.slice(start ?? 0, end ?? self.value.length);
  const parts = wanted?.type === 'tuple' ? wanted.items.map(plain) : [wanted];
  return bool(
    parts.some((part) => part?.type === 'str' && test(value, part.value)),
    call.place,
  );
}

function justify(self: StrValue, call: MethodCall, place: (missing: number) => readonly [number, number]): Value {
  const width = Math.min(wholeNumber(call.given(0, 'width')) ?? 0, largestSize);
  const fill = optionalText(call, 1, 'fillchar') ?? ' ';
  if ([...fill].length !== 1) {
    return call.evaluator.raise('TypeError', 'The fill character must be exactly one character long', call.place);
  }
  const missing = width - [...self.value].length;
  if (missing <= 0) return str(self.value, call.place);
  const [left, right] = place(missing);
  return str(fill.repeat(left) + self.value + fill.repeat(right), call.place);
}

function join(self: StrValue, call: MethodCall): Value {
  const items = call.evaluator.iterate(call.args.positional[0] ?? str(''), call.place);
  if ('reason' in items) return items;
  const parts: Part[] = [];
  for (const [index, item] of items.entries()) {
    const part = plain(item);
    if (part.type !== 'str' && part.type !== 'unknown') {
      return call.evaluator.raise('TypeError', `sequence item ${index}: expected str instance, ${part.type} found`, call.place);
    }
    if (index > 0) parts.push(self.value);
    parts.push(part.type === 'str' ? part.value : part);
  }
  const joined = textOfParts(parts, call.place);
  return joined.type === 'str' && joined.value.length > largestSize ? unknown('a string that is too large', call.place) : joined;
}

function replace(self: StrValue, call: MethodCall): Value {
  const [old, fresh] = [text(call, 0), text(call, 1)];
  const count = wholeNumber(call.given(2, 'count')) ?? -1;
  const parts = old === '' ? ['', ...self.value, ''] : self.value.split(old);
  if (count < 0 || parts.length <= count + 1) {
    if (parts.length * fresh.length > largestSize) return unknown('a string that is too large', call.place);
    return str(parts.join(fresh), call.place);
  }
  const rest = parts.slice(count).join(old);
  return str([...parts.slice(0, count), rest].join(fresh), call.place);
}

function partition(self: StrValue, call: MethodCall, fromRight: boolean): Value {
  const separator = text(call, 0);
  if (separator === '') return call.evaluator.raise('ValueError', 'empty separator', call.place);
  const at = fromRight ? self.value.lastIndexOf(separator) : self.value.indexOf(separator);
  const found = [self.value.slice(0, at), separator, self.value.slice(at + separator.length)];
  const parts = at >= 0 ? found : fromRight ? ['', '', self.value] : [self.value, '', ''];
  return { type: 'tuple', items: parts.map((part) => str(part, call.place)), place: call.place };
}

const capitalise = (value: string): string => value.slice(0, 1).toUpperCase() + value.slice(1).toLowerCase();
const title = (value: string): string => value.replace(/\p{L}+/gu, capitalise);
const swap = (value: string): string =>
  Array.from(value, (letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase())).join('');
const hasCase = (value: string): boolean => value.toLowerCase() !== value.toUpperCase();

function splitLines(self: StrValue, call: MethodCall): Value {
  const keepEnds = call.given(0, 'keepends');
  const keep = keepEnds?.type === 'bool' && keepEnds.value;
  const lines =
    self.value.match(
      /[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])|[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+$/g,
    ) ?? [];
  return listOf(call, keep ? lines : lines.map((line) => line.replace(/(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])$/, '')));
}

function encode(self: StrValue, call: MethodCall): Value {
  const encoding = (optionalText(call, 0, 'encoding') ?? 'utf-8').toLowerCase().replace(/_/g, '-');
  if (encoding === 'utf-8' || encoding === 'utf8' || (encoding === 'ascii' && /^[\x00-\x7f]*$/.test(self.value))) {
    return { type: 'bytes', value: new TextEncoder().encode(self.value), place: call.place };
  }
  return unknown(`text in the encoding ${encoding}`, call.place);
}

function expandTabs(self: StrValue, call: MethodCall): Value {
  const size = wholeNumber(call.given(0, 'tabsize')) ?? 8;
  let column = 0;
  const out = Array.from(self.value, (letter) => {
    if (letter === '\n') column = 0;
    if (letter !== '\t') {
      if (letter !== '\n') column += 1;
      return letter;
    }
    const missing = size > 0 ? size - (column % size) : 0;
    column += missing;
    return ' '.repeat(missing);
  });
  return str(out.join(''), call.place);
}

function translate(self: StrValue, call: MethodCall): Value {
  const table = call.given(0);
  if (table?.type !== 'dict') return unknown('str.translate', call.place);
  const out = Array.from(self.value, (letter) => {
    const to = table.entries.get(`n${letter.codePointAt(0)}`)?.value;
    if (!to) return letter;
    return to.type === 'str' ? to.value : to.type === 'int' ? String.fromCodePoint(Number(to.value)) : '';
  });
  return str(out.join(''), call.place);
}

const methods: Readonly<Record<string, StringMethod>> = {
  upper: mapText((value) => value.toUpperCase()),
  lower: mapText((value) => value.toLowerCase()),
  casefold: mapText((value) => value.toLowerCase().replace(/ß/g, 'ss')),
  capitalize: mapText(capitalise),
  title: mapText(title),
  swapcase: mapText(swap),
  strip: (self, call) => strip(self, call, true, true),
  lstrip: (self, call) => strip(self, call, true, false),
  rstrip: (self, call) => strip(self, call, false, true),
  split: (self, call) => split(self, call, false),
  rsplit: (self, call) => split(self, call, true),
  splitlines: splitLines,
  join,
  replace,
  partition: (self, call) => partition(self, call, false),
  rpartition: (self, call) => partition(self, call, true),
  startswith: (self, call) => startsOrEnds(self, call, (value, part) => value.startsWith(part)),
  endswith: (self, call) => startsOrEnds(self, call, (value, part) => value.endsWith(part)),
  removeprefix: (self, call) => {
    const part = text(call, 0);
    return str(self.value.startsWith(part) ? self.value.slice(part.length) : self.value, call.place);
  },
  removesuffix: (self, call) => {
    const part = text(call, 0);
    return str(part !== '' && self.value.endsWith(part) ? self.value.slice(0, -part.length) : self.value, call.place);
  },
  find: (self, call) => int(find(self, call, false), call.place),
  rfind: (self, call) => int(find(self, call, true), call.place),
  index: (self, call) => {
    const at = find(self, call, false);
    return at < 0 ? call.evaluator.raise('ValueError', 'substring not found', call.place) : int(at, call.place);
  },
  rindex: (self, call) => {
    const at = find(self, call, true);
    return at < 0 ? call.evaluator.raise('ValueError', 'substring not found', call.place) : int(at, call.place);
  },
  count: (self, call) => {
    const part = text(call, 0);
    const [start, end] = [wholeNumber(call.given(1)), wholeNumber(call.given(2))];
    const within = self.value.slice(start ?? 0, end ?? self.value.length);
    if (start !== null || end !== null) {
      return part === '' ? unknown('a count of nothing', call.place) : int(within.split(part).length - 1, call.place);
    }
    return int(part === '' ? [...self.value].length + 1 : self.value.split(part).length - 1, call.place);
  },
  ljust: (self, call) => justify(self, call, (missing) => [0, missing]),
  rjust: (self, call) => justify(self, call, (missing) => [missing, 0]),
  center: (self, call) => {
    const odd = ((wholeNumber(call.given(0, 'width')) ?? 0) & 1) === 1;
    return justify(self, call, (missing) => {
      const left = Math.floor(missing / 2) + (missing % 2 === 1 && odd ? 1 : 0);
      return [left, missing - left];
    });
  },
  zfill: (self, call) => {
    const width = Math.min(wholeNumber(call.given(0)) ?? 0, largestSize);
    const sign = /^[+-]/.test(self.value) ? self.value.slice(0, 1) : '';
    return str(sign + '0'.repeat(Math.max(0, width - [...self.value].length)) + self.value.slice(sign.length), call.place);
  },
  encode,
  expandtabs: expandTabs,
  translate,
  format: (self, call) => formatTemplate(call.evaluator, self.value, call.args, call.place),
  format_map: (self, call) => {
    const mapping = call.given(0);
    const keywords = new Map<string, Value>();
    if (mapping?.type !== 'dict') return unknown('str.format_map', call.place);
    for (const { key, value } of mapping.entries.values()) if (key.type === 'str') keywords.set(key.value, value);
    return formatTemplate(call.evaluator, self.value, { positional: [], keywords, unknown: null }, call.place);
  },
  isdigit: (self, call) =>
    /\p{No}/u.test(self.value) ? unknown('whether a text is of digits', call.place) : bool(/^\p{Nd}+$/u.test(self.value), call.place),
  isdecimal: testText((value) => /^\p{Nd}+$/u.test(value)),
  isnumeric: testText((value) => /^\p{N}+$/u.test(value)),
  isalpha: testText((value) => /^\p{L}+$/u.test(value)),
  isalnum: testText((value) => /^[\p{L}\p{N}]+$/u.test(value)),
  isspace: testText((value) => value !== '' && [...value].every(isSpace)),
  isupper: testText((value) => hasCase(value) && value === value.toUpperCase()),
  islower: testText((value) => hasCase(value) && value === value.toLowerCase()),
  istitle: testText((value) => hasCase(value) && value === title(value)),
  isidentifier: testText((value) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(value)),
  isascii: testText((value) => /^[\x00-\x7f]*$/.test(value)),
  isprintable: testText((value) => !/[\p{C}\p{Z}]/u.test(value.replace(/ /g, ''))),
};

function decode(self: BytesValue, call: MethodCall): Value {
  const encoding = (optionalText(call, 0, 'encoding') ?? 'utf-8').toLowerCase().replace(/_/g, '-');
  if (call.given(1, 'errors')) return unknown('bytes that are decoded in spite of errors', call.place);
  if (encoding === 'latin-1' || encoding === 'iso-8859-1') {
    return str(Array.from(self.value, (byte) => String.fromCharCode(byte)).join(''), call.place);
  }
  const isAscii = encoding === 'ascii' || encoding === 'us-ascii';
  if (!isAscii && encoding !== 'utf-8' && encoding !== 'utf8') return unknown(`text in the encoding ${encoding}`, call.place);
  try {
    if (isAscii && self.value.some((byte) => byte > 127)) throw new TypeError();
    return str(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(self.value), call.place);
  } catch {
    return call.evaluator.raise('UnicodeDecodeError', `'${encoding}' codec can't decode the bytes`, call.place);
  }
}

const bytesMethods: Readonly<Record<string, Method<BytesValue>>> = {
  decode,
  hex: (self, call) =>
    call.args.positional.length > 0
      ? unknown('bytes.hex() with a separator', call.place)
      : str(Array.from(self.value, (byte) => byte.toString(16).padStart(2, '0')).join(''), call.place),
};

/** Hangs the methods on `str` and `bytes`. */
export function defineStringMethods(): void {
  defineMethods(classes.str, (value) => (value.type === 'str' ? value : null), methods, new Set(['format']));
  defineMethods(classes.bytes, (value) => (value.type === 'bytes' ? value : null), bytesMethods);
}
