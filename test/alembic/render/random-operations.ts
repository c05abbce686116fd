/** Operations made up from a seed, with the names and texts that go wrong first. */
import type {
  ColumnDefinition,
  ColumnType,
  ConstraintDefinition,
  IndexDefinition,
  IndexKey,
  TableName,
} from '../../../src/schema/definition';
import type { Operation } from '../../../src/schema/operation';
import {
  check,
  column,
  enumType,
  exclude,
  foreignKey,
  index,
  integer,
  key,
  moodType,
  primaryKey,
  sql,
  table,
  text,
  type,
  unicode,
  unique,
} from '../../schema/definitions';
import {
  addColumn,
  alterColumn,
  createConstraint,
  createIndex,
  createTable,
  dropColumn,
  dropConstraint,
  dropIndex,
  execute,
} from '../operations';

const names = [
  'id',
  'name',
  'order',
  'User',
  'with space',
  "it's",
  '"quoted"',
  'straße',
  'a_very_long_name_that_makes_a_line_too_long_for_one',
];
const texts = ['plain', "it's", 'say "hi"', 'both \' and "', 'back\\slash', 'two\nlines', 'colon :name', '100%', '日本 🎉', '{"a": 1}'];
const expressions = ['a > 0', "b <> 'x'", "c ~ '\\d:x'", '"order" IS NOT NULL', "d::text = 'a'", "lower(e) = '\"'"];
const types: readonly ColumnType[] = [
  integer,
  unicode,
  text,
  type('BOOLEAN', 'sa.Boolean()'),
  type('NUMERIC(10, 2)', 'sa.Numeric(precision=10, scale=2)'),
  type('TIMESTAMP WITH TIME ZONE', 'sa.DateTime(timezone=True)'),
  type('JSONB', 'postgresql.JSONB(astext_type=sa.Text())', 'from sqlalchemy.dialects import postgresql'),
  moodType,
];

/** SQLAlchemy takes a column into an index once. */
function withoutRepeats(keys: readonly IndexKey[]): readonly IndexKey[] {
  return keys.filter((each, at) => keys.findIndex((other) => other.column === each.column) === at);
}

