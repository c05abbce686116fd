/** `try`. An Unknown inside it does not call a handler: only exceptions that are certain do. */
import { inherits } from '../builtin-classes';
import type { ExceptHandler, Expression, TryStatement } from '../syntax';
import type { ClassValue, InstanceValue, Value } from '../values';
import type { Evaluator } from './evaluator';
import { deleteName, writeName } from './names';
import type { Completion, Scope } from './scope';
import { PythonError } from './scope';

const catchesImportErrors = new Set(['ImportError', 'ModuleNotFoundError', 'Exception', 'BaseException']);

function wouldCatchImportError(type: Expression | null): boolean {
  if (!type) return true;
  if (type.kind === 'tuple') return type.elements.some(wouldCatchImportError);
  return type.kind === 'name' && catchesImportErrors.has(type.name);
}

export function executeTry(evaluator: Evaluator, node: TryStatement, scope: Scope): Completion {
  let completion: Completion;
  try {
    completion = executeHandled(evaluator, node, scope);
  } catch (error) {
    if (error instanceof PythonError) {
      const ended = evaluator.execute(node.finally, scope);
      if (ended !== null) return ended;
    }
    throw error;
  }
  return evaluator.execute(node.finally, scope) ?? completion;
}

function executeHandled(evaluator: Evaluator, node: TryStatement, scope: Scope): Completion {
  const guards = node.handlers.some((handler) => wouldCatchImportError(handler.type)) ? 1 : 0;
  evaluator.importGuards += guards;
  let guarding = true;
  const unguard = () => {
    if (guarding) evaluator.importGuards -= guards;
    guarding = false;
  };
  evaluator.guards.push((exception) => node.handlers.some((handler) => keeps(evaluator, handler, exception, scope)));
  try {
    const completion = evaluator.execute(node.body, scope);
    evaluator.guards.pop();
    unguard();
    if (completion !== null) return completion;
  } catch (error) {
    evaluator.guards.pop();
    unguard();
    if (!(error instanceof PythonError)) throw error;
    const handler = findHandler(evaluator, node, error.exception, scope);
    if (!handler) throw error;
    return handle(evaluator, handler, error, scope);
  }
  return evaluator.execute(node.otherwise, scope);
}

/** The handler of a `try` that an exception belongs to. */
export function findHandler(evaluator: Evaluator, node: TryStatement, exception: InstanceValue, scope: Scope): ExceptHandler | null {
  return node.handlers.find((candidate) => handles(evaluator, candidate, exception, scope)) ?? null;
}

/** A handler for exceptions of that class that does not end by raising. */
function keeps(evaluator: Evaluator, handler: ExceptHandler, exception: ClassValue, scope: Scope): boolean {
  if (handler.body.at(-1)?.kind === 'raise') return false;
  return handler.type === null || matchesClass(evaluator.evaluate(handler.type, scope), exception);
}

function handles(evaluator: Evaluator, handler: ExceptHandler, exception: InstanceValue, scope: Scope): boolean {
  return handler.type === null || matchesClass(evaluator.evaluate(handler.type, scope), exception.class);
}

function matchesClass(type: Value, exception: ClassValue): boolean {
  if (type.type === 'tuple') return type.items.some((item) => matchesClass(item, exception));
  return type.type === 'class' && inherits(exception, type);
}

function handle(evaluator: Evaluator, handler: ExceptHandler, error: PythonError, scope: Scope): Completion {
  if (handler.name) writeName(evaluator, scope, handler.name, error.exception);
  evaluator.handling.push(error);
  try {
    return evaluator.execute(handler.body, scope);
  } finally {
    evaluator.handling.pop();
    if (handler.name && scope.names.has(handler.name)) deleteName(evaluator, scope, handler.name, handler.place);
  }
}
