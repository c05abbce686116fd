/** Results kept on disk: what cannot be kept or read back costs time, never an answer. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { savedResults } from '../../src/migrations/saved-results';

describe('saved results', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'migration-keeper-results-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are read back by the version that wrote them, into folders that were not there', () => {
    const deep = join(folder, 'a', 'b');
    savedResults(deep, '1').set('key', { changes: 2 });
    assert.deepEqual(savedResults(deep, '1').get('key'), { changes: 2 });
    assert.equal(savedResults(deep, '2').get('key'), null);
  });

  it('are forgotten where they are damaged', () => {
    savedResults(folder, '1').set('key', { changes: 2 });
    writeFileSync(join(folder, 'key.json'), '1 feed\n{"changes":');
    assert.equal(savedResults(folder, '1').get('key'), null);
  });

  it('are not kept where no folder can be made', () => {
    writeFileSync(join(folder, 'file'), '');
    for (const place of [join(folder, 'file/results'), '/proc/no-such-process/results']) {
      const results = savedResults(place, '1');
      results.set('key', 1);
      assert.equal(results.get('key'), null, place);
    }
  });
});
