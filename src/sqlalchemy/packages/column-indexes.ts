/** Indexes that packages add by events to the columns of their types: `__column_index__` of the text that stands for the type. */
import type { Interpreter } from '../../python/interpreter';
import { noArguments, str } from '../../python/native';
import type { InstanceValue, Value } from '../../python/values';
import { columnArguments } from '../column-arguments';
import { entriesOf, textOf } from '../plain-values';
import { ColumnObject, SchemaItem } from '../schema-objects';
import { specOf } from '../types/read-type';
import { unreadable, unreadableValue } from '../unreadable';

/** Behind everything that was written out. */
const last = Number.MAX_SAFE_INTEGER;

/** The indexes that the types of columns bring to the table of that name; throws `Unreadable`. */
export function columnIndexes(interpreter: Interpreter, table: string, columns: readonly InstanceValue[]): readonly SchemaItem[] {
  return columns.flatMap((column) => indexOf(interpreter, table, column) ?? []);
}

function indexOf(interpreter: Interpreter, table: string, column: InstanceValue): SchemaItem | null {
  if (!(column.host instanceof ColumnObject)) return null;
  const type = typeWithIndex(interpreter, columnArguments(column.host).type ?? column.host.annotated?.type ?? null);
  if (!type) return null;
  const place = column.host.assignment ?? column.host.place;
  const maker = interpreter.getAttribute(type, '__column_index__', place);
  const made = interpreter.call(maker, { ...noArguments, positional: [str(table), column] }, place);
  if (made.type === 'None') return null;
  if (made.type !== 'tuple') return unreadableValue(`the index on the column ${column.host.name}`, made);
  const [name, key, keywords] = made.items;
  if (!name || !key || !keywords) return unreadable(`the index on the column ${column.host.name}`, place);
  const text = textOf(name, 'the name of an index');
  const args = { positional: [str(text, place), key], keywords: entriesOf(keywords, 'the options of an index'), unknown: null };
  return new SchemaItem('Index', args, place, last);
}

/** The type, or what a TypeDecorator stands on, that has something to say of an index. */
function typeWithIndex(interpreter: Interpreter, type: Value | null, depth = 0): Value | null {
  if (!type || depth > 5 || !specOf(type)) return null;
  const cls = type.type === 'class' ? type : type.type === 'instance' ? type.class : null;
  const says = cls?.mro.some((base) => base.type === 'class' && base.namespace.has('__column_index__'));
  if (says) return type.type === 'class' ? interpreter.call(type, noArguments, type.place) : type;
  return specOf(type)?.name === 'TypeDecorator'
    ? typeWithIndex(interpreter, interpreter.findAttribute(type, 'impl', null), depth + 1)
    : null;
}
