/** `match`. */
import { classOf, inherits } from '../builtin-classes';
import { plain } from '../payload';
import type { MatchCase, MatchStatement, Pattern } from '../syntax';
import type { ClassValue, UnknownValue, Value } from '../values';
import { lookup } from './attributes';
import { chooseBlock } from './branches';
import { entryOf } from './containers';
import type { Evaluator } from './evaluator';
import { writeName } from './names';
import { identical } from './operators';
import type { Completion, Scope } from './scope';

type Matched = boolean | UnknownValue;

export function executeMatch(evaluator: Evaluator, node: MatchStatement, scope: Scope): Completion {
  return tryCases(evaluator, node.cases, 0, evaluator.evaluate(node.subject, scope), scope);
}

function tryCases(evaluator: Evaluator, cases: readonly MatchCase[], index: number, subject: Value, scope: Scope): Completion {
  const candidate = cases[index];
  if (!candidate) return null;
  const captured = new Map<string, Value>();
  const matched = matches(evaluator, candidate.pattern, subject, scope, captured);
  if (matched === false) return tryCases(evaluator, cases, index + 1, subject, scope);
  for (const [name, value] of captured) writeName(evaluator, scope, name, value);
  const wanted = matched === true && candidate.guard ? evaluator.truth(evaluator.evaluate(candidate.guard, scope)) : matched;
  if (wanted === true) return evaluator.execute(candidate.body, scope);
  if (wanted === false) return tryCases(evaluator, cases, index + 1, subject, scope);
  return chooseBlock(
    evaluator,
    scope,
    wanted,
    () => evaluator.execute(candidate.body, scope),
    () => tryCases(evaluator, cases, index + 1, subject, scope),
  );
}

function matches(evaluator: Evaluator, pattern: Pattern, subject: Value, scope: Scope, captured: Map<string, Value>): Matched {
  switch (pattern.kind) {
    case 'capture':
      if (pattern.name) captured.set(pattern.name, subject);
      return true;
    case 'as': {
      const matched = matches(evaluator, pattern.pattern, subject, scope, captured);
      captured.set(pattern.name, subject);
      return matched;
    }
    case 'or': {
      for (const option of pattern.options) {
        const matched = matches(evaluator, option, subject, scope, captured);
        if (matched !== false) return matched;
      }
      return false;
    }
    case 'value': {
      const value = evaluator.evaluate(pattern.value, scope);
      if (value.type === 'None' || value.type === 'bool') return subject.type === 'unknown' ? subject : identical(value, subject);
      return evaluator.equal(subject, value);
    }
    case 'star':
      return true;
    case 'sequence':
      return matchesSequence(evaluator, pattern.items, subject, scope, captured);
    case 'mapping':
      return matchesMapping(evaluator, pattern, subject, scope, captured);
    case 'class':
      return matchesClass(evaluator, pattern, subject, scope, captured);
  }
}

/** All parts must match; one that is not known leaves the whole unknown, and the captures of an Unknown are that Unknown. */
function all(results: readonly (() => Matched)[]): Matched {
  let missed: UnknownValue | null = null;
  for (const result of results) {
    const matched = result();
    if (matched === false) return false;
    if (matched !== true) missed ??= matched;
  }
  return missed ?? true;
}

function captureAll(
  evaluator: Evaluator,
  patterns: readonly Pattern[],
  reason: UnknownValue,
  scope: Scope,
  captured: Map<string, Value>,
): UnknownValue {
  for (const pattern of patterns) matches(evaluator, pattern, reason, scope, captured);
  return reason;
}

function matchesSequence(
  evaluator: Evaluator,
  items: readonly Pattern[],
  subject: Value,
  scope: Scope,
  captured: Map<string, Value>,
): Matched {
  if (subject.type === 'unknown') return captureAll(evaluator, items, subject, scope, captured);
  const value = plain(subject);
  if (value.type !== 'list' && value.type !== 'tuple') return false;
  const star = items.findIndex((item) => item.kind === 'star');
  const fixed = star < 0 ? items.length : items.length - 1;
  if (star < 0 ? value.items.length !== fixed : value.items.length < fixed) return false;
  const after = star < 0 ? 0 : items.length - star - 1;
  return all(
    items.map((item, index) => () => {
      if (item.kind === 'star') {
        const rest = value.items.slice(star, value.items.length - after);
        if (item.name) captured.set(item.name, { type: 'list', items: rest, place: value.place });
        return true;
      }
      const at = star >= 0 && index > star ? value.items.length - (items.length - index) : index;
      return matches(evaluator, item, value.items[at]!, scope, captured);
    }),
  );
}

function matchesMapping(
  evaluator: Evaluator,
  pattern: Extract<Pattern, { kind: 'mapping' }>,
  subject: Value,
  scope: Scope,
  captured: Map<string, Value>,
): Matched {
  const parts = pattern.entries.map((entry) => entry.value);
  if (subject.type === 'unknown') return captureAll(evaluator, parts, subject, scope, captured);
  const value = plain(subject);
  if (value.type !== 'dict') return false;
  const keys = pattern.entries.map((entry) => evaluator.evaluate(entry.key, scope));
  const found = keys.map((key) => entryOf(evaluator, value, key, pattern.place));
  if (found.includes(null)) return false;
  if (pattern.rest) {
    const used = new Set(keys.map((key) => evaluator.hashOf(key, pattern.place)));
    const rest = new Map([...value.entries].filter(([key]) => !used.has(key)).map(([key, entry]) => [key, { ...entry }]));
    captured.set(pattern.rest, { type: 'dict', entries: evaluator.born(rest), place: pattern.place });
  }
  return all(parts.map((part, index) => () => matches(evaluator, part, found[index]!, scope, captured)));
}

/** Classes whose one positional pattern is the value itself. */
const selfMatching = new Set(['bool', 'bytes', 'dict', 'float', 'frozenset', 'int', 'list', 'set', 'str', 'tuple']);

function matchesClass(
  evaluator: Evaluator,
  pattern: Extract<Pattern, { kind: 'class' }>,
  subject: Value,
  scope: Scope,
  captured: Map<string, Value>,
): Matched {
  const parts = [...pattern.positional, ...pattern.keywords.map((keyword) => keyword.value)];
  const cls = evaluator.evaluate(pattern.cls, scope);
  if (cls.type === 'unknown') return captureAll(evaluator, parts, cls, scope, captured);
  if (subject.type === 'unknown') return captureAll(evaluator, parts, subject, scope, captured);
  const own = classOf(subject);
  if (cls.type !== 'class' || !own || !inherits(own, cls)) return false;
  const names = positionalNames(cls);
  return all([
    ...pattern.positional.map((part, index) => () => {
      if (index === 0 && selfMatching.has(cls.name) && cls.module === 'builtins') return matches(evaluator, part, subject, scope, captured);
      return matchesAttribute(evaluator, names[index] ?? '', part, subject, scope, captured);
    }),
    ...pattern.keywords.map((keyword) => () => matchesAttribute(evaluator, keyword.name, keyword.value, subject, scope, captured)),
  ]);
}

function matchesAttribute(
  evaluator: Evaluator,
  name: string,
  part: Pattern,
  subject: Value,
  scope: Scope,
  captured: Map<string, Value>,
): Matched {
  const value = evaluator.findAttribute(subject, name, part.place);
  return value ? matches(evaluator, part, value, scope, captured) : false;
}

function positionalNames(cls: ClassValue): string[] {
  const listed = lookup(cls, '__match_args__');
  return listed?.type === 'tuple' ? listed.items.flatMap((item) => (item.type === 'str' ? [item.value] : [])) : [];
}
