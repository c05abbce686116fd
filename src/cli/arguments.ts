/** What the words on the command line mean. */
import { parseArgs } from 'node:util';
import { Failure } from '../migrations/failure';

export const commands = [
  'status',
  'history',
  'check',
  'generate',
  'merge',
  'reparent',
  'prove',
  'schema',
  'sql',
  'upgrade',
  'downgrade',
  'stamp',
] as const;
export type Command = (typeof commands)[number];

const options = {
  project: { type: 'string' },
  environment: { type: 'string' },
  python: { type: 'string' },
  baseline: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  database: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
  purge: { type: 'boolean' },
  format: { type: 'string' },
  from: { type: 'string' },
  at: { type: 'string' },
  down: { type: 'boolean' },
  script: { type: 'boolean' },
  operations: { type: 'boolean' },
  message: { type: 'string', short: 'm' },
  only: { type: 'string', multiple: true },
  new: { type: 'boolean' },
  rename: { type: 'string', multiple: true },
  'no-rename': { type: 'boolean' },
  default: { type: 'string', multiple: true },
  head: { type: 'string' },
  'rev-id': { type: 'string' },
  splice: { type: 'boolean' },
  'branch-label': { type: 'string', multiple: true },
  'depends-on': { type: 'string', multiple: true },
  'version-path': { type: 'string' },
  onto: { type: 'string', multiple: true },
  'dry-run': { type: 'boolean' },
  empty: { type: 'boolean' },
  'no-prove': { type: 'boolean' },
} as const;

export type Options = ReturnType<typeof parse>['values'];

/** Options that go with any command; the others belong to the commands named. */
const anywhere = new Set(['project', 'environment', 'python', 'baseline', 'json', 'help', 'version']);
const belongsTo: Readonly<Record<string, readonly Command[]>> = {
  database: ['status', 'check', 'generate', 'prove', 'schema', 'upgrade', 'downgrade', 'stamp'],
  yes: ['upgrade', 'downgrade'],
  purge: ['stamp'],
  format: ['check', 'schema'],
  from: ['schema'],
  at: ['schema'],
  down: ['sql'],
  script: ['sql'],
  message: ['generate', 'merge'],
  'rev-id': ['generate', 'merge'],
  splice: ['generate', 'merge'],
  'branch-label': ['generate', 'merge'],
  'dry-run': ['generate', 'merge', 'reparent'],
  onto: ['reparent'],
  operations: ['history'],
};

/** Options that say what becomes of changes, of which an empty revision has none. */
const ofChanges = ['only', 'new', 'rename', 'no-rename', 'default'];

/** Commands that take no revision or target. */
const alone: ReadonlySet<Command> = new Set(['status', 'history', 'check', 'generate', 'schema']);

export interface CommandLine {
  readonly command: Command;
  /** The word after the command: a revision, a range, a target. */
  readonly operand: string | null;
  /** All of them, for `merge`, which takes several. */
  readonly operands: readonly string[];
  readonly options: Options;
}

/** `argv` without node and the script; 'help' or 'version' where that was asked. Throws a Failure that says what to write instead. */
export function readCommandLine(argv: readonly string[]): CommandLine | 'help' | 'version' {
  // `downgrade -1` is a target, no option, and so is that of `--at -1`.
  const isTarget = (at: number) => /^-\d+$/.test(argv[at] ?? '') && argv[at - 1] !== '--at';
  const relative = argv.filter((_word, at) => isTarget(at));
  const others = argv.flatMap((word, at) => {
    if (isTarget(at) || (word === '--at' && at < argv.length - 1)) return [];
    return argv[at - 1] === '--at' ? [`--at=${word}`] : [word];
  });
  const { values, positionals: words } = parseOrFail(others);
  const positionals = [...words, ...relative];
  if (values.version) return 'version';
  const [word, ...operands] = positionals;
  if (values.help || word === undefined || word === 'help') return 'help';
  const command = commands.find((known) => known === word);
  if (!command) throw new Failure(`There is no command ${word}. There is: ${commands.join(', ')}.`);
  if (operands.length > 1 && command !== 'merge')
    throw new Failure(`${command} takes one word after it, not ${operands.length}: ${operands.join(' ')}.`);
  if (operands.length > 0 && alone.has(command)) throw new Failure(`${command} takes no word after it: ${operands.join(' ')}.`);
  for (const name of Object.keys(values)) {
    if (!anywhere.has(name) && !(belongsTo[name] ?? ['generate']).includes(command))
      throw new Failure(`--${name} does not go with ${command}.`);
  }
  const idle = values.empty ? ofChanges.find((name) => name in values) : undefined;
  if (idle !== undefined) throw new Failure(`--${idle} does not go with --empty, which looks for no changes.`);
  return { command, operand: operands[0] ?? null, operands, options: values };
}

