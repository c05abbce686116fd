/**
 * Values of a module's own names, read from its syntax tree alone. This is what makes a history of hundreds of files readable at
 * once: nearly all revisions assign literals. What takes more than that is `unsure`, and the evaluator is asked.
 */
import type { Place } from '../../python/place';
import type { Block, Expression, ModuleNode, Statement } from '../../python/syntax';
import type { Value } from '../../python/values';

export type ModuleName =
  | { readonly kind: 'value'; readonly value: Value; readonly place: Place }
  | { readonly kind: 'unsure'; readonly place: Place }
  | { readonly kind: 'absent' };

/** The values that the module's top level gives to the names asked for. */
export function moduleValues(module: ModuleNode, names: readonly string[]): ReadonlyMap<string, ModuleName> {
  const bound = new Map<string, ModuleName>();
  let hidden: Place | null = null;
  for (const statement of module.body) {
    if (statement.kind === 'importFrom' && statement.names === '*') hidden = statement.place;
    for (const { name, value, place } of bindings(statement)) {
      const known = value && literal(value, bound);
      bound.set(name, known ? { kind: 'value', value: known, place } : { kind: 'unsure', place });
    }
  }
  return new Map(names.map((name) => [name, bound.get(name) ?? (hidden ? { kind: 'unsure', place: hidden } : { kind: 'absent' })]));
}

/** The text of the module's docstring, or null. */
export function docstring(module: ModuleNode): string | null {
  const [first] = module.body;
  return first?.kind === 'expression' && first.value.kind === 'constant' && first.value.value.type === 'str'
    ? first.value.value.value
    : null;
}

interface Binding {
  readonly name: string;
  /** Null: bound, but not to an expression that stands there. */
  readonly value: Expression | null;
  readonly place: Place;
}

function bindings(statement: Statement): readonly Binding[] {
  switch (statement.kind) {
    case 'assign':
      return statement.targets.flatMap((target) => targetBindings(target, statement.value));
    case 'annotated':
      return statement.value ? targetBindings(statement.target, statement.value) : [];
    case 'augmented':
      return unknownBindings(statement.target);
    case 'function':
    case 'class':
      return [{ name: statement.name, value: null, place: statement.namePlace }];
    case 'import':
    case 'importFrom':
      return statement.names === '*'
        ? []
        : statement.names.map(({ name, alias, place }) => ({ name: alias ?? name.split('.')[0] ?? name, value: null, place }));
    case 'delete':
      return statement.targets.flatMap(unknownBindings);
    default:
      return innerBlocks(statement)
        .flatMap((block) => block.flatMap(bindings))
        .map((binding) => ({ ...binding, value: null }));
  }
}

function targetBindings(target: Expression, value: Expression): readonly Binding[] {
  if (target.kind === 'name') return [{ name: target.name, value, place: value.place }];
  if (target.kind !== 'tuple' && target.kind !== 'list') return [];
  const values =
    (value.kind === 'tuple' || value.kind === 'list') && value.elements.length === target.elements.length ? value.elements : null;
  if (!values || target.elements.some((element) => element.kind === 'starred')) return unknownBindings(target);
  return target.elements.flatMap((element, index) => {
    const part = values[index];
    return part ? targetBindings(element, part) : [];
  });
}

function unknownBindings(target: Expression): readonly Binding[] {
  if (target.kind === 'name') return [{ name: target.name, value: null, place: target.place }];
  if (target.kind === 'tuple' || target.kind === 'list') return target.elements.flatMap(unknownBindings);
  return target.kind === 'starred' ? unknownBindings(target.value) : [];
}

/** The blocks that run as part of the module: those of compound statements, not of functions and classes. */
function innerBlocks(statement: Statement): readonly Block[] {
  switch (statement.kind) {
    case 'if':
    case 'while':
    case 'for':
      return [statement.body, statement.otherwise];
    case 'with':
      return [statement.body];
    case 'try':
      return [statement.body, ...statement.handlers.map((handler) => handler.body), statement.otherwise, statement.finally];
    case 'match':
      return statement.cases.map((matchCase) => matchCase.body);
    default:
      return [];
  }
}

/** A literal, a tuple, list or set of literals, or a name that is bound to one; else null. */
function literal(expression: Expression, bound: ReadonlyMap<string, ModuleName>): Value | null {
  switch (expression.kind) {
    case 'constant':
      return expression.value;
    case 'name': {
      const found = bound.get(expression.name);
      return found?.kind === 'value' ? found.value : null;
    }
    case 'tuple':
    case 'list': {
      const items = expression.elements.map((element) => literal(element, bound));
      const known = items.filter((item) => item !== null);
      return known.length === items.length ? { type: 'tuple', items: known, place: expression.place } : null;
    }
    default:
      return null;
  }
}
