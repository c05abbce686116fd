/** Class statements, and `type(name, bases, namespace)`. */

import { classOf, inherits, objectClass, typeClass } from '../builtin-classes';
import { born, changing } from '../changes';
import { unknown } from '../native';
import type { Place } from '../place';
import type { ClassStatement, Expression } from '../syntax';
import { typingFormOf } from '../typing-forms';
import type { Annotation, ClassValue, UnknownValue, Value } from '../values';
import { lookup } from './attributes';
import { boundNames } from './bound-names';
import { dictOfNames } from './containers';
import type { Evaluator } from './evaluator';
import { evaluateArguments } from './expressions';
import { docstring } from './function-attributes';
import { typeParameterScope } from './functions';
import type { Scope } from './scope';

type Base = ClassValue | UnknownValue;

/** C3 linearisation, as CPython's `mro_implementation`; null where no order exists. */
function linearise(cls: ClassValue, bases: readonly Base[]): Base[] | null {
  const lists: Base[][] = [...bases.map((base): Base[] => (base.type === 'class' ? [...base.mro] : [base])), [...bases]];
  const order: Base[] = [cls];
  for (;;) {
    const open = lists.filter((list) => list.length > 0);
    if (open.length === 0) return order;
    const next = open.map((list) => list[0]!).find((head) => !open.some((list) => list.indexOf(head) > 0));
    if (!next) return null;
    order.push(next);
    for (const list of open) if (list[0] === next) list.shift();
  }
}

/** The class that a base stands for: a generic alias stands for its origin, `Generic[T]` and `Protocol` for nothing. */
function baseOf(value: Value, place: Place | null): Base | null {
  if (value.type === 'class' || value.type === 'unknown') return value === objectClass ? null : value;
  const form = typingFormOf(value);
  if (form) return form.origin;
  return unknown(`a base class that is a ${classOf(value)?.name}`, place);
}

export interface ClassParts {
  readonly name: string;
  readonly qualifiedName: string;
  readonly module: string;
  readonly bases: readonly Value[];
  readonly namespace: ReadonlyMap<string, Value>;
  readonly annotations: ReadonlyMap<string, Annotation>;
  readonly bindings: ReadonlyMap<string, Place>;
  readonly keywords: ReadonlyMap<string, Value>;
  readonly metaclass: Value | null;
  readonly place: Place | null;
}

/** Makes a class and tells those who want to know: `__set_name__`, `__init_subclass__`, the hooks of native ancestors. */
export function makeClass(evaluator: Evaluator, parts: ClassParts): ClassValue {
  const cls = assemble(evaluator, parts);
  for (const [name, value] of [...cls.namespace]) {
    const named = value.type === 'instance' ? lookup(value.class, '__set_name__') : null;
    if (named) evaluator.callWith(named, [value, cls, { type: 'str', value: name, place: value.place }], value.place);
  }
  announce(evaluator, cls, parts);
  const told = new Set<unknown>();
  for (const ancestor of cls.mro) {
    const hook = ancestor.type === 'class' ? ancestor.native?.subclassed : undefined;
    if (!hook || told.has(hook)) continue;
    told.add(hook);
    hook(evaluator, cls);
  }
  return cls;
}

function assemble(evaluator: Evaluator, parts: ClassParts): ClassValue {
  const bases = parts.bases
    .flatMap((value) => baseOf(value, parts.place) ?? [])
    .filter((base, at, all) => base.type === 'class' || all.indexOf(base) === at);
  const twice = bases.find((base, at) => base.type === 'class' && bases.indexOf(base) !== at);
  if (twice?.type === 'class') evaluator.raise('TypeError', `duplicate base class ${twice.name}`, parts.place);
  const { name, qualifiedName, module, namespace, annotations, keywords, place } = parts;
  const mro: Base[] = [];
  const cls: ClassValue = {
    type: 'class',
    name,
    qualifiedName,
    module,
    bases,
    mro,
    metaclass: winningMetaclass(parts.metaclass, bases),
    namespace,
    annotations,
    bindings: parts.bindings,
    keywords,
    native: null,
    place,
  };
  const order = linearise(cls, bases);
  if (!order) evaluator.raise('TypeError', 'Cannot create a consistent method resolution order (MRO) for bases', place);
  mro.push(...order);
  return cls;
}

