/** How columns are added, changed and dropped. */
import { sameKindOfType, usingFor } from '../casts';
import type { Change } from '../change';
import type { ColumnDefinition, ColumnType, SqlExpression, TableName } from '../definition';
import type { AlterColumn, Operation } from '../operation';
import { quoteIdentifier, quoteTable } from '../quoting';
import type { Column, Identity } from '../schema';
import { columnTypeFromCatalog, defaultFromCatalog, identityFromCatalog } from '../table-from-catalog';
import type { Definitions, PlanContext } from './context';
import { giveSequence, serialToWider, startAfterRows, takeSequence } from './serial';
import { joined, type PlanStep, reversible, sqlStep } from './step';

type AlterChange = Extract<Change, { kind: 'alter_column' }>;

/** A column on its way from one state to the other: each alteration says what stood there before it. */
class ColumnInChange {
  constructor(
    private readonly table: TableName,
    private readonly definition: ColumnDefinition,
    private state: {
      readonly type: ColumnType;
      readonly nullable: boolean;
      readonly serverDefault: SqlExpression | null;
      readonly identity: ColumnDefinition['identity'];
      readonly comment: string | null;
    },
  ) {}

  get type(): ColumnType {
    return this.state.type;
  }

  get serverDefault(): SqlExpression | null {
    return this.state.serverDefault;
  }

  alter(modified: Partial<typeof this.state>): PlanStep {
    const { state } = this;
    const using = modified.type ? usingFor(this.definition.name, state.type.sql, modified.type.sql) : null;
    const { type, nullable, serverDefault, identity, comment } = modified;
    const operation: AlterColumn = {
      kind: 'alter_column',
      place: this.definition.place,
      table: this.table,
      column: this.definition.name,
      ...modified,
      ...(using === null ? {} : { using }),
      existing: {
        type: state.type,
        nullable: state.nullable,
        ...(serverDefault !== undefined || state.serverDefault !== null ? { serverDefault: state.serverDefault } : {}),
        ...(identity !== undefined || state.identity !== null ? { identity: state.identity } : {}),
        ...(comment !== undefined || state.comment !== null ? { comment: state.comment } : {}),
      },
    };
    this.state = {
      type: type ?? state.type,
      nullable: nullable ?? state.nullable,
      serverDefault: serverDefault === undefined ? state.serverDefault : serverDefault,
      identity: identity === undefined ? state.identity : identity,
      comment: comment === undefined ? state.comment : comment,
    };
    return reversible(operation);
  }
}

/** Adds a column; with a fill, rows that stand there already get it before the column becomes NOT NULL. */
export function addColumn(schema: string, table: string, column: Column, definitions: Definitions, context: PlanContext): PlanStep {
  const name = definitions.tableName(schema, table);
  const definition = definitions.newColumn(schema, table, column);
  const filledByItself = column.default !== null || column.serial || column.identity !== null || column.generated !== null;
  const fill = column.notNull && !filledByItself ? context.fill(schema, table, column.name) : null;
  const add = (added: ColumnDefinition): Operation => ({
    kind: 'add_column',
    place: added.place,
    table: name,
    column: added,
    constraints: [],
    indexes: [],
    ifNotExists: false,
  });
  const added = reversible(add({ ...definition, nullable: fill === null ? definition.nullable : true }));
  if (fill === null) return added;
  const required: Operation = {
    kind: 'alter_column',
    place: definition.place,
    table: name,
    column: column.name,
    nullable: false,
    existing: { type: definition.type, nullable: true },
  };
  return { upgrade: [...added.upgrade, ...filled(name, column.name, fill, false), required], downgrade: added.downgrade };
}

function filled(table: TableName, column: string, value: string, onlyNull: boolean): readonly Operation[] {
  const name = quoteIdentifier(column);
  const where = onlyNull ? ` WHERE ${name} IS NULL` : '';
  return [{ kind: 'execute', place: null, sql: `UPDATE ${quoteTable(table)} SET ${name} = ${value}${where}` }];
}

/** Drops a column, remembering it as it was; one of a type that SQLAlchemy cannot say comes back by SQL. */
export function dropColumn(schema: string, table: string, column: Column, definitions: Definitions): PlanStep {
  const name = definitions.tableName(schema, table);
  const drop = { kind: 'drop_column' as const, place: null, table: name, column: column.name, ifExists: false };
  if (definitions.knownType(column, 'before') !== null) return reversible({ ...drop, reverse: definitions.oldColumn(column) });
  const { downgrade } = sqlStep(null, addColumnSql(name, column));
  return { upgrade: [{ ...drop, reverse: null }], downgrade };
}

