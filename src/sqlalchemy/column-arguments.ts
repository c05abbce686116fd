/** The arguments of `Column(...)` and `mapped_column(...)`, sorted by what they are (`Column.__init__`). */
import type { UnknownValue, Value } from '../python/values';
import { SpecialName } from './plain-values';
import { type ColumnObject, SchemaItem } from './schema-objects';
import { isType } from './types/read-type';
import { describe } from './unreadable';

export interface ColumnArguments {
  /** A str, or an Unknown. */
  readonly name: Value | null;
  readonly type: Value | null;
  /** ForeignKey, CheckConstraint, Sequence, Computed, Identity, FetchedValue … */
  readonly items: readonly SchemaItem[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** Positional arguments that are nothing known: one of them may be the type or a constraint. */
  readonly unknown: UnknownValue | null;
}

/** Sorts the arguments; never fails, since an application may hold a broken column it never maps. */
export function columnArguments(column: ColumnObject): ColumnArguments {
  const rest = [...column.args.positional];
  const keywords = column.later.size === 0 ? column.args.keywords : new Map([...column.args.keywords, ...changes(column.later)]);
  const name = rest[0] && isName(rest[0]) ? (rest.shift() ?? null) : null;
  if (rest[0]?.type === 'None') rest.shift();
  const type = rest[0] && isType(rest[0]) ? (rest.shift() ?? null) : null;
  const items = rest.flatMap((value) => (value.type === 'instance' && value.host instanceof SchemaItem ? [value.host] : []));
  const strange = rest.find((value) => value.type !== 'None' && !(value.type === 'instance' && value.host instanceof SchemaItem));
  return {
    name: presence(keywords.get('name')) ?? name,
    type: presence(column.later.get('type')) ?? presence(keywords.get('type_')) ?? type ?? (strange && isType(strange) ? strange : null),
    items,
    keywords,
    unknown: column.args.unknown ?? (strange && !isType(strange) ? notAnArgument(strange) : null),
  };
}

/** `Column.__init__` refuses anything but a type and schema items. */
const notAnArgument = (value: Value): UnknownValue =>
  value.type === 'unknown'
    ? value
    : { type: 'unknown', reason: `an argument of a column, which is a ${describe(value)}`, place: value.place };

/** What DDL asks the column itself for; an index that `index=` asked for stands already. */
const changeable: ReadonlySet<string> = new Set(['nullable', 'comment', 'server_default', 'default', 'autoincrement']);

const changes = (later: ReadonlyMap<string, Value>) => [...later].filter(([name]) => changeable.has(name));

const presence = (value: Value | undefined): Value | null => (!value || value.type === 'None' ? null : value);

const isName = (value: Value): boolean => value.type === 'str' || (value.type === 'instance' && value.host instanceof SpecialName);
