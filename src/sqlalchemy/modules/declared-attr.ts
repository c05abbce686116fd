/** `@declared_attr` and its kin: functions of the class that the mapping asks for a value. */
import { instance, nativeClass, nativeFunction } from '../../python/native';
import type { ClassValue, DescriptorValue, FunctionValue, Value } from '../../python/values';

const mark = '__declared_attr__';

export function isDeclaredAttr(value: Value): value is DescriptorValue {
  return value.type === 'descriptor' && value.attributes.has(mark);
}

/** The function that was decorated, through a `@classmethod` between. */
export function declaredFunction(descriptor: DescriptorValue): FunctionValue | null {
  return descriptor.function.type === 'function' ? descriptor.function : null;
}

/** `declared_attr`, `declared_attr.directive`, `declared_attr.cascading`. */
export function makeDeclaredAttr(): Value {
  const decorate = nativeFunction('declared_attr', (_interpreter, args, place) => {
    const [decorated] = args.positional;
    if (!decorated) return decorate;
    const callable = decorated.type === 'descriptor' ? decorated.function : decorated;
    return descriptorOf(callable, decorated.place ?? place);
  });
  const cls: ClassValue = nativeClass({
    name: 'declared_attr',
    module: 'sqlalchemy.orm',
    native: {
      tag: 'sqlalchemy declared_attr',
      call: (interpreter, _self, args, place) => interpreter.call(decorate, args, place),
      attribute: (_interpreter, self, name) => (name === 'directive' || name === 'cascading' ? self : null),
      operate: (_interpreter, operator, self) => (operator === '__getitem__' ? self : null),
    },
  });
  return instance(cls, null, null);
}

/** The value is made once for a class, as `_sa_declared_attr_reg` keeps it while the class is mapped. */
function descriptorOf(callable: Value, place: Value['place']): DescriptorValue {
  const values = new Map<ClassValue, Value>();
  return {
    type: 'descriptor',
    kind: 'native',
    function: callable,
    attributes: new Map([[mark, callable]]),
    place,
    get: (interpreter, _instance, owner, at) => {
      const known = values.get(owner);
      if (known) return known;
      const value = interpreter.call(callable, { positional: [owner], keywords: new Map(), unknown: null }, at);
      values.set(owner, value);
      return value;
    },
  };
}
