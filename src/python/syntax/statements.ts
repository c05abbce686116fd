/** Statements: from tree-sitter's nodes to our own. */
import type {
  Block,
  ClassStatement,
  ExceptHandler,
  Expression,
  FunctionStatement,
  ImportedName,
  ModuleNode,
  Statement,
  TypeParameterNode,
  WithItem,
} from '../syntax';
import { convertArguments, convertExpression, convertParameters, expressionOrTuple } from './expressions';
import { convertPattern } from './patterns';
import type { Source, SourceNode } from './source-tree';
import {
  childOfField,
  childOfType,
  childrenOfField,
  hasToken,
  invalid,
  namedChildren,
  placeBetween,
  placeOf,
  textBetween,
  textOf,
} from './source-tree';

/** A whole file. */
export function convertModule(source: Source, root: SourceNode): ModuleNode {
  return { kind: 'module', file: source.file, body: convertStatements(source, root), place: placeOf(source, root) };
}

/** One statement of a sound module; null for what is none. */
export function convertTopLevel(source: Source, node: SourceNode): Statement | null {
  return node.named ? convertStatement(source, node) : null;
}

/** The statements inside a node; those inside an error node are read too, so that half a file is not lost with a bracket. */
function convertStatements(source: Source, node: SourceNode): Statement[] {
  const statements: Statement[] = [];
  for (const child of node.children) {
    if (child.type === 'ERROR') statements.push({ kind: 'invalid', message: 'invalid syntax', place: placeOf(source, child) });
    else if (child.named) statements.push(convertStatement(source, child));
  }
  return statements;
}

const blockOf = (source: Source, node: SourceNode | null): Block => (node ? convertStatements(source, node) : []);

function assignment(source: Source, node: SourceNode): Statement {
  const place = placeOf(source, node);
  const type = childOfField(node, 'type');
  const left = childOfField(node, 'left');
  if (!left) return invalid(source, node, 'invalid syntax');
  if (type) {
    const right = childOfField(node, 'right');
    return {
      kind: 'annotated',
      target: convertExpression(source, left),
      annotation: convertExpression(source, type),
      annotationText: textOf(source, type),
      value: right ? convertExpression(source, right) : null,
      place,
    };
  }
  const targets: Expression[] = [];
  let at: SourceNode | null = node;
  while (at?.type === 'assignment') {
    const target = childOfField(at, 'left');
    const right = childOfField(at, 'right');
    // `name =` at the end of a line swallows the assignment below, which stands for itself.
    if (target && right?.type === 'assignment' && endsLine(source, target, right)) return assignment(source, right);
    if (target) targets.push(convertExpression(source, target));
    at = childOfField(at, 'right');
  }
  if (!at) return invalid(source, node, 'invalid syntax');
  return { kind: 'assign', targets, value: convertExpression(source, at), place };
}

