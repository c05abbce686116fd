/** Every fixture under every series it is written for, held against what was recorded of real SQLAlchemy. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diskFiles } from '../../../src/migrations/project-files';
import type { ShadowDatabase } from '../../../src/postgres/shadow-database';
import type { PythonParser } from '../../../src/python/parser';
import type { SqlalchemySeries } from '../../../src/sqlalchemy/versions';
import { repository } from '../../repository';
import { compare, type Outcome } from './compare';
import { type Fixture, type Recording, recordingFile } from './fixtures';
import { catalogAfter, type OurCatalog, readFixture } from './our-catalog';

export const fixturesFolder = join(repository, 'test/sqlalchemy/fixtures');
const catalogQuery = readFileSync(join(repository, 'scripts/conformance/catalog.sql'), 'utf8');

export interface SeriesOutcome {
  readonly series: SqlalchemySeries;
  readonly outcome: Outcome;
}

/** `database` must be empty, and is left empty. */
export function outcomesOf(fixture: Fixture, database: ShadowDatabase, parser: PythonParser): readonly SeriesOutcome[] {
  const recordings: readonly Recording[] = JSON.parse(readFileSync(recordingFile(fixturesFolder, fixture), 'utf8'));
  const files = diskFiles(fixturesFolder);
  const asked = new Map<string, OurCatalog>();
  return fixture.series.map((series) => {
    const recording = recordings.find((candidate) => candidate.series.includes(series));
    if (recording === undefined) throw new Error(`${fixture.name} is not recorded for SQLAlchemy ${series}: npm run conformance`);
    const reading = readFixture(fixture, series, files, parser);
    const key = reading.statements.join(';\n');
    const catalog = asked.get(key) ?? catalogAfter(reading.statements, database, catalogQuery);
    asked.set(key, catalog);
    return { series, outcome: compare(recording, reading, catalog) };
  });
}
