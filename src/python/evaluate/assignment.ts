/** Binding values to targets, and deleting them. */
import { classOf } from '../builtin-classes';
import { unknown } from '../native';
import type { Expression } from '../syntax';
import type { UnknownValue, Value } from '../values';
import type { Evaluator } from './evaluator';
import { deleteName, writeName } from './names';
import type { Scope } from './scope';
import { deleteItem, setItem } from './subscripts';

/** Assigns to a name, an attribute, an item, or to several of them by unpacking. */
export function assign(evaluator: Evaluator, target: Expression, value: Value, scope: Scope): void {
  switch (target.kind) {
    case 'name':
      writeName(evaluator, scope, target.name, value);
      return;
    case 'attribute':
      evaluator.setAttribute(evaluator.evaluate(target.object, scope), target.name, value, target.place);
      return;
    case 'subscript': {
      const object = evaluator.evaluate(target.object, scope);
      setItem(evaluator, object, evaluator.evaluate(target.index, scope), value, target.place);
      return;
    }
    case 'tuple':
    case 'list':
      unpack(evaluator, target.elements, value, scope, target);
      return;
    case 'starred':
      assign(evaluator, target.value, value, scope);
      return;
    default:
      return;
  }
}

const neverIterable: ReadonlySet<Value['type']> = new Set(['None', 'int', 'bool', 'float', 'function', 'native', 'Ellipsis']);

function unpack(evaluator: Evaluator, targets: readonly Expression[], value: Value, scope: Scope, node: Expression): void {
  if (neverIterable.has(value.type)) evaluator.raise('TypeError', `cannot unpack non-iterable ${classOf(value)?.name} object`, node.place);
  const items = evaluator.iterate(value, node.place);
  if (!Array.isArray(items)) {
    const reason: UnknownValue = 'reason' in items ? items : unknown('a value to unpack', node.place);
    for (const target of targets) assign(evaluator, target, reason, scope);
    return;
  }
  const values: readonly Value[] = items;
  const star = targets.findIndex((target) => target.kind === 'starred');
  const wanted = star < 0 ? targets.length : targets.length - 1;
  if (values.length < wanted) {
    const expected = star < 0 ? `expected ${wanted}` : `expected at least ${wanted}`;
    evaluator.raise('ValueError', `not enough values to unpack (${expected}, got ${values.length})`, node.place);
  }
  if (star < 0 && values.length > wanted) {
    evaluator.raise('ValueError', `too many values to unpack (expected ${wanted})`, node.place);
  }
  const after = star < 0 ? 0 : targets.length - star - 1;
  for (const [index, target] of targets.entries()) {
    if (index === star) {
      const rest = evaluator.born(values.slice(star, values.length - after));
      assign(evaluator, target, { type: 'list', items: rest, place: value.place }, scope);
      continue;
    }
    const item = star >= 0 && index > star ? values[values.length - (targets.length - index)] : values[index];
    if (item) assign(evaluator, target, item, scope);
  }
}

/** `del` of a name, an attribute, an item. */
export function unassign(evaluator: Evaluator, target: Expression, scope: Scope): void {
  switch (target.kind) {
    case 'name':
      deleteName(evaluator, scope, target.name, target.place);
      return;
    case 'attribute':
      evaluator.deleteAttribute(evaluator.evaluate(target.object, scope), target.name, target.place);
      return;
    case 'subscript':
      deleteItem(evaluator, evaluator.evaluate(target.object, scope), evaluator.evaluate(target.index, scope), target.place);
      return;
    case 'tuple':
    case 'list':
      for (const element of target.elements) unassign(evaluator, element, scope);
      return;
    default:
      return;
  }
}
