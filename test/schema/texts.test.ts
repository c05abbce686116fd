import assert from 'node:assert/strict';
import { usingFor } from '../../src/schema/casts';
import { mentionsName, withColumnRenamed, withReferredColumnRenamed, withTableRenamed } from '../../src/schema/definition-text';
import { differences } from '../../src/schema/differences';
import { friendlyType } from '../../src/schema/friendly-type';
import { pythonString, sqlText } from '../../src/schema/python-text';
import { schemaToJson } from '../../src/schema/schema-json';
import { column, enumType, id, index, schema, table, unique } from './catalog';

describe('texts of schemas', () => {
  it('says types as people write them', () => {
    const said = [
      'character varying(255)',
      'timestamp(3) with time zone',
      'numeric(10,0)',
      'integer[]',
      'public.mood',
      'other.mood',
      'bit(3)',
    ];
    assert.deepEqual(said.map(friendlyType), [
      'VARCHAR(255)',
      'TIMESTAMP(3) WITH TIME ZONE',
      'NUMERIC(10)',
      'INTEGER[]',
      'mood',
      'other.mood',
      'BIT(3)',
    ]);
  });

  it('writes texts as Python does, and keeps text() from seeing parameters', () => {
    assert.equal(pythonString(`it's`), `"it's"`);
    assert.equal(pythonString(`it's "so"\\\n`), `'it\\'s "so"\\\\\\n'`);
    assert.equal(sqlText(`' :a'::text || '12:30'`).python.code, `sa.text("' \\\\:a'::text || '12:30'")`);
  });

  it('renames what PostgreSQL would rename in its definitions', () => {
    assert.equal(
      withColumnRenamed(`CHECK (((date)::date > '2020-01-01 date'::date) AND (date(now()) > date))`, 'date', 'on'),
      `CHECK ((("on")::date > '2020-01-01 date'::date) AND (date(now()) > "on"))`,
    );
    assert.equal(withReferredColumnRenamed('FOREIGN KEY (a) REFERENCES a(a, b)', 'a', 'c'), 'FOREIGN KEY (a) REFERENCES a(c, b)');
    assert.equal(withTableRenamed('FOREIGN KEY (a) REFERENCES other.a(a)', 'a', 'New'), 'FOREIGN KEY (a) REFERENCES other."New"(a)');
    assert.equal(withTableRenamed('CREATE INDEX a ON public.a USING btree (a)', 'a', 'b'), 'CREATE INDEX a ON public.b USING btree (a)');
    assert.equal(mentionsName('lower(name)', 'lower'), false);
  });

  it('knows when a change of type needs USING', () => {
    const using = (from: string, to: string): string | null => usingFor('c', from, to);
    assert.equal(using('character varying(20)', 'TEXT'), null);
    assert.equal(using('integer', 'NUMERIC(10, 2)'), null);
    assert.equal(using('mood', 'VARCHAR(20)'), null);
    assert.equal(using('timestamp without time zone', 'TIMESTAMP WITH TIME ZONE'), null);
    assert.equal(using('text', 'INTEGER'), 'c::INTEGER');
    assert.equal(using('character varying', '"Mood"'), 'c::"Mood"');
    assert.equal(using('mood', 'other'), 'c::text::other');
    assert.equal(using('bigint', 'BOOLEAN'), 'c <> 0');
    assert.equal(using('text', 'TEXT[]'), 'CASE WHEN c IS NULL THEN NULL ELSE ARRAY[c]::TEXT[] END');
  });
});

describe('differences', () => {
  const before = schema([table('t', [id, column('a', 'integer')], { indexes: [index('ix', 't', 'a')] })], {
    enums: [enumType('mood', 'a')],
  });

  it('finds none between a schema and itself with its columns in another order', () => {
    const [first] = before.tables;
    assert.deepEqual(differences(before, { ...before, tables: first ? [{ ...first, columns: [...first.columns].reverse() }] : [] }), []);
  });

  it('says everything that differs, names too', () => {
    const after = schema([
      table('t', [id, column('a', 'character varying(3)', { notNull: true })], {
        constraints: [unique('u', 'a')],
        indexes: [index('ix2', 't', 'a')],
        comment: 'it',
      }),
    ]);
    assert.deepEqual(differences(before, after), [
      'table t: comment is none in the first, it in the second',
      'column t.a: not null is false in the first, true in the second',
      'column t.a: type is INTEGER in the first, VARCHAR(3) in the second',
      'constraint u on t is only in the second',
      'index ix on t is only in the first',
      'index ix2 on t is only in the second',
      'enum type mood is only in the first',
    ]);
  });
});

describe('schemaToJson', () => {
  it('gives the same text whatever the order things came in', () => {
    const tables = [table('b', [id]), table('a', [id], { indexes: [index('y', 'a', 'id'), index('x', 'a', 'id')] })];
    const turned = [...tables].reverse().map((one) => ({ ...one, indexes: [...one.indexes].reverse() }));
    assert.equal(JSON.stringify(schemaToJson(schema(tables))), JSON.stringify(schemaToJson(schema(turned))));
  });
});
