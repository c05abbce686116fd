import assert from 'node:assert/strict';
import { parseDatabaseUrl, UnusableUrl, urlWithoutPassword } from '../../src/postgres/database-url';

describe('database URLs', () => {
  it("reads SQLAlchemy's form, with what is escaped in it", () => {
    assert.deepEqual(parseDatabaseUrl('postgresql+psycopg2://me:p%40ss%2Fw@db.example.com:5433/keeper?sslmode=require&sslmode=disable'), {
      driver: 'psycopg2',
      user: 'me',
      password: 'p@ss/w',
      host: 'db.example.com',
      port: 5433,
      database: 'keeper',
      parameters: { sslmode: 'require' },
    });
    for (const driver of ['asyncpg', 'psycopg', 'pg8000']) assert.equal(parseDatabaseUrl(`postgresql+${driver}://h/d`).driver, driver);
    assert.deepEqual(parseDatabaseUrl('postgres://'), {
      driver: null,
      user: null,
      password: null,
      host: null,
      port: null,
      database: null,
      parameters: {},
    });
  });

  it('reads unix sockets, IPv6 and what libpq takes from the query', () => {
    const socket = parseDatabaseUrl('postgresql://me@/keeper?host=/var/run/postgresql&port=5434');
    assert.deepEqual([socket.host, socket.port, socket.user], ['/var/run/postgresql', 5434, 'me']);
    const six = parseDatabaseUrl('postgresql://[::1]:5432/keeper');
    assert.deepEqual([six.host, six.port], ['::1', 5432]);
    const query = parseDatabaseUrl('postgresql:///?host=a:5435&host=b&user=me&password=pw&dbname=keeper');
    assert.deepEqual([query.host, query.port, query.user, query.password, query.database], ['a', 5435, 'me', 'pw', 'keeper']);
  });

  it('says what it does not understand, without the password', () => {
    const message = (url: string) => {
      try {
        parseDatabaseUrl(url);
      } catch (error) {
        assert(error instanceof UnusableUrl);
        return error.message;
      }
      return null;
    };
    assert.equal(message('sqlite:///app.db'), 'sqlite:///app.db is a sqlite URL; Migration Keeper understands PostgreSQL only.');
    assert.equal(message('mysql://me:secret@h/d'), 'mysql://me@h/d is a mysql URL; Migration Keeper understands PostgreSQL only.');
    assert.match(message('keeper') ?? '', /^This is not a database URL/);
    assert.equal(
      message('postgresql://me:secret@h:54x/d'),
      "The port '54x' of postgresql://me@h:54x/d is not a number between 1 and 65535.",
    );
  });

  it('takes the password out of a URL wherever it stands', () => {
    assert.equal(
      urlWithoutPassword('postgresql+asyncpg://me:p%40ss@h:5432/d?sslmode=require'),
      'postgresql+asyncpg://me@h:5432/d?sslmode=require',
    );
    assert.equal(urlWithoutPassword('postgresql://me:p@ss@h/d'), 'postgresql://me@h/d');
    assert.equal(urlWithoutPassword('postgresql://me:a/b?c@h/d'), 'postgresql://me@h/d');
    assert.equal(urlWithoutPassword('postgresql://h/d?password=x&user=me'), 'postgresql://h/d?user=me');
    assert.equal(urlWithoutPassword('postgresql://h/d?user=me&password=x'), 'postgresql://h/d?user=me');
    assert.equal(urlWithoutPassword('postgresql://h/d?password=x'), 'postgresql://h/d');
    assert.equal(urlWithoutPassword('postgresql://me@h/d'), 'postgresql://me@h/d');
  });
});
