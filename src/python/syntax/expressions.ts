/** Expressions: from tree-sitter's nodes to our own. */
import type { Place } from '../place';
import type { ArgumentNode, ComprehensionClause, Expression, ParameterNode } from '../syntax';
import type { Value } from '../values';
import type { Source, SourceNode } from './source-tree';
import { childOfField, childOfType, childrenOfField, hasToken, invalid, namedChildren, placeBetween, placeOf, textOf } from './source-tree';
import { convertStrings } from './string-literals';

/** Nodes whose direct children build a list of expressions. */
function elements(source: Source, node: SourceNode): Expression[] {
  return namedChildren(node).map((child) => convertExpression(source, child));
}

/** Several expressions with commas between them are a tuple; one alone without a comma is itself. */
export function expressionOrTuple(source: Source, nodes: readonly SourceNode[], comma: boolean, place: Place): Expression {
  if (nodes.length === 1 && nodes[0] && !comma) return convertExpression(source, nodes[0]);
  return { kind: 'tuple', elements: nodes.map((child) => convertExpression(source, child)), place };
}

function binaryChain(source: Source, node: SourceNode, place: Place): Expression {
  const left = childOfField(node, 'left');
  const right = childOfField(node, 'right');
  const operator = childOfField(node, 'operator');
  if (!left || !right || !operator) return invalid(source, node, 'invalid syntax');
  return {
    kind: 'binary',
    operator: operator.type,
    left: convertExpression(source, left),
    right: convertExpression(source, right),
    place,
  };
}

function comparison(source: Source, node: SourceNode, place: Place): Expression {
  const operands = node.children.filter((child) => child.field !== 'operators' && child.named && child.type !== 'ERROR');
  const operators = node.children.filter((child) => child.field === 'operators');
  const [first, ...others] = operands.map((operand) => convertExpression(source, operand));
  if (!first || others.length !== operators.length) return invalid(source, node, 'invalid syntax');
  return { kind: 'compare', left: first, rest: others.map((right, index) => ({ operator: operators[index]!.type, right })), place };
}

export function convertArguments(source: Source, node: SourceNode): ArgumentNode[] {
  if (node.type === 'generator_expression') {
    return [{ kind: 'positional', name: '', value: convertExpression(source, node), place: placeOf(source, node) }];
  }
  return namedChildren(node).map((child): ArgumentNode => {
    const place = placeOf(source, child);
    if (child.type === 'keyword_argument') {
      const name = childOfField(child, 'name');
      const value = childOfField(child, 'value');
      return {
        kind: 'keyword',
        name: name ? textOf(source, name) : '',
        value: value ? convertExpression(source, value) : invalid(source, child, 'invalid syntax'),
        place,
      };
    }
    const splatted = child.type === 'list_splat' || child.type === 'dictionary_splat' ? namedChildren(child)[0] : null;
    if (!splatted) return { kind: 'positional', name: '', value: convertExpression(source, child), place };
    return {
      kind: child.type === 'list_splat' ? 'star' : 'doubleStar',
      name: '',
      value: convertExpression(source, splatted),
      place,
    };
  });
}

function clausesOf(source: Source, node: SourceNode): ComprehensionClause[] {
  const clauses: { target: Expression; iterable: Expression; conditions: Expression[]; place: Place }[] = [];
  for (const child of node.children) {
    const place = placeOf(source, child);
    if (child.type === 'for_in_clause') {
      const left = childOfField(child, 'left');
      const right = childrenOfField(child, 'right');
      if (!left) continue;
      const iterable = expressionOrTuple(source, right, right.length > 1, place);
      clauses.push({ target: convertExpression(source, left), iterable, conditions: [], place });
    } else if (child.type === 'if_clause') {
      const condition = namedChildren(child)[0];
      if (condition) clauses[clauses.length - 1]?.conditions.push(convertExpression(source, condition));
    }
  }
  return clauses;
}

function comprehension(
  source: Source,
  node: SourceNode,
  kind: 'listComprehension' | 'setComprehension' | 'generator',
  place: Place,
): Expression {
  const body = childOfField(node, 'body');
  if (!body) return invalid(source, node, 'invalid syntax');
  return { kind, element: convertExpression(source, body), clauses: clausesOf(source, node), place };
}

