/** The table of a mapped class: its own (`_setup_table`), or that of the class it inherits from (`_setup_inheriting_columns`). */
import { changing } from '../../../python/changes';
import type { Interpreter } from '../../../python/interpreter';
import { none, str, unknown } from '../../../python/native';
import type { Place } from '../../../python/place';
import type { Arguments, ClassValue, UnknownValue, Value } from '../../../python/values';
import { attachColumn } from '../../attach';
import { columnArguments } from '../../column-arguments';
import { entriesOf, textOf } from '../../plain-values';
import { SchemaItem, TableObject } from '../../schema-objects';
import { attempt } from '../../unreadable';
import { type SchemaItems, unknownTableRecord } from '../schema-items';
import type { ClassScan } from './class-scan';
import { type ColumnValue, isColumn } from './column-properties';
import type { DeclaredColumns } from './declared-columns';
import { isLate, tableOf } from './mapped-classes';
import { metadataOf } from './registry';

/** A class on its way to a table. */
export class ClassTable {
  private readonly problems: UnknownValue[];
  private readonly refusals: UnknownValue[];

  constructor(
    private readonly interpreter: Interpreter,
    private readonly cls: ClassValue,
    private readonly scan: ClassScan,
    private readonly declared: DeclaredColumns,
    private readonly inherited: ClassValue | null,
    private readonly items: SchemaItems,
  ) {
    this.problems = [...scan.problems, ...declared.problems];
    this.refusals = [...scan.refusals, ...declared.refusals];
  }

  /** Makes the table or finds it, and tells it what is not known and what is refused about the class. */
  setUp(): void {
    if (this.scan.hasTable) this.standOnGiven();
    else if (this.scan.tableName) this.make(this.scan.tableName);
    else this.shareInherited();
  }

  private standOnGiven(): void {
    const given = this.interpreter.findAttribute(this.cls, '__table__', this.cls.place) ?? none;
    changing(this.cls.namespace).set('__table__', given);
    if (given.type === 'unknown') this.saySomewhere(given);
    if (given.type !== 'instance' || !(given.host instanceof TableObject)) return;
    const table = given.host;
    for (const column of this.declared.columns)
      if (column.host.table !== table)
        this.refusals.push(unknown(`column ${column.host.name} of ${this.cls.name}, whose __table__ has no such column`, placeOf(column)));
    this.tell(table);
  }

  private make(tableName: Value): void {
    const name = attempt(() => textOf(tableName, `the table name of ${this.cls.name}`), this.cls.place);
    const { positional, keywords } = this.tableArguments();
    const args: Arguments = {
      positional: [
        typeof name === 'string' ? str(name, tableName.place) : name,
        metadataOf(this.interpreter, this.cls) ?? unknown(`the MetaData of ${this.cls.name}`, this.cls.place),
        ...this.declared.columns,
        ...positional,
      ],
      keywords,
      unknown: null,
    };
    const place = this.placeNamed(tableName);
    const maker = this.interpreter.findAttribute(this.cls, '__table_cls__', this.cls.place);
    const table =
      maker && maker.type !== 'unknown' ? this.interpreter.call(maker, args, place) : this.items.makeTable(this.interpreter, args, place);
    if (table.type === 'instance' && table.host instanceof TableObject) {
      changing(this.cls.namespace).set('__table__', table);
      this.tell(table.host);
    } else if (table.type === 'None') {
      changing(this.cls.namespace).set('__table__', none);
      this.shareInherited();
    } else if (table.type === 'unknown') this.saySomewhere(table);
    else if (table.type !== 'instance') this.saySomewhere(unknown(`the table of ${this.cls.name}`, place));
  }

  /** Single-table inheritance: the columns go into the ancestor's table. */
  private shareInherited(): void {
    const table = this.inherited && tableOf(this.inherited);
    if (!table) {
      this.sayNoTable();
      return;
    }
    if (this.scan.tableArgs)
      this.refusals.push(unknown(`the __table_args__ of ${this.cls.name}, which has no table of its own`, this.scan.tableArgs.place));
    for (const column of this.declared.columns) this.addTo(table, column);
    if (this.interpreter.uncertain && this.declared.columns.length > 0) changing(table.problems).push(this.interpreter.uncertain);
    this.tell(table);
  }

