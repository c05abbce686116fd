/** `'{0.name:>10} {key!r}'.format(...)`. */
import type { Evaluator } from '../evaluate/evaluator';
import { formatValue } from '../evaluate/format-value';
import { asciiOf } from '../evaluate/representation';
import { getItem } from '../evaluate/subscripts';
import { str } from '../native';
import { otherText, type Part, textOfParts } from '../partly-known';
import type { Place } from '../place';
import type { Arguments, StrValue, UnknownValue, Value } from '../values';

interface Filling {
  readonly evaluator: Evaluator;
  readonly args: Arguments;
  readonly place: Place | null;
  next: number;
  /** Whether a field was asked for by its number. */
  numbered: boolean;
}

/** The filled template, or the Unknown that keeps it from being known. */
export function formatTemplate(evaluator: Evaluator, template: string, args: Arguments, place: Place | null): Value {
  return fill({ evaluator, args, place, next: 0, numbered: false }, template);
}

function fill(filling: Filling, template: string): StrValue | UnknownValue {
  const parts: Part[] = [];
  let out = '';
  let at = 0;
  while (at < template.length) {
    const letter = template[at]!;
    if ((letter === '{' || letter === '}') && template[at + 1] === letter) {
      out += letter;
      at += 2;
      continue;
    }
    if (letter === '}') return filling.evaluator.raise('ValueError', "Single '}' encountered in format string", filling.place);
    if (letter !== '{') {
      out += letter;
      at += 1;
      continue;
    }
    const end = closing(template, at);
    if (end < 0) return filling.evaluator.raise('ValueError', "Single '{' encountered in format string", filling.place);
    const shown = replaceField(filling, template.slice(at + 1, end));
    parts.push(out, shown);
    out = '';
    at = end + 1;
  }
  return textOfParts([...parts, out], filling.place);
}

function closing(template: string, from: number): number {
  let depth = 0;
  for (let at = from; at < template.length; at += 1) {
    if (template[at] === '{') depth += 1;
    else if (template[at] === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

function replaceField(filling: Filling, field: string): string | UnknownValue {
  const match = /^([^!:]*)(?:!([rsa]))?(?::([\s\S]*))?$/.exec(field);
  if (!match) return filling.evaluator.raise('ValueError', 'Unknown conversion specifier', filling.place);
  const [, name = '', conversion, spec = ''] = match;
  const value = fieldValue(filling, name);
  if (value.type === 'unknown') return conversion === undefined && spec === '' ? value : otherText(value);
  const { evaluator, place } = filling;
  const filled = spec.includes('{') ? fill(filling, spec) : null;
  if (filled?.type === 'unknown') return otherText(filled);
  const format = filled?.value ?? spec;
  if (conversion === undefined) return formatValue(evaluator, value, format, place);
  const text = conversion === 'r' ? evaluator.repr(value) : conversion === 'a' ? asciiOf(evaluator, value) : evaluator.str(value);
  return typeof text === 'string' ? formatValue(evaluator, str(text, place), format, place) : text;
}

function fieldValue(filling: Filling, name: string): Value {
  const { evaluator, args, place } = filling;
  const [, first = '', rest = ''] = /^([^.[]*)(.*)$/s.exec(name) ?? [];
  let value = argumentNamed(filling, first);
  for (const part of rest.match(/\.[^.[]+|\[[^\]]*\]/g) ?? []) {
    if (part.startsWith('.')) value = evaluator.getAttribute(value, part.slice(1), place);
    else {
      const key = part.slice(1, -1);
      value = getItem(evaluator, value, /^\d+$/.test(key) ? { type: 'int', value: BigInt(key), place } : str(key, place), place);
    }
  }
  return args.unknown && value.type === 'None' ? args.unknown : value;
}

function argumentNamed(filling: Filling, name: string): Value {
  const { evaluator, args, place } = filling;
  if (name === '' && filling.numbered)
    evaluator.raise('ValueError', 'cannot switch from manual field specification to automatic field numbering', place);
  if (/^\d+$/.test(name)) {
    if (filling.next > 0)
      evaluator.raise('ValueError', 'cannot switch from automatic field numbering to manual field specification', place);
    filling.numbered = true;
  }
  const index = name === '' ? filling.next : /^\d+$/.test(name) ? Number(name) : null;
  if (name === '') filling.next += 1;
  const value = index === null ? args.keywords.get(name) : args.positional[index];
  if (value) return value;
  if (args.unknown) return args.unknown;
  if (index === null) return evaluator.raise('KeyError', name, place);
  return evaluator.raise('IndexError', `Replacement index ${index} out of range for positional args tuple`, place);
}
