/** SQLAlchemy-Continuum 2.0 and SQLAlchemy-History: tables that `make_versioned()` makes while the application runs. */
import type { HostModule } from '../../python/interpreter';
import { hostModule, nativeFunction, none, str, unknown } from '../../python/native';
import type { Program } from '../../python/program';
import type { NotUnderstood, TableName } from '../../schema/definition';

const versionedRecord = 'sqlalchemy version tables';

/** `options={'table_name': '%s_version'}` of the manager (manager.py). */
const standardName = '%s_version';

/** The package `name`: only what says that there are such tables is known of it. */
export function versioningModule(name: string): HostModule {
  const makeVersioned = nativeFunction('make_versioned', (interpreter, args, place) => {
    const options = args.keywords.get('options');
    const named = options?.type === 'dict' ? options.entries.get('stable_name')?.value : undefined;
    interpreter.record(versionedRecord, named?.type === 'str' ? named : str(standardName), place);
    return none;
  });
  const module = hostModule(name, () => ({ make_versioned: makeVersioned }));
  return (interpreter) => ({
    ...module(interpreter),
    missing: (attribute, place) => (attribute.startsWith('__') ? null : unknown(`the value of ${name}.${attribute}`, place)),
  });
}

/** The tables that may stand beside those of the models; nobody can say here what they look like. */
export function versionTables(program: Program, tables: readonly TableName[]): readonly NotUnderstood[] {
  return program.recorded.flatMap(({ kind, value, place }) => {
    if (kind !== versionedRecord || value.type !== 'str') return [];
    const named = tables.map(({ schema, name }) => ({ schema, name: value.value.replace('%s', () => name) }));
    const message = 'the tables that make_versioned() makes of the models when the application runs';
    return [{ message, place, tables: [...named, { schema: null, name: 'transaction' }, { schema: null, name: 'transaction_changes' }] }];
  });
}
