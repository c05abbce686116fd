/** Expressions. */
import { bool, unknown } from '../native';
import { otherText, type Part, textOfParts } from '../partly-known';
import { plain } from '../payload';
import type { Place } from '../place';
import type { ArgumentNode, CallNode, CompareNode, ComprehensionClause, DictNode, Expression, FormatPart, WalrusNode } from '../syntax';
import type { Arguments, DictValue, SetValue, UnknownValue, Value } from '../values';
import { assign } from './assignment';
import { chooseValue } from './branches';
import { putEntry, putMember } from './containers';
import type { Evaluator } from './evaluator';
import { formatValue } from './format-value';
import { makeFunction } from './functions';
import { namesOf } from './imports';
import { asMapping } from './iteration';
import { generatorHandles, type OpenIterator, openIterator } from './iterators';
import { liveDict } from './live-names';
import { readName, writeName } from './names';
import { binary, compare, unary } from './operators';
import { asciiOf, reprOf, strOf } from './representation';
import { type Scope, uncertainGenerators } from './scope';
import { getItem } from './subscripts';
import { superOf } from './super';

export function evaluate(evaluator: Evaluator, node: Expression, scope: Scope): Value {
  switch (node.kind) {
    case 'constant':
      return node.value;
    case 'name':
      return readName(evaluator, scope, node.name, node.place);
    case 'attribute':
      return evaluator.getAttribute(evaluator.evaluate(node.object, scope), node.name, node.place);
    case 'call':
      return evaluateCall(evaluator, node, scope);
    case 'subscript':
      return getItem(evaluator, evaluator.evaluate(node.object, scope), evaluator.evaluate(node.index, scope), node.place);
    case 'slice': {
      const part = (bound: Expression | null): Value => (bound ? evaluator.evaluate(bound, scope) : { type: 'None', place: node.place });
      return { type: 'slice', start: part(node.start), stop: part(node.stop), step: part(node.step), place: node.place };
    }
    case 'formattedString':
      if (node.template) return unknown('a template string', node.place);
      return formatParts(evaluator, node.parts, scope, node.place);
    case 'tuple':
    case 'list':
    case 'set':
      return display(evaluator, node.kind, node.elements, scope, node.place);
    case 'dict':
      return dictDisplay(evaluator, node, scope);
    case 'listComprehension':
    case 'setComprehension':
    case 'generator':
    case 'dictComprehension':
      return comprehension(evaluator, node, scope);
    case 'binary': {
      const left = evaluator.evaluate(node.left, scope);
      return binary(evaluator, node.operator, left, evaluator.evaluate(node.right, scope), node.place);
    }
    case 'unary':
      return unary(evaluator, node.operator, evaluator.evaluate(node.operand, scope), node.place);
    case 'logical': {
      const left = evaluator.evaluate(node.left, scope);
      const truth = evaluator.truth(left);
      if (typeof truth !== 'boolean') return unknown(truth.reason, truth.place);
      return truth === (node.operator === 'and') ? evaluator.evaluate(node.right, scope) : left;
    }
    case 'compare':
      return comparison(evaluator, node, scope);
    case 'conditional': {
      const truth = evaluator.truth(evaluator.evaluate(node.test, scope));
      if (typeof truth === 'boolean') return evaluator.evaluate(truth ? node.body : node.otherwise, scope);
      return chooseValue(
        evaluator,
        truth,
        () => evaluator.evaluate(node.body, scope),
        () => evaluator.evaluate(node.otherwise, scope),
      );
    }
    case 'lambda':
      return makeFunction(evaluator, node, scope);
    case 'walrus':
      return walrus(evaluator, node, scope);
    case 'await':
      return evaluator.evaluate(node.value, scope);
    case 'yield':
      return yieldValue(evaluator, node.value ? evaluator.evaluate(node.value, scope) : { type: 'None', place: node.place }, scope);
    case 'yieldFrom': {
      const items = node.value ? evaluator.iterate(evaluator.evaluate(node.value, scope), node.place) : [];
      if (!isItems(items)) return yieldValue(evaluator, items, scope);
      for (const item of items) yieldValue(evaluator, item, scope);
      return { type: 'None', place: node.place };
    }
    case 'starred':
      return evaluator.raise('SyntaxError', "can't use starred expression here", node.place);
    case 'invalid':
      return unknown(`a syntax error (${node.message})`, node.place);
  }
}

