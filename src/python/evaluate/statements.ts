/** Statements. */

import { classOf } from '../builtin-classes';
import { changing } from '../changes';
import { instance, unknown } from '../native';
import type { Block, ForStatement, IfStatement, Statement, WhileStatement } from '../syntax';
import { typeAlias } from '../typing-forms';
import type { InstanceValue, UnknownValue, Value } from '../values';
import { assign, unassign } from './assignment';
import { chooseBlock } from './branches';
import { instantiate } from './calls';
import { executeClass } from './classes';
import type { Evaluator } from './evaluator';
import { makeDecoratedFunction, typeParameterScope } from './functions';
import { importFrom, importNames } from './imports';
import { openIterator } from './iterators';
import { executeMatch } from './matching';
import { writeName } from './names';
import { augmented } from './operators';
import type { Completion, Scope } from './scope';
import { PythonError } from './scope';
import { executeTry } from './trying';
import { executeWith } from './with';

/** Runs statements until one of them leaves the block. */
export function executeBlock(evaluator: Evaluator, block: Block, scope: Scope): Completion {
  for (const statement of block) {
    const completion = execute(evaluator, statement, scope);
    if (completion !== null) return completion;
  }
  return null;
}

function execute(evaluator: Evaluator, node: Statement, scope: Scope): Completion {
  evaluator.runningPlace = node.place;
  evaluator.step();
  switch (node.kind) {
    case 'expression':
      evaluator.evaluate(node.value, scope);
      return null;
    case 'assign': {
      const value = evaluator.evaluate(node.value, scope);
      for (const target of node.targets) {
        if (target.kind === 'name') scope.bindings?.set(target.name, node.place);
        assign(evaluator, target, value, scope);
      }
      return null;
    }
    case 'annotated':
      if (node.target.kind === 'name' && scope.annotations) annotate(evaluator, node, node.target.name, scope);
      if (node.value) {
        if (node.target.kind === 'name') scope.bindings?.set(node.target.name, node.place);
        assign(evaluator, node.target, evaluator.evaluate(node.value, scope), scope);
      }
      return null;
    case 'augmented':
      augment(evaluator, node, scope);
      return null;
    case 'return':
      return { value: node.value ? evaluator.evaluate(node.value, scope) : { type: 'None', place: node.place } };
    case 'raise':
      return raise(evaluator, node, scope);
    case 'delete':
      for (const target of node.targets) unassign(evaluator, target, scope);
      return null;
    case 'assert':
      if (evaluator.truth(evaluator.evaluate(node.test, scope)) === false) {
        const message = node.message ? evaluator.str(evaluator.evaluate(node.message, scope)) : '';
        evaluator.raise('AssertionError', typeof message === 'string' ? message : '', node.place);
      }
      return null;
    case 'pass':
      return null;
    case 'break':
    case 'continue':
      return node.kind;
    case 'global':
    case 'nonlocal':
      scope.elsewhere ??= new Map();
      for (const name of node.names) scope.elsewhere.set(name, node.kind);
      return null;
    case 'import':
      importNames(evaluator, node, scope);
      return null;
    case 'importFrom':
      importFrom(evaluator, node, scope);
      return null;
    case 'if':
      return executeIf(evaluator, node, scope);
    case 'while':
      return executeWhile(evaluator, node, scope);
    case 'for':
      return executeFor(evaluator, node, scope);
    case 'try':
      return executeTry(evaluator, node, scope);
    case 'with':
      return executeWith(evaluator, node, scope);
    case 'function':
      writeName(evaluator, scope, node.name, makeDecoratedFunction(evaluator, node, scope));
      return null;
    case 'class':
      writeName(evaluator, scope, node.name, executeClass(evaluator, node, scope));
      return null;
    case 'typeAlias':
      writeName(evaluator, scope, node.name, aliasOf(evaluator, node, typeParameterScope(evaluator, node.typeParameters, scope)));
      return null;
    case 'match':
      return executeMatch(evaluator, node, scope);
    case 'invalid':
      if (!scope.module.hidden) changing(scope.module).hidden = unknown(`a syntax error (${node.message})`, node.place);
      return null;
  }
}

const aliasOf = (evaluator: Evaluator, node: Extract<Statement, { kind: 'typeAlias' }>, scope: Scope): Value =>
  typeAlias(() => evaluator.quietly(() => evaluator.evaluate(node.value, scope), `the type ${node.name}`, node.place), node.place);

function annotate(evaluator: Evaluator, node: Extract<Statement, { kind: 'annotated' }>, name: string, scope: Scope): void {
  scope.annotations?.set(name, {
    place: node.place,
    text: node.annotationText,
    textPlace: node.annotation.place,
    evaluate: () => evaluator.annotation(node.annotation, node.annotationText, scope),
    evaluateText: (text) => evaluator.annotationText(text, scope, node.annotation.place),
  });
}

function augment(evaluator: Evaluator, node: Extract<Statement, { kind: 'augmented' }>, scope: Scope): void {
  const old = evaluator.evaluate(node.target, scope);
  assign(evaluator, node.target, augmented(evaluator, node.operator, old, evaluator.evaluate(node.value, scope), node.place), scope);
}

