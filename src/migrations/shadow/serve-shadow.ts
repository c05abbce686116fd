/** The shadow's own side of its messages: one embedded PostgreSQL, asked one thing at a time. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { functionsSync } from '../../postgres/introspection/functions';
import { introspectSync } from '../../postgres/introspection/introspection';
import { openShadowDatabase, type ShadowDatabase } from '../../postgres/shadow-database';
import type { PythonParser } from '../../python/parser';
import { loadParser } from '../load-parser';
import { readProjectModels } from '../models/models';
import { diskFiles, overlaidFiles } from '../project-files';
import type { Proof } from '../results';
import type { RecordedStep } from '../sql/recorded-run';
import { layBaseline } from './lay-baseline';
import { modelsDatabase } from './models-database';
import { prove } from './proof';
import { nothingLeft, replayProblems, startReplay } from './replay';
import type {
  ModelStatement,
  NormaliseResult,
  ProveRequest,
  RecordRequest,
  RecordResult,
  ReplayRequest,
  ReplayResult,
  SourceRequest,
} from './requests';

export interface ShadowService {
  replay(request: ReplayRequest): ReplayResult;
  normalise(statements: readonly ModelStatement[]): NormaliseResult;
  prove(request: ProveRequest): Proof;
  record(request: RecordRequest): RecordResult;
  close(): Promise<void>;
}

/** Starts the embedded PostgreSQL: from the packed cluster that ships with the bundle, which is quicker, or from nothing. */
export async function startShadowService(assets: string): Promise<ShadowService> {
  const [parser, database] = await Promise.all([loadParser(assets), openDatabase(assets)]);
  return shadowService(database, parser);
}

/** The service over a database that is already open. */
export function shadowService(database: ShadowDatabase, parser: PythonParser): ShadowService {
  const models = modelsDatabase(database);
  const begin = (request: SourceRequest, note: ((step: RecordedStep) => void) | null = null) => {
    models.forget();
    database.reset();
    const files = overlaidFiles(diskFiles(request.root), new Map(request.texts));
    const convention = request.ownNamingConvention ? readProjectModels(files, request.environment, parser).namingConvention : null;
    const baselineRefused = layBaseline(database, request.baseline);
    return { replay: startReplay(database, request.environment, files, parser, convention, nothingLeft, note), baselineRefused };
  };
  return {
    replay(request) {
      const { replay, baselineRefused } = begin(request);
      const outcomes = request.revisions.map((revision) => ({ revision, outcome: replay.run(revision, 'upgrade') }));
      return {
        schema: introspectSync(database, {}),
        problems: outcomes.flatMap(({ revision, outcome }) => replayProblems(revision, outcome.refusals)),
        opaque: outcomes.flatMap(({ outcome }) => outcome.opaque),
        functions: functionsSync(database),
        creations: replay.left().creations,
        baselineRefused,
        dependencies: [...replay.dependencies],
      };
    },
    normalise: (statements) => models.normalise(statements),
    record(request) {
      const steps: RecordedStep[] = [];
      const { replay } = begin(request, (step) => steps.push(step));
      for (const revision of request.before) replay.run(revision, 'upgrade');
      const revisions = request.revisions.map((revision) => {
        steps.length = 0;
        const { refusals } = replay.run(revision, request.direction);
        return { revision: revision.id, steps: [...steps], refusals };
      });
      return { revisions, dependencies: [...replay.dependencies] };
    },
    prove: (request) => prove(database, begin(request).replay, request),
    close: () => database.close(),
  };
}

/** The embedded PostgreSQL: from the packed cluster where there is one. */
export async function openDatabase(assets: string): Promise<ShadowDatabase> {
  const packed = join(assets, 'fresh-cluster.gz');
  if (!existsSync(packed)) return openShadowDatabase({ assets });
  return openShadowDatabase({ assets, cluster: gunzipSync(readFileSync(packed)) });
}
