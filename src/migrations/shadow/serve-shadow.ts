/** The shadow's own side of its messages: one embedded PostgreSQL, asked one thing at a time. */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openShadowDatabase, prepareShadowDatabase, type ShadowDatabase } from '../../postgres/shadow-database';
import type { SourceFiles } from '../../python/files';
import type { PythonParser } from '../../python/parser';
import type { NamingConvention } from '../../sqlalchemy/naming-convention';
import { loadParser } from '../load-parser';
import { readProjectModels } from '../models/models';
import { cachedFiles, diskFiles, overlaidFiles } from '../project-files';
import type { Proof } from '../results';
import type { RecordedStep } from '../sql/recorded-run';
import { historyKeys } from './history-record';
import { modelsDatabase } from './models-database';
import { prove } from './proof';
import type {
  ModelStatement,
  NormaliseResult,
  ProveRequest,
  RecordRequest,
  RecordResult,
  ReplayRequest,
  ReplayResult,
  RevisionFile,
  SourceRequest,
} from './requests';
import { noStates, type SavedStates, savedStates } from './saved-states';
import { type Economy, type HistoryToReplay, type OpenDatabase, standingHistory } from './standing-history';

export interface ShadowService {
  warm(): Promise<void>;
  replay(request: ReplayRequest): Promise<ReplayResult>;
  normalise(statements: readonly ModelStatement[]): Promise<NormaliseResult>;
  prove(request: ProveRequest): Promise<Proof>;
  record(request: RecordRequest): Promise<RecordResult>;
  close(): Promise<void>;
}

/** Where states of the database are kept between processes, and the build that may trust them. */
export interface StatesPlace {
  readonly folder: string;
  readonly build: string;
}

/** The embedded PostgreSQL from the bundle in `assets`; it is opened with the first question, because that tells with which state. */
export async function startShadowService(assets: string, states: StatesPlace | null): Promise<ShadowService> {
  prepareShadowDatabase(assets);
  const kept = states ? savedStates(states.folder, states.build) : noStates;
  return shadowService((files) => openDatabase(assets, files), await loadParser(assets), kept);
}

export function shadowService(open: OpenDatabase, parser: PythonParser, states: SavedStates = noStates, economy?: Economy): ShadowService {
  const models = modelsDatabase();
  const history = standingHistory(open, states, economy);
  let last: Promise<unknown> = Promise.resolve();

  /** One question after the other: each has the database for itself. */
  const inTurn = <Answer>(answer: () => Promise<Answer>): Promise<Answer> => {
    const turn = last.then(answer, answer);
    last = turn;
    return turn;
  };

  const toReplay = (request: SourceRequest, revisions: readonly RevisionFile[]): HistoryToReplay => {
    const files = cachedFiles(overlaidFiles(diskFiles(request.root), new Map(request.texts)));
    const keys = historyKeys(request, revisions, files);
    const found = request.namingConvention !== 'with functions';
    return {
      request,
      revisions,
      // Nothing may be found again by keys that do not tell everything.
      keys: found ? keys : keys.map(() => randomUUID()),
      files,
      parser,
      namingConvention: conventionOf(request, files, parser),
      keep: found && request.texts.length === 0,
    };
  };

  const recordNewest = async (request: RecordRequest): Promise<RecordResult> => {
    const steps: RecordedStep[] = [];
    const { outcomes, dependencies } = await history.tryNewest(toReplay(request, [...request.before, ...request.revisions]), (step) =>
      steps.push(step),
    );
    const revisions = outcomes.slice(-1).map(({ revision, outcome: { refusals } }) => ({ revision: revision.id, steps, refusals }));
    return { revisions, dependencies: dependencies.map(([path]) => path) };
  };

  const recordStretch = async (request: RecordRequest): Promise<RecordResult> => {
    const steps: RecordedStep[] = [];
    const { replay, record } = await history.bringTo(toReplay(request, request.before), (step) => steps.push(step));
    const revisions = request.revisions.map((revision) => {
      steps.length = 0;
      const { refusals } = replay.run(revision, request.direction);
      return { revision: revision.id, steps: [...steps], refusals };
    });
    return { revisions, dependencies: [...new Set([...record.dependencies.map(([path]) => path), ...replay.dependencies])] };
  };

  return {
    warm: () => inTurn(() => history.warm()),
    replay: (request) =>
      inTurn(async () => {
        models.release();
        return history.replay(toReplay(request, request.revisions));
      }),
    normalise: (statements) => inTurn(async () => models.normalise(await history.database(), statements)),
    prove: (request) =>
      inTurn(async () => {
        models.release();
        const { database, replay, record } = await history.bringTo(toReplay(request, request.before));
        return prove(database, replay, record.outcomes, request);
      }),
    record: (request) =>
      inTurn(async () => {
        models.release();
        return request.direction === 'upgrade' && request.revisions.length === 1 ? recordNewest(request) : recordStretch(request);
      }),
    close: () => history.close(),
  };
}

function conventionOf({ namingConvention, environment }: SourceRequest, files: SourceFiles, parser: PythonParser): NamingConvention | null {
  if (namingConvention === 'with functions') return readProjectModels(files, environment, parser).namingConvention;
  return namingConvention && { templates: new Map(namingConvention), tokens: new Map() };
}

/** From the packed cluster that ships with the bundle, which is quicker, or from nothing; `files`: a state that was saved there. */
export async function openDatabase(assets: string, files: Uint8Array | null): Promise<ShadowDatabase> {
  const packed = join(assets, 'fresh-cluster.gz');
  if (!existsSync(packed)) return openShadowDatabase({ assets });
  return openShadowDatabase({ assets, cluster: gunzipSync(readFileSync(packed)), ...(files && { state: files }) });
}