function dictComprehension(source: Source, node: SourceNode, place: Place): Expression {
  const pair = childOfField(node, 'body');
  const key = pair && childOfField(pair, 'key');
  const value = pair && childOfField(pair, 'value');
  if (!key || !value) return invalid(source, node, 'invalid syntax');
  return {
    kind: 'dictComprehension',
    key: convertExpression(source, key),
    value: convertExpression(source, value),
    clauses: clausesOf(source, node),
    place,
  };
}

function dictionary(source: Source, node: SourceNode, place: Place): Expression {
  const entries = namedChildren(node).map((child) => {
    const key = childOfField(child, 'key');
    const value = child.type === 'dictionary_splat' ? (namedChildren(child)[0] ?? null) : childOfField(child, 'value');
    return {
      key: key ? convertExpression(source, key) : null,
      value: value ? convertExpression(source, value) : invalid(source, child, 'invalid syntax'),
    };
  });
  return { kind: 'dict', entries, place };
}

function subscript(source: Source, node: SourceNode, place: Place): Expression {
  const object = childOfField(node, 'value');
  const indices = childrenOfField(node, 'subscript');
  const first = indices[0];
  const last = indices[indices.length - 1];
  if (!object || !first || !last) return invalid(source, node, 'invalid syntax');
  const indexPlace = placeBetween(source, first.start, last.end);
  const index = expressionOrTuple(source, indices, hasToken(node, ','), indexPlace);
  return outsideStar(convertExpression(source, object), place, (inner) => ({ kind: 'subscript', object: inner, index, place }));
}

function slice(source: Source, node: SourceNode, place: Place): Expression {
  const bounds: (Expression | null)[] = [null, null, null];
  let at = 0;
  for (const child of node.children) {
    if (child.type === ':') at += 1;
    else if (child.named) bounds[at] = convertExpression(source, child);
  }
  return { kind: 'slice', start: bounds[0] ?? null, stop: bounds[1] ?? null, step: bounds[2] ?? null, place };
}

function number(source: Source, node: SourceNode, place: Place): Expression {
  const text = textOf(source, node).replace(/_/g, '');
  if (/[jJ]$/.test(text)) return { kind: 'constant', value: { type: 'unknown', reason: `the complex number ${text}`, place }, place };
  if (node.type === 'float') return { kind: 'constant', value: { type: 'float', value: Number(text), place }, place };
  const digits = text.replace(/[lL]$/, '');
  const sound = /^(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|[1-9][0-9]*|0+)$/.test(digits);
  if (!sound) return invalid(source, node, `invalid number: ${text}`);
  const value: Value = { type: 'int', value: BigInt(/^0+$/.test(digits) ? '0' : digits), place };
  return { kind: 'constant', value, place };
}

export function convertParameters(source: Source, node: SourceNode | null): ParameterNode[] {
  if (!node) return [];
  const parameters: ParameterNode[] = [];
  let after: 'normal' | 'keywordOnly' = 'normal';
  for (const child of namedChildren(node)) {
    if (child.type === 'positional_separator') {
      const earlier = parameters.splice(0).map((parameter): ParameterNode => ({ ...parameter, kind: 'positionalOnly' }));
      parameters.push(...earlier);
      continue;
    }
    if (child.type === 'keyword_separator') {
      after = 'keywordOnly';
      continue;
    }
    const parameter = convertParameter(source, child, after);
    if (parameter.kind === 'star') after = 'keywordOnly';
    parameters.push(parameter);
  }
  return parameters;
}

