/** Each command: what it calls, what it prints, what the process ends with. */
import type { Environment } from '../alembic/environment/environment';
import { check } from '../migrations/check';
import type { FoundChange } from '../migrations/comparison';
import { describedHistory } from '../migrations/described-history';
import type { Cancellation } from '../migrations/engine';
import { oneEnvironment } from '../migrations/environments';
import { Failure } from '../migrations/failure';
import { generate } from '../migrations/generate';
import { history } from '../migrations/history';
import { merge } from '../migrations/merge';
import { move } from '../migrations/move';
import { newRevision, plainRevision } from '../migrations/new-revision';
import { problemText } from '../migrations/problem-text';
import type { Project } from '../migrations/project';
import { prove } from '../migrations/prove';
import { reparent } from '../migrations/reparent';
import type { CheckedEnvironment, Compared, ReportedNotUnderstood } from '../migrations/results';
import { type SchemaSource, schemaOf } from '../migrations/schema-of';
import { revisionsSql, unknownStretches } from '../migrations/sql/revisions-sql';
import { sqlScript } from '../migrations/sql/sql-script';
import { stamp } from '../migrations/stamp';
import { status } from '../migrations/status';
import { createSql } from '../postgres/ddl/schema-sql';
import { schemaToJson } from '../schema/schema-json';
import type { CommandLine, Options } from './arguments';
import { githubText, sarif } from './ci-formats';
import { flagDecisions } from './decisions';
import {
  checkText,
  describedHistoryText,
  generateText,
  historyText,
  moveText,
  proofText,
  reparentText,
  scriptText,
  sqlText,
  statusText,
} from './print';

export interface CommandOutcome {
  /** 0 fine, 1 what was checked does not hold, 2 it could not be checked. */
  readonly exitCode: 0 | 1 | 2;
  readonly text: string;
  readonly json: unknown;
  /** Said on stderr besides. */
  readonly notes: readonly string[];
}

export interface CommandSurroundings {
  readonly version: string;
  readonly defaultTemplate: string;
  /** Ctrl-C: a database that is being moved is rolled back before the process ends. */
  readonly cancellation: Cancellation;
}

/** Carries a command out. Rejects with an Error whose message is for the person; the process then ends with 2. */
export async function runCommand(project: Project, line: CommandLine, surroundings: CommandSurroundings): Promise<CommandOutcome> {
  const { command, operand, options } = line;
  const path = options.environment ?? null;
  const one = (): Environment => oneEnvironment(project, path);
  switch (command) {
    case 'history': {
      // The list alone stays quick; what revisions do takes running each of them.
      const described = options.json || options.operations ? describedHistory(project, path) : null;
      const result = described ?? history(project, path);
      const broken = result.environments.some((environment) => environment.problems.some((problem) => problem.severity === 'error'));
      return {
        exitCode: broken ? 1 : 0,
        text: described ? describedHistoryText(described) : historyText(result),
        json: result,
        notes: unreadEnvironments(project),
      };
    }
    case 'status': {
      const url = databaseUrl(options);
      const { compared, environments } = await status(project, path, () => url);
      const json = { ...(!compared && { error: notComparedText(environments) }), environments };
      return { exitCode: compared ? 0 : 2, text: statusText(environments), json, notes: unreadEnvironments(project) };
    }
    case 'check':
      return checkCommand(project, path, options, surroundings.version);
    case 'generate':
      return options.empty ? emptyCommand(project, one(), options, surroundings) : generateCommand(project, one(), options, surroundings);
    case 'merge': {
      const result = await merge(project, one(), {
        ...revisionOptions(options, surroundings),
        revisions: line.operands.length > 0 ? line.operands : null,
      });
      return { exitCode: 0, text: generateText(result), json: result, notes: result.notes };
    }
    case 'reparent': {
      const { decisions } = flagDecisions(options);
      const result = await reparent(project, one(), {
        revision: operand,
        onto: options.onto ?? null,
        write: !options['dry-run'],
        decisions,
      });
      return { exitCode: 0, text: reparentText(result), json: result, notes: [] };
    }
    case 'prove': {
      const proof = await prove(project, one(), operand);
      return { exitCode: proof.proven ? 0 : 1, text: proofText(proof), json: proof, notes: [] };
    }
    case 'schema':
      return schemaCommand(project, one(), options);
    case 'sql': {
      const direction = options.down ? 'downgrade' : 'upgrade';
      if (options.script) {
        const script = await sqlScript(project, one(), operand, direction);
        return { exitCode: 0, text: scriptText(script), json: script, notes: [] };
      }
      const result = await revisionsSql(project, one(), operand, direction);
      const unknown = unknownStretches(result);
      const json = { ...(unknown.length > 0 && { error: unknown.join('\n') }), ...result };
      return { exitCode: unknown.length > 0 ? 2 : 0, text: sqlText(result), json, notes: unknown };
    }
    case 'upgrade':
    case 'downgrade': {
      const result = await move(project, {
        environment: one(),
        url: requiredUrl(options),
        direction: command,
        target: requiredTarget(operand, command),
        decisions: flagDecisions(options).decisions,
        cancellation: surroundings.cancellation,
        progress: eachOnce((revision) => process.stderr.write(`${command} ${revision}\n`)),
      });
      if (!result) return { exitCode: 1, text: 'Nothing was changed.', json: { error: 'declined' }, notes: [] };
      return { exitCode: 0, text: moveText(result), json: result, notes: [] };
    }
    case 'stamp': {
      const result = await stamp(project, one(), requiredUrl(options), requiredTarget(operand, command), {
        purge: options.purge ?? false,
      });
      return { exitCode: 0, text: moveText(result), json: result, notes: [] };
    }
  }
}

