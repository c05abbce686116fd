/** Functions: making them, binding arguments to their parameters, running them. */
import { none, unknown } from '../native';
import type { Place } from '../place';
import type { FunctionStatement, LambdaNode, ParameterNode, TypeParameterNode } from '../syntax';
import { typeVariable } from '../typing-forms';
import type { Annotation, Arguments, FunctionValue, UnknownValue, Value } from '../values';
import { boundNames } from './bound-names';
import { putEntry } from './containers';
import type { Evaluator } from './evaluator';
import { generatorHandles } from './iterators';
import { same } from './journal';
import type { Completion, Frame, PythonError, Scope } from './scope';
import { enclosing, FunctionCode, GeneratorStopped, uncertainGenerators } from './scope';
import { suspendableBlock } from './suspendable';

function codeOf(fn: FunctionValue): FunctionCode {
  if (fn.code instanceof FunctionCode) return fn.code;
  throw new Error(`${fn.name} is a function that the evaluator did not make`);
}

/** How many arguments a function must be given by position. */
export function requiredPositions(fn: FunctionValue): number {
  const { node, defaults } = codeOf(fn);
  return node.parameters.filter(({ kind, name }) => (kind === 'normal' || kind === 'positionalOnly') && !defaults.has(name)).length;
}

export function makeFunction(evaluator: Evaluator, node: FunctionStatement | LambdaNode, scope: Scope): FunctionValue {
  const name = node.kind === 'lambda' ? '<lambda>' : node.name;
  const defaults = new Map<string, Value>();
  for (const parameter of node.parameters) {
    if (parameter.default) defaults.set(parameter.name, evaluator.evaluate(parameter.default, scope));
  }
  const inner = node.kind === 'lambda' ? scope : typeParameterScope(evaluator, node.typeParameters, scope);
  const prefix = scope.kind === 'module' ? '' : scope.kind === 'class' ? `${scope.qualifiedName}.` : `${scope.qualifiedName}.<locals>.`;
  const made: FunctionValue = {
    type: 'function',
    name,
    qualifiedName: prefix + name,
    module: scope.module.value.name,
    code: new FunctionCode(node, inner, defaults),
    attributes: evaluator.born(new Map()),
    returns: node.kind === 'lambda' ? null : returnAnnotation(evaluator, node, inner),
    place: node.place,
  };
  return made;
}

function returnAnnotation(evaluator: Evaluator, { returns, returnsText, place }: FunctionStatement, scope: Scope): Annotation | null {
  if (!returns) return null;
  return {
    place,
    text: returnsText,
    textPlace: returns.place,
    evaluate: () => evaluator.annotation(returns, returnsText, scope),
    evaluateText: (text) => evaluator.annotationText(text, scope, returns.place),
  };
}

/** The scope in which `[T]` of a generic function, class or alias is seen. */
export function typeParameterScope(evaluator: Evaluator, parameters: readonly TypeParameterNode[], scope: Scope): Scope {
  if (parameters.length === 0) return scope;
  const names = new Map(parameters.map((parameter) => [parameter.name, typeVariable(parameter.name, parameter.place)]));
  return { ...scope, kind: 'comprehension', names: evaluator.born(names), parent: scope, locals: null, seesClass: true };
}

export function makeDecoratedFunction(evaluator: Evaluator, node: FunctionStatement, scope: Scope): Value {
  const decorators = node.decorators.map((decorator) => evaluator.evaluate(decorator, scope));
  let value: Value = makeFunction(evaluator, node, scope);
  for (const [index, decorator] of [...decorators.entries()].reverse()) {
    value = evaluator.callWith(decorator, [value], node.decorators[index]?.place ?? node.place);
  }
  return value;
}

/** Binds as Python does; what `*unknown` may carry is Unknown in every parameter it may reach. */
function bind(evaluator: Evaluator, fn: FunctionValue, code: FunctionCode, args: Arguments, place: Place | null): Map<string, Value> {
  const bound = new Map<string, Value>();
  const { parameters } = code.node;
  const positional = parameters.filter((parameter) => parameter.kind === 'positionalOnly' || parameter.kind === 'normal');
  const star = parameters.find((parameter) => parameter.kind === 'star');
  const doubleStar = parameters.find((parameter) => parameter.kind === 'doubleStar');
  for (const [index, value] of args.positional.slice(0, positional.length).entries()) bound.set(positional[index]!.name, value);
  const extra = args.positional.slice(positional.length);
  if (star) bound.set(star.name, { type: 'tuple', items: args.unknown ? [...extra, args.unknown] : extra, place });
  else if (extra.length > 0) tooMany(evaluator, fn, code, positional, args.positional.length, place);
  const rest: [string, Value][] = [];
  for (const [name, value] of args.keywords) {
    const parameter = parameters.find((candidate) => candidate.name === name && acceptsKeyword(candidate));
    if (!parameter) rest.push([name, value]);
    else if (bound.has(name)) evaluator.raise('TypeError', `${fn.qualifiedName}() got multiple values for argument '${name}'`, place);
    else bound.set(name, value);
  }
  if (doubleStar) bound.set(doubleStar.name, keywordDict(evaluator, rest, args.unknown, place));
  else if (rest[0]) unexpected(evaluator, fn, code, rest, place);
  fillDefaults(evaluator, fn, code, args, bound, place);
  return bound;
}

