/** re: patterns are matched as CPython matches them, or the outcome is Unknown. */

import { exceptionClass } from '../builtin-classes';
import { evaluatorOf, firstUnknown, wholeNumber } from '../builtins/method-table';
import { changing } from '../changes';
import { putEntry } from '../evaluate/containers';
import type { HostModule, Interpreter } from '../interpreter';
import { hostModule, instance, int, list, nativeClass, nativeFunction, nativeMethod, none, str, tuple, unknown } from '../native';
import { plain } from '../payload';
import type { Place } from '../place';
import { allMatches, type MatchDemand, matchRegex, type RegexMatch } from '../regex/match';
import { type Regex, RegexError, type RegexFlags, UnreadRegex } from '../regex/node';
import { parseRegex } from '../regex/parse';
import { expandTemplate, readTemplate } from '../regex/template';
import type { Arguments, DictValue, NativeCall, UnknownValue, Value } from '../values';

class PatternObject {
  constructor(
    readonly source: string,
    readonly bits: number,
    readonly regex: Regex,
  ) {}
}

class MatchObject {
  constructor(
    readonly pattern: PatternObject,
    readonly letters: readonly string[],
    readonly match: RegexMatch,
  ) {}

  text(index: number): string | null {
    const span = this.match.spans[index];
    return span ? this.letters.slice(span[0], span[1]).join('') : null;
  }
}

/** The values of `re.RegexFlag`. */
const flagValues = { IGNORECASE: 2, LOCALE: 4, MULTILINE: 8, DOTALL: 16, UNICODE: 32, VERBOSE: 64, DEBUG: 128, ASCII: 256 };

const flagNames: readonly (readonly [string, number])[] = [
  ...Object.entries(flagValues),
  ['NOFLAG', 0],
  ['I', 2],
  ['L', 4],
  ['M', 8],
  ['S', 16],
  ['U', 32],
  ['X', 64],
  ['A', 256],
];

function flagsOf(bits: number): RegexFlags {
  if (bits & flagValues.LOCALE) throw new UnreadRegex('a regular expression that follows the locale');
  const has = (flag: keyof typeof flagValues): boolean => (bits & flagValues[flag]) !== 0;
  return {
    ascii: has('ASCII'),
    ignoreCase: has('IGNORECASE'),
    multiline: has('MULTILINE'),
    dotAll: has('DOTALL'),
    verbose: has('VERBOSE'),
  };
}

interface Given {
  readonly interpreter: Interpreter;
  readonly place: Place | null;
  readonly value: (name: string) => Value | null;
  readonly number: (name: string) => number;
  readonly text: (name: string) => string;
}

/** A function whose arguments are bound by position and name; what is unknown, not read or refused by Python becomes that. */
const reading =
  (names: string, run: (given: Given) => Value): NativeCall =>
  (interpreter, args, place) => {
    const missed = firstUnknown(args);
    if (missed) return missed;
    const value = (name: string): Value | null => {
      const found = args.keywords.get(name) ?? args.positional[names.split(' ').indexOf(name)];
      return found ? plain(found) : null;
    };
    const text = (name: string): string => {
      const found = value(name);
      if (found?.type === 'str') return found.value;
      throw new UnreadRegex(found?.type === 'bytes' ? 'a regular expression over bytes' : `the ${name} of a regular expression`);
    };
    try {
      return run({ interpreter, place, value, text, number: (name) => wholeNumber(value(name)) ?? 0 });
    } catch (error) {
      if (error instanceof UnreadRegex) return unknown(error.message, place);
      if (error instanceof RegexError) return interpreter.raise(errorClass, error.message, place);
      throw error;
    }
  };

const errorClass = nativeClass({ name: 'error', module: 're', bases: [exceptionClass('Exception')] });

/** The pattern itself, a compiled one or a text. */
function patternOf(given: Given): PatternObject {
  const pattern = given.value('pattern') ?? given.value('self');
  if (pattern?.type === 'instance' && pattern.host instanceof PatternObject) return pattern.host;
  const source = given.text('pattern');
  const bits = given.number('flags');
  return new PatternObject(source, bits, parseRegex(source, flagsOf(bits)));
}

function patternValue(pattern: PatternObject, place: Place | null): Value {
  const made = instance(patternClass, pattern, place);
  changing(made.attributes).set('pattern', str(pattern.source, place));
  changing(made.attributes).set('flags', int(pattern.bits | (pattern.bits & flagValues.ASCII ? 0 : flagValues.UNICODE)));
  changing(made.attributes).set('groups', int(pattern.regex.groups));
  return made;
}