const isItems = (items: readonly Value[] | UnknownValue): items is readonly Value[] => Array.isArray(items);

function walrus(evaluator: Evaluator, node: WalrusNode, scope: Scope): Value {
  const value = evaluator.evaluate(node.value, scope);
  let target = scope;
  while (target.kind === 'comprehension' && target.parent) target = target.parent;
  writeName(evaluator, target, node.name, value);
  return value;
}

/** More values than this make a generator's end unknown. */
const mostYields = 10_000;

function yieldValue(evaluator: Evaluator, value: Value, scope: Scope): Value {
  let at: Scope | null = scope;
  while (at && !at.frame) at = at.parent;
  const frame = at?.frame;
  if (frame?.onYield) return frame.onYield(value);
  if (frame?.yields) {
    if (frame.yields.length >= mostYields) evaluator.stopGenerator(frame);
    frame.yieldsHidden ??= evaluator.uncertain;
    frame.yields.push(value);
  }
  return unknown('what is sent into a generator', value.place);
}

export function evaluateArguments(evaluator: Evaluator, nodes: readonly ArgumentNode[], scope: Scope): Arguments {
  const positional: Value[] = [];
  const keywords = new Map<string, Value>();
  let hidden: UnknownValue | null = null;
  for (const node of nodes) {
    const value = evaluator.evaluate(node.value, scope);
    if (node.kind === 'positional') positional.push(value);
    else if (node.kind === 'keyword') giveKeyword(evaluator, keywords, node.name, value, node.place);
    else if (node.kind === 'star') {
      const items = evaluator.iterate(value, node.place);
      if (isItems(items)) positional.push(...items);
      else hidden ??= items;
    } else {
      const mapping = asMapping(evaluator, value, node.place);
      if (mapping.type === 'unknown') hidden ??= mapping;
      else {
        for (const { key, value: given } of mapping.entries.values()) {
          const name = plain(key);
          if (name.type === 'str') giveKeyword(evaluator, keywords, name.value, given, node.place);
          else if (name.type === 'unknown') hidden ??= name;
          else evaluator.raise('TypeError', 'keywords must be strings', node.place);
        }
      }
    }
  }
  return { positional, keywords, unknown: hidden };
}

function giveKeyword(evaluator: Evaluator, keywords: Map<string, Value>, name: string, value: Value, place: Place): void {
  if (keywords.has(name)) evaluator.raise('TypeError', `got multiple values for keyword argument '${name}'`, place);
  keywords.set(name, value);
}

function evaluateCall(evaluator: Evaluator, node: CallNode, scope: Scope): Value {
  const callee = evaluator.evaluate(node.callee, scope);
  if (node.callee.kind === 'name' && callee.type === 'native' && evaluator.builtins.get(node.callee.name) === callee) {
    const scoped = callInScope(evaluator, node.callee.name, node, scope);
    if (scoped) return scoped;
  }
  return evaluator.call(callee, evaluateArguments(evaluator, node.arguments, scope), node.place);
}

/** The builtins that look at the scope they are called in. */
function callInScope(evaluator: Evaluator, name: string, node: CallNode, scope: Scope): Value | null {
  if (node.arguments.length > 0) return null;
  if (name === 'super') return superOf(evaluator, scope, node.place);
  if (name === 'globals') return liveDict(namesOf(evaluator, scope.module.value), node.place);
  if (name === 'locals' || name === 'vars') {
    return scope.kind === 'function' ? namesAsDict(evaluator, scope.names, node.place) : liveDict(scope.names, node.place);
  }
  if (name !== 'dir') return null;
  const names = [...scope.names.keys()].sort();
  return {
    type: 'list',
    items: evaluator.born(names.map((item): Value => ({ type: 'str', value: item, place: node.place }))),
    place: node.place,
  };
}

function namesAsDict(evaluator: Evaluator, names: ReadonlyMap<string, Value>, place: Place): DictValue {
  const dict: DictValue = { type: 'dict', entries: evaluator.born(new Map()), place };
  for (const [name, value] of names) putEntry(evaluator, dict, { type: 'str', value: name, place }, value, place);
  return dict;
}

