/** `deferred(...)`, `column_property(...)` and `composite(...)`: properties that hold columns of the table. */
import { changing } from '../../../python/changes';
import { instance, nativeClass, nativeFunction, nativeMethod, noArguments } from '../../../python/native';
import type { Place } from '../../../python/place';
import type { Annotation, ClassValue, InstanceValue, NativeFunctionValue, Value } from '../../../python/values';
import { sessionParts } from '../../orm/constructor';
import { ColumnObject } from '../../schema-objects';
import { nodeOf } from '../../sql/node';
import { inert } from '../inert';
import type { SchemaItems } from '../schema-items';

export type ColumnValue = InstanceValue & { readonly host: ColumnObject };

/** A mapper property and the columns that it brings into the table. */
export class ColumnProperty {
  constructor(
    readonly kind: 'column' | 'composite',
    readonly columns: readonly ColumnValue[],
    /** Of a composite: how many columns or names it was given. */
    readonly attributes: number,
    /** The class of a composite, where the call names it. */
    readonly compositeClass: ClassValue | null,
    /** What `column_property()` was given where it is no column of the table. */
    readonly expression: Value | null = null,
  ) {}
}

const propertyClass = nativeClass({
  name: 'MapperProperty',
  module: 'sqlalchemy.orm',
  native: { tag: 'sqlalchemy column property', attribute: () => inert(), operate: () => inert() },
  members: {
    // To models a property is inert; with sessions it is its column or expression on the class, and a value on an object.
    __get__: nativeMethod('__get__', (interpreter, args, place) => {
      const [property, receiver] = args.positional;
      const parts = sessionParts(interpreter);
      const host = property ? propertyOf(property) : null;
      if (!parts || !host || !property) return property ?? inert();
      if (receiver?.type === 'instance')
        return interpreter.call(parts.loadProperty, { ...noArguments, positional: [property, receiver] }, place);
      return host.columns[0] ?? host.expression ?? property;
    }),
  },
});

export const isColumn = (value: Value | undefined): value is ColumnValue =>
  value?.type === 'instance' && value.host instanceof ColumnObject;

/** The property that a value is; null for any other value. */
export const propertyOf = (value: Value): ColumnProperty | null =>
  value.type === 'instance' && value.host instanceof ColumnProperty ? value.host : null;

/** A function of sqlalchemy.orm whose `Column` arguments become columns of the mapped class. */
export function columnHolder(name: string): NativeFunctionValue {
  const isComposite = name === 'composite';
  return nativeFunction(name, (_interpreter, args, place) => {
    if (args.unknown) return args.unknown;
    const [first] = args.positional;
    const attributes = args.positional.filter((value) => value.type === 'str' || isColumn(value));
    const compositeClass = isComposite && first?.type === 'class' ? first : null;
    const host = new ColumnProperty(
      isComposite ? 'composite' : 'column',
      args.positional.filter(isColumn),
      attributes.length,
      compositeClass,
      !isComposite && first && !isColumn(first) && nodeOf(first) ? first : null,
    );
    return instance(propertyClass, host, place);
  });
}

/** The fields of a dataclass in the order of its `__init__`, ancestors first; empty for any other class. */
export function fieldsOf(cls: ClassValue): ReadonlyMap<string, Annotation> {
  const fields = new Map<string, Annotation>();
  if (!cls.namespace.has('__match_args__') && !cls.namespace.has('__dataclass_fields__')) return fields;
  for (const ancestor of [...cls.mro].reverse()) {
    if (ancestor.type !== 'class') continue;
    for (const [name, annotation] of ancestor.annotations) if (!/\bClassVar\b/.test(annotation.text)) fields.set(name, annotation);
  }
  return fields;
}

/** The `mapped_column()` that an annotation makes by itself. */
export function blankColumn(items: SchemaItems, place: Place): ColumnValue {
  const host = new ColumnObject(noArguments, place, true, items.nextOrder());
  changing(host).assignment = place;
  return { ...instance(items.mappedColumn, host, place), host };
}
