/** `sqlalchemy.exc` and the exceptions of psycopg2 under them, as Python (sqlalchemy/exc.py, psycopg2/errors.py). */
import { changing } from '../../python/changes';
import type { HostModule, Interpreter } from '../../python/interpreter';
import { instance, none, str, tuple } from '../../python/native';
import type { Place } from '../../python/place';
import type { ClassValue, Value } from '../../python/values';
import { sharedModule, sourceModule } from '../packages/source-module';

const plainErrors: readonly (readonly [name: string, bases: string])[] = [
  ['SQLAlchemyError', 'Exception'],
  ['ArgumentError', 'SQLAlchemyError'],
  ['DuplicateColumnError', 'ArgumentError'],
  ['ObjectNotExecutableError', 'ArgumentError'],
  ['NoSuchModuleError', 'ArgumentError'],
  ['NoForeignKeysError', 'ArgumentError'],
  ['AmbiguousForeignKeysError', 'ArgumentError'],
  ['ConstraintColumnNotFoundError', 'ArgumentError'],
  ['CircularDependencyError', 'SQLAlchemyError'],
  ['CompileError', 'SQLAlchemyError'],
  ['UnsupportedCompilationError', 'CompileError'],
  ['IdentifierError', 'SQLAlchemyError'],
  ['DisconnectionError', 'SQLAlchemyError'],
  ['InvalidatePoolError', 'DisconnectionError'],
  ['TimeoutError', 'SQLAlchemyError'],
  ['InvalidRequestError', 'SQLAlchemyError'],
  ['IllegalStateChangeError', 'InvalidRequestError'],
  ['NoInspectionAvailable', 'InvalidRequestError'],
  ['PendingRollbackError', 'InvalidRequestError'],
  ['ResourceClosedError', 'InvalidRequestError'],
  ['NoSuchColumnError', 'InvalidRequestError, KeyError'],
  ['NoResultFound', 'InvalidRequestError'],
  ['MultipleResultsFound', 'InvalidRequestError'],
  ['NoReferenceError', 'InvalidRequestError'],
  ['AwaitRequired', 'InvalidRequestError'],
  ['MissingGreenlet', 'InvalidRequestError'],
  ['NoReferencedTableError', 'NoReferenceError'],
  ['NoReferencedColumnError', 'NoReferenceError'],
  ['NoSuchTableError', 'InvalidRequestError'],
  ['UnreflectableTableError', 'InvalidRequestError'],
  ['UnboundExecutionError', 'InvalidRequestError'],
  ['StaleDataError', 'SQLAlchemyError'],
  ['FlushError', 'SQLAlchemyError'],
  ['DetachedInstanceError', 'SQLAlchemyError'],
  ['UnmappedError', 'InvalidRequestError'],
  ['UnmappedInstanceError', 'UnmappedError'],
  ['UnmappedClassError', 'UnmappedError'],
  ['ObjectDeletedError', 'InvalidRequestError'],
  ['StatementError', 'SQLAlchemyError'],
  ['DBAPIError', 'StatementError'],
  ['InterfaceError', 'DBAPIError'],
  ['DatabaseError', 'DBAPIError'],
  ['DataError', 'DatabaseError'],
  ['OperationalError', 'DatabaseError'],
  ['IntegrityError', 'DatabaseError'],
  ['InternalError', 'DatabaseError'],
  ['ProgrammingError', 'DatabaseError'],
  ['NotSupportedError', 'DatabaseError'],
  ['SADeprecationWarning', 'DeprecationWarning'],
  ['RemovedIn20Warning', 'SADeprecationWarning'],
  ['Base20DeprecationWarning', 'SADeprecationWarning'],
  ['LegacyAPIWarning', 'Base20DeprecationWarning'],
  ['MovedIn20Warning', 'Base20DeprecationWarning'],
  ['SAPendingDeprecationWarning', 'PendingDeprecationWarning'],
  ['SAWarning', 'RuntimeWarning'],
];

const text = plainErrors.map(([name, bases]) => `class ${name}(${bases}):\n    pass\n`).join('\n');

/** One module under both names: `sqlalchemy.orm.exc` has `NoResultFound` and `MultipleResultsFound` too, and its own stand here as well. */
export const exceptionsModule: HostModule = sharedModule(sourceModule('sqlalchemy.exc', text));

/** An exception class of `sqlalchemy.exc`. */
export function exceptionNamed(interpreter: Interpreter, name: string): ClassValue | 'Exception' {
  const module = interpreter.importModule('sqlalchemy.exc', null);
  const cls = module.type === 'module' ? interpreter.findAttribute(module, name, null) : null;
  return cls?.type === 'class' ? cls : 'Exception';
}

/** Raises an exception of `sqlalchemy.exc`. */
export function raiseNamed(interpreter: Interpreter, name: string, message: string, place: Place | null): never {
  return interpreter.raise(exceptionNamed(interpreter, name), message, place);
}

/** PostgreSQL's own words about a statement that it refuses. */
export interface RefusedStatement {
  readonly message: string;
  /** SQLSTATE. */
  readonly code: string;
  readonly detail: string | null;
  readonly statement: string | null;
}