const acceptsKeyword = (parameter: ParameterNode): boolean => parameter.kind === 'normal' || parameter.kind === 'keywordOnly';

function keywordDict(evaluator: Evaluator, entries: readonly [string, Value][], hidden: UnknownValue | null, place: Place | null): Value {
  if (hidden) return hidden;
  const dict: Value = { type: 'dict', entries: evaluator.born(new Map()), place };
  for (const [name, value] of entries) putEntry(evaluator, dict, { type: 'str', value: name, place: value.place }, value, place);
  return dict;
}

function fillDefaults(
  evaluator: Evaluator,
  fn: FunctionValue,
  code: FunctionCode,
  args: Arguments,
  bound: Map<string, Value>,
  place: Place | null,
): void {
  for (const parameter of code.node.parameters) {
    if (bound.has(parameter.name) || parameter.kind === 'star' || parameter.kind === 'doubleStar') continue;
    const value = args.unknown ?? code.defaults.get(parameter.name);
    if (value) bound.set(parameter.name, value);
  }
  const absent = code.node.parameters.filter(({ kind, name }) => kind !== 'star' && kind !== 'doubleStar' && !bound.has(name));
  const named = absent.filter(({ kind }) => kind === 'keywordOnly');
  const missing = absent.length > named.length ? absent.filter(({ kind }) => kind !== 'keywordOnly') : named;
  if (missing.length === 0) return;
  const kind = missing === named ? 'keyword-only' : 'positional';
  const what = `${missing.length} required ${kind} argument${missing.length === 1 ? '' : 's'}`;
  evaluator.raise('TypeError', `${fn.qualifiedName}() missing ${what}: ${listed(missing.map(({ name }) => `'${name}'`))}`, place);
}

/** `'a'`, `'a' and 'b'`, `'a', 'b', and 'c'`. */
function listed(names: readonly string[]): string {
  if (names.length < 3) return names.join(' and ');
  return `${names.slice(0, -1).join(', ')}, and ${names[names.length - 1]}`;
}

/** `too_many_positional` of Python/ceval.c. */
function tooMany(
  evaluator: Evaluator,
  fn: FunctionValue,
  code: FunctionCode,
  positional: readonly ParameterNode[],
  given: number,
  place: Place | null,
): never {
  const defaults = positional.filter((parameter) => code.defaults.has(parameter.name)).length;
  const most = positional.length;
  const takes = defaults > 0 ? `from ${most - defaults} to ${most}` : String(most);
  const plural = defaults > 0 || most !== 1 ? 's' : '';
  const message = `${fn.qualifiedName}() takes ${takes} positional argument${plural} but ${given} ${given === 1 ? 'was' : 'were'} given`;
  return evaluator.raise('TypeError', message, place);
}

function unexpected(
  evaluator: Evaluator,
  fn: FunctionValue,
  code: FunctionCode,
  rest: readonly (readonly [string, Value])[],
  place: Place | null,
): never {
  const only = rest.filter(([name]) =>
    code.node.parameters.some((parameter) => parameter.kind === 'positionalOnly' && parameter.name === name),
  );
  if (only.length === 0)
    return evaluator.raise('TypeError', `${fn.qualifiedName}() got an unexpected keyword argument '${rest[0]?.[0]}'`, place);
  const names = `'${only.map(([name]) => name).join(', ')}'`;
  const message = `${fn.qualifiedName}() got some positional-only arguments passed as keyword arguments: ${names}`;
  return evaluator.raise('TypeError', message, place);
}

function openScope(evaluator: Evaluator, fn: FunctionValue, code: FunctionCode, args: Arguments, frame: Frame, place: Place | null): Scope {
  const names = evaluator.born(bind(evaluator, fn, code, args, place));
  const first = code.node.parameters[0];
  const self =
    first && first.kind !== 'star' && first.kind !== 'doubleStar' ? (names.get(first.name) ?? null) : (args.positional[0] ?? null);
  return {
    kind: 'function',
    names,
    parent: enclosing(code.scope),
    module: code.scope.module,
    qualifiedName: fn.qualifiedName,
    classCell: code.scope.classCell,
    frame,
    self,
    elsewhere: null,
    annotations: null,
    bindings: null,
    locals: () => localsOf(code.node),
  };
}

const noNames: ReadonlySet<string> = new Set();
const localNames = new WeakMap<object, ReadonlySet<string>>();

