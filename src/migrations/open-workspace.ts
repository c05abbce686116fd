/** A project opened with the real parts: the parser from the bundle, a shadow process, results kept on disk. */
import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { loadParser } from './load-parser';
import { openProject, type Project } from './project';
import { pythonPlaces } from './python-places';
import { savedResults } from './saved-results';
import { shadowProcess } from './shadow/shadow-process';

export interface WorkspaceOptions {
  /** The project's folder, absolute. */
  readonly root: string;
  /** An interpreter or a virtualenv that somebody named, as they wrote it; null: the project's own is looked for. */
  readonly python: string | null;
  /** The bundle's folder: shadow.js, the .wasm and .data files. */
  readonly bundle: string;
  /** Where results are kept; null: the user's cache folder. */
  readonly storage: string | null;
  readonly idleAfter: number;
  readonly log: (line: string) => void;
  /** See `ProjectOptions`. */
  readonly baseline: string | null;
  readonly databaseUrl: string | null;
}

/** A history of thousands of revisions replays in seconds; what takes longer than this does not end. */
const longestRequest = 5 * 60 * 1000;

/** Opens a project; the shadow is not started before something must be asked of PostgreSQL. */
export async function openWorkspace(options: WorkspaceOptions): Promise<Project> {
  const storage = options.storage ?? cacheFolder();
  const build = buildOf(options.bundle);
  return openProject({
    root: options.root,
    python: pythonPlaces(options.root, options.python, process.env['VIRTUAL_ENV'] ?? null),
    baseline: options.baseline,
    databaseUrl: options.databaseUrl,
    parser: await loadParser(options.bundle),
    saved: savedResults(join(storage, 'results'), build),
    shadow: shadowProcess({
      module: join(options.bundle, 'shadow.js'),
      assets: options.bundle,
      states: { folder: join(storage, 'states'), build },
      idleAfter: options.idleAfter,
      longestRequest,
      log: options.log,
    }),
  });
}

/** The default script.py.mako that ships beside the bundle. */
export const readDefaultTemplate = (bundle: string): string =>
  readFileSync(join(bundle, '..', 'migrations-templates', 'script.py.mako'), 'utf8');

function cacheFolder(): string {
  const base = process.env['XDG_CACHE_HOME'] || (process.platform === 'win32' ? process.env['LOCALAPPDATA'] : null);
  return join(base || join(homedir(), '.cache'), 'migration-keeper');
}

/** Tells one build from another, so that no build trusts what another one kept. */
function buildOf(bundle: string): string {
  const { size, mtimeMs } = statSync(join(bundle, 'shadow.js'));
  return `${size}-${Math.round(mtimeMs)}`;
}
