/** What stands the same for every operation that is rendered at one time. */
import type { PythonCode, SqlExpression } from '../../schema/definition';
import { pythonString } from './literals';

export interface RenderContext {
  /** `op.` or, inside `with op.batch_alter_table(...)`, `batch_op.`. */
  readonly prefix: 'op.' | 'batch_op.';
  /** Every name is written as `op.f(...)`, so that a naming convention leaves it alone. */
  readonly finalNames: boolean;
  /** Import lines that the code needs, gathered on the way. */
  readonly imports: Set<string>;
}

export const postgresqlImport = 'from sqlalchemy.dialects import postgresql';

/** Python code as it was read, its imports noted. */
export function use(context: RenderContext, python: PythonCode): string {
  for (const line of python.imports) context.imports.add(line);
  return python.code;
}

/** `postgresql.NAME`. */
export function postgresql(context: RenderContext, name: string): string {
  context.imports.add(postgresqlImport);
  return `postgresql.${name}`;
}

/** An expression where SQLAlchemy wants one: `sa.text('…')` as it was read. */
export function expression(context: RenderContext, sql: SqlExpression): string {
  return use(context, sql.python);
}

/**
 * The name of a constraint or index. `op.f()` marks a name that no naming convention shall change (`_render_gen_name`); it stands
 * where there is a convention, and around the names that SQLAlchemy itself gave (`ix_table_column`), as in Alembic.
 */
export function finalName(context: RenderContext, name: string | null, givenBySqlalchemy = false): string {
  if (name === null) return 'None';
  return context.finalNames || givenBySqlalchemy ? `${context.prefix}f(${pythonString(name)})` : pythonString(name);
}
