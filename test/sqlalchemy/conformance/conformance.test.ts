/** The fixtures against what real SQLAlchemy made of them in PostgreSQL (npm run conformance). */
import assert from 'node:assert/strict';
import type { ShadowDatabase } from '../../../src/postgres/shadow-database';
import { emptyShadow } from '../../postgres/shared-shadow';
import { pythonParser } from '../read-models-of';
import { complaint } from './compare';
import { fixturesIn } from './fixtures';
import { fixturesFolder, outcomesOf } from './outcomes';

describe('fixtures as SQLAlchemy makes them', function () {
  // Three series of a table of thousands of columns take their time on a busy machine.
  this.timeout(20_000);
  let database: ShadowDatabase;
  before(async function () {
    this.timeout(60_000);
    database = await emptyShadow();
  });
  for (const fixture of fixturesIn(fixturesFolder)) {
    it(fixture.name, async () => {
      const outcomes = outcomesOf(fixture, database, await pythonParser);
      for (const { series, outcome } of outcomes) assert.equal(complaint(fixture, outcome), null, `SQLAlchemy ${series}`);
    });
  }
});
