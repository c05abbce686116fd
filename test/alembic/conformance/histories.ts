/** The fixture histories of the comparison with real Alembic, and what the comments at their top say (test/alembic/fixtures/README.md). */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { SqlalchemySeries } from '../../../src/sqlalchemy/versions';

export interface HistoryFixture {
  /** `AREA/IDEA`. */
  readonly name: string;
  readonly area: string;
  readonly idea: string;
  /** The whole environment, by the paths of its files: alembic.ini, env.py, versions/… */
  readonly files: Readonly<Record<string, string>>;
  /** The release of SQLAlchemy that it is written for. */
  readonly series: SqlalchemySeries;
  /** SQL that stands before the first revision. */
  readonly setup: string | null;
  /** Part of what must be said, where the fixture is one that cannot be understood. */
  readonly notUnderstood: string | null;
}

/** An object by kind and identity, and its definition; null: it is gone. */
export type Changes = Readonly<Record<string, string | null>>;

export type RecordedStep =
  | { readonly revision: string; readonly direction: 'upgrade' | 'downgrade'; readonly changes: Changes }
  /** What Alembic, SQLAlchemy or PostgreSQL raised in the next revision of that direction; nothing follows. */
  | { readonly direction: 'upgrade' | 'downgrade'; readonly error: string };

const configuration = '[alembic]\nscript_location = .\nprepend_sys_path = .\n';

/** `folder`: test/alembic/fixtures. Sorted by name. */
export function historiesIn(folder: string): readonly HistoryFixture[] {
  return entries(folder)
    .filter((area) => statSync(join(folder, area)).isDirectory())
    .flatMap((area) =>
      entries(join(folder, area))
        .filter((entry) => entry !== 'recorded')
        .map((entry) => fixtureOf(folder, area, entry)),
    );
}

export const recordingOf = (folder: string, { area, idea }: HistoryFixture): string => join(folder, area, 'recorded', `${idea}.json`);

const entries = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name !== '__pycache__')
    .sort();

/** A single file is a history of one revision; in a folder the revisions stand in `versions/`, and what is beside them is the environment. */
function fixtureOf(folder: string, area: string, entry: string): HistoryFixture {
  const path = join(folder, area, entry);
  const own = statSync(path).isDirectory() ? filesBelow(path) : { [`versions/${entry}`]: readFileSync(path, 'utf8') };
  const files = { 'alembic.ini': configuration, 'env.py': readFileSync(join(folder, 'env.py'), 'utf8'), ...own };
  const [first = ''] = Object.keys(own)
    .filter((file) => file.startsWith('versions/'))
    .sort();
  const header = headerOf(own[first] ?? '');
  const idea = entry.replace(/\.py$/, '');
  return {
    name: `${area}/${idea}`,
    area,
    idea,
    files,
    series: seriesOf(header.get('sqlalchemy') ?? '2.1'),
    setup: header.get('setup') ?? null,
    notUnderstood: header.get('not understood') ?? null,
  };
}

function seriesOf(text: string): SqlalchemySeries {
  if (text === '2.0' || text === '2.1') return text;
  throw new Error(`histories are not recorded with SQLAlchemy ${text}`);
}

function filesBelow(folder: string): Record<string, string> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !/\.pyc$/.test(entry.name),
  );
  const paths = found.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(paths.map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')]));
}

/** The comments before anything else, `# KEY: VALUE`. */
function headerOf(source: string): ReadonlyMap<string, string> {
  const [comments = ''] = /^(#.*\n)*/.exec(source) ?? [];
  return new Map([...comments.matchAll(/^# ([a-z -]+): (.*)$/gm)].map(([, key = '', value = '']) => [key, value.trim()]));
}
