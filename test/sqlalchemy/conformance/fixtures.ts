/** The fixtures of the comparison with real SQLAlchemy, and what the comments at their top say of them (test/sqlalchemy/fixtures/README.md). */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SqlalchemySeries } from '../../../src/sqlalchemy/versions';

const allSeries: readonly SqlalchemySeries[] = ['1.4', '2.0', '2.1'];

export interface Fixture {
  /** `AREA/IDEA`. */
  readonly name: string;
  readonly area: string;
  /** The module to import, with its area on the search path. */
  readonly module: string;
  /** The releases of SQLAlchemy that it is written for. */
  readonly series: readonly SqlalchemySeries[];
  /** The oldest Python that can read it, `3.12`. */
  readonly python: string | null;
  /** What the database must have: `citext`. */
  readonly extensions: readonly string[];
  /** Types of extensions that no test's server has, as DDL spells them: a domain of that very name takes their place. */
  readonly standIns: readonly string[];
  /** Part of what must be said, where the fixture is one that cannot be understood. */
  readonly notUnderstood: string | null;
}

/** What SQLAlchemy made of a fixture in some of its series: the rows of catalog.sql by kind and identity, or the error that was raised. */
export type Recording = { readonly series: readonly SqlalchemySeries[] } & (
  | { readonly catalog: Readonly<Record<string, string>> }
  | { readonly error: string }
);

/** `folder`: test/sqlalchemy/fixtures. Sorted by name. */
export function fixturesIn(folder: string): readonly Fixture[] {
  return entries(folder)
    .filter((area) => statSync(join(folder, area)).isDirectory())
    .flatMap((area) =>
      entries(join(folder, area))
        .filter((entry) => entry !== 'recorded' && entry !== '__pycache__')
        .map((entry) => fixtureOf(folder, area, entry)),
    );
}

export const recordingFile = (folder: string, { area, module }: Fixture): string => join(folder, area, 'recorded', `${module}.json`);

function entries(folder: string): readonly string[] {
  return readdirSync(folder).sort();
}

function fixtureOf(folder: string, area: string, entry: string): Fixture {
  const path = join(folder, area, entry);
  const source = readFileSync(statSync(path).isDirectory() ? join(path, '__init__.py') : path, 'utf8');
  const header = headerOf(source);
  const series = listed(header.get('sqlalchemy'));
  const module = entry.replace(/\.py$/, '');
  const unknown = series.filter((name) => !allSeries.some((known) => known === name));
  if (unknown.length > 0) throw new Error(`${area}/${entry}: there is no SQLAlchemy ${unknown.join(', ')}`);
  return {
    name: `${area}/${module}`,
    area,
    module,
    series: series.length === 0 ? allSeries : allSeries.filter((name) => series.includes(name)),
    python: header.get('python') ?? null,
    extensions: listed(header.get('extensions')),
    standIns: listed(header.get('stand-ins'), ';'),
    notUnderstood: header.get('not understood') ?? null,
  };
}

/** The comments before anything else, `# KEY: VALUE`. */
function headerOf(source: string): ReadonlyMap<string, string> {
  const [comments = ''] = /^(#.*\n)*/.exec(source) ?? [];
  return new Map([...comments.matchAll(/^# ([a-z -]+): (.*)$/gm)].map(([, key = '', value = '']) => [key, value.trim()]));
}

function listed(value: string | undefined, separator = ','): readonly string[] {
  return (value ?? '')
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