/** Mulberry32: the same seed gives the same operations. */
export function randomOperations(seed: number, count: number): readonly Operation[] {
  let state = seed;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const chance = (of: number) => random() < of;
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  const some = <Item>(items: readonly Item[], most = 3): readonly Item[] => {
    const chosen = items.filter(() => chance(most / items.length));
    return chosen.length > 0 ? chosen.slice(0, most) : [pick(items)];
  };
  const schema = () => (chance(0.3) ? pick(['docs', 'Other Schema']) : null);
  const on = (): TableName => ({ schema: schema(), name: pick(names) });

  const defaultOf = (): Partial<ColumnDefinition> => {
    if (chance(0.2)) return { serverDefault: sql(pick(["'x'", 'now()', '0', "'it''s'"])) };
    const numbers = {
      start: chance(0.5) ? 5 : null,
      increment: null,
      minValue: null,
      maxValue: chance(0.3) ? 99 : null,
      cache: null,
      cycle: chance(0.3),
    };
    if (chance(0.1)) return { type: integer, nullable: false, identity: { always: chance(0.5), ...numbers } };
    if (chance(0.1)) return { type: integer, computed: { ...sql('id * 2'), persisted: true } };
    return {};
  };
  const newColumn = (name: string): ColumnDefinition =>
    column(name, pick(types), { nullable: chance(0.5), comment: chance(0.3) ? pick(texts) : null, ...defaultOf() });

  const deferrability = () => (chance(0.3) ? { deferrable: true, initially: pick(['DEFERRED', 'IMMEDIATE'] as const) } : {});
  const constraint = (): ConstraintDefinition => {
    const name = chance(0.7) ? pick(names) : null;
    const columns = some(names);
    const kind = pick(['unique', 'foreign_key', 'check', 'primary_key', 'exclude']);
    if (kind === 'unique') return unique(columns, { name, nullsNotDistinct: chance(0.2), ...deferrability() });
    if (kind === 'check') return check(pick(expressions), { name, notValid: chance(0.2) });
    if (kind === 'primary_key') return primaryKey(columns, { name });
    if (kind === 'exclude') {
      const elements = [
        { expression: sql('name'), operator: '=', opclass: null },
        { expression: sql('int4range(a, b)'), operator: '&&', opclass: null },
      ];
      const where = chance(0.5) ? sql(pick(expressions)) : null;
      return exclude(elements, { name, where });
    }
    return foreignKey(columns, on(), columns, {
      name,
      onDelete: chance(0.5) ? 'CASCADE' : null,
      onUpdate: chance(0.2) ? 'SET NULL' : null,
      notValid: chance(0.2),
      ...deferrability(),
    });
  };

  const indexKey = (): IndexKey => {
    if (chance(0.2)) return key(sql('lower(name)'));
    if (chance(0.2)) return key(pick(names), { descending: true, nulls: chance(0.5) ? 'LAST' : null });
    return key(pick(names), { opclass: chance(0.2) ? 'text_pattern_ops' : null });
  };
  const newIndex = (): IndexDefinition =>
    index(pick(names), withoutRepeats(some([indexKey(), indexKey(), indexKey()])), {
      unique: chance(0.3),
      using: chance(0.3) ? 'gin' : null,
      include: chance(0.2) ? some(names) : [],
      where: chance(0.3) ? sql(pick(expressions)) : null,
      with: chance(0.2) ? { fillfactor: '50' } : {},
      concurrently: chance(0.1),
      nullsNotDistinct: chance(0.1),
    });

  const makers: readonly (() => Operation)[] = [
    () => {
      const columns = some(names, 5).map(newColumn);
      const keys = columns.slice(0, 1).map(({ name }) => name);
      const comment = chance(0.3) ? pick(texts) : null;
      const keyed = columns.map((each, at) =>
        at > 0 ? each : { ...each, type: chance(0.5) ? integer : text, nullable: false, computed: null, identity: null },
      );
      const serialKey = keyed.map((each, at) => {
        const bare = each.type.sql === 'INTEGER' && !each.serverDefault && !each.computed && !each.identity;
        return { ...each, serial: at === 0 && bare && chance(0.5) };
      });
      const constraints = [primaryKey(keys), ...(chance(0.3) ? [check(pick(expressions), { name: pick(names) })] : [])];
      return createTable(table(pick(names), serialKey, { schema: schema(), comment, constraints, unlogged: chance(0.1) }), {
        ifNotExists: chance(0.2),
      });
    },
    () => ({ kind: 'drop_table', table: on(), ifExists: chance(0.3), reverse: null, place: null }),
    () => ({ kind: 'rename_table', table: on(), newName: pick(names), place: null }),
    () => addColumn(newColumn(pick(names)), { table: on(), ifNotExists: chance(0.2) }),
    () => dropColumn(pick(names), { table: on(), ifExists: chance(0.2) }),
    () =>
      alterColumn(pick(names), {
        table: on(),
        ...(chance(0.3) && { newName: pick(names) }),
        ...(chance(0.3) && { type: pick(types), ...(chance(0.5) && { using: 'a::integer' }) }),
        ...(chance(0.3) && { comment: chance(0.5) ? pick(texts) : null }),
        ...(chance(0.3) && { serverDefault: chance(0.5) ? sql('now()') : null }),
        ...(chance(0.5)
          ? { nullable: chance(0.5), existing: { type: pick(types), nullable: null } }
          : { existing: { type: null, nullable: true } }),
      }),
    () => createIndex(newIndex(), { table: on(), ifNotExists: chance(0.2) }),
    () => {
      const dropped = on();
      return dropIndex(pick(names), { table: dropped, schema: dropped.schema, ifExists: chance(0.2), concurrently: chance(0.1) });
    },
    () => createConstraint(constraint(), { table: on() }),
    () =>
      dropConstraint(pick(names), pick(['unique', 'foreign_key', 'check', 'primary_key', null]), { table: on(), ifExists: chance(0.2) }),
    () => ({ kind: 'create_table_comment', table: on(), comment: pick(texts), existing: chance(0.5) ? pick(texts) : null, place: null }),
    () => ({ kind: 'drop_table_comment', table: on(), comment: null, existing: pick(texts), place: null }),
    () => execute(`SELECT '${pick(texts).replaceAll("'", "''")}'`),
    () => ({
      kind: 'create_enum',
      enumType: enumType(pick(names), some(texts), schema()),
      ifNotExists: chance(0.3),
      place: null,
    }),
    () => ({ kind: 'drop_enum', schema: schema(), name: pick(names), ifExists: chance(0.3), reverse: null, place: null }),
  ];
  return Array.from({ length: count }, () => pick(makers)());
}
