import assert from 'node:assert/strict';
import { databaseName, splitPassword, withPassword } from '../../src/editor/database-url';

describe('a database URL', () => {
  it('is split from its password', () => {
    assert.deepEqual(splitPassword('postgresql+psycopg2://dev:s%40cret@localhost:5432/docs?sslmode=require'), {
      url: 'postgresql+psycopg2://dev@localhost:5432/docs?sslmode=require',
      password: 's%40cret',
    });
    assert.deepEqual(splitPassword(' postgres://localhost/docs '), { url: 'postgres://localhost/docs', password: null });
    assert.deepEqual(splitPassword('postgresql://dev:@localhost/docs'), { url: 'postgresql://dev@localhost/docs', password: '' });
  });

  it('may hold a colon and a slash in its password, as SQLAlchemy allows', () => {
    assert.deepEqual(splitPassword('postgresql://dev:a:b/c@localhost/docs'), { url: 'postgresql://dev@localhost/docs', password: 'a:b/c' });
  });

  it('may hold user and password in its query, as in libpq', () => {
    assert.deepEqual(splitPassword('postgresql:///docs?user=dev&password=secret&host=/run'), {
      url: 'postgresql:///docs?user=dev&host=/run',
      password: 'secret',
    });
    assert.deepEqual(splitPassword('postgresql:///docs?password=secret'), { url: 'postgresql:///docs', password: 'secret' });
    assert.equal(withPassword('postgresql:///docs?user=dev&host=/run', 'secret'), 'postgresql:///docs?user=dev&host=/run&password=secret');
  });

  it('of another database, or no URL, is refused', () => {
    for (const text of ['', 'docs', 'mysql://localhost/docs', 'sqlite:///docs.db']) assert.equal(splitPassword(text), null);
  });

  it('is refused where half of its password would be taken for the host', () => {
    assert.equal(splitPassword('postgresql://dev:p@ss@localhost/docs'), null);
  });

  it('gets its password back', () => {
    assert.equal(withPassword('postgresql://dev@localhost/docs', 's%40cret'), 'postgresql://dev:s%40cret@localhost/docs');
    assert.equal(withPassword('postgresql://localhost/docs', 'secret'), 'postgresql://localhost/docs');
    assert.equal(withPassword('postgresql://dev@localhost/docs', null), 'postgresql://dev@localhost/docs');
  });

  it('is named by its database and server', () => {
    assert.equal(databaseName('postgresql+asyncpg://dev@localhost:5432/docs?x=1'), 'docs @ localhost:5432');
    assert.equal(databaseName('postgresql:///docs'), 'docs');
    assert.equal(databaseName('postgresql://localhost'), 'postgresql://localhost');
  });
});