function raise(evaluator: Evaluator, node: Extract<Statement, { kind: 'raise' }>, scope: Scope): never {
  if (!node.exception) {
    const current = evaluator.handling[evaluator.handling.length - 1];
    if (current) throw current;
    return evaluator.raise('RuntimeError', 'No active exception to reraise', node.place);
  }
  const value = evaluator.evaluate(node.exception, scope);
  const exception = asException(evaluator, value, node.place);
  const cause = node.cause && evaluator.evaluate(node.cause, scope);
  if (cause) evaluator.setName(exception.attributes, '__cause__', cause);
  const handled = evaluator.handling[evaluator.handling.length - 1]?.exception;
  if (handled && handled !== exception) evaluator.setName(exception.attributes, '__context__', handled);
  throw new PythonError(exception, node.place);
}

/** What is not known is raised as an Exception: that something is raised is certain. */
function asException(evaluator: Evaluator, value: Value, place: Statement['place']): InstanceValue {
  if (value.type === 'instance') return value;
  const made =
    value.type === 'class' ? instantiate(evaluator, value, { positional: [], keywords: new Map(), unknown: null }, place) : value;
  if (made.type === 'instance') return made;
  if (made.type !== 'unknown') return evaluator.raise('TypeError', 'exceptions must derive from BaseException', place);
  const cls = evaluator.builtins.get('Exception');
  if (cls?.type !== 'class') return evaluator.raise('TypeError', `exceptions must derive from ${classOf(made)?.name}`, place);
  const exception = instance(cls, null, place);
  changing(exception.attributes).set('args', { type: 'tuple', items: [made], place });
  return exception;
}

function executeIf(evaluator: Evaluator, node: IfStatement, scope: Scope): Completion {
  const truth = evaluator.truth(evaluator.evaluate(node.test, scope));
  if (typeof truth === 'boolean') return evaluator.execute(truth ? node.body : node.otherwise, scope);
  return chooseBlock(
    evaluator,
    scope,
    truth,
    () => evaluator.execute(node.body, scope),
    () => evaluator.execute(node.otherwise, scope),
  );
}

/** Runs a loop's body once without knowing whether it runs. */
function maybeOnce(evaluator: Evaluator, scope: Scope, reason: UnknownValue, run: () => Completion): Completion {
  const { maybeBroken } = evaluator;
  const completion = chooseBlock(
    evaluator,
    scope,
    reason,
    () => {
      const ended = run();
      return ended === 'break' || ended === 'continue' ? null : ended;
    },
    () => null,
  );
  evaluator.maybeBroken = maybeBroken;
  return completion;
}

function executeWhile(evaluator: Evaluator, node: WhileStatement, scope: Scope): Completion {
  const { uncertain, maybeBroken } = evaluator;
  const leave = (completion: Completion): Completion => {
    if (!scope.frame?.maybeReturned) evaluator.uncertain = uncertain;
    evaluator.maybeBroken = maybeBroken;
    return completion;
  };
  evaluator.maybeBroken = false;
  for (;;) {
    evaluator.step();
    const truth = evaluator.truth(evaluator.evaluate(node.test, scope));
    if (truth === false) return leave(evaluator.execute(node.otherwise, scope));
    if (truth !== true) return leave(maybeOnce(evaluator, scope, truth, () => evaluator.execute(node.body, scope)));
    const completion = evaluator.execute(node.body, scope);
    if (completion === 'break' || evaluator.maybeBroken) return leave(null);
    if (completion !== null && completion !== 'continue') return leave(completion);
  }
}

function executeFor(evaluator: Evaluator, node: ForStatement, scope: Scope): Completion {
  const items = openIterator(evaluator, evaluator.evaluate(node.iterable, scope), node.iterable.place);
  const perhaps = (reason: UnknownValue): Completion =>
    maybeOnce(evaluator, scope, reason, () => {
      assign(evaluator, node.target, reason, scope);
      return evaluator.execute(node.body, scope);
    });
  if ('reason' in items) return perhaps(items);
  const { uncertain, maybeBroken } = evaluator;
  let broken = false;
  let result: Completion = null;
  evaluator.maybeBroken = false;
  for (let item = items.next(); item; item = items.next()) {
    if (items.hidden()) break;
    evaluator.step();
    if (!evaluator.maybeBroken && !scope.frame?.maybeReturned) evaluator.uncertain = uncertain;
    assign(evaluator, node.target, item, scope);
    const completion = evaluator.execute(node.body, scope);
    if (completion === 'break') broken = true;
    else if (completion !== null && completion !== 'continue') result = completion;
    if (broken || result) break;
  }
  const hidden = broken || result ? null : items.hidden();
  if (hidden) result = perhaps(hidden);
  const maybeLeft = evaluator.maybeBroken ? evaluator.uncertain : null;
  if (!scope.frame?.maybeReturned) evaluator.uncertain = uncertain;
  evaluator.maybeBroken = maybeBroken;
  if (broken || result) return result;
  if (!maybeLeft || node.otherwise.length === 0) return evaluator.execute(node.otherwise, scope);
  return chooseBlock(
    evaluator,
    scope,
    maybeLeft,
    () => evaluator.execute(node.otherwise, scope),
    () => null,
  );
}