function comparison(evaluator: Evaluator, node: CompareNode, scope: Scope): Value {
  let left = evaluator.evaluate(node.left, scope);
  let result: Value = bool(true, node.place);
  for (const [index, part] of node.rest.entries()) {
    const right = evaluator.evaluate(part.right, scope);
    result = compare(evaluator, part.operator, left, right, node.place);
    if (index === node.rest.length - 1) break;
    const truth = evaluator.truth(result);
    if (truth !== true) return result;
    left = right;
  }
  return result;
}

function elementValues(evaluator: Evaluator, elements: readonly Expression[], scope: Scope): Value[] {
  const values: Value[] = [];
  for (const element of elements) {
    if (element.kind !== 'starred') {
      values.push(evaluator.evaluate(element, scope));
      continue;
    }
    const items = evaluator.iterate(evaluator.evaluate(element.value, scope), element.place);
    if (isItems(items)) values.push(...items);
    else values.push(items);
  }
  return values;
}

/** `[*unknown]` holds one Unknown where any number of things may stand. */
function display(evaluator: Evaluator, kind: 'tuple' | 'list' | 'set', elements: readonly Expression[], scope: Scope, place: Place): Value {
  const items = elementValues(evaluator, elements, scope);
  if (kind === 'tuple') return { type: 'tuple', items, place };
  if (kind === 'list') return { type: 'list', items: evaluator.born(items), place };
  const set: SetValue = { type: 'set', frozen: false, entries: evaluator.born(new Map()), place };
  for (const item of items) putMember(evaluator, set, item, place);
  return set;
}

function dictDisplay(evaluator: Evaluator, node: DictNode, scope: Scope): Value {
  const dict: DictValue = { type: 'dict', entries: evaluator.born(new Map()), place: node.place };
  for (const entry of node.entries) {
    if (entry.key) {
      const key = evaluator.evaluate(entry.key, scope);
      putEntry(evaluator, dict, key, evaluator.evaluate(entry.value, scope), node.place);
      continue;
    }
    const mapping = asMapping(evaluator, evaluator.evaluate(entry.value, scope), node.place);
    if (mapping.type === 'unknown') return mapping;
    for (const other of mapping.entries.values()) putEntry(evaluator, dict, other.key, other.value, node.place);
  }
  return dict;
}

type ComprehensionExpression = Extract<Expression, { kind: 'listComprehension' | 'setComprehension' | 'generator' | 'dictComprehension' }>;

function comprehension(evaluator: Evaluator, node: ComprehensionExpression, scope: Scope): Value {
  const { place } = node;
  const inner: Scope = {
    ...scope,
    kind: 'comprehension',
    locals: null,
    seesClass: false,
    names: evaluator.born(new Map()),
    parent: scope,
    frame: null,
    annotations: null,
    bindings: null,
  };
  if (node.kind === 'dictComprehension') {
    const dict: DictValue = { type: 'dict', entries: evaluator.born(new Map()), place };
    const reason = runClauses(evaluator, node.clauses, 0, inner, () => {
      const key = evaluator.evaluate(node.key, inner);
      putEntry(evaluator, dict, key, evaluator.evaluate(node.value, inner), place);
    });
    return reason ?? dict;
  }
  if (node.kind === 'generator') return generatorExpression(evaluator, node.clauses, node.element, inner, place);
  const items: Value[] = [];
  const reason = runClauses(evaluator, node.clauses, 0, inner, () => items.push(evaluator.evaluate(node.element, inner)));
  if (reason) return reason;
  if (node.kind === 'listComprehension') return { type: 'list', items: evaluator.born(items), place };
  const set: SetValue = { type: 'set', frozen: false, entries: evaluator.born(new Map()), place };
  for (const item of items) putMember(evaluator, set, item, place);
  return set;
}

/** The first iterable is opened at once, all else waits until an item is asked for. */
function generatorExpression(
  evaluator: Evaluator,
  clauses: readonly ComprehensionClause[],
  element: Expression,
  scope: Scope,
  place: Place,
): Value {
  const [first] = clauses;
  const opened = first ? openIterator(evaluator, evaluator.evaluate(first.iterable, scope.parent ?? scope), first.place) : null;
  if (!opened || 'reason' in opened) return opened ?? unknown('a generator', place);
  const certainty: { yieldsHidden: UnknownValue | null } = { yieldsHidden: null };
  const items = lazyClauses(evaluator, clauses, 0, opened, scope, certainty);
  let running = false;
  const next = (): Value | null => {
    if (running) return evaluator.raise('ValueError', 'generator already executing', place);
    running = true;
    try {
      return items.next().done ? null : evaluator.evaluate(element, scope);
    } finally {
      running = false;
    }
  };
  uncertainGenerators.set(next, certainty);
  generatorHandles.set(next, {
    returned: () => null,
    send: next,
    raise: (error) => {
      items.return();
      throw error;
    },
  });
  return evaluator.born({ type: 'iterator', next, place });
}