async function checkCommand(project: Project, path: string | null, options: Options, version: string): Promise<CommandOutcome> {
  const { compared, environments } = await check(project, path);
  const result = { ...(!compared && { error: notComparedText(environments) }), environments };
  const notes = unreadEnvironments(project);
  const holds = result.environments.every((environment) => environment.changes.length === 0);
  const whole = result.environments.every(({ problems }) => problems.every(({ code }) => !leavesOutTables.has(code)));
  const exitCode = !compared ? 2 : !holds ? 1 : whole ? 0 : 2;
  switch (options.format) {
    case undefined:
    case 'text':
      return { exitCode, text: checkText(environments), json: result, notes };
    case 'json':
      return { exitCode, text: JSON.stringify(result, null, 2), json: result, notes };
    case 'github':
      return { exitCode, text: githubText(result), json: result, notes };
    case 'sarif': {
      const report = sarif(result, version);
      return { exitCode, text: JSON.stringify(report, null, 2), json: report, notes };
    }
    default:
      throw new Failure(`--format ${options.format} is not known to check. There is: text, json, github, sarif.`);
  }
}

/** Problems with which a part of the tables is not compared at all: without a change, the check has not been made. */
const leavesOutTables: ReadonlySet<string> = new Set(['baseline-missing', 'baseline-unknown']);

/** Calls `say` where a revision is another than the one before: progress comes with every statement. */
function eachOnce(say: (revision: string) => void): (revision: string) => void {
  let last: string | null = null;
  return (revision) => {
    if (revision !== last) say(revision);
    last = revision;
  };
}

const notComparedText = (environments: readonly (CheckedEnvironment & Compared)[]): string =>
  environments
    .filter((environment) => !environment.compared)
    .flatMap((environment) => environment.problems.map(problemText))
    .join('\n');

/** Configurations beside those that could be read. */
const unreadEnvironments = (project: Project): readonly string[] => project.environments().problems.map(problemText);

async function generateCommand(
  project: Project,
  environment: Environment,
  options: Options,
  { defaultTemplate }: CommandSurroundings,
): Promise<CommandOutcome> {
  const message = requiredMessage(options);
  const { decisions, unused } = flagDecisions(options);
  const result = await generate(project, environment, {
    message,
    takes: (found) => isTaken(found, options),
    decisions,
    objection: unused,
    placement: placementOf(options),
    revisionId: options['rev-id'] ?? null,
    dryRun: options['dry-run'] ?? false,
    prove: !options['no-prove'],
    now: new Date(),
    defaultTemplate,
  });
  const failed = result.proof !== null && !result.proof.proven;
  const notes = [
    ...(options.new && !(await project.head()) ? ['There is no git HEAD to compare with, so every change counts as new.'] : []),
    ...result.notes,
    ...(failed ? ['The revision was not written, because its proof failed. --no-prove writes it all the same.'] : []),
  ];
  return { exitCode: failed ? 1 : 0, text: generateText(result), json: result, notes };
}