const endsLine = (source: Source, target: SourceNode, right: SourceNode): boolean =>
  /^\s*=[ \t]*(?:#.*)?\r?\n/.test(textBetween(source, target.end, right.start));

function expressionStatement(source: Source, node: SourceNode): Statement {
  const children = namedChildren(node);
  const first = children[0];
  const place = placeOf(source, node);
  if (!first) return invalid(source, node, 'invalid syntax');
  if (first.type === 'assignment') return assignment(source, first);
  if (first.type === 'augmented_assignment') {
    const target = childOfField(first, 'left');
    const value = childOfField(first, 'right');
    const operator = childOfField(first, 'operator');
    if (!target || !value || !operator) return invalid(source, first, 'invalid syntax');
    return {
      kind: 'augmented',
      target: convertExpression(source, target),
      operator: operator.type.slice(0, -1),
      value: convertExpression(source, value),
      place,
    };
  }
  return { kind: 'expression', value: expressionOrTuple(source, children, hasToken(node, ','), place), place };
}

const dottedText = (source: Source, node: SourceNode): string => textOf(source, node).replace(/\s|\\/g, '');

function importedNames(source: Source, node: SourceNode): ImportedName[] {
  return childrenOfField(node, 'name').map((name) => {
    const place = placeOf(source, name);
    if (name.type !== 'aliased_import') return { name: dottedText(source, name), alias: null, place };
    const inner = childOfField(name, 'name');
    const alias = childOfField(name, 'alias');
    return { name: inner ? dottedText(source, inner) : '', alias: alias ? textOf(source, alias) : null, place };
  });
}

function importFrom(source: Source, node: SourceNode): Statement {
  const place = placeOf(source, node);
  const names = childOfType(node, 'wildcard_import') ? '*' : importedNames(source, node);
  if (node.type === 'future_import_statement') return { kind: 'importFrom', level: 0, module: '__future__', names, place };
  const from = childOfField(node, 'module_name');
  const text = from ? dottedText(source, from) : '';
  const module = text.replace(/^\.+/, '');
  return { kind: 'importFrom', level: text.length - module.length, module, names, place };
}

function ifStatement(source: Source, node: SourceNode): Statement {
  const alternatives = childrenOfField(node, 'alternative');
  let otherwise: Block = [];
  for (const alternative of [...alternatives].reverse()) {
    otherwise =
      alternative.type === 'else_clause' ? blockOf(source, childOfField(alternative, 'body')) : [branch(source, alternative, otherwise)];
  }
  return branch(source, node, otherwise);
}

function branch(source: Source, node: SourceNode, otherwise: Block): Statement {
  const test = childOfField(node, 'condition');
  if (!test) return invalid(source, node, 'invalid syntax');
  const body = blockOf(source, childOfField(node, 'consequence'));
  return { kind: 'if', test: convertExpression(source, test), body, otherwise, place: placeOf(source, node) };
}

function elseBlock(source: Source, node: SourceNode): Block {
  const clause = childOfType(node, 'else_clause');
  return clause ? blockOf(source, childOfField(clause, 'body')) : [];
}

function handler(source: Source, node: SourceNode): ExceptHandler {
  const values = childrenOfField(node, 'value');
  const alias = childOfField(node, 'alias');
  const first = values[0];
  const body = blockOf(source, childOfType(node, 'block'));
  const place = placeOf(source, node);
  if (!first) return { type: null, name: null, body, place };
  if (first.type === 'as_pattern') {
    const caught = namedChildren(first)[0];
    const name = childOfField(first, 'alias');
    return { type: caught ? convertExpression(source, caught) : null, name: name ? textOf(source, name) : null, body, place };
  }
  const type = expressionOrTuple(source, values, values.length > 1, placeOf(source, first));
  return { type, name: alias ? textOf(source, alias) : null, body, place };
}

function tryStatement(source: Source, node: SourceNode): Statement {
  const ending = childOfType(node, 'finally_clause');
  return {
    kind: 'try',
    body: blockOf(source, childOfField(node, 'body')),
    handlers: node.children.filter((child) => child.type === 'except_clause').map((child) => handler(source, child)),
    otherwise: elseBlock(source, node),
    finally: ending ? blockOf(source, childOfType(ending, 'block')) : [],
    place: placeOf(source, node),
  };
}

/** `with (a as b, c):` comes out of the grammar as one item that is a tuple. */
function withItems(source: Source, value: SourceNode): WithItem[] {
  const place = placeOf(source, value);
  if (value.type === 'as_pattern') {
    const [inner, target] = namedChildren(value);
    if (!inner) return [];
    return [{ value: convertExpression(source, inner), target: target ? convertExpression(source, target) : null, place }];
  }
  const grouped = value.type === 'tuple' || value.type === 'parenthesized_expression';
  if (grouped && namedChildren(value).some((child) => child.type === 'as_pattern')) {
    return namedChildren(value).flatMap((child) => withItems(source, child));
  }
  return [{ value: convertExpression(source, value), target: null, place }];
}

function withStatement(source: Source, node: SourceNode): Statement {
  const clause = childOfType(node, 'with_clause');
  const items = (clause ? namedChildren(clause) : []).flatMap((item) => {
    const value = childOfField(item, 'value');
    return value ? withItems(source, value) : [];
  });
  return { kind: 'with', items, body: blockOf(source, childOfField(node, 'body')), place: placeOf(source, node) };
}

function typeParameters(source: Source, node: SourceNode | null): TypeParameterNode[] {
  if (!node) return [];
  return namedChildren(node).map((child) => {
    const constrained = child.type === 'type' ? (namedChildren(child)[0] ?? child) : child;
    const [name, bound] = constrained.type === 'constrained_type' ? namedChildren(constrained) : [constrained];
    return {
      name: (name ? textOf(source, name) : '').replace(/^\*+/, ''),
      bound: bound ? convertExpression(source, bound) : null,
      place: placeOf(source, child),
    };
  });
}

function convertDeferred(
  source: Source,
  node: SourceNode,
  convert: (block: SourceNode | null, source: Source) => readonly Statement[],
): readonly Statement[] {
  try {
    // What is copied only now stands where the text has it now.
    return convert(deferredBody(source, node), { ...source, shift: 0 });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [invalid(source, node, 'nested too deeply to be read')];
  }
}

/** The body of a function that was left for later; a function that is never called never needs it. */
function deferredBody(source: Source, node: SourceNode): SourceNode | null {
  const whole = source.wholeFunction?.(node.start + source.shift, node.end + source.shift);
  const definition =
    whole && (childOfType(whole, 'function_definition') ?? childOfField(childOfType(whole, 'decorated_definition') ?? whole, 'definition'));
  return definition ? childOfField(definition, 'body') : null;
}

function functionStatement(source: Source, node: SourceNode, decorators: readonly Expression[]): FunctionStatement {
  const name = childOfField(node, 'name');
  const returns = childOfField(node, 'return_type');
  const parameters = convertParameters(source, childOfField(node, 'parameters'));
  const own = { isGenerator: false };
  const block = childOfField(node, 'body');
  const convertBody = (found: SourceNode | null, within: Source): readonly Statement[] => {
    within.functions.push(own);
    const statements = blockOf(within, found);
    within.functions.pop();
    return statements;
  };
  // A `yield` is looked for before a body is deferred, so that a deferred one makes no generator.
  let body = block?.deferred ? null : convertBody(block, source);
  return {
    kind: 'function',
    name: name ? textOf(source, name) : '',
    namePlace: placeOf(source, name ?? node),
    decorators,
    typeParameters: typeParameters(source, childOfField(node, 'type_parameters')),
    parameters,
    returns: returns ? convertExpression(source, returns) : null,
    returnsText: returns ? textOf(source, returns) : '',
    get body() {
      body ??= convertDeferred(source, node, convertBody);
      return body;
    },
    isAsync: hasToken(node, 'async'),
    isGenerator: own.isGenerator,
    place: placeOf(source, node),
  };
}

function classStatement(source: Source, node: SourceNode, decorators: readonly Expression[]): ClassStatement {
  const name = childOfField(node, 'name');
  const given = childOfField(node, 'superclasses');
  return {
    kind: 'class',
    name: name ? textOf(source, name) : '',
    namePlace: placeOf(source, name ?? node),
    decorators,
    typeParameters: typeParameters(source, childOfField(node, 'type_parameters')),
    arguments: given ? convertArguments(source, given) : [],
    body: blockOf(source, childOfField(node, 'body')),
    place: placeOf(source, node),
  };
}

function decorated(source: Source, node: SourceNode): Statement {
  const decorators = node.children
    .filter((child) => child.type === 'decorator')
    .map((child) => {
      const expression = namedChildren(child)[0];
      return expression ? convertExpression(source, expression) : invalid(source, child, 'invalid syntax');
    });
  const definition = childOfField(node, 'definition');
  if (definition?.type === 'class_definition') return classStatement(source, definition, decorators);
  if (definition?.type === 'function_definition') return functionStatement(source, definition, decorators);
  return invalid(source, node, 'invalid syntax');
}

function matchStatement(source: Source, node: SourceNode): Statement {
  const subjects = childrenOfField(node, 'subject');
  const first = subjects[0];
  const last = subjects[subjects.length - 1];
  const body = childOfField(node, 'body');
  if (!first || !last || !body) return invalid(source, node, 'invalid syntax');
  const subjectPlace = placeBetween(source, first.start, last.end);
  return {
    kind: 'match',
    subject: expressionOrTuple(source, subjects, hasToken(node, ','), subjectPlace),
    cases: body.children
      .filter((child) => child.type === 'case_clause')
      .map((clause) => {
        const patterns = clause.children.filter((child) => child.type === 'case_pattern');
        const items = patterns.map((pattern) => convertPattern(source, pattern));
        const guard = childOfField(clause, 'guard');
        const condition = guard ? namedChildren(guard)[0] : null;
        const place = placeOf(source, clause);
        const open = hasToken(clause, ',') || items[0]?.kind === 'star';
        return {
          pattern: items.length === 1 && items[0] && !open ? items[0] : { kind: 'sequence' as const, items, place },
          guard: condition ? convertExpression(source, condition) : null,
          body: blockOf(source, childOfField(clause, 'consequence')),
          place,
        };
      }),
    place: placeOf(source, node),
  };
}

function typeAlias(source: Source, node: SourceNode): Statement {
  const left = childOfField(node, 'left');
  const right = childOfField(node, 'right');
  if (!left || !right) return invalid(source, node, 'invalid syntax');
  const inner = namedChildren(left)[0];
  const generic = inner?.type === 'generic_type' ? inner : null;
  const name = generic?.children[0] ?? left;
  return {
    kind: 'typeAlias',
    name: textOf(source, name).replace(/\[.*$/s, '').trim(),
    typeParameters: typeParameters(source, generic ? childOfType(generic, 'type_parameter') : null),
    value: convertExpression(source, right),
    place: placeOf(source, node),
  };
}

function raiseStatement(source: Source, node: SourceNode): Statement {
  const cause = childOfField(node, 'cause');
  const exception = namedChildren(node).find((child) => child !== cause);
  return {
    kind: 'raise',
    exception: exception ? convertExpression(source, exception) : null,
    cause: cause ? convertExpression(source, cause) : null,
    place: placeOf(source, node),
  };
}

function loop(source: Source, node: SourceNode): Statement {
  const place = placeOf(source, node);
  const body = blockOf(source, childOfField(node, 'body'));
  const otherwise = elseBlock(source, node);
  if (node.type === 'while_statement') {
    const test = childOfField(node, 'condition');
    if (!test) return invalid(source, node, 'invalid syntax');
    return { kind: 'while', test: convertExpression(source, test), body, otherwise, place };
  }
  const target = childOfField(node, 'left');
  const iterable = childOfField(node, 'right');
  if (!target || !iterable) return invalid(source, node, 'invalid syntax');
  return { kind: 'for', target: convertExpression(source, target), iterable: convertExpression(source, iterable), body, otherwise, place };
}

function convertStatement(source: Source, node: SourceNode): Statement {
  const place = placeOf(source, node);
  const children = namedChildren(node);
  switch (node.type) {
    case 'expression_statement':
      return expressionStatement(source, node);
    case 'import_statement':
      return { kind: 'import', names: importedNames(source, node), place };
    case 'import_from_statement':
    case 'future_import_statement':
      return importFrom(source, node);
    case 'return_statement':
      return { kind: 'return', value: children[0] ? convertExpression(source, children[0]) : null, place };
    case 'raise_statement':
      return raiseStatement(source, node);
    case 'delete_statement': {
      const listed = children[0]?.type === 'expression_list' ? namedChildren(children[0]) : children;
      return { kind: 'delete', targets: listed.map((child) => convertExpression(source, child)), place };
    }
    case 'assert_statement': {
      const [test, message] = children.map((child) => convertExpression(source, child));
      return test ? { kind: 'assert', test, message: message ?? null, place } : invalid(source, node, 'invalid syntax');
    }
    case 'pass_statement':
      return { kind: 'pass', place };
    case 'break_statement':
      return { kind: 'break', place };
    case 'continue_statement':
      return { kind: 'continue', place };
    case 'global_statement':
    case 'nonlocal_statement': {
      const kind = node.type === 'global_statement' ? 'global' : 'nonlocal';
      return { kind, names: children.map((child) => textOf(source, child)), place };
    }
    case 'if_statement':
      return ifStatement(source, node);
    case 'while_statement':
    case 'for_statement':
      return loop(source, node);
    case 'try_statement':
      return tryStatement(source, node);
    case 'with_statement':
      return withStatement(source, node);
    case 'function_definition':
      return functionStatement(source, node, []);
    case 'class_definition':
      return classStatement(source, node, []);
    case 'decorated_definition':
      return decorated(source, node);
    case 'match_statement':
      return matchStatement(source, node);
    case 'type_alias_statement':
      return typeAlias(source, node);
    default:
      return invalid(source, node, 'invalid syntax');
  }
}
