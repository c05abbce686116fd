/**
 * The body of a generator function, statement by statement, so that it stands still at its yields. Statements without a `yield` run as
 * anywhere; one whose `yield` stands where nothing can stand still (inside a call, behind a condition that is not known) runs to its end,
 * and what it yields is queued.
 */
import type { Block, Expression, ForStatement, IfStatement, Statement, TryStatement, WhileStatement } from '../syntax';
import type { Value } from '../values';
import { assign } from './assignment';
import type { Evaluator } from './evaluator';
import { openIterator } from './iterators';
import { deleteName, writeName } from './names';
import type { Completion, Scope } from './scope';
import { PythonError } from './scope';
import { findHandler } from './trying';

/** Yields Python's values, is sent Python's values, and ends as a block does. */
export type Suspendable<Result> = Generator<Value, Result, Value>;

const known = new WeakMap<object, boolean>();

/** Whether a `yield` of this function stands in a piece of syntax. */
function yields(node: object): boolean {
  const answer = known.get(node) ?? look(node);
  known.set(node, answer);
  return answer;
}

const opaque = new Set(['function', 'class', 'lambda', 'constant', 'name']);

function look(node: object): boolean {
  if ('kind' in node) {
    if (node.kind === 'yield' || node.kind === 'yieldFrom') return true;
    if (typeof node.kind === 'string' && opaque.has(node.kind)) return false;
  }
  return Object.values(node).some((part: unknown) => typeof part === 'object' && part !== null && yields(part));
}

/** Runs a block of a generator function. */
export function* suspendableBlock(evaluator: Evaluator, block: Block, scope: Scope): Suspendable<Completion> {
  for (const statement of block) {
    const completion = yield* runStatement(evaluator, statement, scope);
    if (completion !== null) return completion;
  }
  return null;
}

function* runStatement(evaluator: Evaluator, node: Statement, scope: Scope): Suspendable<Completion> {
  if (!yields(node)) return evaluator.execute([node], scope);
  switch (node.kind) {
    case 'expression':
      if (!isYield(node.value)) break;
      yield* sentTo(evaluator, node.value, scope);
      return null;
    case 'assign':
      if (!isYield(node.value) || node.targets.some(yields)) break;
      return assignAll(evaluator, node.targets, yield* sentTo(evaluator, node.value, scope), scope);
    case 'return':
      if (!node.value || !isYield(node.value)) break;
      return { value: yield* sentTo(evaluator, node.value, scope) };
    case 'if':
      if (!yields(node.test)) return yield* runIf(evaluator, node, scope);
      break;
    case 'while':
      if (!yields(node.test)) return yield* runWhile(evaluator, node, scope);
      break;
    case 'for':
      if (!yields(node.iterable) && !yields(node.target)) return yield* runFor(evaluator, node, scope);
      break;
    case 'try':
      return yield* runTry(evaluator, node, scope);
    default:
  }
  return yield* queued(evaluator, () => evaluator.execute([node], scope), scope);
}

type YieldExpression = Extract<Expression, { kind: 'yield' | 'yieldFrom' }>;

const isYield = (node: Expression): node is YieldExpression =>
  (node.kind === 'yield' || node.kind === 'yieldFrom') && (node.value === null || !yields(node.value));

/** Stands still at a `yield`; gives what is sent in. */
function* sentTo(evaluator: Evaluator, node: YieldExpression, scope: Scope): Suspendable<Value> {
  evaluator.step();
  const value: Value = node.value ? evaluator.evaluate(node.value, scope) : { type: 'None', place: node.place };
  if (node.kind === 'yield') return yield value;
  const inner = openIterator(evaluator, value, node.place);
  if ('reason' in inner) {
    hide(scope, inner);
    return inner;
  }
  for (let item = inner.next(); item && !inner.hidden(); item = inner.next()) yield item;
  const hidden = inner.hidden();
  if (hidden) hide(scope, hidden);
  return inner.returned?.() ?? { type: 'None', place: node.place };
}

