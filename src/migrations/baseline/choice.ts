/** What stands before the first revision, as a person says it: in `migrationKeeper.baseline` and after `--baseline`. */
import { Failure } from '../failure';

export type BaselineChoice =
  /** The history begins with an empty database, whatever it looks like. */
  | { readonly kind: 'none' }
  | { readonly kind: 'file'; readonly path: string }
  /** The models as they stood at a commit; null: the one that added the first revision. */
  | { readonly kind: 'git'; readonly commit: string | null }
  /** The schema of the connected database; the revisions that are applied there are taken as contained in it. */
  | { readonly kind: 'database' };

/** The setting of a folder: one choice for all its environments, or one for each by its path. */
export type BaselineSetting = string | Readonly<Record<string, string>>;

/** A choice, and the revision that what stands there is at: it and all before it are not replayed. Null: none is said. */
export interface ChosenBaseline {
  readonly choice: BaselineChoice;
  readonly at: string | null;
}

/** `CHOICE` or `CHOICE@REVISION`. Throws a Failure that says what may stand there. */
export function readBaseline(text: string): ChosenBaseline {
  const [, said, at] = /^(.+)@([^@/]+)$/.exec(text) ?? [];
  return said === undefined || at === undefined ? { choice: readChoice(text), at: null } : { choice: readChoice(said), at };
}

function readChoice(text: string): BaselineChoice {
  if (text === 'none' || text === 'git' || text === 'database') return text === 'git' ? { kind: 'git', commit: null } : { kind: text };
  const commit = /^git:(.+)$/.exec(text)?.[1];
  if (commit !== undefined) return { kind: 'git', commit };
  if (/\.sql$/i.test(text)) return { kind: 'file', path: text.replaceAll('\\', '/').replace(/^\.\//, '') };
  throw new Failure(`The baseline ${text} is not known. There is: FILE.sql, git, git:COMMIT, database, none.`);
}

/** What a setting says for an environment; null where it says nothing. */
export function choiceIn(setting: BaselineSetting | null, environmentPath: string): string | null {
  if (setting === null) return null;
  const said = typeof setting === 'string' ? setting : setting[environmentPath];
  return said === undefined || said === '' ? null : said;
}

/** The setting with the choice for one environment in it; null takes it out. `all`: the paths of the folder's environments. */
export function withChoice(
  setting: BaselineSetting | null,
  environmentPath: string,
  choice: string | null,
  all: readonly string[],
): BaselineSetting | null {
  const alone = all.every((path) => path === environmentPath);
  if (alone && (setting === null || typeof setting === 'string')) return choice;
  const before = typeof setting === 'string' ? Object.fromEntries(all.map((path) => [path, setting])) : (setting ?? {});
  const entries = Object.entries(before).filter(([path]) => path !== environmentPath);
  if (choice !== null) entries.push([environmentPath, choice]);
  return entries.length === 0 ? null : Object.fromEntries(entries);
}
