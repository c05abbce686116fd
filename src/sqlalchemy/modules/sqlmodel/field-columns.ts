/** `get_column_from_field` of sqlmodel/main.py: the column of a field. */
import { changing } from '../../../python/changes';
import type { Interpreter } from '../../../python/interpreter';
import { bool, instance } from '../../../python/native';
import { typingFormOf } from '../../../python/typing-forms';
import type { InstanceValue, UnknownValue, Value } from '../../../python/values';
import { nameColumn } from '../../attach';
import { entriesOf, given, itemsOf } from '../../plain-values';
import { ColumnObject } from '../../schema-objects';
import { attempt, isUnknown } from '../../unreadable';
import { sincePydantic2 } from '../../versions';
import type { SchemaItems } from '../schema-items';
import type { TypeClasses } from '../type-classes';
import { columnTypeOf, isNone } from './column-types';
import type { ModelField } from './fields';

/** The column that a table model has for a field; what of it cannot be known is in its arguments. */
export function columnOf(interpreter: Interpreter, items: SchemaItems, types: TypeClasses, field: ModelField): InstanceValue {
  const fixed = fieldOption(field, 'sa_column');
  const made = fixed?.type === 'instance' && fixed.host instanceof ColumnObject && !fixed.host.mapped ? fixed : null;
  const column = made ?? instance(items.column, derivedColumn(interpreter, items, types, field, fixed), field.annotation.place);
  if (column.host instanceof ColumnObject) {
    changing(column.host).assignment = field.annotation.place;
    nameColumn(column.host, field.name);
  }
  return column;
}

function derivedColumn(
  interpreter: Interpreter,
  items: SchemaItems,
  types: TypeClasses,
  field: ModelField,
  saColumn: Value | null,
): ColumnObject {
  const { place } = field.annotation;
  const primaryKey = fieldOption(field, 'primary_key') ?? bool(false);
  const isKey = primaryKey.type === 'bool' && primaryKey.value;
  const nullable = fieldOption(field, 'nullable') ?? bool(!isKey && isNoneable(interpreter, field));
  const keywords = new Map<string, Value>([
    ['type_', fieldOption(field, 'sa_type') ?? columnTypeOf(interpreter, types, field)],
    ['primary_key', primaryKey],
    ['nullable', nullable],
    ['index', fieldOption(field, 'index') ?? bool(false)],
    ['unique', fieldOption(field, 'unique') ?? bool(false)],
  ]);
  const positional = [...foreignKeys(interpreter, items, field)];
  const extraItems = fieldOption(field, 'sa_column_args');
  const moreItems = extraItems && attempt(() => itemsOf(extraItems), place);
  const extraKeywords = fieldOption(field, 'sa_column_kwargs');
  const moreKeywords = extraKeywords && attempt(() => entriesOf(extraKeywords, 'sa_column_kwargs'), place);
  if (moreItems && !isUnknown(moreItems)) positional.push(...moreItems);
  if (moreKeywords && !isUnknown(moreKeywords)) for (const [name, value] of moreKeywords) keywords.set(name, value);
  const hidden = [saColumn, moreItems, moreKeywords].find((part): part is UnknownValue => part !== null && isUnknown(part));
  return new ColumnObject({ positional, keywords, unknown: hidden ?? hiddenField(field) }, place, false, items.nextOrder());
}

/** What the last `Field(...)` that speaks of columns says. */
function fieldOption(field: ModelField, name: string): Value | null {
  const value =
    field.infos
      .filter((info) => info.speaksOfColumns)
      .at(-1)
      ?.column(name) ?? null;
  return value?.type === 'instance' && value.class.name === 'PydanticUndefinedType' ? null : value;
}

function foreignKeys(interpreter: Interpreter, items: SchemaItems, field: ModelField): readonly Value[] {
  const target = given(fieldOption(field, 'foreign_key'));
  const cls = items.names['ForeignKey'];
  if (!target || !cls) return [];
  const onDelete = fieldOption(field, 'ondelete');
  const keywords = new Map(onDelete ? [['ondelete', onDelete] as const] : []);
  return [interpreter.call(cls, { positional: [target], keywords, unknown: null }, target.place ?? field.annotation.place)];
}

/** Something assigned that is not known may be a `Field(...)`; a call of one with `**unknown` may hide what it says. */
function hiddenField(field: ModelField): UnknownValue | null {
  const { assigned } = field;
  if (assigned?.type === 'unknown')
    return { ...assigned, reason: `what is assigned to ${field.name} (${assigned.reason}), which may be a Field` };
  return field.infos.find((info) => info.args.unknown)?.args.unknown ?? null;
}

/** `is_field_noneable` of sqlmodel/_compat.py; of sqlmodel/main.py with pydantic 1, where a default of None makes it so. */
function isNoneable(interpreter: Interpreter, field: ModelField): boolean {
  const optional = admitsNone(field);
  if (sincePydantic2(interpreter)) return optional;
  const value = field.infos.filter((info) => info.default).at(-1)?.default ?? (field.infos.length > 0 ? null : field.assigned);
  if (value?.type === 'Ellipsis') return false;
  return optional || value?.type === 'None' || typingFormOf(field.type)?.name === 'Any';
}

function admitsNone(field: ModelField): boolean {
  const form = typingFormOf(field.type);
  if (form) return form.name === 'Optional' || (form.name === 'Union' && form.arguments.some(isNone));
  return field.type.type === 'unknown' && /\bOptional\[|\|\s*None\b|\bNone\s*\||\bUnion\[.*\bNone\b/.test(field.annotation.text);
}