const parse = (argv: readonly string[]) => parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });

function parseOrFail(argv: readonly string[]): ReturnType<typeof parse> {
  try {
    return parse(argv);
  } catch (error) {
    throw new Failure(error instanceof Error ? error.message : String(error));
  }
}

export const helpText = `migration-keeper COMMAND [--project DIR] [--environment PATH] [--python PATH] [--json]

Reads SQLAlchemy models and Alembic revisions without running Python, and compares them in an embedded PostgreSQL.

  status                     environments, heads, changes without a migration; with --database URL applied and pending too
  history                    the revisions in order; with --operations, and always with --json, what each of them does
  check                      changes without a migration
      --format github|sarif      for CI
  generate -m TEXT           writes the revision for every change, and proves it
      --only TABLE[.COLUMN]      these changes alone (may be repeated)
      --new                      what the working copy introduced since git's HEAD
      --rename OLD=NEW           OLD is table or table.column: it was renamed, keep its data (may be repeated)
      --no-rename                nothing was renamed: drop the old, add the new
      --default TABLE.COLUMN=SQL what fills the rows that stand when a column becomes NOT NULL (may be repeated)
      --head REV                 the head to follow, where there are several; base for a base of its own
      --splice                   REV need not be a head: a new branch begins there
      --branch-label NAME        a name for the branch (may be repeated)
      --depends-on REV           another branch's revision that must be there first (may be repeated)
      --version-path DIR         which of several version locations the file stands in
      --rev-id ID                the new revision's id
      --empty                    a revision without operations, to fill in by hand
      --dry-run                  show the file, write nothing
      --no-prove                 write it unproven
  merge [REV…] [-m TEXT]     writes the revision that brings these heads together, or all of them
      --rev-id ID, --branch-label NAME, --splice, --dry-run as for generate
  reparent [REV]             REV follows another revision than before: its file's down_revision and docstring change, nothing else
      --onto REV                 what it follows (may be repeated); without it the other head, where two lines part
      --dry-run                  show the file, write nothing
  prove [REV or FROM:TO]     up, compare, down, compare, up again, in the embedded PostgreSQL
  schema                     the schema as SQL, or with --format json
      --from models|revisions|database   (--database URL)
      --at REV                   as the revisions left it there: an id or its beginning, head, heads, LABEL@head, -1, REV+2, base
  sql [REV or FROM:TO]       the SQL of revisions; --down for that of downgrades
      --script                   with transactions and the version table, as alembic upgrade --sql
  upgrade TARGET             on --database URL; shows the SQL and asks, unless --yes
  downgrade TARGET           the same; TARGET as Alembic takes it: head, +1, -1, base, an id or its beginning
  stamp TARGET               says where the database is and runs nothing; --purge forgets what it said before

--baseline says what stands before the first revision, where a history does not begin with an empty database: a FILE.sql of the project;
git (the models as they stood at the commit that added the first revision) or git:COMMIT; database (the schema of --database URL, and only
the revisions that it does not have); none. @REVISION after it says which revision it is at: what leads there is not
replayed. Without it the folder's .vscode/settings.json is asked for migrationKeeper.baseline.

--python PATH names the interpreter, or the virtualenv, that the project's packages are installed in. They are read, never run.
Without it the project's own .venv is taken, then the activated one.

--database URL is postgresql://user:password@host:5432/name, SQLAlchemy's postgresql+psycopg2:// too; or set
MIGRATION_KEEPER_DATABASE, which keeps the password out of the list of processes.

Exit codes: 0 fine, 1 what was checked does not hold, 2 it could not be checked.`;
