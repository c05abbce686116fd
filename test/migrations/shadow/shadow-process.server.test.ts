/** The shadow as a process of its own, from the bundle. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { ModelStatement } from '../../../src/migrations/shadow/requests';
import { shadowProcess } from '../../../src/migrations/shadow/shadow-process';
import { repository } from '../../repository';

const dist = join(repository, 'dist');
const table = (sql: string): ModelStatement => ({ sql, what: 'table', table: { schema: null, name: 'things' }, place: null });

describe('the shadow process', () => {
  const open = () =>
    shadowProcess({
      module: join(dist, 'shadow.js'),
      assets: dist,
      states: null,
      idleAfter: 60_000,
      longestRequest: 60_000,
      log: () => undefined,
    });

  it('answers, is started again after it was stopped, and says what PostgreSQL refuses', async () => {
    const shadow = open();
    try {
      const first = await shadow.normalise([table('CREATE TABLE things (id SERIAL PRIMARY KEY)')]);
      assert.deepEqual(
        first.schema.tables.map(({ name }) => name),
        ['things'],
      );
      shadow.stop();
      const refused = await shadow.normalise([table('CREATE TABLE things (id NOTHING)')]);
      assert.deepEqual(refused.refused, [{ statement: 0, message: 'type "nothing" does not exist' }]);
    } finally {
      shadow.stop();
    }
  });

  it('answers the same when it was told beforehand that it will be asked', async () => {
    const cold = open();
    const warm = open();
    try {
      warm.warm();
      const statements = [table('CREATE TABLE things (id SERIAL PRIMARY KEY)')];
      assert.deepEqual(await warm.normalise(statements), await cold.normalise(statements));
    } finally {
      cold.stop();
      warm.stop();
    }
  });

  it('says so when it is killed half-way, and works again on the next request', async () => {
    const shadow = open();
    try {
      await shadow.normalise([table('CREATE TABLE things (id SERIAL PRIMARY KEY)')]);
      const slow = shadow.normalise([table('CREATE TABLE things AS SELECT count(*) FROM generate_series(1, 200000000)')]);
      killChildren();
      await assert.rejects(slow, /The embedded PostgreSQL stopped while it was working \(it was ended by SIGKILL\)\. Nothing was written/);
      const again = await shadow.normalise([table('CREATE TABLE things (id INTEGER)')]);
      assert.deepEqual(
        again.schema.tables[0]?.columns.map(({ type }) => type),
        ['integer'],
      );
    } finally {
      shadow.stop();
    }
  });
});

/** Kills what this process has started, as somebody out of memory would. */
function killChildren(): void {
  const children = execFileSync('sh', ['-c', `cat /proc/${process.pid}/task/*/children`], { encoding: 'utf8' })
    .trim()
    .split(/\s+/);
  for (const child of children.map(Number)) if (isAlive(child)) process.kill(child, 'SIGKILL');
}

/** The shell that listed the children is among them, and gone. */
function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
