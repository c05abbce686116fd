/** The names that a statement may bind in its own scope (the binding operations of CPython's symtable.c). */
import type { Block, Expression, Pattern, Statement } from '../syntax';

/** Names that the statements bind, those of nested blocks with them, those of nested functions and classes not. */
export function boundNames(block: Block): ReadonlySet<string> {
  return new Set(block.flatMap(namesOf));
}

function namesOf(node: Statement): readonly string[] {
  switch (node.kind) {
    case 'assign':
      return node.targets.flatMap(targetNames);
    case 'annotated':
    case 'augmented':
      return targetNames(node.target);
    case 'delete':
      return node.targets.flatMap(targetNames);
    case 'import':
      return node.names.map(({ name, alias }) => alias ?? name.split('.')[0] ?? name);
    case 'importFrom':
      return node.names === '*' ? [] : node.names.map(({ name, alias }) => alias ?? name);
    case 'function':
    case 'class':
    case 'typeAlias':
      return [node.name];
    case 'if':
    case 'while':
      return within(node.body, node.otherwise);
    case 'for':
      return [...targetNames(node.target), ...within(node.body, node.otherwise)];
    case 'try':
      return [
        ...within(node.body, node.otherwise, node.finally, ...node.handlers.map((handler) => handler.body)),
        ...node.handlers.flatMap((handler) => handler.name ?? []),
      ];
    case 'with':
      return [...node.items.flatMap((item) => (item.target ? targetNames(item.target) : [])), ...within(node.body)];
    case 'match':
      return [...node.cases.flatMap((one) => patternNames(one.pattern)), ...within(...node.cases.map((one) => one.body))];
    default:
      return [];
  }
}

const within = (...blocks: readonly Block[]): readonly string[] => blocks.flatMap((block) => block.flatMap(namesOf));

function targetNames(target: Expression): readonly string[] {
  if (target.kind === 'name') return [target.name];
  if (target.kind === 'tuple' || target.kind === 'list') return target.elements.flatMap(targetNames);
  return target.kind === 'starred' ? targetNames(target.value) : [];
}

function patternNames(pattern: Pattern): readonly string[] {
  switch (pattern.kind) {
    case 'value':
      return [];
    case 'capture':
    case 'star':
      return pattern.name === null ? [] : [pattern.name];
    case 'sequence':
      return pattern.items.flatMap(patternNames);
    case 'mapping':
      return [...pattern.entries.flatMap((entry) => patternNames(entry.value)), ...(pattern.rest === null ? [] : [pattern.rest])];
    case 'class':
      return [...pattern.positional.flatMap(patternNames), ...pattern.keywords.flatMap((keyword) => patternNames(keyword.value))];
    case 'or':
      return pattern.options.flatMap(patternNames);
    case 'as':
      return [...patternNames(pattern.pattern), pattern.name];
  }
}
