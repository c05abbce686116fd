/** Reading and writing names. */
import { unknown } from '../native';
import type { Place } from '../place';
import type { Value } from '../values';
import { dictOfNames } from './containers';
import type { Evaluator } from './evaluator';
import { writtenAnnotation } from './function-attributes';
import type { Scope } from './scope';

function moduleScope(scope: Scope): Scope {
  return scope.module.scope;
}

/** The value of a name, null where it has none. */
function findName(evaluator: Evaluator, scope: Scope, name: string, place: Place | null): Value | null {
  let at: Scope | null = scope.elsewhere?.get(name) === 'global' ? moduleScope(scope) : scope;
  let inner: Scope | null = null;
  while (at) {
    // The names of a class body are seen in it and in what its generic methods are annotated with, no deeper.
    if (at.kind !== 'class' || inner === null || inner.seesClass) {
      const found = at.names.get(name);
      if (found?.type === 'module') evaluator.trace?.reach(found);
      if (found) return found;
      if (at.locals?.().has(name) && !at.elsewhere?.has(name)) {
        if (at.kind === 'function') return unbound(evaluator, name, inner === null, place);
        at = moduleScope(scope);
        continue;
      }
    }
    inner = at;
    at = at.parent;
  }
  const special = name.startsWith('__') ? specialName(scope, name, place) : null;
  if (special) return special;
  const builtin = evaluator.builtins.get(name);
  if (builtin) return builtin;
  evaluator.trace?.missed(scope.module.value);
  const { hidden } = scope.module;
  return hidden ? unknown(hidden.reason, hidden.place) : null;
}

/** `__class__` in a method, `__annotations__` in a module or class body. */
function specialName(scope: Scope, name: string, place: Place | null): Value | null {
  if (name === '__class__') return scope.classCell?.cls ?? null;
  if (name !== '__annotations__' || !scope.annotations) return null;
  return dictOfNames(new Map([...scope.annotations].map(([key, annotation]) => [key, writtenAnnotation(annotation)])), place);
}

/** A name that the function binds somewhere, and has not yet or not any more. */
function unbound(evaluator: Evaluator, name: string, own: boolean, place: Place | null): never {
  if (own) {
    return evaluator.raise('UnboundLocalError', `cannot access local variable '${name}' where it is not associated with a value`, place);
  }
  const message = `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`;
  return evaluator.raise('NameError', message, place);
}

export function readName(evaluator: Evaluator, scope: Scope, name: string, place: Place): Value {
  return findName(evaluator, scope, name, place) ?? evaluator.raise('NameError', `name '${name}' is not defined`, place);
}

/** The scope that an assignment in `scope` goes to. */
function owner(scope: Scope, name: string): Scope {
  const elsewhere = scope.elsewhere?.get(name);
  if (elsewhere === 'global') return moduleScope(scope);
  if (elsewhere !== 'nonlocal') return scope;
  let at = scope.parent;
  while (at && at.kind !== 'module') {
    if (at.names.has(name)) return at;
    at = at.parent;
  }
  return scope;
}

export function writeName(evaluator: Evaluator, scope: Scope, name: string, value: Value): void {
  evaluator.setName(owner(scope, name).names, name, value);
}

export function deleteName(evaluator: Evaluator, scope: Scope, name: string, place: Place): void {
  const { names } = owner(scope, name);
  if (!names.has(name)) {
    if (scope.module.hidden) return;
    evaluator.raise('NameError', `name '${name}' is not defined`, place);
  }
  evaluator.deleteName(names, name);
}
