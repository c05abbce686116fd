/** What a revision may ask of the environment that it stands in (alembic/script/base.py `ScriptDirectory`). */
import type { ModuleValue } from '../../python/values';

export interface Scripts {
  /** Runs env.py, which may register operations; what it does to a database does not count. */
  runEnvironment(): void;
  /** The module of another revision; null where there is none of that id. */
  revisionModule(id: string): ModuleValue | null;
}

/** A program that stands in no environment. */
export const noScripts: Scripts = { runEnvironment: () => undefined, revisionModule: () => null };