function addColumnSql(table: TableName, column: Column): string {
  const generated =
    column.generated && ` GENERATED ALWAYS AS (${column.generated.expression}) ${column.generated.stored ? 'STORED' : 'VIRTUAL'}`;
  const options = [
    column.collation === null ? '' : ` COLLATE ${quoteIdentifier(column.collation)}`,
    column.default === null ? '' : ` DEFAULT ${column.default}`,
    generated ?? '',
    column.notNull ? ' NOT NULL' : '',
  ];
  return `ALTER TABLE ${quoteTable(table)} ADD COLUMN ${quoteIdentifier(column.name)} ${column.type}${options.join('')}`;
}

/**
 * Everything about a column but its expression: defaults step aside for a change of type that they cannot follow, an
 * identity goes first and comes last, and sequences continue behind the rows that stand there.
 */
export function alterColumn(change: AlterChange, definitions: Definitions, context: PlanContext): PlanStep {
  const { schema, table, before, after } = change;
  const changes = new Set(change.aspects);
  const name = definitions.tableName(schema, table);
  const definition = definitions.newColumn(schema, table, after);
  const oldType = columnTypeFromCatalog(before, definitions.onSide('before'));
  const typeChanges = changes.has('type') || changes.has('collation');
  const column = new ColumnInChange(name, definition, {
    type: typeChanges ? oldType : definition.type,
    nullable: !before.notNull,
    serverDefault: defaultFromCatalog(before),
    identity: identityFromCatalog(before.identity),
    comment: before.comment,
  });
  const losesSequence = before.serial && !after.serial;
  const gainsSequence = after.serial && !before.serial;
  const steps: PlanStep[] = [];

  if (changes.has('identity') && before.identity && !after.identity) steps.push(column.alter({ identity: null }));
  if (losesSequence) steps.push(takeSequence(name, before));
  const wanted = gainsSequence ? null : definition.serial ? null : definition.serverDefault;
  const defaultChanges = changes.has('server_default') && column.serverDefault?.sql !== wanted?.sql;
  const newDefault = defaultChanges ? wanted : column.serverDefault;
  const apart = typeChanges && cannotFollow(column, before, after, definition.type);
  if (apart && column.serverDefault) steps.push(column.alter({ serverDefault: null }));
  const fill = changes.has('nullable') && after.notNull ? context.fill(schema, table, after.name) : null;
  if (fill !== null) steps.push({ upgrade: filled(name, after.name, fill, true), downgrade: [] });
  const together = {
    ...(typeChanges ? { type: definition.type } : {}),
    ...(changes.has('nullable') ? { nullable: !after.notNull } : {}),
    ...(defaultChanges && !apart ? { serverDefault: newDefault } : {}),
    ...(changes.has('comment') ? { comment: after.comment } : {}),
  };
  if (Object.keys(together).length > 0) steps.push(column.alter(together));
  if (apart && newDefault) steps.push(column.alter({ serverDefault: newDefault }));
  if (gainsSequence) steps.push(giveSequence(name, after));
  if (before.serial && after.serial && changes.has('type')) steps.push(serialToWider(before, after));
  if (changes.has('identity') && definition.identity && after.identity) {
    if (before.identity) steps.push(...identityOptions(name, after.name, before.identity, after.identity));
    else steps.push(column.alter({ identity: definition.identity }), sqlStep(startAfterRows(name, after.name), null));
  }
  return joined(steps);
}

/**
 * Alembic's alter_column writes the options that are given, not those that go back to PostgreSQL's own
 * (`PostgresqlImpl` and `visit_identity_column` of alembic/ddl/postgresql.py), so all of them are said in SQL.
 */
function identityOptions(table: TableName, column: string, before: Identity, after: Identity): readonly PlanStep[] {
  const alter = (to: Identity): string =>
    `ALTER TABLE ${quoteTable(table)} ALTER COLUMN ${quoteIdentifier(column)} SET GENERATED ${to.always ? 'ALWAYS' : 'BY DEFAULT'} ` +
    `SET START WITH ${to.start} SET INCREMENT BY ${to.increment} SET MINVALUE ${to.minValue} SET MAXVALUE ${to.maxValue} ` +
    `SET CACHE ${to.cache} SET ${to.cycle ? 'CYCLE' : 'NO CYCLE'}`;
  return [sqlStep(alter(after), alter(before))];
}

/** `ALTER … TYPE` turns the default round as well, but only where PostgreSQL casts it without USING: one way or the other. */
function cannotFollow(column: ColumnInChange, before: Column, after: Column, type: ColumnType): boolean {
  const needsUsing = usingFor('c', column.type.sql, type.sql) !== null || usingFor('c', type.sql, column.type.sql) !== null;
  return needsUsing && !before.serial && !after.serial;
}

/** Whether constraints between two columns would not survive the change of type. */
export function changesKindOfType(change: AlterChange): boolean {
  return change.aspects.includes('type') && !sameKindOfType(change.before.type, change.after.type);
}
