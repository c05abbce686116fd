/** What functions and classes tell of themselves: their docstring, their defaults. */
import { none, str, unknown } from '../native';
import type { Place } from '../place';
import type { Block } from '../syntax';
import type { Annotation, FunctionValue, Value } from '../values';
import { FunctionCode } from './scope';

/** The docstring of a body. Python 3.13 takes the indentation from one of several lines and older ones do not, so that is not known. */
export function docstring(body: Block, place: Place | null): Value {
  const [first] = body;
  const value = first?.kind === 'expression' && first.value.kind === 'constant' ? first.value.value : none;
  if (value.type !== 'str') return none;
  return value.value.includes('\n') ? unknown('a docstring of several lines', place) : str(value.value.trimStart(), value.place);
}

/** `f.__doc__`. */
export function docstringOf(fn: FunctionValue, place: Place | null): Value {
  const code = fn.code instanceof FunctionCode ? fn.code.node : null;
  return code?.kind === 'function' ? docstring(code.body, place) : none;
}

/** `f.__defaults__` and `f.__kwdefaults__`. */
export function defaultsOf(fn: FunctionValue, name: '__defaults__' | '__kwdefaults__', place: Place | null): Value {
  if (!(fn.code instanceof FunctionCode)) return none;
  const { node, defaults } = fn.code;
  const wanted = node.parameters.filter((parameter) => (parameter.kind === 'keywordOnly') === (name === '__kwdefaults__'));
  const given = wanted.flatMap((parameter): [string, Value][] => {
    const value = defaults.get(parameter.name);
    return value ? [[parameter.name, value]] : [];
  });
  if (given.length === 0) return none;
  if (name === '__defaults__') return { type: 'tuple', items: given.map(([, value]) => value), place };
  const entries = given.map(([key, value]) => [`s${key}`, { key: str(key, place), value }] as const);
  return { type: 'dict', entries: new Map<string, { readonly key: Value; readonly value: Value }>(entries), place };
}

/** What `__annotations__` holds: a quoted annotation stays a text. */
export function writtenAnnotation(annotation: Annotation): Value {
  const [, , quoted] = /^(['"])([^'"\\]*)\1$/.exec(annotation.text) ?? [];
  return quoted === undefined ? annotation.evaluate() : str(quoted, annotation.textPlace);
}