/** Classes of SQLSTATEs by which psycopg2 chooses the exception (`base_exception_from_sqlstate` of psycopg/pqpath.c). */
const byClass: Readonly<Record<string, string>> = {
  '0A': 'NotSupportedError',
  '20': 'ProgrammingError',
  '21': 'ProgrammingError',
  '22': 'DataError',
  '23': 'IntegrityError',
  '24': 'InternalError',
  '25': 'InternalError',
  '26': 'ProgrammingError',
  '27': 'OperationalError',
  '28': 'OperationalError',
  '2B': 'InternalError',
  '2D': 'InternalError',
  '2F': 'OperationalError',
  '34': 'OperationalError',
  '38': 'InternalError',
  '39': 'InternalError',
  '3B': 'InternalError',
  '3D': 'ProgrammingError',
  '3F': 'ProgrammingError',
  '40': 'OperationalError',
  '42': 'ProgrammingError',
  '44': 'ProgrammingError',
  '53': 'OperationalError',
  '54': 'OperationalError',
  '55': 'OperationalError',
  '57': 'OperationalError',
  F0: 'InternalError',
  HV: 'OperationalError',
  P0: 'InternalError',
  XX: 'InternalError',
};

/** The names that psycopg2.errors gives to the commonest SQLSTATEs. */
const driverNames: Readonly<Record<string, string>> = {
  '42P01': 'UndefinedTable',
  '42P07': 'DuplicateTable',
  '42701': 'DuplicateColumn',
  '42703': 'UndefinedColumn',
  '42704': 'UndefinedObject',
  '42710': 'DuplicateObject',
  '42P06': 'DuplicateSchema',
  '42883': 'UndefinedFunction',
  '42723': 'DuplicateFunction',
  '42601': 'SyntaxError',
  '42804': 'DatatypeMismatch',
  '42501': 'InsufficientPrivilege',
  '23505': 'UniqueViolation',
  '23503': 'ForeignKeyViolation',
  '23502': 'NotNullViolation',
  '23514': 'CheckViolation',
  '23P01': 'ExclusionViolation',
  '3F000': 'InvalidSchemaName',
  '2BP01': 'DependentObjectsStillExist',
  '22P02': 'InvalidTextRepresentation',
  '25P02': 'InFailedSqlTransaction',
  '0A000': 'FeatureNotSupported',
  P0001: 'RaiseException',
};

/**
 * Raises what SQLAlchemy makes of psycopg2's exception, where the program has a handler for it; else it returns, for the refusal to be
 * said at its place.
 */
export function raiseWhereCaught(interpreter: Interpreter, refused: RefusedStatement, place: Place | null): void {
  const cls = exceptionNamed(interpreter, byClass[refused.code.slice(0, 2)] ?? 'DatabaseError');
  if (cls === 'Exception' || !interpreter.catches(cls)) return;
  const message = `${refused.message}\n${refused.detail === null ? '' : `DETAIL:  ${refused.detail}\n`}`;
  const driver = driverNames[refused.code] ?? 'Error';
  const shown = `(psycopg2.errors.${driver}) ${message}${refused.statement === null ? '' : `\n[SQL: ${refused.statement}]`}`;
  const raised = instance(cls, null, place);
  const attributes = changing(raised.attributes);
  attributes.set('args', tuple([str(shown, place)], place));
  attributes.set('orig', driverError(interpreter, driver, message, refused.code, place));
  attributes.set('statement', refused.statement === null ? none : str(refused.statement, place));
  attributes.set('params', none);
  interpreter.raiseException(raised, place);
}

/** `e.orig`, with `pgcode` and `pgerror`. */
function driverError(interpreter: Interpreter, name: string, message: string, code: string, place: Place | null): Value {
  const module = interpreter.importModule('psycopg2.errors', null);
  const found = module.type === 'module' ? interpreter.findAttribute(module, name, null) : null;
  if (found?.type !== 'class') return none;
  const error = instance(found, null, place);
  const attributes = changing(error.attributes);
  attributes.set('args', tuple([str(message, place)], place));
  attributes.set('pgcode', str(code, place));
  attributes.set('pgerror', str(`ERROR:  ${message}`, place));
  return error;
}

const driverText = `class Error(Exception):
    pgcode = None
    pgerror = None

class InterfaceError(Error):
    pass

class DatabaseError(Error):
    pass

${['DataError', 'OperationalError', 'IntegrityError', 'InternalError', 'ProgrammingError', 'NotSupportedError'].map((name) => `class ${name}(DatabaseError):\n    pass\n`).join('\n')}
${Object.entries(driverNames)
  .map(([code, name]) => `class ${name}(${byClass[code.slice(0, 2)] ?? 'DatabaseError'}):\n    pass\n`)
  .join('\n')}
`;

/** `psycopg2.errors`, whose base classes `psycopg2` has too. */
export const driverErrorsModule: HostModule = sharedModule(sourceModule('psycopg2.errors', driverText));
