/** Named enum types: those that `op.create_table` creates on the way, and `sa.Enum(…).create(op.get_bind())`. */
import type { Value } from '../../python/values';
import type { EnumDefinition, TableDefinition } from '../../schema/definition';
import type { CreateEnum } from '../../schema/operation';
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

const columnName = (item: Value): string | null => (item.type === 'instance' && item.host instanceof ColumnObject ? item.host.name : null);

/**
 * The enum types that a new table brings along. Alembic fires the table's `before_create` without `checkfirst`, so PostgreSQL refuses a type
 * that exists; but one command creates a type once (`NamedType._check_for_name_in_memos`). `drop_table` drops no type, `add_column` and
 * `alter_column` create none. Measured with SQLAlchemy 2.1 and Alembic 1.20.
 */
export function enumsOfTable(call: OperationCall, table: TableDefinition, items: readonly Value[]): readonly CreateEnum[] {
  const columns = items.filter((item) => item.type === 'instance' && item.host instanceof ColumnObject);
  const created: CreateEnum[] = [];
  for (const [index, column] of table.columns.entries()) {
    const { enumType } = column.type;
    const item = columns.find((candidate) => columnName(candidate) === column.name) ?? columns[index];
    if (!enumType || columnForbidsCreation(item)) continue;
    if (!call.createdEnums.add(enumType)) continue;
    created.push({ kind: 'create_enum', enumType: { ...enumType, place: call.place }, ifNotExists: false, place: call.place });
  }
  return created;
}
