/**
 * What Alembic would look at when it compares: `include_object`, `include_name` and `include_schemas` of env.py, asked as
 * alembic/autogenerate/api.py asks them (`run_object_filters`, `run_name_filters`) with objects that stand in for reflected ones.
 */
import { attempt } from '../../python/attempt';
import { bool, instance, noArguments, none, str, unknown } from '../../python/native';
import type { Program } from '../../python/program';
import type { DictValue, InstanceValue, UnknownValue, Value } from '../../python/values';
import type { Schema, Table } from '../../schema/schema';
import { tableKey } from '../../schema/table-key';
import { attachColumn } from '../../sqlalchemy/attach';
import { tableRecord } from '../../sqlalchemy/modules/schema-items';
import { ColumnObject, MetaDataObject, SchemaItem, TableObject } from '../../sqlalchemy/schema-objects';
import type { EnvironmentSettings } from './settings';

export type FilteredPart = 'column' | 'index' | 'unique_constraint' | 'foreign_key_constraint';

/** Where an object stands: in the models, in what the revisions leave, or in both. */
export type Side = 'models' | 'revisions' | 'both';

export type Inclusion = boolean | UnknownValue;

export interface AutogenerateFilters {
  /** `schema` is the schema's name, `public` for the default one. */
  includesTable(schema: string, name: string, side: Side): Inclusion;
  includesPart(type: FilteredPart, schema: string, table: string, name: string, side: Side): Inclusion;
  /** Whether what only the revisions have in a schema is compared at all. */
  includesSchema(schema: string): Inclusion;
}

/** PostgreSQL's default schema, which Alembic calls None. */
const defaultSchema = 'public';

const itemKinds = {
  index: 'Index',
  unique_constraint: 'UniqueConstraint',
  foreign_key_constraint: 'ForeignKeyConstraint',
} as const;

/** The filters of an environment whose env.py the program has run; `left` is what the revisions leave. */
export function autogenerateFilters(program: Program, settings: EnvironmentSettings, left: Schema): AutogenerateFilters {
  const { includeObject, includeName, includeSchemas } = settings;
  const objects = new FilteredObjects(program, left);
  const { interpreter } = program;

  const ask = (filter: Value, named: string, positional: readonly Value[]): Inclusion => {
    const start = filter.place ?? { file: named, line: 1, column: 1, endLine: 1, endColumn: 1 };
    const outcome = attempt(interpreter, start, () => interpreter.truth(interpreter.call(filter, { ...noArguments, positional }, null)));
    const answer = 'result' in outcome ? outcome.result : unknown(outcome.failure.message, outcome.failure.place);
    return typeof answer === 'boolean'
      ? answer
      : unknown(`what ${named} of env.py answers (${answer.reason})`, answer.place ?? filter.place);
  };
  const byObject = (object: () => Value, name: string, type: string, reflected: boolean, compareTo: () => Value): Inclusion =>
    // A filter that is not known is there to keep something from being dropped.
    !includeObject || (includeObject.type === 'unknown' && !reflected)
      ? true
      : ask(includeObject, 'include_object', [object(), str(name), str(type), bool(reflected), compareTo()]);
  const byName = (name: Value, type: string, parents: Readonly<Record<string, Value>>): Inclusion =>
    !includeName || includeName.type === 'unknown' ? true : ask(includeName, 'include_name', [name, str(type), dictionary(parents)]);

  const includesSchema = (schema: string): Inclusion =>
    schema !== defaultSchema && includeSchemas !== true ? false : byName(schemaName(schema), 'schema', {});
  const parentsOf = (schema: string, table: string) => ({
    schema_name: schemaName(schema),
    schema_qualified_table_name: str(schema === defaultSchema ? table : `${schema}.${table}`),
  });
  return {
    includesSchema,
    includesTable(schema, name, side) {
      // What the models have as well is compared whatever its schema: Alembic would make it anew, which nobody wants to be told.
      if (includeName?.type === 'unknown' && side === 'revisions')
        return unknown(`what include_name of env.py answers (${includeName.reason})`, includeName.place);
      const named =
        side === 'models' || (side === 'both' && schema !== defaultSchema && includeSchemas !== true)
          ? true
          : both(includesSchema(schema), () => byName(str(name), 'table', parentsOf(schema, name)));
      return both(named, () =>
        byObject(
          () => (side === 'revisions' ? objects.reflectedTable(schema, name) : objects.modelTable(schema, name)),
          name,
          'table',
          side === 'revisions',
          () => (side === 'both' ? objects.reflectedTable(schema, name) : none),
        ),
      );
    },
    includesPart(type, schema, table, name, side) {
      const parents = { table_name: str(table), ...parentsOf(schema, table) };
      const named = side === 'models' ? true : byName(str(name), type, parents);
      const inModels = () => objects.part(type, objects.modelTable(schema, table), name);
      const reflected = () => objects.part(type, objects.reflectedTable(schema, table), name);
      const compareTo = () => (side === 'both' ? reflected() : none);
      return both(named, () => byObject(side === 'revisions' ? reflected : inModels, name, type, side === 'revisions', compareTo));
    },
  };
}

