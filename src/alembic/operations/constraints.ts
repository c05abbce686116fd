/** `op.create_…_constraint`, `create_foreign_key`, `create_primary_key`, `drop_constraint`. */
import { list, none, str } from '../../python/native';
import type { Value } from '../../python/values';
import type { ConstraintDefinition } from '../../schema/definition';
import { constraintFrom } from '../../sqlalchemy/definitions-from-values';
import { nameInDdl } from '../../sqlalchemy/naming-convention';
import { given, itemsOf, optionalText } from '../../sqlalchemy/plain-values';
import { childrenOf } from '../../sqlalchemy/sql/children';
import { nodeOf, type SqlNode } from '../../sqlalchemy/sql/node';
import {
  flag,
  items,
  keywordsOf,
  known,
  type OperationCall,
  passed,
  raiseFrom,
  requiredText,
  sqlalchemyObject,
  tableContext,
  tableOf,
  text,
  texts,
} from './operation-call';

const postgresql = 'sqlalchemy.dialects.postgresql';

function create(
  call: OperationCall,
  value: Value,
  adjusted: (constraint: ConstraintDefinition) => ConstraintDefinition = (same) => same,
): void {
  const read = known(constraintFrom(call.interpreter, value, tableContext(call)));
  // Alembic adds a constraint without its comment.
  const constraint = adjusted({ ...read, comment: null, place: call.place });
  call.emit({ kind: 'create_constraint', table: tableOf(call), constraint, place: call.place });
}

const named = (call: OperationCall): readonly [string, Value | null] => ['name', passed(call, 'constraint_name')];

/** `SchemaObjects.unique_constraint`. */
export function createUniqueConstraint(call: OperationCall): void {
  const columns = items(call, 'columns');
  requireStandingColumns(call, columns);
  const keywords = keywordsOf([named(call)], call.bound.others);
  create(call, sqlalchemyObject(call.interpreter, 'UniqueConstraint', columns, keywords, call.place));
}

/** The table that Alembic makes for the constraint has its own columns alone: `postgresql_include` finds no other (`PGDDLCompiler._define_include`). */
function requireStandingColumns(call: OperationCall, columns: readonly Value[]): void {
  const own = new Set(columns.map((column) => (column.type === 'str' ? column.value : null)));
  const include = given(call.bound.others.get('postgresql_include') ?? null);
  for (const column of include ? itemsOf(include) : []) {
    if (column.type === 'str' && !own.has(column.value)) call.interpreter.raise('KeyError', column.value, call.place);
  }
}

/** `SchemaObjects.primary_key_constraint`. */
export function createPrimaryKey(call: OperationCall): void {
  create(call, sqlalchemyObject(call.interpreter, 'PrimaryKeyConstraint', items(call, 'columns'), keywordsOf([named(call)]), call.place));
}

/** `SchemaObjects.check_constraint`. */
export function createCheckConstraint(call: OperationCall): void {
  const condition = passed(call, 'condition') ?? none;
  const keywords = keywordsOf([named(call)], call.bound.others);
  create(call, sqlalchemyObject(call.interpreter, 'CheckConstraint', [condition], keywords, call.place));
}

/** Alembic gives the table that it makes for the constraint a column for each element, which a `text()` has no name for. */
function requireColumns(call: OperationCall): void {
  for (const element of call.bound.rest) {
    const [subject] = element.type === 'tuple' || element.type === 'list' ? element.items : [];
    const node = subject ? nodeOf(subject) : null;
    if (!node || speaksOfColumns(node)) continue;
    raiseFrom(
      call,
      'sqlalchemy.exc',
      'ArgumentError',
      'Column must be constructed with a non-blank name or assign a non-blank .name before adding to a Table.',
    );
  }
}

const speaksOfColumns = (node: SqlNode): boolean =>
  ['column', 'name', 'literal_column', 'unknown'].includes(node.kind) || childrenOf(node).some(speaksOfColumns);

/** `CreateExcludeConstraintOp.to_constraint` of alembic/ddl/postgresql.py. */
export function createExcludeConstraint(call: OperationCall): void {
  requireColumns(call);
  const keywords = keywordsOf([named(call), ['where', passed(call, 'where')]], call.bound.others);
  create(call, sqlalchemyObject(call.interpreter, 'ExcludeConstraint', call.bound.rest, keywords, call.place, postgresql));
}

/** `SchemaObjects.foreign_key_constraint`. The table and columns referred to are taken as they were passed, dots and all. */
export function createForeignKey(call: OperationCall): void {
  const referredTable = { schema: text(call, 'referent_schema'), name: requiredText(call, 'referent_table') };
  const referredColumns = texts(call, 'remote_cols');
  const prefix = referredTable.schema === null ? referredTable.name : `${referredTable.schema}.${referredTable.name}`;
  const targets = list(
    referredColumns.map((column) => str(`${prefix}.${column}`)),
    call.place,
  );
  const options = ['onupdate', 'ondelete', 'deferrable', 'initially', 'match'].map((name) => [name, passed(call, name)] as const);
  const keywords = keywordsOf([named(call), ...options], call.bound.others);
  const local = list(items(call, 'local_cols'), call.place);
  const value = sqlalchemyObject(call.interpreter, 'ForeignKeyConstraint', [local, targets], keywords, call.place);
  create(call, value, (constraint) => (constraint.kind === 'foreign_key' ? { ...constraint, referredTable, referredColumns } : constraint));
}

const constraintKinds: Readonly<Record<string, ConstraintDefinition['kind']>> = {
  foreignkey: 'foreign_key',
  primary: 'primary_key',
  unique: 'unique',
  check: 'check',
};

/** `SchemaObjects.generic_constraint`: with a naming convention, the name passes through it as it does when the constraint is made. */
export function dropConstraint(call: OperationCall): void {
  const type = optionalText(passed(call, 'type_'), 'type_');
  const constraintKind = type === null ? null : constraintKinds[type];
  if (constraintKind === undefined) {
    const allowed = "'check', 'foreignkey', 'primary', 'unique', None";
    call.interpreter.raise('TypeError', `'type' can be one of ${allowed}`, call.place);
  }
  call.emit({
    kind: 'drop_constraint',
    table: tableOf(call),
    name: droppedName(call, constraintKind),
    constraintKind,
    ifExists: flag(call, 'if_exists'),
    reverse: null,
    place: call.place,
  });
}

function droppedName(call: OperationCall, kind: ConstraintDefinition['kind'] | null): string | null {
  const name = passed(call, 'constraint_name');
  const present = given(name);
  const plain = present && nameInDdl(present, 'constraint_name', call.place);
  const byConvention = (kind === 'check' && present) || (kind === 'primary_key' && plain === null);
  if (!call.namingConvention || !byConvention) return plain;
  const [className, positional] =
    kind === 'check' ? (['CheckConstraint', [str('true')]] as const) : (['PrimaryKeyConstraint', []] as const);
  const value = sqlalchemyObject(call.interpreter, className, positional, keywordsOf([['name', name]]), call.place);
  return known(constraintFrom(call.interpreter, value, tableContext(call))).name;
}
