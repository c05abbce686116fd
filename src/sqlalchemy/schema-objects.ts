/**
 * What SQLAlchemy's schema objects keep while models run: noted as they were called, given meaning only when somebody reads
 * them. They stand in `InstanceValue.host`. What changes after they were made is a cell of its own (python/changes.ts).
 */
import { born, changing, Registry } from '../python/changes';
import type { Place } from '../python/place';
import type { Arguments, InstanceValue, UnknownValue, Value } from '../python/values';

/** The schema items that are told apart by their constructor alone. */
export type SchemaItemKind =
  | 'ForeignKey'
  | 'ForeignKeyConstraint'
  | 'UniqueConstraint'
  | 'PrimaryKeyConstraint'
  | 'CheckConstraint'
  | 'ExcludeConstraint'
  | 'Index'
  | 'Sequence'
  | 'Computed'
  | 'Identity'
  | 'FetchedValue'
  | 'DefaultClause'
  | 'ColumnDefault';

/** A constraint, an index, a default …: the call that made it. */
export class SchemaItem {
  /** The table it was attached to other than through that table's arguments. */
  readonly table: TableObject | null = null;
  /** What `ddl_if(…)` was given. */
  readonly condition: Arguments | null = null;
  constructor(
    readonly kind: SchemaItemKind,
    readonly args: Arguments,
    readonly place: Place | null,
    /** SQLAlchemy's `_creation_order`: constraints of a table are written in it. */
    readonly order: number,
    /** What was set on the item after it was made: `index.unique = True`. */
    readonly later: ReadonlyMap<string, Value> = new Map(),
  ) {
    born(this);
  }
}

/** `Column(...)` or `mapped_column(...)`. */
export class ColumnObject {
  readonly name: string | null = null;
  readonly table: TableObject | null = null;
  /** From the assigned name to the end of the expression, where the class body tells. */
  readonly assignment: Place | null = null;
  /** What `Mapped[...]` says; set for mapped classes. */
  readonly annotated: AnnotatedColumn | null = null;
  /** Constraints and indexes over this column that wait for it to get a table. */
  readonly waiting: readonly SchemaItem[] = born([]);
  constructor(
    /** Those of the call; `Mapped[Annotated[int, mapped_column(...)]]` adds to them. */
    readonly args: Arguments,
    readonly place: Place | null,
    readonly mapped: boolean,
    /** SQLAlchemy's `_creation_order`, by which 1.4 puts the columns of a class in order. */
    readonly order = 0,
    /** What was set on the column after it was made: `table.c.name.nullable = False`. */
    readonly later: ReadonlyMap<string, Value> = new Map(),
  ) {
    born(this);
  }

  /** `Column._copy()`: mixin columns stand in every class that mixes them in. */
  copy(): ColumnObject {
    const made = new ColumnObject(this.args, this.place, this.mapped, this.order, new Map(this.later));
    Object.assign(changing(made), { name: this.name, assignment: this.assignment, annotated: this.annotated });
    return made;
  }
}

/** What an annotation gives a column that its own arguments leave open. */
export interface AnnotatedColumn {
  /** The type looked up for the annotation; null where there is none to look up. */
  readonly type: Value | null;
  /** `Optional[...]` or `| None`; null where the annotation says nothing. */
  readonly nullable: boolean | null;
  readonly place: Place | null;
}

/** What may be a column of a table (null: columns of any name), and why that is not known. */
export interface TableDoubt {
  readonly column: string | null;
  readonly why: UnknownValue;
}

export class TableObject {
  readonly columns: readonly InstanceValue[] = born([]);
  readonly items: readonly SchemaItem[] = born([]);
  /** Why the table as a whole cannot be known. */
  readonly problems: readonly UnknownValue[] = born([]);
  /** What SQLAlchemy refuses about the table, each at its own place: importing the models fails there. */
  readonly refusals: readonly UnknownValue[] = born([]);
  /** What may be a column of the table beside those that are known. */
  readonly doubts: readonly TableDoubt[] = born([]);
  /** `info['bind_key']` of Flask-SQLAlchemy 2: the database that the table belongs to; null for the main one. */
  readonly bindKey: string | null = null;
  /** `MetaData.remove(table)`. */
  readonly removed: boolean = false;
  /** The keyword arguments of `Table(...)`, those of a later one with `extend_existing` among them. */
  readonly keywords: ReadonlyMap<string, Value>;
  constructor(
    readonly metadata: MetaDataObject,
    readonly name: string,
    readonly schema: string | null,
    keywords: ReadonlyMap<string, Value>,
    readonly place: Place | null,
    /** The table that `to_metadata()` made this one of: its MetaData has named the constraints already. */
    readonly copyOf: TableObject | null = null,
  ) {
    this.keywords = born(new Map(keywords));
    born(this);
  }

  /** The key under which `MetaData.tables` holds it. */
  get key(): string {
    return this.schema === null ? this.name : `${this.schema}.${this.name}`;
  }
}

export class MetaDataObject {
  readonly tables = new Registry<InstanceValue>();
  /** Of which bind of Flask-SQLAlchemy 3 it is; null for the main one and outside Flask-SQLAlchemy. */
  readonly bindKey: string | null = null;
  constructor(
    private readonly args: Arguments,
    /** The attributes of the object itself: `metadata.naming_convention = {...}` after it was made. */
    private readonly attributes: ReadonlyMap<string, Value>,
  ) {}

  /** What was given to `MetaData(schema, quote_schema, naming_convention)` or set since; null for None and nothing. */
  option(name: 'schema' | 'naming_convention'): Value | null {
    const value = this.attributes.get(name) ?? this.args.keywords.get(name) ?? this.args.positional[name === 'schema' ? 0 : 2];
    return !value || value.type === 'None' ? null : value;
  }
}

/** A type's constructor call: the arguments of the nearest native ancestor's `__init__`. */
export class TypeObject {
  readonly variants: ReadonlyMap<string, Value> = born(new Map());
  constructor(
    readonly args: Arguments,
    readonly place: Place | null,
  ) {}
}