function convertParameter(source: Source, node: SourceNode, kind: 'normal' | 'keywordOnly'): ParameterNode {
  const type = childOfField(node, 'type');
  const value = childOfField(node, 'value');
  const annotation = type ? convertExpression(source, type) : null;
  const whole = { annotation, default: value ? convertExpression(source, value) : null, place: placeOf(source, node) };
  const inner = node.type === 'typed_parameter' ? namedChildren(node)[0] : (childOfField(node, 'name') ?? node);
  if (inner?.type === 'list_splat_pattern' || inner?.type === 'dictionary_splat_pattern') {
    const named = namedChildren(inner)[0];
    return { ...whole, kind: inner.type === 'list_splat_pattern' ? 'star' : 'doubleStar', name: named ? textOf(source, named) : '' };
  }
  return { ...whole, kind, name: inner ? textOf(source, inner) : '' };
}

function lambda(source: Source, node: SourceNode, place: Place): Expression {
  const body = childOfField(node, 'body');
  if (!body) return invalid(source, node, 'invalid syntax');
  const parameters = convertParameters(source, childOfField(node, 'parameters'));
  source.functions.push({ isGenerator: false });
  const converted = convertExpression(source, body);
  source.functions.pop();
  return { kind: 'lambda', parameters, body: converted, place };
}

function yieldExpression(source: Source, node: SourceNode, place: Place): Expression {
  const owner = source.functions[source.functions.length - 1];
  if (owner) owner.isGenerator = true;
  const value = namedChildren(node)[0];
  return {
    kind: hasToken(node, 'from') ? 'yieldFrom' : 'yield',
    value: value ? convertExpression(source, value) : null,
    place,
  };
}

/** `list[int]` where the grammar expects a type: a name and its type parameters. */
function genericType(source: Source, node: SourceNode, place: Place): Expression {
  const name = node.children[0];
  const parameters = childOfType(node, 'type_parameter');
  if (!name || !parameters) return invalid(source, node, 'invalid syntax');
  const types = namedChildren(parameters);
  return {
    kind: 'subscript',
    object: { kind: 'name', name: textOf(source, name), place: placeOf(source, name) },
    index: expressionOrTuple(source, types, hasToken(parameters, ','), placeBetween(source, parameters.start + 1, parameters.end - 1)),
    place,
  };
}

function two(source: Source, node: SourceNode, make: (left: Expression, right: Expression) => Expression): Expression {
  const [left, right] = namedChildren(node);
  if (!left || !right) return invalid(source, node, 'invalid syntax');
  return make(convertExpression(source, left), convertExpression(source, right));
}

function logical(source: Source, node: SourceNode, place: Place): Expression {
  const operator = hasToken(node, 'and') ? 'and' : 'or';
  return two(source, node, (left, right) => ({ kind: 'logical', operator, left, right, place }));
}

/** The grammar reads `*f(x)` in a list as a call of `*f`: the star belongs around what follows. */
function outsideStar(object: Expression, place: Place, make: (inner: Expression) => Expression): Expression {
  return object.kind === 'starred' ? { kind: 'starred', value: make(object.value), place } : make(object);
}

function attribute(source: Source, node: SourceNode, place: Place): Expression {
  const [object, name] = namedChildren(node);
  if (!object || !name) return invalid(source, node, 'invalid syntax');
  const named = { name: textOf(source, name), namePlace: placeOf(source, name), place };
  return outsideStar(convertExpression(source, object), place, (inner) => ({ kind: 'attribute', object: inner, ...named }));
}

function call(source: Source, node: SourceNode, place: Place): Expression {
  const callee = childOfField(node, 'function');
  const given = childOfField(node, 'arguments');
  if (!callee || !given) return invalid(source, node, 'invalid syntax');
  const args = convertArguments(source, given);
  return outsideStar(convertExpression(source, callee), place, (inner) => ({ kind: 'call', callee: inner, arguments: args, place }));
}

function conditional(source: Source, node: SourceNode, place: Place): Expression {
  const [body, test, otherwise] = namedChildren(node);
  if (!body || !test || !otherwise) return invalid(source, node, 'invalid syntax');
  return {
    kind: 'conditional',
    body: convertExpression(source, body),
    test: convertExpression(source, test),
    otherwise: convertExpression(source, otherwise),
    place,
  };
}

