/** `Column._merge`: a `mapped_column()` inside `Annotated[...]` gives what the attribute's own one leaves open. */
import type { Arguments, Value } from '../../../python/values';
import { columnArguments } from '../../column-arguments';
import { given } from '../../plain-values';
import type { ColumnObject, SchemaItem, SchemaItemKind } from '../../schema-objects';
import type { SqlalchemySeries } from '../../versions';

const serverDefaults: ReadonlySet<SchemaItemKind> = new Set(['Identity', 'Computed', 'FetchedValue', 'DefaultClause']);
const defaults: ReadonlySet<SchemaItemKind> = new Set(['Sequence', 'ColumnDefault']);

const isTrue = (value: Value | undefined): boolean => value?.type === 'bool' && value.value;

/** The arguments of the column that both make together. `name` and `key` of the pattern count for nothing. */
export function mergedArguments(pattern: ColumnObject, own: ColumnObject, series: SqlalchemySeries): Arguments {
  const [shared, mine] = [columnArguments(pattern), columnArguments(own)];
  const keywords = new Map(mine.keywords);
  const take = (name: string): void => {
    const value = shared.keywords.get(name);
    if (value) keywords.set(name, value);
  };
  for (const name of ['primary_key', 'system']) if (isTrue(shared.keywords.get(name))) take(name);
  for (const name of ['nullable', 'index', 'unique', 'comment', 'doc', 'server_onupdate', 'onupdate', 'sort_order'])
    if (!given(keywords.get(name))) take(name);
  const autoincrement = keywords.get('autoincrement');
  if (!autoincrement || (autoincrement.type === 'str' && autoincrement.value === 'auto')) take('autoincrement');
  if (isTrue(shared.keywords.get('use_existing_column'))) take('use_existing_column');

  const hasServerDefault = given(keywords.get('server_default')) || mine.items.some((item) => serverDefaults.has(item.kind));
  if (!hasServerDefault) take('server_default');
  const keepsDefault = keepsOwnDefault(shared, mine, series);
  if (!keepsDefault) {
    keywords.delete('default');
    for (const name of ['default', 'insert_default']) take(name);
  }
  const isTaken = (item: SchemaItem): boolean =>
    serverDefaults.has(item.kind) ? !hasServerDefault : defaults.has(item.kind) ? !keepsDefault : true;
  const ownItems = keepsDefault ? mine.items : mine.items.filter((item) => !defaults.has(item.kind));
  const values = (column: ColumnObject, items: readonly SchemaItem[]): readonly Value[] =>
    column.args.positional.filter((value) => value.type === 'instance' && items.some((item) => item === value.host));
  const type = mine.type ?? shared.type;
  const unknowns = [mine.unknown, shared.unknown].filter((value) => value !== null);
  keywords.delete('name');
  keywords.delete('type_');
  return {
    positional: [
      ...(mine.name ? [mine.name] : []),
      ...(type ? [type] : []),
      ...values(own, ownItems),
      ...values(pattern, shared.items.filter(isTaken)),
      ...unknowns,
    ],
    keywords,
    unknown: own.args.unknown ?? pattern.args.unknown,
  };
}

/** 2.0 gives the pattern's default the preference, unless the column says `insert_default`. */
function keepsOwnDefault(
  shared: ReturnType<typeof columnArguments>,
  mine: ReturnType<typeof columnArguments>,
  series: SqlalchemySeries,
): boolean {
  const has = ({ keywords, items }: typeof mine): boolean =>
    given(keywords.get('default') ?? keywords.get('insert_default')) !== null || items.some((item) => defaults.has(item.kind));
  if (mine.keywords.has('insert_default')) return true;
  if (series === '2.0' && has(shared)) return false;
  return has(mine) || mine.keywords.has('default');
}
