/** `sa.Column(...)` and what stands in it. */
import type { ColumnDefinition, ColumnType, ConstraintDefinition, EnumDefinition } from '../../schema/definition';
import { expression, postgresql, type RenderContext, use } from './context';
import { type Call, call, type Expression, keyword } from './layout';
import { escapeBindParameters, pythonBool, pythonString } from './literals';

/** What follows an enum's values in `sa.Enum(...)` and `postgresql.ENUM(...)`. */
export function enumArguments(type: EnumDefinition): readonly string[] {
  return [
    ...type.values.map(pythonString),
    `name=${pythonString(type.name)}`,
    ...(type.schema === null ? [] : [`schema=${pythonString(type.schema)}`]),
  ];
}

/**
 * A column's type. A named enum is written as one that exists already (`create_type=False`): revisions create and drop the type by
 * lines of their own, because `add_column` and `alter_column` never create it and `drop_table` never drops it.
 */
export function columnType(context: RenderContext, type: ColumnType): Expression {
  if (!type.enumType) return use(context, type.python);
  const named = call(postgresql(context, 'ENUM'), [...enumArguments(type.enumType), 'create_type=False']);
  const dimensions = type.sql.split('[]').length - 1;
  if (dimensions === 0) return named;
  const array = call(postgresql(context, 'ARRAY'), [named, dimensions > 1 ? `dimensions=${dimensions}` : null]);
  return array;
}

/** `sa.Identity(...)`, in the order of `Identity._as_dict`. */
export function identity(options: NonNullable<ColumnDefinition['identity']>): Call {
  const numbers = [
    ['start', options.start],
    ['increment', options.increment],
    ['minvalue', options.minValue],
    ['maxvalue', options.maxValue],
  ] as const;
  return call('sa.Identity', [
    `always=${pythonBool(options.always)}`,
    ...numbers.map(([name, value]) => (value === null ? null : `${name}=${value}`)),
    options.cycle ? 'cycle=True' : null,
    options.cache === null ? null : `cache=${options.cache}`,
  ]);
}

function computed(definition: NonNullable<ColumnDefinition['computed']>): Call {
  return call('sa.Computed', [
    pythonString(escapeBindParameters(definition.sql)),
    definition.persisted === null ? null : `persisted=${pythonBool(definition.persisted)}`,
  ]);
}

/** Whether SQLAlchemy would make this column SERIAL unless told otherwise (`PrimaryKeyConstraint._autoincrement_column`). */
function serialByItself(definition: ColumnDefinition, constraints: readonly ConstraintDefinition[]): boolean {
  const integer = /^(SMALLINT|INTEGER|BIGINT)$/i.test(definition.type.sql);
  const key = constraints.find((constraint) => constraint.kind === 'primary_key');
  const alone = key?.columns.length === 1 && key.columns[0] === definition.name;
  const refers = constraints.some((constraint) => constraint.kind === 'foreign_key' && constraint.columns.includes(definition.name));
  return integer && alone && !refers && definition.serverDefault === null && definition.computed === null && definition.identity === null;
}

/** `autoincrement=` where the column would otherwise come out SERIAL and shall not, or the other way about. */
function autoincrement(definition: ColumnDefinition, constraints: readonly ConstraintDefinition[]): string | null {
  const byItself = serialByItself(definition, constraints);
  return byItself === definition.serial ? null : `autoincrement=${pythonBool(definition.serial)}`;
}

/**
 * `sa.Column(...)` as `_render_column` of alembic/autogenerate/render.py has it. `constraints` are those of the table that is made
 * along with it; for an added column null: the `primary_key=True` of a SERIAL column then adds no key, it only makes SERIAL.
 */
export function column(context: RenderContext, definition: ColumnDefinition, constraints: readonly ConstraintDefinition[] | null): Call {
  const addedSerial = constraints === null && definition.serial;
  return call('sa.Column', [
    pythonString(definition.name),
    columnType(context, definition.type),
    definition.computed ? computed(definition.computed) : null,
    definition.identity ? identity(definition.identity) : null,
    definition.serverDefault ? keyword('server_default', expression(context, definition.serverDefault)) : null,
    constraints === null ? null : autoincrement(definition, constraints),
    addedSerial ? 'primary_key=True' : null,
    `nullable=${pythonBool(definition.nullable)}`,
    definition.comment === null ? null : `comment=${pythonString(definition.comment)}`,
  ]);
}
