/** One Alembic environment: where its parts stand and what its config says. All paths are relative to the project. */
import type { PackageVersions } from '../../sqlalchemy/versions';
import type { EngineOfSeveral } from './several-databases';
import type { Virtualenv } from './virtualenv';

export interface Environment {
  /** The name of the environment in what is reported: its script directory, with `#section` or `#database` where several share it. */
  readonly path: string;
  /** Where its options stand; env.py itself where the application's code builds its `Config`. */
  readonly configFile: string;
  readonly configKind: 'ini' | 'pyproject' | 'code';
  /** The section of the config, `alembic` unless there are several. */
  readonly section: string;
  /** The options of the section, interpolated; an option that cannot be interpolated is left out. `%(here)s` is the config's folder. */
  readonly options: ReadonlyMap<string, string>;
  readonly scriptDirectory: string;
  /** In the order of `version_locations`; they need not exist yet. */
  readonly versionDirectories: readonly string[];
  readonly recursiveVersions: boolean;
  /** env.py, null where there is none. */
  readonly envFile: string | null;
  /** script.py.mako, null where there is none. */
  readonly templateFile: string | null;
  readonly fileTemplate: string;
  readonly truncateSlugLength: number;
  readonly timezone: string | null;
  readonly outputEncoding: string;
  /**
   * Where absolute imports of the project look, in order: `prepend_sys_path`, the working directory, the config's folder, the nearest project
   * and the folder of the outermost package around the scripts, the root, their `src`.
   */
  readonly searchPaths: readonly string[];
  /** Where the application's packages are installed, null where no virtualenv was found. */
  readonly virtualenv: Virtualenv | null;
  /** The releases of SQLAlchemy and its companions that the project pins, or else the newest. */
  readonly versions: PackageVersions;
  /** Folders of the project that belong to the applications of other environments. */
  readonly elsewhere: readonly string[];
  /** Which of several databases this is, null where the history is that of one. */
  readonly engine: EngineOfSeveral | null;
}