const both = (first: Inclusion, second: () => Inclusion): Inclusion => (first === true ? second() : first);

const schemaName = (schema: string): Value => (schema === defaultSchema ? none : str(schema));

const dictionary = (entries: Readonly<Record<string, Value>>): DictValue => ({
  type: 'dict',
  entries: new Map(Object.entries(entries).map(([name, value]) => [`s${name}`, { key: str(name), value }])),
  place: null,
});

/** The objects that filters are asked with. */
class FilteredObjects {
  private readonly models: ReadonlyMap<string, InstanceValue>;
  private readonly left: ReadonlyMap<string, Table>;
  private readonly made = new Map<string, Value>();

  constructor(
    private readonly program: Program,
    left: Schema,
  ) {
    this.left = new Map(left.tables.map((table) => [tableKey(table), table]));
    this.models = new Map(
      program.recorded.flatMap(({ kind, value }): readonly (readonly [string, InstanceValue])[] =>
        kind === tableRecord && value.type === 'instance' && value.host instanceof TableObject
          ? [[tableKey({ schema: value.host.schema, name: value.host.name }), value]]
          : [],
      ),
    );
  }

  modelTable(schema: string, name: string): Value {
    return this.models.get(tableKey({ schema, name })) ?? unknown(`the table ${name} of the models`, null);
  }

  /** A `Table` of a MetaData of its own, with the columns that the revisions leave, as reflection makes it. */
  reflectedTable(schema: string, name: string): Value {
    const key = tableKey({ schema, name });
    const known = this.made.get(key);
    if (known) return known;
    const [tableClass, columnClass] = [this.member('Table'), this.member('Column')];
    if (tableClass.type !== 'class' || columnClass.type !== 'class') return unknown(`the table ${name} of the revisions`, null);
    const table = this.left.get(key);
    const metadata = new MetaDataObject(noArguments, new Map());
    const keywords = new Map([['comment', textOrNone(table?.comment ?? null)]]);
    const host = new TableObject(metadata, name, schema === defaultSchema ? null : schema, keywords, null);
    for (const { name: column, notNull, comment } of table?.columns ?? []) {
      const given = new Map([['nullable', bool(!notNull)] as const, ['comment', textOrNone(comment)] as const]);
      attachColumn(
        host,
        instance(
          columnClass,
          new ColumnObject({ positional: [str(column)], keywords: new Map<string, Value>(given), unknown: null }, null, false),
          null,
        ),
        null,
      );
    }
    const made = instance(tableClass, host, null);
    metadata.tables.set(host.key, made);
    this.made.set(key, made);
    return made;
  }

  part(type: FilteredPart, table: Value, name: string): Value {
    const host = table.type === 'instance' && table.host instanceof TableObject ? table.host : null;
    if (!host) return table;
    if (type === 'column') {
      const column = host.columns.find((each) => each.host instanceof ColumnObject && each.host.name === name);
      return column ?? unknown(`the column ${name} of ${host.name}`, null);
    }
    const cls = this.member(itemKinds[type]);
    if (cls.type !== 'class') return cls;
    const item = host.items.find((each) => each.kind === itemKinds[type] && givenName(each) === name);
    const made = instance(cls, item ?? new SchemaItem(itemKinds[type], noArguments, null, 0), item?.place ?? null);
    return {
      ...made,
      attributes: new Map([
        ['name', str(name)],
        ['table', table],
      ]),
    };
  }

  private member(name: string): Value {
    const sqlalchemy = this.program.importModule('sqlalchemy');
    return sqlalchemy.type === 'module' ? (sqlalchemy.namespace.get(name) ?? unknown(name, null)) : sqlalchemy;
  }
}

const textOrNone = (text: string | null): Value => (text === null ? none : str(text));

function givenName(item: SchemaItem): string | null {
  const name = item.args.keywords.get('name') ?? (item.kind === 'Index' ? item.args.positional[0] : undefined);
  return name?.type === 'str' ? name.value : null;
}
