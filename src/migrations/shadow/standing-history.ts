/**
 * The shadow's database and the history that stands in it. What is asked for next mostly begins with what stands: then only what is new
 * runs. The newest revision is rolled back after it was looked at, because it is the one that people edit again and again.
 *
 * What a ROLLBACK cannot undo, and what another process asks for, comes from states on disk, or is replayed from nothing.
 */
import { functionsSync } from '../../postgres/introspection/functions';
import { introspectSync } from '../../postgres/introspection/introspection';
import { withoutVersionTable } from '../../postgres/introspection/selection';
import type { ShadowDatabase } from '../../postgres/shadow-database';
import type { SourceFiles } from '../../python/files';
import type { PythonParser } from '../../python/parser';
import type { TableName } from '../../schema/definition';
import type { NamingConvention } from '../../sqlalchemy/naming-convention';
import type { RecordedStep } from '../sql/recorded-run';
import { fileDigest, type HistoryRecord, leftBehind, mayGoOn, stillHolds } from './history-record';
import { layBaseline, makeVersionTable } from './lay-baseline';
import { type Replay, replayProblems, startReplay } from './replay';
import type { ReplayResult, RevisionFile, SourceRequest } from './requests';
import type { SavedState, SavedStates } from './saved-states';
import { asOwner, type BeyondRollback, beyondRollback, putBack, sessionSettings, takeSettings } from './session';
import { versionRows } from './unknown-reach';

/** A history to be replayed. */
export interface HistoryToReplay {
  readonly request: Pick<SourceRequest, 'environment' | 'baseline' | 'versionTable'>;
  /** In order of application. */
  readonly revisions: readonly RevisionFile[];
  /** From `historyKeys`. */
  readonly keys: readonly string[];
  readonly files: SourceFiles;
  readonly parser: PythonParser;
  readonly namingConvention: NamingConvention | null;
  /** Whether its states are worth a place on disk: they come from files alone. */
  readonly keep: boolean;
}

export interface StandingHistory {
  /** Opens an empty database, if that is what a first question will begin with. */
  warm(): Promise<void>;
  /** The database as it stands, for whoever leaves it as it was. */
  database(): Promise<ShadowDatabase>;
  /** What the revisions leave. */
  replay(history: HistoryToReplay): Promise<ReplayResult>;
  /** Runs the newest revision for what `note` is told of it, and leaves it rolled back. */
  tryNewest(history: HistoryToReplay, note: (step: RecordedStep) => void): Promise<HistoryRecord>;
  /**
   * Brings the database to where the revisions have run, for whoever does to it what they want; nothing stands there afterwards. `note` is
   * told what they make the replay do.
   */
  bringTo(
    history: HistoryToReplay,
    note?: (step: RecordedStep) => void,
  ): Promise<{ readonly database: ShadowDatabase; readonly record: HistoryRecord; readonly replay: Replay }>;
  close(): Promise<void>;
}

/** Opens the database: as it is when nothing was done to it, or with the files of a saved state. */
export type OpenDatabase = (files: Uint8Array | null) => Promise<ShadowDatabase>;

interface Standing {
  readonly key: string;
  readonly record: HistoryRecord;
}

interface BeforeNewest {
  readonly standing: Standing;
  readonly beyond: BeyondRollback;
}

/** What is worth the time and the place that it takes, in milliseconds. */
export interface Economy {
  /** The state before the newest revision is kept where it takes longer than this to come there. */
  readonly worthKeeping: number;
  /** States in the middle of a history are this far from one another at least, and hardly more than six. */
  readonly leastSpacing: number;
  /** What opening another database takes, or a little more. */
  readonly worthOpening: number;
}

const usualEconomy: Economy = { worthKeeping: 400, leastSpacing: 1_000, worthOpening: 800 };
const mostInTheMiddle = 6;

