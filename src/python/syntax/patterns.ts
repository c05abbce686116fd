/** The patterns of `match` statements. */
import type { Expression, Pattern } from '../syntax';
import { convertExpression } from './expressions';
import type { Source, SourceNode } from './source-tree';
import { childOfType, invalid, namedChildren, placeBetween, placeOf, textOf } from './source-tree';

function dottedExpression(source: Source, node: SourceNode): Expression {
  const [first, ...others] = namedChildren(node);
  if (!first) return invalid(source, node, 'invalid syntax');
  let value: Expression = { kind: 'name', name: textOf(source, first), place: placeOf(source, first) };
  for (const part of others) {
    const place = placeBetween(source, first.start, part.end);
    value = { kind: 'attribute', object: value, name: textOf(source, part), namePlace: placeOf(source, part), place };
  }
  return value;
}

function starName(source: Source, node: SourceNode): string | null {
  const name = childOfType(node, 'identifier');
  return name ? textOf(source, name) : null;
}

function mapping(source: Source, node: SourceNode): Pattern {
  const entries: { key: Expression; value: Pattern }[] = [];
  let key: Expression | null = null;
  let rest: string | null = null;
  for (const child of namedChildren(node)) {
    if (child.type === 'splat_pattern') rest = starName(source, child);
    else if (child.field === 'key') key = keyExpression(source, child);
    else if (child.field === 'value' && key) {
      entries.push({ key, value: convertPattern(source, child) });
      key = null;
    }
  }
  return { kind: 'mapping', entries, rest, place: placeOf(source, node) };
}

function keyExpression(source: Source, node: SourceNode): Expression {
  if (node.type === 'case_pattern') {
    const inner = namedChildren(node)[0];
    if (inner) return keyExpression(source, inner);
  }
  return node.type === 'dotted_name' ? dottedExpression(source, node) : convertExpression(source, node);
}

function classPattern(source: Source, node: SourceNode): Pattern {
  const [name, ...parts] = namedChildren(node);
  const positional: Pattern[] = [];
  const keywords: { name: string; value: Pattern }[] = [];
  for (const part of parts) {
    const inner = part.type === 'case_pattern' ? namedChildren(part)[0] : part;
    const [keyword, value] = inner?.type === 'keyword_pattern' ? namedChildren(inner) : [];
    if (keyword && value) keywords.push({ name: textOf(source, keyword), value: convertPattern(source, value) });
    else if (inner?.type === 'keyword_pattern' && keyword) keywords.push({ name: textOf(source, keyword), value: wildcard(source, inner) });
    else positional.push(convertPattern(source, part));
  }
  const cls = name ? dottedExpression(source, name) : invalid(source, node, 'invalid syntax');
  return { kind: 'class', cls, positional, keywords, place: placeOf(source, node) };
}

const wildcard = (source: Source, node: SourceNode): Pattern => ({ kind: 'capture', name: null, place: placeOf(source, node) });

/** One pattern; `_` and a lone name capture, a dotted name is a value. */
export function convertPattern(source: Source, node: SourceNode): Pattern {
  const place = placeOf(source, node);
  const children = namedChildren(node);
  switch (node.type) {
    case 'case_pattern': {
      const inner = children[0];
      if (!inner) return wildcard(source, node);
      if (inner.type === 'integer' || inner.type === 'float') return literal(source, node, inner);
      return convertPattern(source, inner);
    }
    case 'dotted_name':
      if (children.length !== 1) return { kind: 'value', value: dottedExpression(source, node), place };
      return { kind: 'capture', name: textOf(source, node) === '_' ? null : textOf(source, node), place };
    case 'splat_pattern':
      return { kind: 'star', name: starName(source, node), place };
    case 'list_pattern':
    case 'tuple_pattern': {
      const items = children.map((child) => convertPattern(source, child));
      const only = items[0];
      const grouped = node.type === 'tuple_pattern' && items.length === 1 && !node.children.some((child) => child.type === ',');
      if (grouped && only && only.kind !== 'star') return only;
      return { kind: 'sequence', items, place };
    }
    case 'union_pattern':
      return { kind: 'or', options: alternatives(source, node), place };
    case 'as_pattern': {
      const [pattern, name] = children;
      if (!pattern || !name) return wildcard(source, node);
      return { kind: 'as', pattern: convertPattern(source, pattern), name: textOf(source, name), place };
    }
    case 'dict_pattern':
      return mapping(source, node);
    case 'class_pattern':
      return classPattern(source, node);
    case '_':
      return wildcard(source, node);
    default:
      return { kind: 'value', value: convertExpression(source, node), place };
  }
}

/** `a | b`: a bare `_` is no named node, so every part between the bars counts. */
function alternatives(source: Source, node: SourceNode): Pattern[] {
  const options: Pattern[] = [];
  let negative = false;
  for (const child of node.children) {
    if (child.type === '-') negative = true;
    else if (child.type !== '|') {
      const pattern = convertPattern(source, child);
      options.push(negative ? negated(pattern) : pattern);
      negative = false;
    }
  }
  return options;
}

function negated(pattern: Pattern): Pattern {
  if (pattern.kind !== 'value') return pattern;
  return { ...pattern, value: { kind: 'unary', operator: '-', operand: pattern.value, place: pattern.place } };
}

function literal(source: Source, whole: SourceNode, number: SourceNode): Pattern {
  const pattern: Pattern = { kind: 'value', value: convertExpression(source, number), place: placeOf(source, whole) };
  return whole.children.some((child) => child.type === '-') ? negated(pattern) : pattern;
}
