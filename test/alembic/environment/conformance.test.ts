import { deepEqual, equal, fail, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findEnvironments } from '../../../src/alembic/environment/find-environments';
import { readHistory } from '../../../src/alembic/history/read-history';
import { creationTime } from '../../../src/alembic/template/creation-time';
import { revisionFileName } from '../../../src/alembic/template/file-name';
import type { PythonParser } from '../../../src/python/parser';
import { loadParser } from '../../python/load-parser';
import { memoryFiles } from '../../python/memory-files';

/** What scripts/conformance/alembic-environments.py wrote down, for each section. */
type Truth =
  | {
      readonly scriptDirectory: string;
      readonly versionDirectories: readonly string[];
      /** In the order in which their files are loaded. */
      readonly revisions: readonly string[];
      readonly newFile: string;
    }
  | { readonly refused: string };
const recorded: {
  readonly cases: Readonly<
    Record<string, { readonly files: Readonly<Record<string, string>>; readonly sections: Readonly<Record<string, Truth>> }>
  >;
} = JSON.parse(readFileSync(join(process.cwd(), 'test/alembic/recorded/environments.json'), 'utf8'));

describe('configurations as Alembic reads them', () => {
  let parser: PythonParser;
  before(async () => {
    parser = await loadParser();
  });

  for (const [name, { files: record, sections }] of Object.entries(recorded.cases)) {
    for (const [section, truth] of Object.entries(sections)) {
      it(`${name} [${section}]`, () => {
        const files = memoryFiles(record);
        const { environments, problems } = findEnvironments(files);
        const environment = environments.find((each) => each.section === section) ?? fail();
        if ('refused' in truth) {
          ok(
            problems.some(({ message }) => message.startsWith(truth.refused)),
            JSON.stringify(problems),
          );
          return;
        }
        equal(environment.scriptDirectory, truth.scriptDirectory);
        deepEqual(environment.versionDirectories, truth.versionDirectories);
        deepEqual([...readHistory(environment, files, parser).byId.keys()], truth.revisions);
        const zone = process.env['TZ'];
        process.env['TZ'] = 'UTC';
        const time = creationTime(new Date(Date.UTC(2025, 0, 2, 3, 4, 5)), null) ?? fail();
        if (zone === undefined) delete process.env['TZ'];
        else process.env['TZ'] = zone;
        const made = revisionFileName(environment, 'fresh', 'Add the Name of a product', time);
        deepEqual(made, { name: truth.newFile.slice((truth.versionDirectories[0] ?? '').length + 1) });
      });
    }
  }
});