function matchValue(match: MatchObject, place: Place | null): Value {
  const made = instance(matchClass, match, place);
  changing(made.attributes).set('string', str(match.letters.join(''), place));
  changing(made.attributes).set('re', patternValue(match.pattern, place));
  return made;
}

/** Matching within a part of the text changes what `^` means, so it is left alone. */
function lettersOf(given: Given): readonly string[] {
  if (given.value('pos') || given.value('endpos')) throw new UnreadRegex('a regular expression over a part of a text');
  return [...given.text('string')];
}

const finding =
  (demand: MatchDemand) =>
  (given: Given): Value => {
    const pattern = patternOf(given);
    const letters = lettersOf(given);
    const match = matchRegex(pattern.regex, letters, 0, demand);
    return match ? matchValue(new MatchObject(pattern, letters, match), given.place) : none;
  };

function matchesOf(given: Given, most = 0): { readonly letters: readonly string[]; readonly matches: readonly MatchObject[] } {
  const pattern = patternOf(given);
  const letters = lettersOf(given);
  const matches = allMatches(pattern.regex, letters, most > 0 ? most : Number.POSITIVE_INFINITY);
  return { letters, matches: matches.map((match) => new MatchObject(pattern, letters, match)) };
}

const textOrNone = (text: string | null, place: Place | null): Value => (text === null ? none : str(text, place));

/** The whole match, the only group, or all groups. */
function found(match: MatchObject, place: Place | null): Value {
  const { groups } = match.pattern.regex;
  if (groups < 2) return str(match.text(groups) ?? '', place);
  return tuple(
    Array.from({ length: groups }, (_, index) => str(match.text(index + 1) ?? '', place)),
    place,
  );
}

function substituted(given: Given): { readonly text: string; readonly count: number } | UnknownValue {
  const { letters, matches } = matchesOf(given, given.number('count'));
  const replacement = given.value('repl');
  const template = replacement?.type === 'str' ? readTemplate(replacement.value, patternOf(given).regex) : null;
  let text = '';
  let from = 0;
  for (const match of matches) {
    const [start, end] = match.match.spans[0] ?? [0, 0];
    const made = template ? expandTemplate(template, (index) => match.text(index)) : calledFor(given, replacement, match);
    if (typeof made !== 'string') return made;
    text += letters.slice(from, start).join('') + made;
    from = end;
  }
  return { text: text + letters.slice(from).join(''), count: matches.length };
}

function calledFor({ interpreter, place }: Given, replacement: Value | null, match: MatchObject): string | UnknownValue {
  const args: Arguments = { positional: [matchValue(match, place)], keywords: new Map(), unknown: null };
  const made = plain(interpreter.call(replacement ?? none, args, place));
  if (made.type === 'str') return made.value;
  if (made.type === 'unknown') return made;
  return interpreter.raise('TypeError', `expected str instance, ${made.type} found`, place);
}

function parts(given: Given): Value {
  const { letters, matches } = matchesOf(given, given.number('maxsplit'));
  const items: Value[] = [];
  let from = 0;
  for (const match of matches) {
    const [start, end] = match.match.spans[0] ?? [0, 0];
    items.push(str(letters.slice(from, start).join(''), given.place));
    for (let index = 1; index <= match.pattern.regex.groups; index += 1) items.push(textOrNone(match.text(index), given.place));
    from = end;
  }
  return list([...items, str(letters.slice(from).join(''), given.place)], given.place);
}

/** What `re` and a compiled pattern both have: by name, the arguments behind the pattern and what they do. */
const searches: Readonly<Record<string, readonly [string, (given: Given) => Value]>> = {
  match: ['string', finding({ here: true })],
  fullmatch: ['string', finding({ whole: true })],
  search: ['string', finding({})],
  findall: [
    'string',
    (given) =>
      list(
        matchesOf(given).matches.map((match) => found(match, given.place)),
        given.place,
      ),
  ],
  finditer: [
    'string',
    (given) =>
      list(
        matchesOf(given).matches.map((match) => matchValue(match, given.place)),
        given.place,
      ),
  ],
  split: ['string maxsplit', parts],
  sub: [
    'repl string count',
    (given) => {
      const made = substituted(given);
      return 'type' in made ? made : str(made.text, given.place);
    },
  ],
  subn: [
    'repl string count',
    (given) => {
      const made = substituted(given);
      return 'type' in made ? made : tuple([str(made.text, given.place), int(made.count)], given.place);
    },
  ],
};

