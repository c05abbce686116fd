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
import { layBaseline } from './lay-baseline';
import { modelsDatabase } from './models-database';
import { prove } from './proof';
import { replayProblems, startReplay } from './replay';
import type { ModelStatement, NormaliseResult, ProveRequest, ReplayRequest, ReplayResult, SourceRequest } from './requests';

export interface ShadowService {
  replay(request: ReplayRequest): ReplayResult;
  normalise(statements: readonly ModelStatement[]): NormaliseResult;
  prove(request: ProveRequest): Proof;
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
  const begin = (request: SourceRequest) => {
    models.forget();
    database.reset();
    const files = overlaidFiles(diskFiles(request.root), new Map(request.texts));
    const convention = request.ownNamingConvention ? readProjectModels(files, request.environment, parser).namingConvention : null;
    const baselineRefused = layBaseline(database, request.baseline);
    return { replay: startReplay(database, request.environment, files, parser, convention), baselineRefused };
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
