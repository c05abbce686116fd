/** One call of an `op.…` function while it is being understood, and the few readings that all of them share. */
import type { Interpreter } from '../../python/interpreter';
import { noArguments } from '../../python/native';
import type { Place } from '../../python/place';
import type { UnknownValue, Value } from '../../python/values';
import type { TableName } from '../../schema/definition';
import type { Operation } from '../../schema/operation';
import type { TableContext } from '../../sqlalchemy/definitions-from-values';
import type { NamingConvention } from '../../sqlalchemy/naming-convention';
import { given, optionalFlag, optionalText, textOf, unfoldedName } from '../../sqlalchemy/plain-values';
import { isUnknown, Unreadable, unreadable } from '../../sqlalchemy/unreadable';
import type { CreatedEnums } from './enum-types';
import type { BoundArguments } from './parameters';

export interface OperationCall {
  readonly interpreter: Interpreter;
  /** The call expression. */
  readonly place: Place | null;
  readonly bound: BoundArguments;
  /** The table it is about; functions about no table have none. */
  readonly table: TableName | null;
  readonly namingConvention: NamingConvention | null;
  readonly createdEnums: CreatedEnums;
  emit(operation: Operation): void;
  /** What `work` emits is one operation: done whole or not at all. */
  together(work: () => void): void;
}

/** The value that was passed for a parameter; None counts as passed. */
export function passed(call: OperationCall, name: string): Value | null {
  return call.bound.values.get(name) ?? null;
}

/** The table of a call that must have one. */
export function tableOf(call: OperationCall): TableName {
  return call.table ?? unreadable('the table of an operation', call.place);
}

export function tableContext(call: OperationCall): TableContext {
  return { table: call.table, namingConvention: call.namingConvention };
}

export function requiredText(call: OperationCall, name: string): string {
  const value = passed(call, name);
  return value ? unfoldedName(value, null, name) : unreadable(`${name}, which was not passed`, call.place);
}

export function text(call: OperationCall, name: string): string | null {
  return optionalText(passed(call, name), name);
}

/** A flag; what was not passed and None are false. */
export function flag(call: OperationCall, name: string): boolean {
  return optionalFlag(passed(call, name), name) ?? false;
}

/** A list of values, or gives up where it is unknown. */
export function items(call: OperationCall, name: string): readonly Value[] {
  const value = given(passed(call, name));
  if (!value) return unreadable(`${name}, which was not passed`, call.place);
  const read = call.interpreter.iterate(value, call.place);
  if ('type' in read) throw new Unreadable(read);
  return read;
}

export function texts(call: OperationCall, name: string): readonly string[] {
  return items(call, name).map((value) => textOf(value, name));
}

/** A reading that did not fail; else the operation is not understood. */
export function known<Reading extends object>(reading: Reading | UnknownValue): Reading {
  if (isUnknown(reading)) throw new Unreadable(reading);
  return reading;
}

/** Raises an exception of Alembic's or SQLAlchemy's, as the real function would. */
export function raiseFrom(
  { interpreter, place }: Pick<OperationCall, 'interpreter' | 'place'>,
  module: string,
  name: string,
  message: string,
): never {
  const imported = interpreter.importModule(module, place);
  const cls = imported.type === 'module' ? interpreter.findAttribute(imported, name, place) : null;
  return interpreter.raise(cls?.type === 'class' ? cls : 'Exception', message, place);
}

/** An object of a class of SQLAlchemy, made as Alembic makes it (`alembic/operations/schemaobj.py`). */
export function sqlalchemyObject(
  interpreter: Interpreter,
  className: string,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  place: Place | null,
  moduleName = 'sqlalchemy',
): Value {
  const module = interpreter.importModule(moduleName, place);
  if (module.type === 'unknown') throw new Unreadable(module);
  const cls = interpreter.getAttribute(module, className, place);
  return interpreter.call(cls, { ...noArguments, positional, keywords }, place);
}

/** Keywords without those that were not passed. */
export function keywordsOf(entries: readonly (readonly [string, Value | null])[], others?: ReadonlyMap<string, Value>): Map<string, Value> {
  const found = entries.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  return new Map([...found, ...(others ?? [])]);
}