function unary(source: Source, node: SourceNode, place: Place): Expression {
  const operand = childOfField(node, 'argument');
  const written = node.type === 'not_operator' ? 'not' : (childOfField(node, 'operator')?.type ?? '');
  const operator = written === 'not' || written === '+' || written === '-' || written === '~' ? written : null;
  if (!operand || !operator) return invalid(source, node, 'invalid syntax');
  return { kind: 'unary', operator, operand: convertExpression(source, operand), place };
}

function walrus(source: Source, node: SourceNode, place: Place): Expression {
  const name = childOfField(node, 'name');
  const value = childOfField(node, 'value');
  if (!name || !value) return invalid(source, node, 'invalid syntax');
  return { kind: 'walrus', name: textOf(source, name), value: convertExpression(source, value), place };
}

function only(source: Source, node: SourceNode, make: (value: Expression) => Expression): Expression {
  const child = namedChildren(node)[0];
  return child ? make(convertExpression(source, child)) : invalid(source, node, 'invalid syntax');
}

/** Any expression, assignment target or annotation. */
export function convertExpression(source: Source, node: SourceNode): Expression {
  const place = placeOf(source, node);
  switch (node.type) {
    case 'identifier':
    case 'keyword_identifier':
      return { kind: 'name', name: textOf(source, node), place };
    case 'string':
      return convertStrings(source, node, [node], convertExpression);
    case 'concatenated_string':
      return convertStrings(source, node, namedChildren(node), convertExpression);
    case 'integer':
    case 'float':
      return number(source, node, place);
    case 'true':
      return { kind: 'constant', value: { type: 'bool', value: true, place }, place };
    case 'false':
      return { kind: 'constant', value: { type: 'bool', value: false, place }, place };
    case 'none':
      return { kind: 'constant', value: { type: 'None', place }, place };
    case 'ellipsis':
      return { kind: 'constant', value: { type: 'Ellipsis', place }, place };
    case 'attribute':
      return attribute(source, node, place);
    case 'member_type':
      return attribute(source, node, place);
    case 'call':
      return call(source, node, place);
    case 'subscript':
      return subscript(source, node, place);
    case 'slice':
      return slice(source, node, place);
    case 'binary_operator':
      return binaryChain(source, node, place);
    case 'union_type':
      return two(source, node, (left, right) => ({ kind: 'binary', operator: '|', left, right, place }));
    case 'comparison_operator':
      return comparison(source, node, place);
    case 'boolean_operator':
      return logical(source, node, place);
    case 'unary_operator':
    case 'not_operator':
      return unary(source, node, place);
    case 'conditional_expression':
      return conditional(source, node, place);
    case 'named_expression':
      return walrus(source, node, place);
    case 'lambda':
      return lambda(source, node, place);
    case 'await':
      return only(source, node, (value) => ({ kind: 'await', value, place }));
    case 'yield':
      return yieldExpression(source, node, place);
    case 'tuple_pattern': {
      const [grouped, ...others] = namedChildren(node);
      if (grouped && others.length === 0 && !hasToken(node, ',')) return convertExpression(source, grouped);
      return { kind: 'tuple', elements: elements(source, node), place };
    }
    case 'tuple':
    case 'pattern_list':
    case 'expression_list':
      return { kind: 'tuple', elements: elements(source, node), place };
    case 'list':
    case 'list_pattern':
      return { kind: 'list', elements: elements(source, node), place };
    case 'set':
      return { kind: 'set', elements: elements(source, node), place };
    case 'dictionary':
      return dictionary(source, node, place);
    case 'list_comprehension':
      return comprehension(source, node, 'listComprehension', place);
    case 'set_comprehension':
      return comprehension(source, node, 'setComprehension', place);
    case 'generator_expression':
      return comprehension(source, node, 'generator', place);
    case 'dictionary_comprehension':
      return dictComprehension(source, node, place);
    case 'list_splat':
    case 'list_splat_pattern':
    case 'splat_type':
      return only(source, node, (value) => ({ kind: 'starred', value, place }));
    case 'generic_type':
      return genericType(source, node, place);
    case 'parenthesized_expression':
    case 'type':
    case 'as_pattern_target':
    case 'constrained_type':
      return only(source, node, (value) => value);
    default:
      return invalid(source, node, 'invalid syntax');
  }
}
