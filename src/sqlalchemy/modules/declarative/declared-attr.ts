/** `@declared_attr` and its kin: functions of the class that the mapping asks for a value. */
import { Notes } from '../../../python/changes';
import { instance, nativeClass } from '../../../python/native';
import type { ClassValue, DescriptorValue, FunctionValue, Value } from '../../../python/values';

const mark = '__declared_attr__';
const cascadingMark = '__declared_attr_cascading__';

export function isDeclaredAttr(value: Value): value is DescriptorValue {
  return value.type === 'descriptor' && value.attributes.has(mark);
}

/** The function that was decorated, through a `@classmethod` between. */
export function declaredFunction(descriptor: DescriptorValue): FunctionValue | null {
  return descriptor.function.type === 'function' ? descriptor.function : null;
}

/** `@declared_attr.cascading`: every subclass gets the attribute anew. */
export function isCascading(descriptor: DescriptorValue): boolean {
  return descriptor.attributes.has(cascadingMark);
}

/** `declared_attr`, `declared_attr.directive`, `declared_attr.cascading`. */
export function makeDeclaredAttr(): Value {
  const cls: ClassValue = nativeClass({
    name: 'declared_attr',
    module: 'sqlalchemy.orm',
    native: {
      tag: 'sqlalchemy declared_attr',
      call: (_interpreter, self, args, place) => {
        const [decorated] = args.positional;
        if (!decorated) return self;
        const callable = decorated.type === 'descriptor' ? decorated.function : decorated;
        return descriptorOf(callable, self.host === cascadingMark, decorated.place ?? place);
      },
      attribute: (_interpreter, self, name) => {
        if (name === 'cascading') return instance(cls, cascadingMark, null);
        return name === 'directive' ? self : null;
      },
      operate: (_interpreter, operator, self) => (operator === '__getitem__' ? self : null),
    },
  });
  return instance(cls, null, null);
}

/** The value is made once for a class, as `_sa_declared_attr_reg` keeps it while the class is mapped. */
function descriptorOf(callable: Value, cascading: boolean, place: Value['place']): DescriptorValue {
  const values = new Notes<ClassValue, Value>();
  return {
    type: 'descriptor',
    kind: 'native',
    function: callable,
    attributes: new Map([[mark, callable], ...(cascading ? [[cascadingMark, callable] as const] : [])]),
    place,
    get: (interpreter, _instance, owner, at) =>
      values.get(owner) ??
      values.compute(owner, () => interpreter.call(callable, { positional: [owner], keywords: new Map(), unknown: null }, at)),
  };
}