/** Stands still wherever the element is to be evaluated. */
function* lazyClauses(
  evaluator: Evaluator,
  clauses: readonly ComprehensionClause[],
  index: number,
  items: OpenIterator,
  scope: Scope,
  certainty: { yieldsHidden: UnknownValue | null },
): Generator<void, void, void> {
  const clause = clauses[index];
  if (!clause) return;
  for (let item = items.next(); item && !certainty.yieldsHidden; item = items.next()) {
    evaluator.step();
    assign(evaluator, clause.target, item, scope);
    const wanted = conditionsHold(evaluator, clause, scope);
    if (typeof wanted !== 'boolean') certainty.yieldsHidden = wanted;
    if (wanted !== true) continue;
    const inner = clauses[index + 1];
    const opened = inner && openIterator(evaluator, evaluator.evaluate(inner.iterable, scope), inner.place);
    if (!opened) yield;
    else if ('reason' in opened) certainty.yieldsHidden = opened;
    else yield* lazyClauses(evaluator, clauses, index + 1, opened, scope, certainty);
  }
  certainty.yieldsHidden ??= items.hidden();
}

function conditionsHold(evaluator: Evaluator, clause: ComprehensionClause, scope: Scope): boolean | UnknownValue {
  for (const condition of clause.conditions) {
    const truth = evaluator.truth(evaluator.evaluate(condition, scope));
    if (truth !== true) return truth;
  }
  return true;
}

/** Runs the clauses; gives the Unknown that keeps the outcome from being known. */
function runClauses(
  evaluator: Evaluator,
  clauses: readonly ComprehensionClause[],
  index: number,
  scope: Scope,
  emit: () => void,
): UnknownValue | null {
  const clause = clauses[index];
  if (!clause) {
    emit();
    return null;
  }
  // The first iterable belongs to the scope around, as in CPython.
  const around = index === 0 ? (scope.parent ?? scope) : scope;
  const items = evaluator.iterate(evaluator.evaluate(clause.iterable, around), clause.place);
  if (!isItems(items)) return items;
  for (const item of items) {
    evaluator.step();
    assign(evaluator, clause.target, item, scope);
    const wanted = conditionsHold(evaluator, clause, scope);
    if (typeof wanted !== 'boolean') return wanted;
    const reason = wanted ? runClauses(evaluator, clauses, index + 1, scope, emit) : null;
    if (reason) return reason;
  }
  return null;
}

function formatParts(evaluator: Evaluator, parts: readonly FormatPart[], scope: Scope, place: Place): Value {
  const shownParts: Part[] = [];
  for (const part of parts) {
    if (typeof part === 'string') {
      shownParts.push(part);
      continue;
    }
    const value = evaluator.evaluate(part.expression, scope);
    const spec: Value = part.format ? formatParts(evaluator, part.format, scope, place) : { type: 'str', value: '', place };
    if (spec.type !== 'str') return spec;
    const conversion = part.conversion ?? (part.label !== null && part.format === null ? 'r' : null);
    const shown = convertAndFormat(evaluator, value, conversion, spec.value, part.place);
    shownParts.push(part.label ?? '', shown);
  }
  return textOfParts(shownParts, place);
}

/** `{value!r:>10}`: the conversion, then the format. */
function convertAndFormat(
  evaluator: Evaluator,
  value: Value,
  conversion: string | null,
  spec: string,
  place: Place,
): string | UnknownValue {
  if (value.type === 'unknown') return conversion === null && spec === '' ? value : otherText(value);
  if (conversion === null) return formatValue(evaluator, value, spec, place);
  const text = conversion === 'r' ? reprOf(evaluator, value) : conversion === 'a' ? asciiOf(evaluator, value) : strOf(evaluator, value);
  return typeof text === 'string' ? formatValue(evaluator, { type: 'str', value: text, place }, spec, place) : text;
}
