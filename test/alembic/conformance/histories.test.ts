/** The fixture histories against what real Alembic made of them in PostgreSQL, up and down (npm run conformance). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ShadowDatabase } from '../../../src/postgres/shadow-database';
import { emptyShadow } from '../../postgres/shared-shadow';
import { loadParser } from '../../python/load-parser';
import { repository } from '../../repository';
import { complaints } from './compare-steps';
import { historiesIn, type RecordedStep, recordingOf } from './histories';
import { ourSteps } from './our-steps';

const folder = join(repository, 'test/alembic/fixtures');

describe('histories as Alembic runs them', function () {
  this.timeout(20_000);
  let database: ShadowDatabase;
  before(async function () {
    this.timeout(60_000);
    database = await emptyShadow();
  });
  for (const fixture of historiesIn(folder)) {
    it(fixture.name, async () => {
      const recorded: readonly RecordedStep[] = JSON.parse(readFileSync(recordingOf(folder, fixture), 'utf8'));
      const ours = ourSteps(fixture, database, await loadParser());
      assert.deepEqual(complaints(fixture, recorded, ours), []);
    });
  }
});
