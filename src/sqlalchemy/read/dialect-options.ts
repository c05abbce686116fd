/** Which `postgresql_…` arguments SQLAlchemy takes: for any other it raises ArgumentError (`DialectKWArgs._validate_dialect_kwargs`). */
import type { Interpreter } from '../../python/interpreter';
import type { Place } from '../../python/place';
import type { Value } from '../../python/values';
import type { SchemaItemKind } from '../schema-objects';
import { unreadable } from '../unreadable';
import { type SqlalchemySeries, sinceSqlalchemy } from '../versions';

type Options = Readonly<Record<string, SqlalchemySeries>>;

const always = (names: string): Options => Object.fromEntries(names.split(' ').map((name) => [name, '1.4']));

/** `PGDialect.construct_arguments`, each with the first series that has it. */
const constructArguments: Readonly<Partial<Record<SchemaItemKind | 'Table', Options>>> = {
  Index: { ...always('using include where ops concurrently with tablespace'), nulls_not_distinct: '2.0' },
  Table: { ...always('ignore_search_path tablespace partition_by with_oids on_commit inherits'), using: '2.0', with: '2.1' },
  CheckConstraint: always('not_valid'),
  ForeignKey: always('not_valid'),
  ForeignKeyConstraint: always('not_valid'),
  PrimaryKeyConstraint: { include: '2.0' },
  UniqueConstraint: { include: '2.0', nulls_not_distinct: '2.0' },
};

/** Throws `Unreadable` for an argument that SQLAlchemy refuses. */
export function checkDialectOptions(
  interpreter: Interpreter,
  kind: SchemaItemKind | 'Table',
  keywords: ReadonlyMap<string, Value>,
  place: Place | null,
): void {
  for (const keyword of keywords.keys()) {
    const [, option] = /^postgresql_(.+)$/.exec(keyword) ?? [];
    if (option === undefined) continue;
    const since = constructArguments[kind]?.[option];
    if (since === undefined || !sinceSqlalchemy(interpreter, since))
      unreadable(`${keyword}, which SQLAlchemy does not accept for a ${kind}`, keywords.get(keyword)?.place ?? place);
  }
}
