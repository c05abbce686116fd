import assert from 'node:assert/strict';
import { createStatements } from '../../src/postgres/ddl/metadata';
import { statementsFor } from '../../src/postgres/ddl/operations';
import { introspectSync } from '../../src/postgres/introspection/introspection';
import type { ShadowDatabase } from '../../src/postgres/shadow-database';
import type { MetadataDefinition } from '../../src/schema/definition';
import type { Operation } from '../../src/schema/operation';
import type { Schema } from '../../src/schema/schema';
import { emptySchema } from '../schema/catalog';
import {
  check,
  column,
  enumType,
  exclude,
  foreignKey,
  identity,
  index,
  key,
  named,
  ofEnum,
  primaryKey,
  sequence,
  sql,
  table,
  type,
  unique,
} from '../schema/definitions';
import { emptyShadow } from './shared-shadow';

const mood = enumType('Mood', ['sad', 'ok'], 'App');
const id = column('id', 'INTEGER', { serial: true, nullable: false });

/** One of every kind of thing that a SQLAlchemy MetaData can ask for. */
const everything: MetadataDefinition = {
  enums: [mood, enumType('lonely', ["it's"])],
  sequences: [sequence('numbers', { start: 5, increment: 2, maxValue: 100, cycle: true })],
  tables: [
    table(
      'products',
      [
        id,
        column('code', 'VARCHAR(20)', { nullable: false, serverDefault: sql("'x'"), collation: 'C', comment: "it's" }),
        column('mood', ofEnum(mood, '"App"."Mood"'), { serverDefault: sql("'ok'") }),
        column('moods', ofEnum(mood, '"App"."Mood"[]')),
        column('price', 'NUMERIC(10, 2)', { serverDefault: sql('1.5') }),
        column('twice', 'NUMERIC', { computed: { ...sql('price * 2'), persisted: true } }),
        column('virtual', 'NUMERIC', { computed: { ...sql('price * 3'), persisted: null } }),
        column('number', 'BIGINT', { identity: identity({ always: true, start: 10, increment: 5 }), nullable: false }),
        column('at', 'TIMESTAMP WITH TIME ZONE', { serverDefault: sql('CURRENT_TIMESTAMP') }),
        column('next', 'INTEGER', { serverDefault: sql("nextval('numbers')") }),
        column('favourite_id', 'BIGINT'),
      ],
      {
        constraints: [
          primaryKey(['id']),
          unique(['code', 'price'], {
            name: 'uq',
            include: ['at'],
            nullsNotDistinct: true,
            deferrable: true,
            initially: 'DEFERRED',
            comment: 'U',
          }),
          check('price > 0', { name: 'positive', noInherit: true }),
          foreignKey(['favourite_id'], named('builds', 'App'), ['id'], {
            onDelete: 'SET NULL',
            onUpdate: 'CASCADE',
            match: 'FULL',
            comment: 'F',
            name: 'fk',
          }),
        ],
        indexes: [
          index('ix_plain', [key('code'), key('price', { descending: true, nulls: 'LAST' })]),
          index(
            'ix_expression',
            [key(sql('lower(code)')), key(sql("code || 'x'")), key('code', { opclass: 'text_pattern_ops', collation: 'POSIX' })],
            {
              unique: true,
              include: ['at'],
              where: sql('price > 5'),
              with: { fillfactor: '70' },
              nullsNotDistinct: true,
              comment: 'I',
            },
          ),
          index('ix_gin', [key('moods')], { using: 'gin' }),
        ],
        comment: 'Products',
        with: { fillfactor: '80' },
      },
    ),
    table(
      'builds',
      [column('id', 'BIGINT', { serial: true, nullable: false }), column('product_id', 'INTEGER'), column('during', 'TSRANGE')],
      {
        schema: 'App',
        constraints: [
          primaryKey(['id'], { name: 'builds_pk' }),
          foreignKey(['product_id'], named('products'), ['id'], { deferrable: true, initially: 'IMMEDIATE' }),
          exclude([{ expression: sql('during'), operator: '&&', opclass: null }], { name: 'apart', where: sql('id > 3') }),
        ],
      },
    ),
    table('children', [column('z', 'INTEGER')], { inherits: [named('parents')] }),
    table('parents', [column('a', 'INTEGER')], { unlogged: false }),
    table('scratch', [column('a', 'INTEGER')], { unlogged: true }),
    table('events', [column('id', 'INTEGER', { nullable: false }), column('on', 'DATE', { nullable: false })], {
      constraints: [primaryKey(['id', 'on'])],
      partitionBy: 'RANGE ("on")',
    }),
  ],
};