async function emptyCommand(
  project: Project,
  environment: Environment,
  options: Options,
  surroundings: CommandSurroundings,
): Promise<CommandOutcome> {
  const asked = { ...plainRevision, ...placementOf(options), ...revisionOptions(options, surroundings), message: options.message ?? null };
  const result = await newRevision(project, environment, asked);
  return { exitCode: 0, text: generateText(result), json: result, notes: result.notes };
}

function requiredMessage({ message }: Options): string {
  if (!message) throw new Failure('A revision needs a message: generate -m "what it does".');
  return message;
}

/** Where a revision shall stand, as far as flags say. */
const placementOf = (options: Options) => ({
  ...(options.head !== undefined && { heads: [options.head] }),
  splice: options.splice ?? false,
  branchLabels: options['branch-label'] ?? [],
  dependsOn: options['depends-on'] ?? [],
  versionPath: options['version-path'] ?? null,
});

/** What `merge` and an empty revision are written with. */
const revisionOptions = (options: Options, { defaultTemplate }: CommandSurroundings) => ({
  message: options.message ?? null,
  splice: options.splice ?? false,
  branchLabels: options['branch-label'] ?? [],
  revisionId: options['rev-id'] ?? null,
  dryRun: options['dry-run'] ?? false,
  now: new Date(),
  decisions: flagDecisions(options).decisions,
  defaultTemplate,
});

function isTaken({ reported }: FoundChange, options: Options): boolean {
  if (options.new && reported.since !== 'working') return false;
  if (!options.only || options.only.length === 0) return true;
  const table = reported.schema === 'public' ? reported.table : `${reported.schema}.${reported.table}`;
  return options.only.some((wanted) => wanted === table || wanted === `${table}.${reported.name}` || wanted === reported.name);
}

async function schemaCommand(project: Project, environment: Environment, options: Options): Promise<CommandOutcome> {
  const { schema, functions, missing } = await schemaOf(project, environment, schemaSource(options));
  const json = { ...schemaToJson(schema), notUnderstood: missing };
  const format = options.format ?? 'sql';
  if (format !== 'sql' && format !== 'json') throw new Failure(`--format ${format} is not known to schema. There is: json, sql.`);
  const sql = () =>
    createSql(schema, functions)
      .map((statement) => `${statement};`)
      .join('\n\n');
  const text = () => (format === 'sql' ? sql() : JSON.stringify(json, null, 2));
  return { exitCode: 0, text: options.json ? '' : text(), json, notes: missing.map((gap) => `not in this schema: ${gapText(gap)}`) };
}

const gapText = ({ message, file, line }: ReportedNotUnderstood): string => (file === null ? message : `${message} (${file}:${line})`);

function schemaSource(options: Options): SchemaSource {
  const from = options.from ?? (options.at === undefined ? 'models' : 'revisions');
  if (options.at !== undefined && from !== 'revisions')
    throw new Failure(`--at names a revision; it goes with --from revisions, not with --from ${from}.`);
  switch (from) {
    case 'models':
      return { from: 'models' };
    case 'revisions':
      return { from: 'revisions', at: options.at ?? null };
    case 'database':
      return { from: 'database', url: requiredUrl(options) };
    default:
      throw new Failure(`--from ${options.from} is not known. There is: models, revisions, database.`);
  }
}

/** From the flag, or from the environment, where a password is not seen in the list of processes. */
export const databaseUrl = (options: Options): string | null => options.database ?? process.env['MIGRATION_KEEPER_DATABASE'] ?? null;

function requiredUrl(options: Options): string {
  const url = databaseUrl(options);
  if (url === null) throw new Failure('Say which database: --database postgresql://user:password@host/name, or MIGRATION_KEEPER_DATABASE.');
  return url;
}

function requiredTarget(operand: string | null, command: string): string {
  if (operand === null) throw new Failure(`${command} needs a target: ${command} ${command === 'downgrade' ? '-1' : 'head'}.`);
  return operand;
}
