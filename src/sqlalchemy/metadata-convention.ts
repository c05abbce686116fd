/** The naming convention that a project's metadata has of its own, if any. */
import type { Program } from '../python/program';
import type { Value } from '../python/values';
import { tableRecord } from './modules/schema-items';
import { defaultNamingConvention, type NamingConvention, namingConventionOf } from './naming-convention';
import { type MetaDataObject, TableObject } from './schema-objects';
import { isUnknown } from './unreadable';

/**
 * The convention of the first of `metadata` (env.py's target_metadata), or where that is null of the metadata that the first table
 * stands on: `MigrationContext.opts['target_metadata'].naming_convention` in alembic/operations/schemaobj.py. Null where it is
 * SQLAlchemy's default, or cannot be known: the models' own tables then say so.
 */
export function metadataConvention(program: Program, metadata: readonly Value[] | null): NamingConvention | null {
  const [first] = metadata ?? tableMetadata(program);
  const found = first ? namingConventionOf(first) : null;
  return found === null || isUnknown(found) || found === defaultNamingConvention ? null : found;
}

const tableMetadata = (program: Program): readonly MetaDataObject[] =>
  program.recorded.flatMap(({ kind, value }) =>
    kind === tableRecord && value.type === 'instance' && value.host instanceof TableObject ? [value.host.metadata] : [],
  );