function byName<Value extends { readonly name: string }>(values: readonly Value[], name: string): Value {
  const found = values.find((value) => value.name === name);
  assert(found !== undefined, `there is no ${name}`);
  return found;
}

function run(shadow: ShadowDatabase, operations: readonly Operation[]): void {
  for (const operation of operations) for (const statement of statementsFor(operation)) shadow.execute(statement);
}

describe('definitions through PostgreSQL and back', () => {
  let shadow: ShadowDatabase;
  before(async function () {
    this.timeout(60_000);
    shadow = await emptyShadow();
  });
  afterEach(() => shadow.reset());

  function created(metadata: MetadataDefinition): Schema {
    for (const { sql: statement } of createStatements(metadata)) shadow.execute(statement);
    return introspectSync(shadow);
  }

  it('creates everything, tables in a circle included', () => {
    const schema = created(everything);
    assert.deepEqual(
      schema.tables.map(({ schema: owner, name }) => `${owner}.${name}`),
      ['App.builds', 'public.children', 'public.events', 'public.parents', 'public.products', 'public.scratch'],
    );
    assert.deepEqual(schema.enums, [
      { schema: 'App', name: 'Mood', values: ['sad', 'ok'], comment: null },
      { schema: 'public', name: 'lonely', values: ["it's"], comment: null },
    ]);
    assert.deepEqual(schema.sequences, [
      {
        schema: 'public',
        name: 'numbers',
        type: 'bigint',
        start: '5',
        increment: '2',
        minValue: '1',
        maxValue: '100',
        cache: '1',
        cycle: true,
      },
    ]);
  });

  it('reads columns back', () => {
    const products = byName(created(everything).tables, 'products');
    const plain = {
      namedType: null,
      notNull: false,
      default: null,
      serial: false,
      identity: null,
      generated: null,
      collation: null,
      comment: null,
    };
    const numbers = { always: true, start: '10', increment: '5', minValue: '1', maxValue: '9223372036854775807', cache: '1', cycle: false };
    const namedType = { schema: 'App', name: 'Mood' };
    assert.deepEqual(products.columns, [
      { ...plain, name: 'id', type: 'integer', notNull: true, default: "nextval('products_id_seq'::regclass)", serial: true },
      {
        ...plain,
        name: 'code',
        type: 'character varying(20)',
        notNull: true,
        default: "'x'::character varying",
        collation: 'C',
        comment: "it's",
      },
      { ...plain, name: 'mood', type: '"App"."Mood"', namedType, default: `'ok'::"App"."Mood"` },
      { ...plain, name: 'moods', type: '"App"."Mood"[]', namedType },
      { ...plain, name: 'price', type: 'numeric(10,2)', default: '1.5' },
      { ...plain, name: 'twice', type: 'numeric', generated: { expression: '(price * (2)::numeric)', stored: true } },
      { ...plain, name: 'virtual', type: 'numeric', generated: { expression: '(price * (3)::numeric)', stored: false } },
      { ...plain, name: 'number', type: 'bigint', notNull: true, identity: numbers },
      { ...plain, name: 'at', type: 'timestamp with time zone', default: 'CURRENT_TIMESTAMP' },
      { ...plain, name: 'next', type: 'integer', default: "nextval('numbers'::regclass)" },
      { ...plain, name: 'favourite_id', type: 'bigint' },
    ]);
  });

  it('reads constraints back, without the NOT NULL ones', () => {
    const { tables } = created(everything);
    const plain = { deferrable: false, initiallyDeferred: false, validated: true, comment: null };
    assert.deepEqual(byName(tables, 'products').constraints, [
      {
        ...plain,
        kind: 'foreign_key',
        name: 'fk',
        definition: 'FOREIGN KEY (favourite_id) REFERENCES "App".builds(id) MATCH FULL ON UPDATE CASCADE ON DELETE SET NULL',
        columns: ['favourite_id'],
        referredSchema: 'App',
        referredTable: 'builds',
        referredColumns: ['id'],
        onDelete: 'SET NULL',
        onUpdate: 'CASCADE',
        match: 'FULL',
        comment: 'F',
      },
      {
        ...plain,
        kind: 'check',
        name: 'positive',
        definition: 'CHECK ((price > (0)::numeric)) NO INHERIT',
        columns: ['price'],
        expression: '(price > (0)::numeric)',
        noInherit: true,
      },
      { ...plain, kind: 'primary_key', name: 'products_pkey', definition: 'PRIMARY KEY (id)', columns: ['id'], include: [] },
      {
        ...plain,
        kind: 'unique',
        name: 'uq',
        definition: 'UNIQUE NULLS NOT DISTINCT (code, price) INCLUDE (at) DEFERRABLE INITIALLY DEFERRED',
        columns: ['code', 'price'],
        include: ['at'],
        nullsNotDistinct: true,
        deferrable: true,
        initiallyDeferred: true,
        comment: 'U',
      },
    ]);
    assert.deepEqual(byName(byName(tables, 'builds').constraints, 'apart'), {
      ...plain,
      kind: 'exclude',
      name: 'apart',
      definition: 'EXCLUDE USING gist (during WITH &&) WHERE ((id > 3))',
      columns: ['during'],
      method: 'gist',
      elements: [{ expression: 'during', operator: '&&', opclass: null }],
      where: '(id > 3)',
    });
  });

  it('reads indexes back', () => {
    const { indexes } = byName(created(everything).tables, 'products');
    const keyed = { column: null, opclass: null, collation: null, descending: false, nullsFirst: false };
    const plain = { unique: false, include: [], where: null, with: {}, nullsNotDistinct: false, valid: true, comment: null };
    assert.deepEqual(indexes, [
      {
        ...plain,
        name: 'ix_expression',
        definition:
          "CREATE UNIQUE INDEX ix_expression ON public.products USING btree (lower((code)::text), (((code)::text || 'x'::text)), " +
          'code COLLATE "POSIX" text_pattern_ops) INCLUDE (at) NULLS NOT DISTINCT WITH (fillfactor=\'70\') WHERE (price > (5)::numeric)',
        unique: true,
        method: 'btree',
        keys: [
          { ...keyed, expression: 'lower((code)::text)', collation: 'C' },
          { ...keyed, expression: "(((code)::text || 'x'::text))", collation: 'C' },
          { ...keyed, column: 'code', expression: 'code', opclass: 'text_pattern_ops', collation: 'POSIX' },
        ],
        include: ['at'],
        where: '(price > (5)::numeric)',
        with: { fillfactor: '70' },
        nullsNotDistinct: true,
        comment: 'I',
      },
      {
        ...plain,
        name: 'ix_gin',
        definition: 'CREATE INDEX ix_gin ON public.products USING gin (moods)',
        method: 'gin',
        keys: [{ ...keyed, column: 'moods', expression: 'moods' }],
      },
      {
        ...plain,
        name: 'ix_plain',
        definition: 'CREATE INDEX ix_plain ON public.products USING btree (code, price DESC NULLS LAST)',
        method: 'btree',
        keys: [
          { ...keyed, column: 'code', expression: 'code' },
          { ...keyed, column: 'price', expression: 'price', descending: true },
        ],
      },
    ]);
  });

  it('reads what a table is: comment, storage, inheritance, partitions', () => {
    for (const { sql: statement } of createStatements(everything)) shadow.execute(statement);
    shadow.execute(`CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')`);
    shadow.execute('CREATE INDEX ix_events ON events ("on")');
    const { tables } = introspectSync(shadow);
    const products = byName(tables, 'products');
    assert.deepEqual([products.comment, products.with, products.unlogged], ['Products', { fillfactor: '80' }, false]);
    assert.equal(byName(tables, 'scratch').unlogged, true);
    assert.deepEqual(byName(tables, 'children').inherits, [{ schema: 'public', name: 'parents' }]);
    assert.equal(byName(tables, 'events').partitionBy, 'RANGE ("on")');
    const partition = byName(tables, 'events_2020');
    const bound = "FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')";
    assert.deepEqual(partition.partitionOf, { schema: 'public', name: 'events', bound });
    assert.deepEqual([partition.inherits, partition.constraints, partition.indexes], [[], [], []]);
  });

  it('leaves out what extensions own, and reads domains', () => {
    shadow.execute(`CREATE EXTENSION hstore; CREATE DOMAIN pos AS int DEFAULT 1 NOT NULL CONSTRAINT up CHECK (VALUE > 0)`);
    shadow.execute('CREATE TABLE t (h hstore, p pos)');
    const schema = introspectSync(shadow);
    assert.deepEqual(schema.extensions, ['hstore']);
    assert.deepEqual(schema.domains, [
      {
        schema: 'public',
        name: 'pos',
        type: 'integer',
        notNull: true,
        default: '1',
        checks: [{ name: 'up', definition: 'CHECK ((VALUE > 0))' }],
      },
    ]);
    const [h, p] = byName(schema.tables, 't').columns;
    assert.deepEqual([h?.type, h?.namedType, p?.namedType], ['hstore', null, { schema: 'public', name: 'pos' }]);
  });

  it('reads a choice of schemas and tables, and leaves the settings as they were', () => {
    for (const { sql: statement } of createStatements(everything)) shadow.execute(statement);
    shadow.execute(`SET search_path TO "App"; SET TimeZone TO 'Europe/Berlin'`);
    const names = (schema: Schema) => schema.tables.map(({ name }) => name);
    assert.deepEqual(names(introspectSync(shadow, { schemas: ['App'] })), ['builds']);
    assert.deepEqual(names(introspectSync(shadow, { schemas: [] })), []);
    const tables = [
      { schema: 'public', name: 'products' },
      { schema: 'public', name: 'nothing' },
    ];
    assert.deepEqual(names(introspectSync(shadow, { tables })), ['products']);
    assert.deepEqual(names(introspectSync(shadow, { schemas: ['App'], ignoreTables: [{ schema: 'App', name: 'builds' }] })), []);
    assert.deepEqual(shadow.query("SELECT current_setting('search_path') AS path, current_setting('TimeZone') AS zone"), [
      { path: '"App"', zone: 'Europe/Berlin' },
    ]);
  });

  it('puts the settings back when a query fails', () => {
    shadow.execute('CREATE TABLE t (a int)');
    const failing = {
      query: (statement: string) => shadow.query(statement.includes('FROM pg_attribute a') ? 'SELECT 1/0' : statement),
    };
    shadow.execute('SET search_path TO pg_catalog');
    assert.throws(() => introspectSync(failing), { message: 'division by zero' });
    const path = "SELECT current_setting('search_path') AS path";
    assert.deepEqual(shadow.query(path), [{ path: 'pg_catalog' }]);
    shadow.execute('BEGIN');
    assert.throws(() => introspectSync(failing), { message: 'division by zero' });
    shadow.execute('ROLLBACK');
    assert.deepEqual(shadow.query(path), [{ path: 'pg_catalog' }]);
  });

  it('comes back to the start over operations that undo one another', () => {
    const schema = created(everything);
    const products = named('products');
    const existing = { type: null, nullable: null };
    const step = { place: null, ifNotExists: false, ifExists: false, reverse: null } as const;
    const alter = { kind: 'alter_column', table: products, place: null, existing } as const;
    const notes = column('notes', 'TEXT', { comment: 'N', nullable: false, serverDefault: sql("'-'") });
    run(shadow, [
      { ...step, kind: 'create_enum', enumType: enumType('passing', ['a']) },
      { ...step, kind: 'create_enum', enumType: enumType('passing', ['a']), ifNotExists: true },
      { ...step, kind: 'add_enum_value', schema: null, name: 'passing', value: 'b', before: 'a' },
      {
        ...step,
        kind: 'add_column',
        table: products,
        column: notes,
        constraints: [unique(['notes'], { name: 'uq_notes' })],
        indexes: [index('ix_notes', [key('notes')])],
      },
      {
        ...alter,
        column: 'notes',
        newName: 'remarks',
        type: type('VARCHAR(9)'),
        using: 'notes::varchar',
        nullable: true,
        serverDefault: null,
        comment: null,
      },
      { ...step, kind: 'rename_index', schema: null, name: 'ix_notes', newName: 'ix_remarks' },
      { ...step, kind: 'rename_constraint', table: products, name: 'uq_notes', newName: 'uq_remarks' },
      { ...step, kind: 'create_table_comment', table: products, comment: 'Changed', existing: 'Products' },
      { ...step, kind: 'create_sequence', sequence: sequence('passing_numbers', { increment: -1 }) },
      { ...step, kind: 'create_table', table: table('passing_table', [id, column('p', ofEnum(enumType('passing', ['a']), 'passing'))]) },
      { ...step, kind: 'rename_table', table: named('passing_table'), newName: 'passing_by' },
      {
        ...step,
        kind: 'bulk_insert',
        table: named('passing_by'),
        columns: ['id', 'p'],
        rows: [
          ['1', "'a'"],
          ['2', 'NULL'],
        ],
      },
      { ...alter, table: named('passing_by'), column: 'id', serverDefault: null },
      { ...alter, table: named('passing_by'), column: 'id', identity: identity() },
      {
        ...alter,
        table: named('passing_by'),
        column: 'id',
        identity: identity({ start: 7 }),
        existing: { ...existing, identity: identity() },
      },
      { ...alter, table: named('passing_by'), column: 'id', identity: null },
      {
        ...step,
        kind: 'replace_enum',
        before: enumType('passing', ['b', 'a']),
        after: enumType('passing', ['a', 'c']),
        columns: [{ table: named('passing_by'), column: 'p', array: false, default: null }],
      },
    ]);
    const changed = introspectSync(shadow);
    assert.deepEqual(byName(changed.enums, 'passing').values, ['a', 'c']);
    assert.equal(byName(byName(changed.tables, 'products').columns, 'remarks').type, 'character varying(9)');
    assert.deepEqual(shadow.query('SELECT id, p FROM passing_by ORDER BY id'), [
      { id: 1, p: 'a' },
      { id: 2, p: null },
    ]);
    run(shadow, [
      { ...step, kind: 'drop_table', table: named('passing_by') },
      { ...step, kind: 'drop_enum', schema: null, name: 'passing' },
      { ...step, kind: 'drop_sequence', schema: null, name: 'passing_numbers' },
      { ...step, kind: 'drop_constraint', table: products, name: 'uq_remarks', constraintKind: 'unique' },
      { ...step, kind: 'drop_index', schema: null, name: 'ix_remarks', table: products, concurrently: false },
      { ...step, kind: 'drop_column', table: products, column: 'remarks' },
      { ...step, kind: 'create_table_comment', table: products, comment: 'Products', existing: 'Changed' },
    ]);
    assert.deepEqual(introspectSync(shadow), schema);
  });

  it('finds nothing in an empty database', () => {
    assert.deepEqual(introspectSync(shadow), emptySchema);
  });
});