function hide(scope: Scope, reason: Extract<Value, { type: 'unknown' }>): null {
  if (scope.frame) scope.frame.yieldsHidden ??= reason;
  return null;
}

function assignAll(evaluator: Evaluator, targets: readonly Expression[], value: Value, scope: Scope): null {
  for (const target of targets) assign(evaluator, target, value, scope);
  return null;
}

/** Runs something to its end at once and hands out afterwards what it yielded. */
function* queued(evaluator: Evaluator, run: () => Completion, scope: Scope): Suspendable<Completion> {
  const completion = run();
  const queue = scope.frame?.yields?.splice(0) ?? [];
  for (const value of queue) {
    evaluator.step();
    yield value;
  }
  return completion;
}

function* runIf(evaluator: Evaluator, node: IfStatement, scope: Scope): Suspendable<Completion> {
  const test = evaluator.evaluate(node.test, scope);
  const truth = evaluator.truth(test);
  if (typeof truth === 'boolean') return yield* suspendableBlock(evaluator, truth ? node.body : node.otherwise, scope);
  const decided: IfStatement = { ...node, test: { kind: 'constant', value: truth, place: node.test.place } };
  return yield* queued(evaluator, () => evaluator.execute([decided], scope), scope);
}

function* runWhile(evaluator: Evaluator, node: WhileStatement, scope: Scope): Suspendable<Completion> {
  for (;;) {
    evaluator.step();
    const truth = evaluator.truth(evaluator.evaluate(node.test, scope));
    if (typeof truth !== 'boolean') {
      const decided: WhileStatement = { ...node, test: { kind: 'constant', value: truth, place: node.test.place } };
      return yield* queued(evaluator, () => evaluator.execute([decided], scope), scope);
    }
    if (!truth) return yield* suspendableBlock(evaluator, node.otherwise, scope);
    const completion = yield* suspendableBlock(evaluator, node.body, scope);
    if (completion === 'break') return null;
    if (completion !== null && completion !== 'continue') return completion;
  }
}

function* runFor(evaluator: Evaluator, node: ForStatement, scope: Scope): Suspendable<Completion> {
  const iterable = evaluator.evaluate(node.iterable, scope);
  const items = openIterator(evaluator, iterable, node.iterable.place);
  if ('reason' in items) {
    const decided: ForStatement = { ...node, iterable: { kind: 'constant', value: items, place: node.iterable.place } };
    return yield* queued(evaluator, () => evaluator.execute([decided], scope), scope);
  }
  for (let item = items.next(); item && !items.hidden(); item = items.next()) {
    evaluator.step();
    assign(evaluator, node.target, item, scope);
    const completion = yield* suspendableBlock(evaluator, node.body, scope);
    if (completion === 'break') return null;
    if (completion !== null && completion !== 'continue') return completion;
  }
  const hidden = items.hidden();
  if (hidden) hide(scope, hidden);
  return yield* suspendableBlock(evaluator, node.otherwise, scope);
}

function* runTry(evaluator: Evaluator, node: TryStatement, scope: Scope): Suspendable<Completion> {
  let completion: Completion;
  try {
    completion = yield* runHandled(evaluator, node, scope);
  } catch (error) {
    if (error instanceof PythonError) {
      const ended = yield* suspendableBlock(evaluator, node.finally, scope);
      if (ended !== null) return ended;
    }
    throw error;
  }
  return (yield* suspendableBlock(evaluator, node.finally, scope)) ?? completion;
}

function* runHandled(evaluator: Evaluator, node: TryStatement, scope: Scope): Suspendable<Completion> {
  try {
    const completion = yield* suspendableBlock(evaluator, node.body, scope);
    if (completion !== null) return completion;
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    const handler = findHandler(evaluator, node, error.exception, scope);
    if (!handler) throw error;
    if (handler.name) writeName(evaluator, scope, handler.name, error.exception);
    const completion = yield* suspendableBlock(evaluator, handler.body, scope);
    if (handler.name && scope.names.has(handler.name)) deleteName(evaluator, scope, handler.name, handler.place);
    return completion;
  }
  return yield* suspendableBlock(evaluator, node.otherwise, scope);
}