export function standingHistory(open: OpenDatabase, states: SavedStates, economy = usualEconomy): StandingHistory {
  let database: ShadowDatabase | null = null;
  let standing: Standing | null = null;
  /** Whether the database was made empty, and nothing was done to it since. */
  let isNew = false;

  const opened = async (files: Uint8Array | null): Promise<ShadowDatabase> => {
    const before = database;
    database = null;
    isNew = false;
    await before?.close();
    globalThis.gc?.(); // The memory of a closed one is hundreds of megabytes, which nothing else hurries to give back.
    database = await open(files);
    return database;
  };

  /** The latest saved state of the history that is further than `least`. */
  const savedBeyond = (
    { keys, files }: HistoryToReplay,
    least: number,
    most: number,
  ): { readonly at: number; readonly state: SavedState } | null => {
    for (let at = most; at > least; at -= 1) {
      const state = states.get(keys[at] ?? '');
      if (state && stillHolds(state.record, files)) return { at, state };
    }
    return null;
  };

  /** Has the database stand as far on the way to the end of the history as is known, but no further than `most` revisions. */
  const bring = async (
    history: HistoryToReplay,
    most: number,
  ): Promise<{ readonly at: number; readonly from: Standing; readonly database: ShadowDatabase }> => {
    const own = standing;
    const wasNew = isNew;
    standing = null;
    isNew = false;
    const ownAt = own && stillHolds(own.record, history.files) ? history.keys.lastIndexOf(own.key, most) : -1;
    const live = own && ownAt >= 0 && (mayGoOn(own.record) || ownAt === history.revisions.length) ? { at: ownAt, from: own } : null;
    const saved = savedBeyond(history, live?.at ?? 0, most);
    if (saved && (!database || saved.state.record.took - (live?.from.record.took ?? 0) > economy.worthOpening)) {
      const fresh = await opened(saved.state.files);
      takeSettings(fresh, saved.state.session);
      return { at: saved.at, from: { key: history.keys[saved.at] ?? '', record: saved.state.record }, database: fresh };
    }
    if (live && database) return { ...live, database };
    const empty = database ?? (await opened(null));
    return { at: 0, from: fromNothing(empty, history, wasNew), database: empty };
  };

  /** Runs what is missing; `newest` is what came of the last revision, whose transaction may still be open. */
  const run = async (history: HistoryToReplay, keepOpen: boolean, note: ((step: RecordedStep) => void) | null) => {
    const { revisions, keys, files } = history;
    const { at, from, database } = await bring(history, keepOpen && note ? revisions.length - 1 : revisions.length);
    /** Where the first revision stands of which `note` is told. */
    const noted = keepOpen ? revisions.length - 1 : revisions.length;
    let running = at;
    const replay = startReplay(
      database,
      history.request.environment,
      files,
      history.parser,
      history.namingConvention,
      leftBehind(from.record),
      note &&
        ((step) => {
          if (running >= noted) note(step);
        }),
    );
    const began = performance.now();
    const outcomes = [...from.record.outcomes];
    const record = (): HistoryRecord => ({
      baselineRefused: from.record.baselineRefused,
      outcomes: [...outcomes],
      left: replay.left(),
      dependencies: dependenciesOf(from.record, replay, history, outcomes.length),
      took: from.record.took + performance.now() - began,
    });
    let before: BeforeNewest | null = null;
    let savedAfter = 0;
    for (const [index, revision] of revisions.entries()) {
      if (index < at) continue;
      const isNewest = keepOpen && index === revisions.length - 1;
      const key = keys[index] ?? '';
      const spent = performance.now() - began;
      if (history.keep && index > at && spent - savedAfter > spacing(economy, isNewest, spent / (index - at), revisions.length - at)) {
        keepState(states, key, record(), database);
        savedAfter = spent;
      }
      if (isNewest) before = { standing: { key, record: record() }, beyond: beyondRollback(database) };
      running = index;
      outcomes.push({ revision, outcome: replay.run(revision, 'upgrade', isNewest) });
    }
    running = revisions.length;
    return { database, replay, record: record(), before };
  };

  /** After the newest revision has run and was looked at. */
  const settle = (history: HistoryToReplay, database: ShadowDatabase, record: HistoryRecord, before: BeforeNewest | null) => {
    if (database.transaction === 'idle') {
      standing = { key: history.keys[history.keys.length - 1] ?? '', record };
      return;
    }
    database.execute('ROLLBACK');
    standing = before && putBack(database, before.beyond) ? before.standing : null;
  };

  return {
    async warm() {
      if (database || !states.isEmpty()) return;
      (await opened(null)).reset();
      isNew = true;
    },
    async database() {
      isNew = false;
      return database ?? (await opened(null));
    },
    async replay(history) {
      const { database, record, before } = await run(history, true, null);
      const result = resultOf(database, record, history.request.versionTable);
      settle(history, database, record, before);
      return result;
    },
    async tryNewest(history, note) {
      const { database, record, before } = await run(history, true, note);
      settle(history, database, record, before);
      return record;
    },
    bringTo: (history, note) => run(history, false, note ?? null),
    close: async () => database?.close(),
  };
}

/** How much time must have gone by since the last state was saved for another one to be. */
function spacing({ worthKeeping, leastSpacing }: Economy, isBeforeNewest: boolean, each: number, revisions: number): number {
  return isBeforeNewest ? worthKeeping : Math.max(leastSpacing, (each * revisions) / mostInTheMiddle);
}

/** The empty database, or the one of the baseline. */
function fromNothing(database: ShadowDatabase, { request, keys }: HistoryToReplay, isNew: boolean): Standing {
  const began = performance.now();
  if (!isNew) database.reset();
  const baselineRefused = layBaseline(database, request.baseline);
  makeVersionTable(database, request.versionTable);
  const left = { creations: [], createdEnums: [], reach: versionRows(request.versionTable) };
  const record = { baselineRefused, outcomes: [], left, dependencies: [], took: performance.now() - began };
  return { key: keys[0] ?? '', record };
}

function keepState(states: SavedStates, key: string, record: HistoryRecord, database: ShadowDatabase): void {
  if (!mayGoOn(record) || states.has(key)) return;
  const session = sessionSettings(database);
  if (session) states.set(key, { record, session, files: asOwner(database, () => database.save()) });
}

/** What the first `replayed` revisions depend on besides their own files, which their keys tell. */
function dependenciesOf(
  before: HistoryRecord,
  replay: Replay,
  { revisions, files }: HistoryToReplay,
  replayed: number,
): HistoryRecord['dependencies'] {
  const told = new Set([...before.dependencies.map(([path]) => path), ...revisions.slice(0, replayed).map(({ file }) => file)]);
  const more = [...replay.dependencies].filter((path) => !told.has(path));
  return [...before.dependencies, ...more.map((path): readonly [string, string] => [path, fileDigest(files, path)])];
}

function resultOf(
  database: ShadowDatabase,
  { outcomes, left, dependencies, baselineRefused }: HistoryRecord,
  versionTable: TableName,
): ReplayResult {
  return {
    schema: introspectSync(database, withoutVersionTable(versionTable)),
    problems: outcomes.flatMap(({ revision, outcome }) => replayProblems(revision, outcome)),
    opaque: outcomes.flatMap(({ outcome }) => outcome.opaque),
    functions: functionsSync(database),
    creations: left.creations,
    baselineRefused,
    dependencies: dependencies.map(([path]) => path),
  };
}
