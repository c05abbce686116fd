/** `Table.to_metadata(metadata)`: the same table once more, in another MetaData (sqlalchemy/sql/schema.py). */
import { changing } from '../../python/changes';
import { argument, instance, nativeFunction, str, unknown } from '../../python/native';
import type { InstanceValue, NativeFunctionValue, Value } from '../../python/values';
import { given, optionalText } from '../plain-values';
import { MetaDataObject, TableObject } from '../schema-objects';
import { attempt } from '../unreadable';

/** The method of a table's instance; `kind` is what tables are recorded under. */
export function copyingMethod(self: InstanceValue, table: TableObject, kind: string): NativeFunctionValue {
  return nativeFunction('to_metadata', (interpreter, args, place) => {
    const target = argument(args, 0, 'metadata');
    const metadata = target?.type === 'instance' && target.host instanceof MetaDataObject ? target.host : null;
    if (!metadata) return target?.type === 'unknown' ? target : unknown(`the MetaData that ${table.name} is copied to`, place);
    const schema = attempt(() => copiedSchema(table, metadata, argument(args, 1, 'schema')), place);
    const name = attempt(() => optionalText(given(args.keywords.get('name')) ?? str(table.name), 'the name of a table'), place);
    if (typeof name !== 'string' || (schema !== null && typeof schema !== 'string')) return unknown(`a copy of ${table.name}`, place);
    const copy = new TableObject(metadata, name, schema, table.keywords, table.place, table);
    const standing = metadata.tables.get(copy.key);
    if (standing) return standing;
    changing(copy.columns).push(...table.columns);
    changing(copy.items).push(...table.items);
    changing(copy.doubts).push(...table.doubts);
    changing(copy.problems).push(...table.problems);
    if (name !== table.name || schema !== table.schema)
      changing(copy.problems).push(unknown(`a copy of ${table.name} under another name`, place));
    if (interpreter.uncertain) changing(copy.problems).push(interpreter.uncertain);
    const made = instance(self.class, copy, table.place);
    metadata.tables.set(copy.key, made);
    interpreter.record(kind, made, table.place);
    return made;
  });
}

/** The table's own schema is kept; one that its MetaData gave it becomes the other MetaData's (`RETAIN_SCHEMA`). */
function copiedSchema(table: TableObject, metadata: MetaDataObject, passed: Value | null): string | null {
  if (passed) return optionalText(passed, 'the schema of a table');
  const inherited = optionalText(table.metadata.option('schema'), 'the schema of a MetaData');
  if (table.schema !== inherited) return table.schema;
  return optionalText(metadata.option('schema'), 'the schema of a MetaData') ?? table.schema;
}