/** The names that a function's body binds; kept, since every call asks again. */
function localsOf(node: FunctionStatement | LambdaNode): ReadonlySet<string> {
  if (node.kind === 'lambda') return noNames;
  const known = localNames.get(node) ?? boundNames(node.body);
  localNames.set(node, known);
  return known;
}

/** Calls a function that the project's code defines. */
export function callFunction(evaluator: Evaluator, fn: FunctionValue, args: Arguments, place: Place | null): Value {
  evaluator.step(5);
  const code = codeOf(fn);
  if (code.node.kind === 'function' && code.node.isGenerator) return generator(evaluator, fn, code, args, place);
  if (evaluator.uncertain && evaluator.calls.isEndless(code.node, args)) return unknown('a recursion over what is not known', place);
  return evaluator.deeper(place, () => {
    const frame: Frame = { yields: null, onYield: null, maybeReturned: null, yieldsHidden: null };
    const scope = openScope(evaluator, fn, code, args, frame, place);
    const { node } = code;
    if (node.kind === 'lambda') return evaluator.evaluate(node.body, scope);
    const completion = evaluator.calls.running(node, args, () => evaluator.execute(node.body, scope));
    const value: Value = typeof completion === 'object' && completion !== null ? completion.value : { type: 'None', place };
    const { maybeReturned } = frame;
    if (!maybeReturned || maybeReturned.values.every((earlier) => same(earlier, value))) return value;
    return unknown(maybeReturned.reason.reason, maybeReturned.reason.place);
  });
}

/** A generator runs from one `yield` to the next as its items are asked for. */
function generator(evaluator: Evaluator, fn: FunctionValue, code: FunctionCode, args: Arguments, place: Place | null): Value {
  const frame: Frame = { yields: [], onYield: null, maybeReturned: null, yieldsHidden: null };
  const scope = openScope(evaluator, fn, code, args, frame, place);
  const body = suspendableBlock(evaluator, code.node.kind === 'function' ? code.node.body : [], scope);
  let returned: Value | null = null;
  let running = false;
  const resume = (go: () => IteratorResult<Value, Completion>): Value | null => {
    if (returned) return null;
    if (running) return evaluator.raise('ValueError', 'generator already executing', place);
    let item: Value | null = null;
    const deep = evaluator.deeper(place, () => {
      running = true;
      const step = untilStopped(frame, go, () => {
        running = false;
      });
      if (step && !step.done) item = step.value;
      else if (step?.done === true && typeof step.value === 'object' && step.value !== null) returned = step.value.value;
      return none;
    });
    if (deep.type === 'unknown') frame.yieldsHidden ??= deep;
    if (!item) returned ??= none;
    return item;
  };
  let started = false;
  const send = (value: Value): Value | null => {
    started = true;
    return resume(() => body.next(value));
  };
  const next = (): Value | null => send(none);
  const raise = (error: PythonError): Value | null => {
    if (started) return resume(() => body.throw(error));
    returned = none;
    throw error;
  };
  uncertainGenerators.set(next, frame);
  generatorHandles.set(next, { returned: () => returned, send, raise });
  return evaluator.born({ type: 'iterator', next, place });
}

/** A generator that runs on and on within one statement ends there, and nobody knows how it would go on. */
function untilStopped(
  frame: Frame,
  go: () => IteratorResult<Value, Completion>,
  stands: () => void,
): IteratorResult<Value, Completion> | null {
  try {
    return go();
  } catch (error) {
    if (!(error instanceof GeneratorStopped) || error.frame !== frame) throw error;
    frame.yieldsHidden ??= unknown('the rest of a generator that does not end', null);
    return null;
  } finally {
    stands();
  }
}

function runBody(evaluator: Evaluator, code: FunctionCode, scope: Scope, frame: Frame, place: Place | null): void {
  if (code.node.kind !== 'function') return;
  const { body } = code.node;
  const deep = evaluator.deeper(place, () => {
    try {
      evaluator.execute(body, scope);
    } catch (error) {
      if (!(error instanceof GeneratorStopped) || error.frame !== frame) throw error;
      frame.yields?.push(unknown('the rest of a generator that does not end', place));
    }
    return { type: 'None', place };
  });
  if (deep.type === 'unknown') frame.yields?.push(deep);
}

/** Runs a generator function with a callback at each of its yields. */
export function runGeneratorAround(
  evaluator: Evaluator,
  callee: Value,
  args: Arguments,
  place: Place | null,
  onYield: (value: Value) => Value,
): void {
  const method = callee.type === 'method' ? callee : null;
  const fn = method ? method.function : callee;
  const given = method ? { ...args, positional: [method.self, ...args.positional] } : args;
  if (fn.type !== 'function') {
    onYield(unknown('what a context manager gives', place));
    return;
  }
  const code = codeOf(fn);
  const frame: Frame = { yields: null, onYield, maybeReturned: null, yieldsHidden: null };
  const scope = openScope(evaluator, fn, code, given, frame, place);
  runBody(evaluator, code, scope, frame, place);
}
