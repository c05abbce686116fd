/** Named enum types: those that `op.create_table` creates on the way, and `sa.Enum(…).create(op.get_bind())`. */
import type { Interpreter } from '../../python/interpreter';
import type { Value } from '../../python/values';
import type { EnumDefinition, TableDefinition } from '../../schema/definition';
import type { CreateEnum } from '../../schema/operation';
import { given } from '../../sqlalchemy/plain-values';
import { ColumnObject, TypeObject } from '../../sqlalchemy/schema-objects';
import type { OperationCall } from './operation-call';

/**
 * The enum types that `create_table` has created while one `alembic upgrade` or `alembic downgrade` ran: each is created once, whether or
 * not it was dropped since (`ddl_runner.memo`, which lives as long as the migration context).
 */
export class CreatedEnums {
  private readonly names: Set<string>;

  /** `names` are those of a run in `direction` that goes on here. */
  constructor(
    names: readonly string[] = [],
    private direction: string | null = null,
  ) {
    this.names = new Set(names);
  }

  /** What a run that goes on elsewhere must be told. */
  get noted(): readonly string[] {
    return [...this.names];
  }

  /** A revision runs in this direction; the other direction is another command, which remembers nothing. */
  turn(direction: string): void {
    if (direction !== this.direction) this.names.clear();
    this.direction = direction;
  }

  /** Notes a type; false where it was noted before. */
  add(type: EnumDefinition): boolean {
    const key = JSON.stringify([type.schema, type.name]);
    if (this.names.has(key)) return false;
    this.names.add(key);
    return true;
  }
}

/** Whether a type was given `create_type=False`, itself or as the item of an array. */
function forbidsCreation(type: Value): boolean {
  if (type.type !== 'instance' || !(type.host instanceof TypeObject)) return false;
  const { args } = type.host;
  const flag = args.keywords.get('create_type');
  if (flag?.type === 'bool' && !flag.value) return true;
  return [...args.positional, ...args.keywords.values()].some(forbidsCreation);
}

function columnForbidsCreation(item: Value | undefined): boolean {
  if (item?.type !== 'instance' || !(item.host instanceof ColumnObject)) return false;
  const { args } = item.host;
  return [...args.positional, ...args.keywords.values()].some(forbidsCreation);
}

/** Whether the type of a column, or of its items, was given `metadata=`. */
function belongsToMetadata(item: Value | undefined): boolean {
  if (item?.type !== 'instance') return false;
  if (item.host instanceof TypeObject && given(item.host.args.keywords.get('metadata') ?? null)) return true;
  if (!(item.host instanceof ColumnObject) && !(item.host instanceof TypeObject)) return false;
  const { args } = item.host;
  return [...args.positional, ...args.keywords.values()].some(belongsToMetadata);
}

const columnName = (item: Value): string | null => (item.type === 'instance' && item.host instanceof ColumnObject ? item.host.name : null);

/**
 * The enum types that a new table brings along. Alembic fires the table's `before_create` without `checkfirst`, so PostgreSQL refuses a type
 * that exists; but one command creates a type once (`NamedType._check_for_name_in_memos`). `drop_table` drops no type, `add_column` and
 * `alter_column` create none. Measured with SQLAlchemy 2.1 and Alembic 1.20.
 */
export function enumsOfTable(call: OperationCall, table: TableDefinition, items: readonly Value[]): readonly CreateEnum[] {
  return typesOfTable(table, items)
    .filter((type) => typesBelongToMetadata(call.interpreter) || !type.ofMetadata)
    .map(({ enumType }) => enumType)
    .filter((type) => call.createdEnums.add(type))
    .map((type) => ({ kind: 'create_enum', enumType: { ...type, place: call.place }, ifNotExists: false, place: call.place }));
}

/**
 * SQLAlchemy 2.1 counts every type to the MetaData: a table that is created brings its types, one that is dropped leaves them. Before, a type
 * was the table's unless it was given `metadata=`, and then not even created with it (`NamedType._on_table_create`, `_on_table_drop`).
 */
export function typesBelongToMetadata(interpreter: Interpreter): boolean {
  const module = interpreter.importModule('sqlalchemy', null);
  const version = module.type === 'module' ? interpreter.findAttribute(module, '__version__', null) : null;
  return version?.type === 'str' && version.value.startsWith('2.1');
}

export interface TypeOfTable {
  readonly enumType: EnumDefinition;
  /** It was given `metadata=`. */
  readonly ofMetadata: boolean;
}

/** The enum types of a table's columns, but for those that `create_type=False` leaves to others; `items` hold the columns. */
export function typesOfTable(table: TableDefinition, items: readonly Value[]): readonly TypeOfTable[] {
  const columns = items.filter((item) => item.type === 'instance' && item.host instanceof ColumnObject);
  return table.columns.flatMap(({ name, type: { enumType } }, index) => {
    const item = columns.find((candidate) => columnName(candidate) === name) ?? columns[index];
    return enumType && !columnForbidsCreation(item) ? [{ enumType, ofMetadata: belongsToMetadata(item) }] : [];
  });
}