  private addTo(table: TableObject, column: ColumnValue): void {
    const standing = table.columns.find((other) => isColumn(other) && other.host.name === column.host.name);
    if (standing && isColumn(standing) && standing.host === column.host) return;
    if (standing) {
      const reason = `column ${column.host.name} of ${this.cls.name}: table ${table.name} has it already, and use_existing_column is not said`;
      this.refusals.push(unknown(reason, placeOf(column)));
    } else if (saysPrimaryKey(column)) {
      this.refusals.push(unknown(`the primary key column ${column.host.name} of ${this.cls.name}, which has no table`, placeOf(column)));
    } else attachColumn(table, column, null);
  }

  /** SQLAlchemy refuses such a class, so something that is not seen here may name the table. */
  private sayNoTable(): void {
    const said = [...this.problems, ...this.scan.doubts.map(({ why }) => why), ...this.refusals];
    if (this.inherited || isLate(this.cls) || isTrue(this.interpreter.findAttribute(this.cls, '__no_table__', null))) {
      for (const problem of said) this.saySomewhere(problem);
      return;
    }
    const unnamed = unknown(`the table of ${this.cls.name}, whose name is set nowhere that is understood`, this.placeNamed(none));
    for (const problem of said.length > 0 ? said : [unnamed]) this.saySomewhere(problem);
  }

  private tell(table: TableObject): void {
    changing(table.problems).push(...this.problems);
    changing(table.doubts).push(...this.scan.doubts);
    if (this.interpreter.uncertain && this.refusals.length > 0) changing(table.problems).push(this.interpreter.uncertain);
    else changing(table.refusals).push(...this.refusals);
  }

  private saySomewhere(problem: UnknownValue): void {
    this.interpreter.record(unknownTableRecord, problem, problem.place ?? this.cls.place);
  }

  /** A tuple of items that may end in a dict of keywords, or the dict alone; `__autoload__` beside them. */
  private tableArguments(): { readonly positional: readonly Value[]; readonly keywords: ReadonlyMap<string, Value> } {
    const keywords = new Map<string, Value>();
    for (const name of ['autoload_with', 'autoload']) {
      const value = this.cls.namespace.get(`__${name}__`);
      if (value && value.type !== 'None') keywords.set(name, value);
    }
    const args = this.scan.tableArgs;
    if (!args) return { positional: [], keywords };
    if (args.type !== 'dict' && args.type !== 'tuple') {
      if (args.type === 'unknown') this.problems.push(args);
      else this.refusals.push(unknown(`the __table_args__ of ${this.cls.name}, which must be a tuple or a dict`, args.place));
      return { positional: [], keywords };
    }
    const last = args.type === 'dict' ? args : args.items[args.items.length - 1];
    const positional = args.type === 'dict' ? [] : last?.type === 'dict' ? args.items.slice(0, -1) : args.items;
    if (last?.type === 'dict') for (const [name, value] of this.entries(last)) keywords.set(name, value);
    return { positional, keywords };
  }

  private entries(value: Value): ReadonlyMap<string, Value> {
    const entries = attempt(() => entriesOf(value, `the __table_args__ of ${this.cls.name}`), value.place);
    if (entries instanceof Map) return entries;
    if ('reason' in entries) this.problems.push(entries);
    return new Map();
  }

  /** Where a person looks for the table: at its name in the class body, else at the head of the class. */
  private placeNamed(name: Value): Place | null {
    const { place } = this.cls;
    if (!place || (name.place && name.place.file === place.file && name.place.line >= place.line && name.place.line <= place.endLine))
      return name.place;
    return { ...place, endLine: place.line, endColumn: place.column + `class ${this.cls.name}`.length };
  }
}

const isTrue = (value: Value | null): boolean => value?.type === 'bool' && value.value;

const placeOf = (column: ColumnValue): Place | null => column.host.assignment ?? column.place;

/** A column, or a constraint, that makes a primary key. */
export function saysPrimaryKey(value: Value): boolean {
  if (value.type === 'instance' && value.host instanceof SchemaItem) return value.host.kind === 'PrimaryKeyConstraint';
  if (!isColumn(value)) return false;
  const flag = columnArguments(value.host).keywords.get('primary_key');
  return flag?.type === 'bool' && flag.value;
}
