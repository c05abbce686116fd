/** Constraints: inside `op.create_table(...)`, and added by themselves. */
import type { ConstraintDefinition, ExcludeDefinition, ForeignKeyDefinition, TableName } from '../../schema/definition';
import { expression, finalName, postgresql, type RenderContext } from './context';
import { type Call, call } from './layout';
import { escapeBindParameters, pythonBool, pythonDictionary, pythonString, pythonStrings } from './literals';

const nameKeyword = (context: RenderContext, name: string | null) => (name === null ? null : `name=${finalName(context, name)}`);

/** `_populate_render_fk_opts`, `_uq_constraint`: only what was said. */
function deferrability(constraint: ConstraintDefinition): readonly (string | null)[] {
  return [
    constraint.deferrable === null ? null : `deferrable=${pythonBool(constraint.deferrable)}`,
    constraint.initially === null ? null : `initially=${pythonString(constraint.initially)}`,
  ];
}

function foreignKeyOptions(constraint: ForeignKeyDefinition): readonly (string | null)[] {
  const { onUpdate, onDelete, initially, deferrable, match, notValid } = constraint;
  return [
    onUpdate === null ? null : `onupdate=${pythonString(onUpdate)}`,
    onDelete === null ? null : `ondelete=${pythonString(onDelete)}`,
    initially === null ? null : `initially=${pythonString(initially)}`,
    deferrable === null ? null : `deferrable=${pythonBool(deferrable)}`,
    match === null ? null : `match=${pythonString(match)}`,
    notValid ? 'postgresql_not_valid=True' : null,
  ];
}

/** What PostgreSQL alone knows about keys. */
function keyOptions(include: readonly string[], nullsNotDistinct: boolean): readonly (string | null)[] {
  return [
    include.length > 0 ? `postgresql_include=${pythonStrings(include)}` : null,
    nullsNotDistinct ? 'postgresql_nulls_not_distinct=True' : null,
  ];
}

/** An identifier as it stands in SQL, or null for any other expression. */
function identifierIn(sql: string): string | null {
  if (/^[a-z_][a-z0-9_$]*$/.test(sql)) return sql;
  return /^"([^"]|"")*"$/.test(sql) ? sql.slice(1, -1).replaceAll('""', '"') : null;
}

/** An element as `_render_potential_column` writes it; `create_exclude_constraint` does not take `text()`. */
function excludeElement(sql: string): string {
  const name = identifierIn(sql);
  return name === null ? `sa.literal_column(${pythonString(escapeBindParameters(sql))})` : `sa.column(${pythonString(name)})`;
}

function excludeElements(context: RenderContext, constraint: ExcludeDefinition): readonly (string | null)[] {
  const opclasses = constraint.elements.flatMap((element) =>
    element.opclass === null ? [] : [[identifierIn(element.expression.sql) ?? element.expression.sql, element.opclass]],
  );
  return [
    ...constraint.elements.map((element) => `(${excludeElement(element.expression.sql)}, ${pythonString(element.operator)})`),
    constraint.where === null ? null : `where=${expression(context, constraint.where)}`,
    ...deferrability(constraint),
    `using=${pythonString(constraint.using)}`,
    opclasses.length > 0 ? `ops=${pythonDictionary(Object.fromEntries(opclasses))}` : null,
  ];
}

/** A constraint as an argument of `op.create_table(...)` (`_render_constraint`). */
export function inlineConstraint(context: RenderContext, constraint: ConstraintDefinition): Call {
  const name = nameKeyword(context, constraint.name);
  switch (constraint.kind) {
    case 'primary_key':
      return call('sa.PrimaryKeyConstraint', [
        ...constraint.columns.map(pythonString),
        ...deferrability(constraint),
        name,
        ...keyOptions(constraint.include, false),
      ]);
    case 'unique':
      return call('sa.UniqueConstraint', [
        ...constraint.columns.map(pythonString),
        ...deferrability(constraint),
        name,
        ...keyOptions(constraint.include, constraint.nullsNotDistinct),
      ]);
    case 'foreign_key': {
      const { schema, name: table } = constraint.referredTable;
      const target = schema === null ? table : `${schema}.${table}`;
      return call('sa.ForeignKeyConstraint', [
        pythonStrings(constraint.columns),
        pythonStrings(constraint.referredColumns.map((column) => `${target}.${column}`)),
        name,
        ...foreignKeyOptions(constraint),
      ]);
    }
    case 'check':
      return call('sa.CheckConstraint', [
        pythonString(escapeBindParameters(constraint.expression.sql)),
        name,
        ...deferrability(constraint),
        constraint.notValid ? 'postgresql_not_valid=True' : null,
      ]);
    case 'exclude':
      return call(postgresql(context, 'ExcludeConstraint'), [...excludeElements(context, constraint), name]);
  }
}

/** A constraint that is added to a table that stands (`_add_unique_constraint` and its kin). */
export function addedConstraint(context: RenderContext, table: TableName, constraint: ConstraintDefinition): Call {
  const batch = context.prefix === 'batch_op.';
  const name = finalName(context, constraint.name);
  const on = batch ? [] : [pythonString(table.name)];
  const schema = batch || table.schema === null ? null : `schema=${pythonString(table.schema)}`;
  const method = (kind: string) => `${context.prefix}create_${kind}`;
  switch (constraint.kind) {
    case 'primary_key':
      return call(method('primary_key'), [name, ...on, pythonStrings(constraint.columns), schema]);
    case 'unique':
      return call(method('unique_constraint'), [
        name,
        ...on,
        pythonStrings(constraint.columns),
        ...deferrability(constraint),
        schema,
        ...keyOptions(constraint.include, constraint.nullsNotDistinct),
      ]);
    case 'foreign_key': {
      const referred = constraint.referredTable;
      return call(method('foreign_key'), [
        name,
        ...on,
        pythonString(referred.name),
        pythonStrings(constraint.columns),
        pythonStrings(constraint.referredColumns),
        batch || table.schema === null ? null : `source_schema=${pythonString(table.schema)}`,
        referred.schema === null ? null : `referent_schema=${pythonString(referred.schema)}`,
        ...foreignKeyOptions(constraint),
      ]);
    }
    case 'check':
      return call(method('check_constraint'), [
        name,
        ...on,
        pythonString(escapeBindParameters(constraint.expression.sql)),
        schema,
        ...deferrability(constraint),
        constraint.notValid ? 'postgresql_not_valid=True' : null,
      ]);
    case 'exclude':
      return call(method('exclude_constraint'), [name, ...on, ...excludeElements(context, constraint), schema]);
  }
}

/** `type_=` of `drop_constraint`; Alembic knows no word for the exclusion constraint. */
export const droppedConstraintTypes = { primary_key: 'primary', unique: 'unique', foreign_key: 'foreignkey', check: 'check' } as const;
