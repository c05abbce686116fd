/** Reading and writing names. */
import { unknown } from '../native';
import type { Place } from '../place';
import type { Value } from '../values';
import type { Evaluator } from './evaluator';
import type { Scope } from './scope';

function moduleScope(scope: Scope): Scope {
  return scope.module.scope;
}

/** The value of a name, null where it has none. */
export function findName(evaluator: Evaluator, scope: Scope, name: string): Value | null {
  let at: Scope | null = scope.elsewhere?.get(name) === 'global' ? moduleScope(scope) : scope;
  while (at) {
    const found = at.names.get(name);
    if (found?.type === 'module') evaluator.trace?.reach(found);
    if (found) return found;
    at = at.parent;
  }
  const builtin = evaluator.builtins.get(name);
  if (builtin) return builtin;
  evaluator.trace?.missed(scope.module.value);
  const { hidden } = scope.module;
  return hidden ? unknown(hidden.reason, hidden.place) : null;
}

export function readName(evaluator: Evaluator, scope: Scope, name: string, place: Place): Value {
  return findName(evaluator, scope, name) ?? evaluator.raise('NameError', `name '${name}' is not defined`, place);
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
