/** What is known of a history that was replayed up to some revision, besides the database; and the keys by which it is found again. */
import type { SourceFiles } from '../../python/files';
import type { NamingConvention } from '../../sqlalchemy/naming-convention';
import { resultKey } from '../saved-results';
import type { LeftBehind, RevisionOutcome } from './replay';
import type { ReplayResult, RevisionFile, SourceRequest } from './requests';

export interface RevisionReplayed {
  readonly revision: RevisionFile;
  readonly outcome: RevisionOutcome;
}

/** All of it travels as JSON. */
export interface HistoryRecord {
  readonly baselineRefused: ReplayResult['baselineRefused'];
  readonly outcomes: readonly RevisionReplayed[];
  readonly left: Omit<LeftBehind, 'imports'>;
  /** The project's files that were read or looked for besides the revisions, with what they held then. */
  readonly dependencies: readonly (readonly [path: string, digest: string])[];
  /** Milliseconds that it takes to come here from nothing. */
  readonly took: number;
}

/** Whether another program may go on from here: no revision left anything in its own that only running it again would bring back. */
export const mayGoOn = (record: HistoryRecord): boolean => record.outcomes.every(({ outcome }) => outcome.lasting !== 'run');

/** What a program that goes on from here must be told. */
export const leftBehind = (record: HistoryRecord): LeftBehind => ({
  ...record.left,
  imports: record.outcomes.filter(({ outcome }) => outcome.lasting === 'import').map(({ revision }) => revision),
});

/** What a file holds, in a few letters. */
export function fileDigest(files: SourceFiles, path: string): string {
  const text = files.read(path);
  return text === null ? 'absent' : resultKey(text);
}

export const stillHolds = (record: HistoryRecord, files: SourceFiles): boolean =>
  record.dependencies.every(([path, digest]) => fileDigest(files, path) === digest);

/**
 * A key for the state before each revision and one for the state after the last: whatever it depends on is in it, but for the project's
 * modules, which are known only once the revisions have run.
 */
export function historyKeys(
  {
    environment,
    namingConvention,
    baseline,
    versionTable,
  }: Pick<SourceRequest, 'environment' | 'namingConvention' | 'baseline' | 'versionTable'>,
  revisions: readonly RevisionFile[],
  files: SourceFiles,
): readonly string[] {
  const beginning = { environment, namingConvention, versionTable, baseline: baseline.map(({ sql }) => sql) };
  const keys = [resultKey('history', asText(beginning), files.read(environment.configFile) ?? '')];
  for (const { id, file } of revisions) keys.push(resultKey(keys[keys.length - 1] ?? '', id, file, files.read(file) ?? ''));
  return keys;
}

/** JSON, in which a Map is its entries. */
const asText = (value: unknown): string => JSON.stringify(value, (_key, inner) => (inner instanceof Map ? [...inner] : inner));

/**
 * A naming convention as it travels. Its own functions (`tokens`) do not: then it is read anew from source, and what is replayed with it
 * is not found again by its key.
 */
export function travellingConvention(convention: NamingConvention | null): SourceRequest['namingConvention'] {
  if (!convention) return null;
  return convention.tokens.size > 0 ? 'with functions' : [...convention.templates];
}
