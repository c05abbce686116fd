/** What a shadow saved is what another one starts from. */
import assert from 'node:assert/strict';
import { packed, unpacked } from '../../src/postgres/cluster-files';
import { introspectSync } from '../../src/postgres/introspection/introspection';
import { openShadowDatabase } from '../../src/postgres/shadow-database';
import { assets } from '../repository';

describe('the files of a cluster', () => {
  it('come back as they were', () => {
    const state = {
      files: [
        { path: 'base', mode: 0o700, contents: null },
        { path: 'base/empty', mode: 0o600, contents: Buffer.from('') },
        { path: 'base/é☃', mode: 0o600, contents: Buffer.from('some bytes') },
      ],
      removed: ['global/gone'],
    };
    const back = unpacked(packed(state));
    assert.deepEqual(back.removed, state.removed);
    assert.deepEqual(
      back.files.map(({ path, mode, contents }) => [path, mode, contents === null ? undefined : Buffer.from(contents).toString()]),
      state.files.map(({ path, mode, contents }) => [path, mode, contents?.toString()]),
    );
  });

  it('hold what was committed, and a second state holds what came after the first', async function () {
    this.timeout(120_000);
    const made = await openShadowDatabase({ assets });
    const cluster = made.save();
    await made.close();

    const first = await openShadowDatabase({ assets, cluster: Uint8Array.from(cluster) });
    first.execute(
      `CREATE TABLE a (id serial PRIMARY KEY, b text UNIQUE); INSERT INTO a (b) VALUES ('1'), ('2'); CREATE TABLE gone (a int)`,
    );
    const one = first.save();
    await first.close();
    assert(one.length < cluster.length / 2, 'only what was written to is saved');

    const second = await openShadowDatabase({ assets, cluster: Uint8Array.from(cluster), state: one });
    assert.deepEqual(second.query('SELECT * FROM a ORDER BY id'), [
      { id: 1, b: '1' },
      { id: 2, b: '2' },
    ]);
    second.execute(`INSERT INTO a (b) VALUES ('3'); DROP TABLE gone; TRUNCATE a RESTART IDENTITY; INSERT INTO a (b) VALUES ('4')`);
    const [schema, two] = [introspectSync(second), second.save()];
    await second.close();

    const third = await openShadowDatabase({ assets, cluster: Uint8Array.from(cluster), state: two });
    assert.deepEqual(introspectSync(third), schema);
    assert.deepEqual(third.query(`INSERT INTO a (b) VALUES ('5') RETURNING id, (SELECT string_agg(b, '') FROM a) AS before`), [
      { id: 2, before: '4' },
    ]);
    await third.close();
  });
});
