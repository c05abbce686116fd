/** String literals: prefixes, escapes, adjacent strings, f-strings. */
import type { Expression, FormatPart, FormattedExpression } from '../syntax';
import type { Value } from '../values';
import type { Source, SourceNode } from './source-tree';
import { childOfField, childOfType, placeOf, textBetween, textOf } from './source-tree';

export type ConvertExpression = (source: Source, node: SourceNode) => Expression;

const simpleEscapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const escapes = /\\(\r?\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g;

/** Replaces Python's escapes; unknown ones stay as they are, as in Python. */
function replaceEscapes(text: string, bytes: boolean): string {
  if (!text.includes('\\')) return text;
  return text.replace(escapes, (whole, code: string) => {
    if (code === '\n' || code === '\r\n') return '';
    const simple = simpleEscapes[code];
    if (simple !== undefined) return simple;
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    if (code.length === 3 && code.startsWith('x')) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (bytes || code.length < 5) return whole;
    const point = Number.parseInt(code.slice(1), 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

interface Prefix {
  readonly raw: boolean;
  readonly bytes: boolean;
  readonly formatted: boolean;
  readonly template: boolean;
}

function prefixOf(source: Source, node: SourceNode): Prefix {
  const start = childOfType(node, 'string_start');
  const letters = start ? textOf(source, start).toLowerCase() : '';
  return {
    raw: letters.includes('r'),
    bytes: letters.includes('b'),
    formatted: letters.includes('f') || letters.includes('t'),
    template: letters.includes('t'),
  };
}

const lineEnds = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text);

/** The parts of one literal: text between the interpolations is taken from the source itself. */
function partsOf(source: Source, node: SourceNode, prefix: Prefix, convert: ConvertExpression): FormatPart[] {
  const opening = childOfType(node, 'string_start');
  const closing = childOfType(node, 'string_end');
  const from = opening ? opening.end : node.start;
  const to = closing && closing.end > closing.start ? closing.start : node.end;
  return partsBetween(source, node, from, to, prefix, convert);
}

function partsBetween(
  source: Source,
  node: SourceNode,
  from: number,
  to: number,
  prefix: Prefix,
  convert: ConvertExpression,
): FormatPart[] {
  const parts: FormatPart[] = [];
  const addText = (start: number, end: number) => {
    if (end <= start) return;
    const text = lineEnds(textBetween(source, start, end));
    const plain = prefix.formatted ? text.replace(/\{\{/g, '{').replace(/\}\}/g, '}') : text;
    parts.push(prefix.raw ? plain : replaceEscapes(plain, prefix.bytes));
  };
  let at = from;
  for (const child of node.children) {
    if (child.type !== 'interpolation' && child.type !== 'format_expression') continue;
    addText(at, child.start);
    parts.push(interpolation(source, child, prefix, convert));
    at = child.end;
  }
  addText(at, to);
  return parts;
}

function interpolation(source: Source, node: SourceNode, prefix: Prefix, convert: ConvertExpression): FormattedExpression {
  const expression = childOfField(node, 'expression');
  const conversion = childOfField(node, 'type_conversion');
  const format = childOfField(node, 'format_specifier');
  const equals = node.children.find((child) => child.type === '=');
  const place = placeOf(source, node);
  const afterLabel = conversion ?? format ?? node.children[node.children.length - 1];
  return {
    expression: expression ? convert(source, expression) : { kind: 'invalid', message: 'invalid syntax', place },
    conversion: conversion ? textOf(source, conversion).slice(1) : null,
    format: format ? partsBetween(source, format, format.start + 1, format.end, prefix, convert) : null,
    label: equals ? textBetween(source, node.start + 1, afterLabel ? afterLabel.start : equals.end) : null,
    place,
  };
}

/** A string or several adjacent ones, as one constant or one f-string. */
export function convertStrings(source: Source, node: SourceNode, strings: readonly SourceNode[], convert: ConvertExpression): Expression {
  const place = placeOf(source, node);
  const prefixes = strings.map((string) => prefixOf(source, string));
  const parts = strings.flatMap((string, index) => partsOf(source, string, prefixes[index]!, convert));
  if (prefixes.some((prefix) => prefix.formatted)) {
    return { kind: 'formattedString', parts, template: prefixes.some((prefix) => prefix.template), place };
  }
  const text = parts.join('');
  if (prefixes.some((prefix) => prefix.bytes)) {
    return { kind: 'constant', value: { type: 'bytes', value: Uint8Array.from(text, (letter) => letter.charCodeAt(0)), place }, place };
  }
  const value: Value = text.includes('\\N{')
    ? { type: 'unknown', reason: 'a string with a character given by its Unicode name', place }
    : { type: 'str', value: text, place };
  return { kind: 'constant', value, place };
}
