/** Statements of model files that raise: what they would have done to tables is not known. */
import { linesAt } from '../python/files';
import type { ModuleFailure, Program } from '../python/program';
import type { ClassValue, Value } from '../python/values';
import type { NotUnderstood } from '../schema/definition';
import { tableOf } from './modules/declarative/mapped-classes';
import { isAlembics, projectModules } from './project-modules';
import { MetaDataObject, TableObject } from './schema-objects';

/**
 * What each failure leaves open. The tables that a raising statement speaks of, by the name of a class, of a base, of a table or of a
 * MetaData, may lack what it would have given them; those that it would have made are missing.
 */
export function raisingStatements(program: Program): readonly NotUnderstood[] {
  const failures = program.failures.filter(
    ({ kind, place }) => kind !== 'syntax' && !isAlembics(program.interpreter.files.read(place.file) ?? ''),
  );
  if (failures.length === 0) return [];
  const known = namedTables(program);
  return failures.map((failure) => ({
    message: failure.statement
      ? `${failure.message}, so what this statement makes is not known`
      : `${failure.message}, so models may be missing from here on`,
    place: failure.place,
    tables: [],
    doubts: touchedTables(program, failure, known).map((table) => ({ table: { schema: table.schema, name: table.name }, column: null })),
  }));
}

interface NamedTable {
  readonly table: TableObject;
  /** What a statement may call it by. */
  readonly names: ReadonlySet<string>;
  /** The same through a class that it inherits from: a base, a mixin. */
  readonly ancestors: ReadonlySet<string>;
}

function namedTables(program: Program): readonly NamedTable[] {
  return projectModules(program).flatMap((module) => {
    const metadata = [...module.namespace].flatMap(([name, value]) => (isMetaData(value) ? [{ name, value: value.host }] : []));
    return [...module.namespace].flatMap(([name, value]): readonly NamedTable[] => {
      if (value.type === 'instance' && value.host instanceof TableObject) {
        const { host } = value;
        const holders = metadata.filter((one) => one.value === host.metadata).map((one) => one.name);
        return [{ table: host, names: new Set([name]), ancestors: new Set(holders) }];
      }
      const table = value.type === 'class' ? tableOf(value) : null;
      return value.type === 'class' && table ? [namedByClass(value, table)] : [];
    });
  });
}

function namedByClass(cls: ClassValue, table: TableObject): NamedTable {
  const classes = cls.mro.filter((base): base is ClassValue => base.type === 'class');
  const [with_, without] = [classes.filter((base) => tableOf(base)), classes.filter((base) => !tableOf(base))];
  return {
    table,
    names: new Set(with_.map((base) => base.name)),
    ancestors: new Set([...without.map((base) => base.name), 'metadata']),
  };
}

const isMetaData = (value: Value): value is Extract<Value, { type: 'instance' }> & { host: MetaDataObject } =>
  value.type === 'instance' && value.host instanceof MetaDataObject;

function touchedTables(program: Program, { statement }: ModuleFailure, known: readonly NamedTable[]): readonly TableObject[] {
  if (!statement) return [];
  const text = linesAt(program.interpreter.files, statement);
  const words = new Set(text.match(/[\p{L}_][\p{L}\p{N}_]*/gu));
  // A new class or table names its base or its MetaData without doing anything to the tables that stand on it.
  const makesOne = /^\s*(@|class\b)|\bTable\s*\(/.test(text.split('\n', 1)[0] ?? '');
  const isMeant = ({ names, ancestors }: NamedTable) =>
    [...names].some((name) => words.has(name)) || (!makesOne && [...ancestors].some((name) => words.has(name)));
  return [...new Set(known.filter(isMeant).map(({ table }) => table))];
}
