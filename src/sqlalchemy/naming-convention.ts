/** `MetaData(naming_convention=...)`: how unnamed constraints and indexes get their names (sqlalchemy/sql/naming.py). */
import type { Place } from '../python/place';
import type { UnknownValue, Value } from '../python/values';
import type { TableName } from '../schema/definition';
import { md5Hex } from './md5';
import { given, SpecialName, textOf } from './plain-values';
import { MetaDataObject } from './schema-objects';
import { attempt, unreadable, unreadableValue } from './unreadable';

/** Templates by the keys `ix`, `uq`, `ck`, `fk`, `pk`, and the project's own tokens, which are functions. */
export interface NamingConvention {
  readonly templates: ReadonlyMap<string, string>;
  readonly tokens: ReadonlyMap<string, Value>;
}

/** `DEFAULT_NAMING_CONVENTION` of sqlalchemy/sql/schema.py. */
export const defaultNamingConvention: NamingConvention = {
  templates: new Map([['ix', 'ix_%(column_0_label)s']]),
  tokens: new Map(),
};

/** The convention of a `MetaData` object; null for anything else. */
export function namingConventionOf(metadata: Value | MetaDataObject): NamingConvention | UnknownValue | null {
  if (!(metadata instanceof MetaDataObject)) {
    if (metadata.type === 'unknown') return metadata;
    return metadata.type === 'instance' && metadata.host instanceof MetaDataObject ? namingConventionOf(metadata.host) : null;
  }
  return attempt(() => {
    const convention = metadata.option('naming_convention');
    return convention ? readConvention(convention) : defaultNamingConvention;
  });
}

const classKeys: ReadonlyMap<string, string> = new Map([
  ['Index', 'ix'],
  ['UniqueConstraint', 'uq'],
  ['CheckConstraint', 'ck'],
  ['ForeignKeyConstraint', 'fk'],
  ['PrimaryKeyConstraint', 'pk'],
]);

function readConvention(value: Value): NamingConvention {
  if (value.type !== 'dict') return unreadableValue('naming_convention', value);
  const templates = new Map<string, string>();
  const tokens = new Map<string, Value>();
  for (const entry of value.entries.values()) {
    const key =
      entry.key.type === 'class' ? (classKeys.get(entry.key.name) ?? entry.key.name) : textOf(entry.key, 'a key of naming_convention');
    if (entry.value.type === 'function' || entry.value.type === 'native' || entry.value.type === 'method') tokens.set(key, entry.value);
    else if (given(entry.value)) templates.set(key, textOf(entry.value, 'a template of naming_convention'));
  }
  return value.entries.size === 0 ? defaultNamingConvention : { templates, tokens };
}

/** What a template may speak of. */
export interface Named {
  readonly key: 'ix' | 'uq' | 'ck' | 'fk' | 'pk' | 'ExcludeConstraint';
  /** The name that was given, and whether it is a `conv` that no convention touches. */
  readonly name: string | null;
  readonly final: boolean;
  readonly table: TableName;
  readonly columns: readonly { readonly name: string; readonly key: string }[];
  readonly referredTable: string | null;
  readonly referredColumns: readonly string[];
  readonly place: Place | null;
  /** What a function of the convention's own answers for the constraint and its table; throws `Unreadable`. */
  readonly token: (asked: Value) => string;
}

/** The name after the convention (`_constraint_name_for_table`), cut to PostgreSQL's 63 bytes as SQLAlchemy cuts it; throws `Unreadable`. */
export function conventionalName(convention: NamingConvention, named: Named): string | null {
  if (named.final) return named.name === null ? null : truncatedName(named.name);
  const template = convention.templates.get(named.key);
  const applies = template !== undefined && (named.name === null || template.includes('constraint_name'));
  if (!applies) return named.name === null ? null : shortName(named.name, named.place);
  return truncatedName(
    template.replace(/%\((\w+)\)s|%%|%/g, (whole, token?: string) => {
      if (whole === '%') return unreadable(`the template ${template} of a naming convention`, named.place);
      return token === undefined ? whole.slice(1) : tokenText(token, convention, named);
    }),
  );
}

/** A name that somebody gave is refused where it is too long, not cut (`Dialect.validate_identifier`). */
export function shortName(name: string, place: Place | null): string {
  return name.length > 63 ? unreadable(`the name ${name}, which exceeds the 63 characters of a name in PostgreSQL`, place) : name;
}

/** The name as DDL has it that drops what bears it: cut where it is `op.f('name')`, as it was cut when that was made. */
export function nameInDdl(value: Value, what: string, place: Place | null): string {
  const name = textOf(value, what);
  const final = value.type === 'instance' && value.host instanceof SpecialName && value.host.final;
  return final ? truncatedName(name) : shortName(name, place);
}

/** `IdentifierPreparer._truncate_and_render_maxlen_name`. */
export function truncatedName(name: string): string {
  return name.length > 63 ? `${name.slice(0, 55)}_${md5Hex(name).slice(-4)}` : name;
}

/** `ConventionDict.__getitem__`. */
function tokenText(token: string, convention: NamingConvention, named: Named): string {
  const asked = convention.tokens.get(token);
  if (asked) return named.token(asked);
  if (token === 'table_name') return named.table.name;
  if (token === 'referred_table_name') return named.referredTable ?? '';
  if (token === 'constraint_name')
    return (
      named.name ?? unreadable('a constraint without a name, where the naming convention needs one (%(constraint_name)s)', named.place)
    );
  const column = /^(referred_)?column_(\d+)(_?N)?_(name|key|label)$/.exec(token);
  if (!column) return unreadable(`the token ${token} of a naming convention`, named.place);
  const [, referred, index, many, attribute] = column;
  const texts = referred ? named.referredColumns : named.columns.map((one) => columnText(one, attribute ?? 'name', named.table));
  if (many) return texts.join(many.startsWith('_') ? '_' : '');
  return texts[Number(index)] ?? '';
}

/** `_ddl_label` is the table's name, with its schema, before the column's. */
function columnText(column: { readonly name: string; readonly key: string }, attribute: string, table: TableName): string {
  if (attribute !== 'label') return attribute === 'key' ? column.key : column.name;
  const schema = table.schema === null ? '' : `${table.schema.replaceAll('.', '_')}_`;
  return `${schema}${table.name}_${column.name}`;
}