/** The most derived metaclass among that of the statement and those of the bases (`_PyType_CalculateMetaclass`); an Unknown may be it. */
function winningMetaclass(own: Value | null, bases: readonly Value[]): Value | null {
  const all = [...(own ? [own] : []), ...bases.flatMap((base) => (base.type === 'class' && base.metaclass ? [base.metaclass] : []))];
  return all.reduce<Value | null>((winner, meta) => {
    if (winner?.type !== 'class') return winner ?? meta;
    return meta.type === 'unknown' || (meta.type === 'class' && meta.mro.includes(winner)) ? meta : winner;
  }, null);
}

function announce(evaluator: Evaluator, cls: ClassValue, parts: ClassParts): void {
  for (const ancestor of cls.mro.slice(1)) {
    const hook = ancestor.type === 'class' ? ancestor.namespace.get('__init_subclass__') : undefined;
    if (!hook) continue;
    const callee = hook.type === 'descriptor' ? hook.function : hook;
    evaluator.call(callee, { positional: [cls], keywords: parts.keywords, unknown: null }, parts.place);
    return;
  }
}

/** The result of a class statement, decorators applied. An Unknown decorator leaves the class: most of them register. */
export function executeClass(evaluator: Evaluator, node: ClassStatement, scope: Scope): Value {
  const decorators = node.decorators.map((decorator) => evaluator.evaluate(decorator, scope));
  const outer = typeParameterScope(evaluator, node.typeParameters, scope);
  let value = bodyToClass(evaluator, node, outer);
  for (const [index, decorator] of [...decorators.entries()].reverse()) {
    const decorated = evaluator.callWith(decorator, [value], node.decorators[index]?.place ?? node.place);
    if (decorated.type !== 'unknown') value = decorated;
  }
  return value;
}

const namesOfBodies = new WeakMap<ClassStatement, ReadonlySet<string>>();

function bodyNames(node: ClassStatement): ReadonlySet<string> {
  const known = namesOfBodies.get(node) ?? boundNames(node.body);
  namesOfBodies.set(node, known);
  return known;
}

function bodyToClass(evaluator: Evaluator, node: ClassStatement, scope: Scope): Value {
  const args = evaluateArguments(evaluator, node.arguments, scope);
  const keywords = new Map(args.keywords);
  const metaclass = keywords.get('metaclass') ?? null;
  keywords.delete('metaclass');
  const bases = args.unknown ? [...args.positional, args.unknown] : args.positional;
  const prefix = scope.kind === 'class' ? `${scope.qualifiedName}.` : scope.kind === 'function' ? `${scope.qualifiedName}.<locals>.` : '';
  const classCell: { cls: ClassValue | null } = { cls: null };
  const body: Scope = {
    kind: 'class',
    names: evaluator.born(new Map()),
    parent: scope,
    module: scope.module,
    qualifiedName: prefix + node.name,
    classCell,
    frame: null,
    self: null,
    elsewhere: null,
    annotations: evaluator.born(new Map()),
    bindings: evaluator.born(new Map()),
    locals: () => bodyNames(node),
  };
  const documented = docstring(node.body, node.place);
  if (documented.type !== 'None') evaluator.setName(body.names, '__doc__', documented);
  evaluator.execute(node.body, body);
  const parts: ClassParts = {
    name: node.name,
    qualifiedName: body.qualifiedName,
    module: scope.module.value.name,
    bases,
    namespace: body.names,
    annotations: body.annotations ?? new Map(),
    bindings: body.bindings ?? new Map(),
    keywords,
    metaclass,
    place: node.place,
  };
  const made = throughMetaclass(evaluator, parts, classCell) ?? makeClass(evaluator, parts);
  if (made.type === 'class') classCell.cls = made;
  return made;
}

