import assert from 'node:assert/strict';
import { createStatements } from '../../../src/postgres/ddl/metadata';
import { column, enumType, foreignKey, index, key, named, ofEnum, primaryKey, sequence, table } from '../../schema/definitions';

const place = { file: 'models.py', line: 7, column: 5, endLine: 7, endColumn: 20 };
const mood = enumType('mood', ['sad'], 'app');

describe('what the models ask for, as statements', () => {
  it('comes in an order that works, each with the place that asks for it', () => {
    const users = table('users', [column('id', 'INTEGER'), column('mood', ofEnum(mood, 'app.mood'), { comment: 'M', place })], {
      constraints: [primaryKey(['id']), foreignKey(['id'], named('posts'), ['id'], { place })],
      indexes: [index('ix_mood', [key('mood')], { place })],
      place,
    });
    const posts = table('posts', [column('id', 'INTEGER'), column('mood', ofEnum(mood, 'app.mood'))], {
      constraints: [foreignKey(['id'], named('users'), ['id'], { name: 'fk_user' })],
    });
    const statements = createStatements({ tables: [users, posts], enums: [mood], sequences: [sequence('numbers')] });
    assert.deepEqual(
      statements.map(({ what, sql }) => [what, sql]),
      [
        ['schema', 'CREATE SCHEMA IF NOT EXISTS app'],
        ['enum', "CREATE TYPE app.mood AS ENUM ('sad')"],
        ['sequence', 'CREATE SEQUENCE numbers'],
        ['table', 'CREATE TABLE users (\n    id INTEGER,\n    mood app.mood,\n    PRIMARY KEY (id)\n)'],
        ['table', 'CREATE TABLE posts (\n    id INTEGER,\n    mood app.mood\n)'],
        ['index', 'CREATE INDEX ix_mood ON users (mood)'],
        ['comment', "COMMENT ON COLUMN users.mood IS 'M'"],
        ['foreign_key', 'ALTER TABLE users ADD FOREIGN KEY(id) REFERENCES posts (id)'],
        ['foreign_key', 'ALTER TABLE posts ADD CONSTRAINT fk_user FOREIGN KEY(id) REFERENCES users (id)'],
      ],
    );
    assert.deepEqual(
      statements.filter((statement) => statement.place === place).map(({ what }) => what),
      ['table', 'index', 'comment', 'foreign_key'],
    );
    assert.equal(statements.at(-1)?.table?.name, 'posts');
  });

  it('leaves CONCURRENTLY out, which PostgreSQL refuses in a transaction', () => {
    const users = table('users', [column('id', 'INTEGER')], { indexes: [index('ix_id', [key('id')], { concurrently: true })] });
    const statements = createStatements({ tables: [users], enums: [], sequences: [] });
    assert.equal(statements.find(({ what }) => what === 'index')?.sql, 'CREATE INDEX ix_id ON users (id)');
  });

  it('makes parents before the tables that inherit from them', () => {
    const child = table('child', [], { inherits: [named('parent')] });
    const parent = table('parent', [column('a', 'INTEGER')]);
    const statements = createStatements({ tables: [child, parent], enums: [], sequences: [] });
    assert.deepEqual(
      statements.map(({ sql }) => sql),
      ['CREATE TABLE parent (\n    a INTEGER\n)', 'CREATE TABLE child ()\n INHERITS (parent)'],
    );
  });
});
