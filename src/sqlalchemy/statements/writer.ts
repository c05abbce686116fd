/** What is known while one statement is written: the names given so far, what stands around a SELECT, the CTEs met on the way. */
import type { Interpreter } from '../../python/interpreter';
import type { Value } from '../../python/values';
import { quoteIdentifier } from '../../schema/quoting';
import type { ColumnObject } from '../schema-objects';
import type { ColumnLabel, SqlNode, StatementNode } from '../sql/node';
import { AnonymousName } from '../sql/node';
import { type SqlStyle, writeSql } from '../sql/render';
import { type SqlalchemySeries, sinceSqlalchemy } from '../versions';
import type { BoundValues } from './bound-values';
import { type CteItem, type FromItem, tableFrom } from './model';

/** The FROM items that stand around a SELECT (an entry of `SQLCompiler.stack`). */
export interface Surroundings {
  /** Those of every statement around. */
  readonly correlatable: ReadonlySet<FromItem>;
  /** Those of the nearest one. */
  readonly nearest: ReadonlySet<FromItem>;
}

/** How the columns and tables of a part are written. */
export interface Naming {
  /** `table.column`, or the bare column. */
  readonly withTable: boolean;
  readonly withSchema: boolean;
}

/** How the parts of statements are written that need the writers of whole statements. */
export interface PartWriters {
  part(writer: Writer, node: StatementNode): string;
  text(writer: Writer, node: SqlNode & { readonly kind: 'text' }): string;
}

const nothing: ReadonlySet<FromItem> = new Set();

/** State of `SQLCompiler` while it compiles one statement. */
export class Writer implements SqlStyle {
  readonly isStatement = true;
  readonly stack: Surroundings[] = [];
  readonly ctes = new Map<CteItem, string>();
  isRecursive = false;
  /** The CTE whose inside is being written. */
  readonly inside: CteItem[] = [];
  naming: Naming = { withTable: true, withSchema: true };
  /** Labels that ORDER BY and GROUP BY name instead of repeating the expression. */
  labels: ReadonlySet<SqlNode> = new Set();
  private readonly counters = new Map<string, number>();
  private readonly names = new Map<object, string>();

  constructor(
    readonly interpreter: Interpreter,
    readonly values: BoundValues,
    private readonly writers: PartWriters,
  ) {}

  get surroundings(): Surroundings {
    return this.stack.at(-1) ?? { correlatable: nothing, nearest: nothing };
  }

  /** Writes an expression. */
  sql(node: SqlNode): string {
    return writeSql(this, node);
  }

  list(nodes: readonly SqlNode[]): string {
    return nodes.map((node) => this.sql(node)).join(', ');
  }

  /** Writes with other rules for names. */
  named<Result>(naming: Partial<Naming>, write: () => Result): Result {
    const before = this.naming;
    this.naming = { ...before, ...naming };
    try {
      return write();
    } finally {
      this.naming = before;
    }
  }

  /** Writes something inside of a statement. */
  around<Result>(surroundings: Surroundings, write: () => Result): Result {
    this.stack.push(surroundings);
    try {
      return write();
    } finally {
      this.stack.pop();
    }
  }

  /** `SQLCompiler._process_anon`. */
  private numbered(identity: object, prefix: string): string {
    const known = this.names.get(identity);
    if (known !== undefined) return known;
    const number = this.counters.get(prefix) ?? 1;
    this.counters.set(prefix, number + 1);
    const name = `${prefix}_${number}`;
    this.names.set(identity, name);
    return name;
  }

  label(name: ColumnLabel): string {
    return quoteIdentifier(name instanceof AnonymousName ? this.numbered(name, name.prefix) : name);
  }

  /** The name of an alias, a subquery or a CTE. */
  nameOf(from: FromItem & { readonly name: string | null }): string {
    if (from.kind === 'cte' && from.restates) return this.nameOf(from.restates);
    const prefix = from.kind === 'alias' && from.of.kind === 'table' ? from.of.table.name : 'anon';
    return quoteIdentifier(from.name ?? this.numbered(from, prefix));
  }

  tableName(from: FromItem & { readonly kind: 'table' }): string {
    const { schema, name } = from.table;
    const bare = quoteIdentifier(name);
    return schema === null || !this.naming.withSchema ? bare : `${quoteIdentifier(schema)}.${bare}`;
  }

  /** `SQLCompiler.visit_column`. */
  column(column: ColumnObject): string {
    const name = quoteIdentifier(column.name ?? '');
    if (!column.table || !this.naming.withTable) return name;
    return `${this.tableName(tableFrom(column.table))}.${name}`;
  }

  value(node: SqlNode & { readonly kind: 'value' }): string {
    return this.values.compared(node.value, node.type, node.typed === true);
  }

  /** A value as a column of that type takes it. */
  bound(value: Value, type: Value | null): string {
    return this.values.bound(value, type);
  }

  text(node: SqlNode & { readonly kind: 'text' }): string {
    return this.writers.text(this, node);
  }

  statementPart(node: StatementNode): string {
    return this.writers.part(this, node);
  }

  since(version: SqlalchemySeries): boolean {
    return sinceSqlalchemy(this.interpreter, version);
  }
}
