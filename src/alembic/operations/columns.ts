/** `op.add_column`, `drop_column`, `alter_column`. */
import type { Interpreter } from '../../python/interpreter';
import { str } from '../../python/native';
import type { Value } from '../../python/values';
import type { ColumnDefinition, ColumnType, SqlExpression } from '../../schema/definition';
import type { AlterColumn, ExistingColumn, Operation } from '../../schema/operation';
import { columnFrom, serverDefaultFrom, typeFrom } from '../../sqlalchemy/definitions-from-values';
import { given, optionalFlag, optionalText } from '../../sqlalchemy/plain-values';
import { SchemaItem } from '../../sqlalchemy/schema-objects';
import { isUnknown, Unreadable, unreadable } from '../../sqlalchemy/unreadable';
import {
  flag,
  known,
  type OperationCall,
  passed,
  raiseFrom,
  requiredText,
  sqlalchemyObject,
  tableContext,
  tableOf,
  text,
} from './operation-call';
import { typed } from './typeless-columns';

/** `toimpl.add_column`: the column, then the constraints and indexes it asked for; a primary key is not added. */
export function addColumn(call: OperationCall): void {
  const value = passed(call, 'column') ?? unreadable('the column to add', call.place);
  const reading = typed(call, columnFrom(call.interpreter, value, tableContext(call)), [value], '');
  const [foreignKey, another] = reading.constraints.filter((constraint) => constraint.kind === 'foreign_key');
  const inline = flag(call, 'inline_references') && !another && foreignKey?.columns.length === 1 ? foreignKey : null;
  call.emit({
    kind: 'add_column',
    table: tableOf(call),
    column: reading.column,
    constraints: reading.constraints.filter((constraint) => constraint.kind !== 'primary_key' && constraint !== inline),
    indexes: reading.indexes,
    ifNotExists: flag(call, 'if_not_exists'),
    ...(inline && { inlineReferences: inline }),
    ...(reading.primaryKey && flag(call, 'inline_primary_key') && { inlinePrimaryKey: true }),
    place: call.place,
  });
}

export function dropColumn(call: OperationCall): void {
  const ifExists = optionalFlag(call.bound.others.get('if_exists') ?? null, 'if_exists') ?? false;
  call.emit({
    kind: 'drop_column',
    table: tableOf(call),
    column: requiredText(call, 'column_name'),
    ifExists,
    reverse: null,
    place: call.place,
  });
}

/** Alembic's mark for "not said" where None means something. */
const notSaid = (value: Value | null): value is null => value === null || (value.type === 'bool' && !value.value);

const isItem = (value: Value | null, kind: SchemaItem['kind']): boolean =>
  value?.type === 'instance' && value.host instanceof SchemaItem && value.host.kind === kind;

/** What `server_default=` and `existing_server_default=` hold; neither where it was not said. */
interface DefaultReading {
  readonly serverDefault?: SqlExpression | null;
  readonly identity?: ColumnDefinition['identity'];
}

function readDefault(call: OperationCall, value: Value | null): DefaultReading {
  if (notSaid(value)) return {};
  if (isItem(value, 'Computed')) {
    const what = 'Adding or removing a "computed" construct, e.g. GENERATED ALWAYS AS, to or from an existing column is not supported.';
    return raiseFrom(call, 'sqlalchemy.exc', 'CompileError', what);
  }
  if (!isItem(value, 'Identity')) {
    const read = serverDefaultFrom(call.interpreter, value);
    if (isUnknown(read)) throw new Unreadable(read);
    return { serverDefault: read };
  }
  const integer = sqlalchemyObject(call.interpreter, 'Integer', [], new Map(), call.place);
  const column = sqlalchemyObject(call.interpreter, 'Column', [str('identity'), integer, value], new Map(), call.place);
  return { identity: known(columnFrom(call.interpreter, column, tableContext(call))).column.identity };
}

/** `DefaultImpl.alter_column`: None takes away an identity where the column is said to have one, else the default. */
function changedDefault(call: OperationCall, standing: DefaultReading): DefaultReading {
  const value = passed(call, 'server_default');
  if (value?.type === 'None' && standing.identity) return { identity: null };
  return readDefault(call, value);
}

/** CHECK constraints that a type brings along (`Boolean`, a non-native `Enum`), as `toimpl.alter_column` counts them. */
function typeChecks(call: OperationCall, column: string, type: Value) {
  const value = sqlalchemyObject(call.interpreter, 'Column', [str(column), type], new Map(), call.place);
  return known(columnFrom(call.interpreter, value, tableContext(call))).constraints.filter((constraint) => constraint.kind === 'check');
}

/**
 * The type that stands there; null where it cannot be read and does not matter: Alembic asks it for nothing but the CHECK constraints that
 * go when another type comes.
 */
function standingType(interpreter: Interpreter, value: Value, replaced: boolean): ColumnType | null {
  const read = typeFrom(interpreter, value);
  if (!isUnknown(read)) return read;
  if (replaced) throw new Unreadable(read);
  return null;
}

/** `toimpl.alter_column` and `PostgresqlImpl.alter_column`. */
export function alterColumn(call: OperationCall): void {
  const { interpreter, place } = call;
  const table = tableOf(call);
  const column = requiredText(call, 'column_name');
  const typeValue = given(passed(call, 'type_'));
  const existingType = given(passed(call, 'existing_type'));
  const using = optionalText(call.bound.others.get('postgresql_using') ?? null, 'postgresql_using');
  if (using !== null && !typeValue) {
    raiseFrom(call, 'alembic.util', 'CommandError', 'postgresql_using must be used with the type_ parameter');
  }
  const standing = readDefault(call, passed(call, 'existing_server_default'));
  const comment = passed(call, 'comment');
  const existingComment = given(passed(call, 'existing_comment'));
  const nullable = optionalFlag(passed(call, 'nullable'), 'nullable');
  const newName = text(call, 'new_column_name');
  const existing: ExistingColumn = {
    type: existingType && standingType(interpreter, existingType, typeValue !== null),
    nullable: optionalFlag(passed(call, 'existing_nullable'), 'existing_nullable'),
    ...standing,
    ...(existingComment && { comment: optionalText(existingComment, 'existing_comment') }),
  };
  const operation: AlterColumn = {
    kind: 'alter_column',
    table,
    column,
    ...(newName !== null && { newName }),
    ...(typeValue && { type: known(typeFrom(interpreter, typeValue)) }),
    ...(using !== null && { using }),
    ...(nullable !== null && { nullable }),
    ...changedDefault(call, standing),
    ...(notSaid(comment) ? {} : { comment: optionalText(comment, 'comment') }),
    existing,
    place,
  };
  const dropped = typeValue && existingType ? typeChecks(call, column, existingType) : [];
  const added = typeValue ? typeChecks(call, column, typeValue) : [];
  const operations: readonly Operation[] = [
    ...dropped.map(({ name }) => ({
      kind: 'drop_constraint' as const,
      table,
      name,
      constraintKind: 'check' as const,
      ifExists: false,
      reverse: null,
      place,
    })),
    operation,
    ...added.map((constraint) => ({ kind: 'create_constraint' as const, table, constraint, place })),
  ];
  for (const each of operations) call.emit(each);
}
