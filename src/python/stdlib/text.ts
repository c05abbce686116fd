/** json, textwrap, string. */
import { exceptionClass } from '../builtin-classes';
import { evaluatorOf } from '../builtins/method-table';
import { born } from '../changes';
import { putEntry } from '../evaluate/containers';
import { floatText } from '../evaluate/representation';
import type { HostModule, Interpreter } from '../interpreter';
import { hostModule, nativeClass, nativeFunction, none, str, unknown } from '../native';
import { plain } from '../payload';
import type { Place } from '../place';
import type { DictValue, NativeCall, UnknownValue, Value } from '../values';
import { type Pair, readJson } from './json-reader';

/** Text as `json.dumps` writes it: ASCII only. */
const jsonText = (text: string, ascii: boolean): string =>
  ascii
    ? JSON.stringify(text).replace(/[\u007f-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : JSON.stringify(text);

const jsonInfinite = (value: number): string => (Number.isNaN(value) ? 'NaN' : value < 0 ? '-Infinity' : 'Infinity');

interface Layout {
  readonly indent: string | null;
  readonly item: string;
  readonly key: string;
  readonly ascii: boolean;
  readonly sorted: boolean;
}

function dump(interpreter: Interpreter, given: Value, layout: Layout, depth: number, place: Place | null): string | UnknownValue {
  const value = plain(given);
  const block = (open: string, parts: readonly string[], close: string): string => {
    if (parts.length === 0) return open + close;
    if (layout.indent === null) return open + parts.join(layout.item) + close;
    const inner = `\n${layout.indent.repeat(depth + 1)}`;
    return `${open}${inner}${parts.join(layout.item.trimEnd() + inner)}\n${layout.indent.repeat(depth)}${close}`;
  };
  switch (value.type) {
    case 'None':
      return 'null';
    case 'bool':
      return String(value.value);
    case 'int':
      return String(value.value);
    case 'float':
      return Number.isFinite(value.value) ? floatText(value.value) : jsonInfinite(value.value);
    case 'str':
      return jsonText(value.value, layout.ascii);
    case 'list':
    case 'tuple': {
      const parts = value.items.map((item) => dump(interpreter, item, layout, depth + 1, place));
      const missed = parts.find((part) => typeof part !== 'string');
      return missed && typeof missed !== 'string' ? missed : block('[', parts.map(String), ']');
    }
    case 'dict': {
      const parts: string[] = [];
      const entries = [...value.entries.values()];
      if (layout.sorted) entries.sort((a, b) => (a.key.type === 'str' && b.key.type === 'str' && a.key.value < b.key.value ? -1 : 1));
      for (const entry of entries) {
        const text = dump(interpreter, entry.value, layout, depth + 1, place);
        if (typeof text !== 'string') return text;
        if (!['str', 'int', 'float', 'bool', 'None'].includes(plain(entry.key).type)) {
          return interpreter.raise('TypeError', 'keys must be str, int, float, bool or None', place);
        }
        const key = entry.key.type === 'str' ? entry.key.value : dump(interpreter, entry.key, layout, 0, place);
        if (typeof key !== 'string') return key;
        parts.push(jsonText(key, layout.ascii) + layout.key + text);
      }
      return block('{', parts, '}');
    }
    case 'unknown':
      return value;
    default:
      return unknown('json of an object', place);
  }
}

const dumps: NativeCall = (interpreter, args, place) => {
  const indent = args.keywords.get('indent');
  const separators = args.keywords.get('separators');
  const [item, key] = separators?.type === 'tuple' ? separators.items : [];
  const ascii = args.keywords.get('ensure_ascii');
  const sorted = args.keywords.get('sort_keys');
  const layout: Layout = {
    indent: indent?.type === 'int' ? ' '.repeat(Number(indent.value)) : indent?.type === 'str' ? indent.value : null,
    item: item?.type === 'str' ? item.value : ', ',
    key: key?.type === 'str' ? key.value : ': ',
    ascii: !(ascii?.type === 'bool' && !ascii.value),
    sorted: sorted?.type === 'bool' && sorted.value,
  };
  const text = dump(interpreter, args.positional[0] ?? none, layout, 0, place);
  return typeof text === 'string' ? str(text, place) : text;
};

const decodeError = nativeClass({ name: 'JSONDecodeError', module: 'json', bases: [exceptionClass('ValueError')] });

const loads: NativeCall = (interpreter, args, place) => {
  const given = plain(args.positional[0] ?? none);
  const text = given.type === 'bytes' ? new TextDecoder().decode(given.value) : given.type === 'str' ? given.value : null;
  if (text === null) return given.type === 'unknown' ? given : unknown('json text', place);
  const dict = (pairs: readonly Pair[]): Value => {
    const made: DictValue = { type: 'dict', entries: born(new Map()), place };
    for (const [name, value] of pairs) putEntry(evaluatorOf(interpreter), made, str(name, place), value, place);
    return made;
  };
  return readJson(text, place, dict) ?? interpreter.raise(decodeError, 'the text is not JSON', place);
};

export const jsonModule: HostModule = hostModule('json', () => ({
  dumps: nativeFunction('dumps', dumps),
  loads: nativeFunction('loads', loads),
  JSONDecodeError: decodeError,
}));

/** `textwrap.dedent` of CPython's Lib/textwrap.py. */
function dedent(text: string): string {
  const clean = text.replace(/^[ \t]+$/gm, '');
  const margins = [...clean.matchAll(/^([ \t]*)[^ \t\n]/gm)].map((match) => match[1] ?? '');
  const common = margins.reduce<string | null>((shared, margin) => {
    if (shared === null) return margin;
    let length = 0;
    while (length < shared.length && shared[length] === margin[length]) length += 1;
    return shared.slice(0, length);
  }, null);
  return common ? clean.replace(new RegExp(`^${common}`, 'gm'), '') : clean;
}

const onText =
  (change: (text: string, prefix: string) => string): NativeCall =>
  (_interpreter, args, place) => {
    const [text = none, prefix] = args.positional.map(plain);
    if (text.type !== 'str') return text.type === 'unknown' ? text : unknown('a text', place);
    return str(change(text.value, prefix?.type === 'str' ? prefix.value : ''), place);
  };

export const textwrapModule: HostModule = hostModule('textwrap', () => ({
  dedent: nativeFunction('dedent', onText(dedent)),
  indent: nativeFunction(
    'indent',
    onText((text, prefix) => text.replace(/^(?=.*\S)/gm, prefix)),
  ),
}));

export const stringModule: HostModule = hostModule('string', () => ({
  ascii_letters: str('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  ascii_lowercase: str('abcdefghijklmnopqrstuvwxyz'),
  ascii_uppercase: str('ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  digits: str('0123456789'),
  hexdigits: str('0123456789abcdefABCDEF'),
  punctuation: str('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'),
}));
