/** `constraint.ddl_if(…)`, `index.ddl_if(…)`: for which databases an item stands (`DDLIf._should_execute`, sqlalchemy/sql/ddl.py). */
import { argument, none, unknown } from '../../python/native';
import type { Arguments } from '../../python/values';
import { asking } from '../asking';
import { given, itemsOf, textOf } from '../plain-values';
import type { SchemaItem } from '../schema-objects';
import { dialectValue } from '../types/dialect';
import { unreadable } from '../unreadable';
import type { ReadContext } from './context';
import { itemValue } from './name-tokens';

/** What DDL is written of, and may be set once the item stands. */
const writtenOf = 'name unique deferrable initially comment ondelete onupdate match sqltext columns expressions'.split(' ');

/** Whether the item is among what is made on PostgreSQL; throws `Unreadable` where its condition does not let know, or where it was changed. */
export function isMade(item: SchemaItem, context: ReadContext): boolean {
  const changed = writtenOf.find((name) => item.later.has(name));
  if (changed)
    return unreadable(`${changed} of this ${item.kind}, which is set after it was made`, item.later.get(changed)?.place ?? item.place);
  if (!item.condition) return true;
  if (!namesPostgresql(item.condition)) return false;
  return answersYes(item, item.condition, context);
}

function namesPostgresql(condition: Arguments): boolean {
  const dialect = given(argument(condition, 0, 'dialect'));
  if (!dialect) return true;
  const names = dialect.type === 'tuple' || dialect.type === 'list' || dialect.type === 'set' ? itemsOf(dialect) : [dialect];
  return names.map((name) => textOf(name, 'the dialect of ddl_if()')).includes('postgresql');
}

/** The callable is given no connection: what it asks of one is not known. */
function answersYes(item: SchemaItem, condition: Arguments, { interpreter }: ReadContext): boolean {
  const callable = given(argument(condition, 1, 'callable_'));
  if (!callable) return true;
  const { place } = item;
  const live = (what: string) => unknown(`${what} of a ddl_if() callable, which only a running program has`, place);
  const keywords = new Map([
    ['state', argument(condition, 2, 'state') ?? none],
    ['dialect', dialectValue()],
    ['compiler', live('the compiler')],
  ]);
  const positional = [live('the DDL'), itemValue(interpreter, item, place), live('the connection')];
  const answer = asking(interpreter, place, () =>
    interpreter.truth(interpreter.call(callable, { positional, keywords, unknown: null }, place)),
  );
  return typeof answer === 'boolean' ? answer : unreadable(`whether ddl_if() keeps this ${item.kind} (${answer.reason})`, place);
}