/** Runs a metaclass's own `__new__` and `__init__`; null where it has none. What they leave unknown leaves the class as its body says. */
function throughMetaclass(evaluator: Evaluator, parts: ClassParts, cell: { cls: ClassValue | null }): Value | null {
  const meta = metaclassOf(parts);
  if (!meta) return null;
  const described = classArguments(parts);
  const args = { positional: [meta, ...described], keywords: parts.keywords, unknown: null };
  const maker = lookup(meta, '__new__');
  const callable = maker?.type === 'descriptor' ? maker.function : maker;
  const own = callable && callable !== typeClass.namespace.get('__new__') ? evaluator.call(callable, args, parts.place) : null;
  const made = own?.type === 'class' ? carryOver(own, parts) : makeClass(evaluator, { ...parts, metaclass: meta });
  cell.cls = made;
  const initialise = lookup(meta, '__init__');
  if (initialise) evaluator.call(initialise, { ...args, positional: [made, ...described] }, parts.place);
  return made;
}

const classArguments = (parts: ClassParts): Value[] => [
  { type: 'str', value: parts.name, place: parts.place },
  { type: 'tuple', items: parts.bases, place: parts.place },
  dictOfNames(parts.namespace, parts.place),
];

/** A class made through `type.__new__` does not know its annotations and its assignments yet. */
function carryOver(cls: ClassValue, parts: ClassParts): ClassValue {
  for (const [name, annotation] of parts.annotations) changing(cls.annotations).set(name, annotation);
  for (const [name, place] of parts.bindings) changing(cls.bindings).set(name, place);
  return cls;
}

function metaclassOf(parts: ClassParts): ClassValue | null {
  const meta = winningMetaclass(parts.metaclass, parts.bases);
  if (meta?.type !== 'class' || !inherits(meta, typeClass)) return null;
  return lookup(meta, '__new__') || lookup(meta, '__init__') ? meta : null;
}

/** `type(name, bases, namespace)`, for `type` and for metaclasses that call it. */
export function classFromCall(
  evaluator: Evaluator,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  place: Place | null,
): Value {
  const [meta, name, bases, namespace] = args;
  if (name?.type !== 'str') return name?.type === 'unknown' ? name : unknown('a class made with a name that is not known', place);
  const listed = bases ? evaluator.iterate(bases, place) : [];
  const names = new Map<string, Value>();
  if (namespace?.type === 'dict') {
    for (const entry of namespace.entries.values()) if (entry.key.type === 'str') names.set(entry.key.value, entry.value);
  }
  return makeClass(evaluator, {
    name: name.value,
    qualifiedName: name.value,
    module: evaluator.runningModule?.value.name ?? '',
    bases: 'reason' in listed ? [listed] : listed,
    namespace: evaluator.born(names),
    annotations: annotationsFrom(namespace, place),
    bindings: evaluator.born(new Map()),
    keywords,
    metaclass: meta?.type === 'class' && meta !== typeClass ? meta : null,
    // A metaclass that passes its arguments on makes the class of a statement, which its name remembers.
    place: meta === typeClass ? place : (name.place ?? place),
  });
}

function annotationsFrom(namespace: Value | undefined, place: Place | null): Map<string, Annotation> {
  const annotations = born(new Map<string, Annotation>());
  const given = namespace?.type === 'dict' ? namespace.entries.get('s__annotations__')?.value : null;
  if (given?.type !== 'dict' || !place) return annotations;
  for (const { key, value } of given.entries.values()) {
    const at = value.place ?? place;
    const evaluateText = (text: string): Value => unknown(`the annotation ${text}`, at);
    if (key.type === 'str') annotations.set(key.value, { place: at, text: '', textPlace: at, evaluate: () => value, evaluateText });
  }
  return annotations;
}

/** Evaluates an annotation, and the text of a quoted one; what raises is an Unknown. */
export function evaluateAnnotation(evaluator: Evaluator, node: Expression, text: string, scope: Scope): Value {
  return evaluator.quietly(
    () => {
      const value = evaluator.evaluate(node, scope);
      return value.type === 'str' ? evaluator.evaluateText(value.value, scope, node.place) : value;
    },
    `the annotation ${text}`,
    node.place,
  );
}
