import { equal, fail } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findEnvironments } from '../../../src/alembic/environment/find-environments';
import { readHistory } from '../../../src/alembic/history/read-history';
import { newRevisionFile } from '../../../src/alembic/template/new-revision-file';
import { placeRevision } from '../../../src/alembic/template/revision-placement';
import type { PythonParser } from '../../../src/python/parser';
import { loadParser } from '../../python/load-parser';
import { memoryFiles } from '../../python/memory-files';

/** What scripts/conformance/alembic-templates.py wrote down. */
interface RecordedCase {
  readonly template: string;
  readonly id: string;
  readonly message: string;
  readonly parents: readonly string[];
  readonly labels: readonly string[];
  readonly depends: readonly string[];
  readonly up: readonly string[];
  readonly down: readonly string[];
  readonly imports: readonly string[];
  readonly further?: Readonly<Record<string, readonly string[]>>;
  readonly ini?: string;
  readonly path: string;
  readonly source: string;
}
const recorded: { readonly templates: Readonly<Record<string, string>>; readonly cases: readonly RecordedCase[] } = JSON.parse(
  readFileSync(join(process.cwd(), 'test/alembic/recorded/templates.json'), 'utf8'),
);

describe('new revision files as Alembic and Mako write them', () => {
  let parser: PythonParser;
  const zone = process.env['TZ'];
  before(async () => {
    parser = await loadParser();
    process.env['TZ'] = 'UTC';
  });
  after(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  for (const [index, made] of recorded.cases.entries()) {
    it(`${index + 1}: ${made.template}, ${made.ini ?? JSON.stringify(made.message)}`, () => {
      const files = memoryFiles({
        'alembic.ini': `[alembic]\nscript_location = db\nowner = the team\ndatabases = one, two\n${made.ini ?? ''}\n`,
        'db/env.py': '',
        'db/script.py.mako': recorded.templates[made.template] ?? fail(),
        'db/versions/a.py': "revision = 'aaaa11112222'\ndown_revision = None\n",
        'db/versions/b.py': "revision = 'bbbb11112222'\ndown_revision = None\n",
      });
      const [environment = fail()] = findEnvironments(files).environments;
      const request = {
        id: made.id,
        message: made.message,
        placement: placeRevision(environment, readHistory(environment, files, parser), {
          heads: made.parents,
          splice: true,
          branchLabels: made.labels,
          dependsOn: made.depends,
          versionPath: null,
        }),
        createDate: new Date(Date.UTC(2024, 2, 9, 7, 5, 2, 40)),
        upgrades: made.up,
        downgrades: made.down,
        imports: made.imports,
        further: new Map(Object.entries(made.further ?? {})),
      };
      const file = newRevisionFile(environment, files, request, {
        parser,
        defaultTemplate: '',
      });
      equal(file.path, `db/versions/${made.path}`);
      equal(file.source, made.source);
    });
  }
});
