/** The type of a column in the database, as SQLAlchemy's reflection names it (`PGDialect._reflect_type`). */
import { nativeFunction, none, unknown } from '../../../python/native';
import type { DictValue, Value } from '../../../python/values';
import type { EnumDefinition } from '../../../schema/definition';
import { typeFromCatalog } from '../../../sqlalchemy/catalog-types';

const member = (dict: DictValue, name: string): Value =>
  [...dict.entries.values()].find(({ key }) => key.type === 'str' && key.value === name)?.value ?? none;

const textOf = (value: Value): string | null => (value.type === 'str' ? value.value : null);

function enumOf(value: Value): EnumDefinition | null {
  if (value.type !== 'dict') return null;
  const labels = member(value, 'labels');
  const values = labels.type === 'list' ? labels.items.flatMap((label) => textOf(label) ?? []) : [];
  return { schema: textOf(member(value, 'schema')), name: textOf(member(value, 'name')) ?? '', values, place: null };
}

/** `reflected_type(row)`: the type of one row of `get_columns`. */
export const reflectedType = nativeFunction('reflected_type', (interpreter, args, place) => {
  const [row] = args.positional;
  if (row?.type !== 'dict') return unknown('the type of a column in the database', place);
  const text = textOf(member(row, 'type')) ?? '';
  const collated = member(row, 'collated');
  const found = collated.type === 'bool' && collated.value ? null : typeFromCatalog(text, enumOf(member(row, 'enum')));
  if (!found) return unknown(`the type ${text} of a column in the database`, place);
  const lines = ['import sqlalchemy as sa', 'from sqlalchemy.dialects import postgresql', `value = ${found.python.code}`, ''];
  return interpreter.runSource('reflected type', lines.join('\n')).namespace.get('value') ?? none;
});
