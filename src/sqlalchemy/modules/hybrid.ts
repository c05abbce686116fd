/** `sqlalchemy.ext.hybrid`: what a hybrid property is as a SQL expression, which indexes and constraints may speak of. */
import { attempt } from '../../python/attempt';
import { changing } from '../../python/changes';
import type { Interpreter } from '../../python/interpreter';
import { argument, instance, nativeClass, nativeFunction, nativeMethod, noArguments, none, unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { ClassValue, InstanceValue, Value } from '../../python/values';
import { sessionParts } from '../orm/constructor';
import { given, selfOf } from '../plain-values';
import { elementValue, nodeOf } from '../sql/node';
import { inert, inertFunction } from './inert';

/** The functions that speak for the class: `comparator` before `expression` before the getter (`hybrid_property._expr_comparator`). */
class Hybrid {
  constructor(
    readonly getter: Value,
    readonly expression: Value | null,
    readonly comparator: Value | null,
    readonly setter: Value | null = null,
  ) {}
}

/** `hybrid.inplace`: its decorators change the hybrid itself. */
class InPlace {
  constructor(readonly hybrid: InstanceValue) {}
}

const nowhere: Place = { file: '', line: 1, column: 1, endLine: 1, endColumn: 1 };

/** A comparator may turn any operator into something of its own, so that only the expression itself is known. */
const comparedClass = nativeClass({
  name: 'hybrid_property',
  module: 'sqlalchemy.ext.hybrid',
  native: {
    tag: 'sqlalchemy hybrid with a comparator',
    operate: (_interpreter, operator, _self, _other, place) =>
      unknown(`the operator ${operator} of a hybrid property with a comparator of its own`, place),
    attribute: (_interpreter, _self, name, place) =>
      name.startsWith('__') ? null : unknown(`${name} of a hybrid property with a comparator of its own`, place),
  },
});

const comparatorClass = nativeClass({
  name: 'Comparator',
  module: 'sqlalchemy.ext.hybrid',
  native: { tag: 'sqlalchemy hybrid comparator' },
  members: {
    __init__: nativeMethod('__init__', (_interpreter, args) => {
      const self = selfOf(args);
      if (self) changing(self.attributes).set('expression', args.positional[1] ?? args.keywords.get('expression') ?? none);
      return none;
    }),
    __clause_element__: nativeMethod('__clause_element__', (_interpreter, args) => selfOf(args)?.attributes.get('expression') ?? none),
  },
});

/** The expression that the hybrid is on its class; inert where it is none that is known. */
function onClass(interpreter: Interpreter, hybrid: Hybrid, owner: Value, place: Place | null): Value {
  const asked = attempt(interpreter, place ?? nowhere, () => {
    const call = (callee: Value, positional: readonly Value[]) => interpreter.call(callee, { ...noArguments, positional }, place);
    if (!hybrid.comparator) return call(hybrid.expression ?? hybrid.getter, [owner]);
    const comparator = call(hybrid.comparator, [owner]);
    return call(interpreter.getAttribute(comparator, '__clause_element__', place), []);
  });
  const value = 'result' in asked && asked.result.type === 'instance' ? asked.result : null;
  const node = value && nodeOf(value);
  if (!value || !node) return inert();
  return hybrid.comparator ? elementValue(comparedClass, node, place) : value;
}

/** `@classmethod` under `@x.inplace.expression` (`_unwrap_classmethod`). */
const unwrapped = (value: Value): Value => (value.type === 'descriptor' && value.kind === 'classmethod' ? value.function : value);

function changed(hybrid: Hybrid, decorator: string, value: Value): Hybrid | null {
  switch (decorator) {
    case 'getter':
      return new Hybrid(value, hybrid.expression, hybrid.comparator, hybrid.setter);
    case 'expression':
      return new Hybrid(hybrid.getter, unwrapped(value), hybrid.comparator, hybrid.setter);
    case 'comparator':
      return new Hybrid(hybrid.getter, hybrid.expression, unwrapped(value), hybrid.setter);
    case 'setter':
      return new Hybrid(hybrid.getter, hybrid.expression, hybrid.comparator, value);
    case 'deleter':
    case 'update_expression':
      return hybrid;
    default:
      return null;
  }
}

const inPlaceClass = nativeClass({
  name: '_InPlace',
  module: 'sqlalchemy.ext.hybrid',
  native: {
    tag: 'sqlalchemy hybrid in place',
    attribute: (_interpreter, self, name) => {
      const hybrid = self.host instanceof InPlace ? self.host.hybrid : null;
      if (!hybrid || name.startsWith('__')) return null;
      return nativeFunction(name, (_inner, args) => {
        const made = hybrid.host instanceof Hybrid ? changed(hybrid.host, name, args.positional[0] ?? none) : null;
        if (made) changing(hybrid).host = made;
        return hybrid;
      });
    },
  },
});

const hybridClass: ClassValue = nativeClass({
  name: 'hybrid_property',
  module: 'sqlalchemy.ext.hybrid',
  native: {
    tag: 'sqlalchemy hybrid property',
    attribute: (_interpreter, self, name) => {
      const { host } = self;
      if (!(host instanceof Hybrid) || name.startsWith('__')) return null;
      if (name === 'inplace') return instance(inPlaceClass, new InPlace(self), self.place);
      if (name === 'overrides') return self;
      if (!changed(host, name, none)) return inert();
      return nativeFunction(name, (_inner, args) =>
        instance(hybridClass, changed(host, name, args.positional[0] ?? none) ?? host, self.place),
      );
    },
  },
  members: {
    __init__: nativeMethod('__init__', (_interpreter, args) => {
      const self = selfOf(args);
      const passed = (index: number, name: string) => given(argument(args, index, name));
      if (self)
        changing(self).host = new Hybrid(passed(1, 'fget') ?? none, passed(4, 'expr'), passed(5, 'custom_comparator'), passed(2, 'fset'));
      return none;
    }),
    __get__: nativeMethod('__get__', (interpreter, args, place) => {
      const [self, receiver, owner] = args.positional;
      if (self?.type !== 'instance' || !(self.host instanceof Hybrid) || !owner) return inert();
      // What an object answers is no matter of its table.
      if (receiver && receiver.type !== 'None')
        return sessionParts(interpreter) ? interpreter.call(self.host.getter, { ...noArguments, positional: [receiver] }, place) : inert();
      return onClass(interpreter, self.host, owner, place);
    }),
    __set__: nativeMethod('__set__', (interpreter, args, place) => {
      const [self, receiver, value] = args.positional;
      const setter = self?.type === 'instance' && self.host instanceof Hybrid ? self.host.setter : null;
      if (!setter || !receiver || !value) return none;
      return interpreter.call(setter, { ...noArguments, positional: [receiver, value] }, place);
    }),
  },
});

/** The members of `sqlalchemy.ext.hybrid`. */
export const hybridNames: Readonly<Record<string, Value>> = {
  hybrid_property: hybridClass,
  hybrid_method: inertFunction('hybrid_method'),
  Comparator: comparatorClass,
};
