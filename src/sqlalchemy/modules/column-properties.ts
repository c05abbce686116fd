/** `deferred(...)`, `column_property(...)` and `composite(...)`: properties that hold columns of the table. */
import { instance, nativeClass, nativeFunction } from '../../python/native';
import type { InstanceValue, NativeFunctionValue, Value } from '../../python/values';
import { nameColumn } from '../attach';
import { ColumnObject } from '../schema-objects';
import { inert } from './inert';

/** The columns that a property brings into the table. */
class ColumnProperty {
  constructor(readonly columns: readonly InstanceValue[]) {}
}

const propertyClass = nativeClass({
  name: 'MapperProperty',
  module: 'sqlalchemy.orm',
  native: { tag: 'sqlalchemy column property', attribute: () => inert(), operate: () => inert() },
});

const isColumn = (value: Value): value is InstanceValue & { host: ColumnObject } =>
  value.type === 'instance' && value.host instanceof ColumnObject;

/** A function of sqlalchemy.orm whose `Column` arguments become columns of the mapped class. */
export function columnHolder(name: string): NativeFunctionValue {
  return nativeFunction(name, (_interpreter, args, place) =>
    instance(propertyClass, new ColumnProperty(args.positional.filter(isColumn)), place),
  );
}

/** The columns that the attribute `name` stands for: the column itself, or those its property holds. */
export function columnsBeside(value: Value, name: string): readonly InstanceValue[] {
  if (isColumn(value)) return [value];
  if (value.type !== 'instance' || !(value.host instanceof ColumnProperty)) return [];
  const columns = value.host.columns.filter((column) => column.host instanceof ColumnObject && column.host.table === null);
  for (const column of columns) if (column.host instanceof ColumnObject) nameColumn(column.host, name);
  return columns;
}
