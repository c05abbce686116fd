import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SavedState, savedStates } from '../../../src/migrations/shadow/saved-states';

const state: SavedState = {
  record: {
    baselineRefused: [],
    outcomes: [{ revision: { id: 'a', file: 'a.py' }, outcome: { refusals: [], aids: [], opaque: [], lasting: 'nothing' } }],
    left: { creations: [], createdEnums: ['mood'], reach: { rows: [], schema: [] } },
    dependencies: [['app/shared.py', 'absent']],
    took: 12,
  },
  session: [['search_path', 'public']],
  files: Buffer.from('the files of a database, '.repeat(500)),
};

describe('saved states', () => {
  let folder: string;
  const file = () => join(folder, 'key.state');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'migration-keeper-test-'));
    savedStates(folder, 'this build').set('key', state);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('come back as they were', () => {
    const back = savedStates(folder, 'this build').get('key');
    assert(back);
    assert.deepEqual({ ...back, files: Buffer.from(back.files) }, state);
    assert.equal(savedStates(folder, 'this build').get('other'), null);
  });

  const damages: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
    'cut in half': (bytes) => bytes.subarray(0, bytes.length / 2),
    'without its last byte': (bytes) => bytes.subarray(0, -1),
    'with one byte changed': (bytes) =>
      Buffer.concat([bytes.subarray(0, -5), Buffer.from([bytes.readUInt8(bytes.length - 5) ^ 1]), bytes.subarray(-4)]),
    empty: () => Buffer.alloc(0),
    'something else altogether': () => Buffer.from('PK\n not a state'),
  };
  for (const [what, damage] of Object.entries(damages)) {
    it(`are thrown away ${what}`, () => {
      writeFileSync(file(), damage(readFileSync(file())));
      const states = savedStates(folder, 'this build');
      assert.equal(states.get('key'), null);
      assert.equal(states.has('key'), false);
    });
  }

  it('of another build are thrown away', () => {
    assert.equal(savedStates(folder, 'another build').get('key'), null);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('are not kept where nothing can be written', () => {
    const states = savedStates(join(file(), 'below a file'), 'this build');
    states.set('key', state);
    assert.equal(states.get('key'), null);
  });
});
