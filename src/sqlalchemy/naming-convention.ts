/** `MetaData(naming_convention=...)`: how unnamed constraints and indexes get their names (sqlalchemy/sql/naming.py). */
import type { UnknownValue, Value } from '../python/values';
import { entriesOf, given, textOf } from './plain-values';
import { MetaDataObject } from './schema-objects';
import { attempt, unreadableValue } from './unreadable';

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

/** The convention of a `MetaData` object, or of what holds one as `.metadata` does; null for anything else that is no MetaData. */
export function namingConventionOf(metadata: Value): NamingConvention | UnknownValue | null {
  if (metadata.type === 'unknown') return metadata;
  if (metadata.type !== 'instance' || !(metadata.host instanceof MetaDataObject)) return null;
  const { args } = metadata.host;
  return attempt(() => {
    const convention = given(args.keywords.get('naming_convention') ?? args.positional[3]);
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
  return { templates, tokens };
}