/** `findall`, `search`, … of a pattern may be told where to begin. */
const withPositions = (names: string): string => (names === 'string' ? 'string pos endpos' : names);

const patternClass = nativeClass({
  name: 'Pattern',
  module: 're',
  members: Object.fromEntries(
    Object.entries(searches).map(([name, [names, run]]) => [name, nativeMethod(name, reading(`self ${withPositions(names)}`, run))]),
  ),
});

/** A method of a match, which is given the number of the group it is asked for. */
const ofGroup = (name: string, answer: (match: MatchObject, index: number, place: Place | null) => Value): Value =>
  nativeMethod(
    name,
    reading('self group', (given) => {
      const match = matchOf(given);
      return answer(match, groupIndex(given, match, given.value('group') ?? int(0)), given.place);
    }),
  );

function matchOf(given: Given): MatchObject {
  const self = given.value('self');
  if (self?.type === 'instance' && self.host instanceof MatchObject) return self.host;
  throw new UnreadRegex('what is no match of a regular expression');
}

function groupIndex({ interpreter, place }: Given, match: MatchObject, key: Value): number {
  const { groups, names } = match.pattern.regex;
  const index = key.type === 'str' ? names.get(key.value) : wholeNumber(key);
  if (index === undefined || index === null || index < 0 || index > groups) return interpreter.raise('IndexError', 'no such group', place);
  return index;
}

const edge = (match: MatchObject, index: number, side: 0 | 1): number => match.match.spans[index]?.[side] ?? -1;

const matchClass = nativeClass({
  name: 'Match',
  module: 're',
  members: {
    group: nativeMethod('group', (interpreter, args, place) => {
      const [, ...keys] = args.positional;
      const one = (key: Value): Value => interpreter.call(oneGroup, { ...args, positional: [args.positional[0] ?? none, key] }, place);
      return keys.length > 1 ? tuple(keys.map(one), place) : one(keys[0] ?? int(0));
    }),
    __getitem__: ofGroup('__getitem__', (match, index, place) => textOrNone(match.text(index), place)),
    start: ofGroup('start', (match, index) => int(edge(match, index, 0))),
    end: ofGroup('end', (match, index) => int(edge(match, index, 1))),
    span: ofGroup('span', (match, index) => tuple([int(edge(match, index, 0)), int(edge(match, index, 1))])),
    groups: nativeMethod(
      'groups',
      reading('self default', (given) => {
        const match = matchOf(given);
        const otherwise = given.value('default') ?? none;
        const texts = Array.from({ length: match.pattern.regex.groups }, (_, index) => match.text(index + 1));
        return tuple(
          texts.map((text) => (text === null ? otherwise : str(text, given.place))),
          given.place,
        );
      }),
    ),
    groupdict: nativeMethod(
      'groupdict',
      reading('self default', (given) => {
        const match = matchOf(given);
        const dict: DictValue = { type: 'dict', entries: new Map(), place: given.place };
        for (const [name, index] of match.pattern.regex.names) {
          const text = match.text(index);
          const value = text === null ? (given.value('default') ?? none) : str(text, given.place);
          putEntry(evaluatorOf(given.interpreter), dict, str(name), value, given.place);
        }
        return dict;
      }),
    ),
  },
});

const oneGroup = ofGroup('group', (match, index, place) => textOrNone(match.text(index), place));

/** `re.escape`. */
const escaped = (text: string): string => text.replace(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g, '\\$&');

export const reModule: HostModule = hostModule('re', () => ({
  ...Object.fromEntries(flagNames.map(([name, value]) => [name, int(value)])),
  ...Object.fromEntries(
    Object.entries(searches).map(([name, [names, run]]) => [name, nativeFunction(name, reading(`pattern ${names} flags`, run))]),
  ),
  compile: nativeFunction(
    'compile',
    reading('pattern flags', (given) => patternValue(patternOf(given), given.place)),
  ),
  escape: nativeFunction(
    'escape',
    reading('pattern', (given) => str(escaped(given.text('pattern')), given.place)),
  ),
  purge: nativeFunction('purge', () => none),
  Pattern: patternClass,
  Match: matchClass,
  error: errorClass,
  PatternError: errorClass,
}));
