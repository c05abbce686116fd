/** What a person reads on the terminal. */
import type {
  CheckedEnvironment,
  Compared,
  DescribedRevision,
  EnvironmentStatus,
  GenerateResult,
  HistoryResult,
  MoveResult,
  ParentChangeResult,
  Problem,
  Proof,
  ProofStep,
  ReportedChange,
  ReportedGap,
  ReportedNotUnderstood,
  ReportedOperation,
  ReportedRevision,
  ReportedSqlStep,
  RevisionSql,
  SqlResult,
} from '../migrations/results';
import { formattedSql } from '../migrations/sql/formatted-sql';
import type { SqlScript } from '../migrations/sql/sql-script';
import { comment, placeOf, withOtherRows } from '../migrations/sql/sql-steps';
import { coloursFor } from './colours';

const paint = coloursFor(process.stdout);

const stepNames: Readonly<Record<ProofStep['step'], string>> = {
  upgrade: 'upgrade',
  'compare-with-models': 'the same as the models',
  downgrade: 'downgrade',
  'compare-with-start': 'the same as at the start',
  'upgrade-again': 'upgrade again',
};

export const historyText = (result: HistoryResult): string =>
  result.environments
    .map(({ path, revisions, problems }) => [paint.bold(path), ...revisions.map(revisionLine), ...problems.map(problemLine)].join('\n'))
    .join('\n\n');

/** The revisions with what each does, up and down, and what is not known of it. */
export const describedHistoryText = (result: HistoryResult<DescribedRevision>): string =>
  result.environments
    .map(({ path, revisions, problems }) => [paint.bold(path), ...revisions.map(describedText), ...problems.map(problemLine)].join('\n'))
    .join('\n\n');

function describedText(revision: DescribedRevision): string {
  const direction = (sign: string, which: 'upgrade' | 'downgrade', operations: readonly ReportedOperation[]): readonly string[] => [
    ...operations.map(
      ({ summary, condition }) => `      ${sign} ${printable(summary)}${condition === null ? '' : paint.yellow('  (perhaps)')}`,
    ),
    ...revision.gaps.filter((gap) => gap.direction === which).map((gap) => `      ${sign} ${gapText(gap)}`),
  ];
  const { up, down } = revision.operations;
  return [revisionLine(revision), ...direction(paint.green('+'), 'upgrade', up), ...direction(paint.red('-'), 'downgrade', down)].join(
    '\n',
  );
}

function gapText({ kind, message, file, line }: ReportedGap): string {
  const words = { opaque: 'not replayed from here: ', rows: 'depends on the database: ', raises: 'raises ' };
  return paint.yellow(`${words[kind]}${printable(message)}${besides(message, file, line)}`);
}

function revisionLine(revision: ReportedRevision): string {
  const parents = revision.down.length === 0 ? '<base>' : revision.down.join(', ');
  const marks = [
    ...revision.labels,
    ...(revision.merge ? ['merge'] : []),
    ...(revision.branchPoint ? ['branch point'] : []),
    ...(revision.head ? ['head'] : []),
  ];
  return `  ${paint.dim(`${parents} ->`)} ${paint.yellow(revision.id)}${marks.length > 0 ? paint.cyan(` (${marks.join(', ')})`) : ''}  ${revision.message}`;
}

/** What was found in each environment; where nothing could be compared that is said, and never that there are no changes. */
export const checkText = (environments: readonly (CheckedEnvironment & Compared)[]): string =>
  environments.map(environmentText).join('\n\n');

function environmentText(environment: CheckedEnvironment & Compared): string {
  return [
    `${paint.bold(environment.path)} ${paint.dim(headsText(environment.heads))}`,
    ...environment.problems.map(problemLine),
    ...environment.notUnderstood.map(notUnderstoodLine),
    ...(environment.compared
      ? changesText(environment.changes)
      : [`  ${paint.red('models and revisions could not be compared')} until this is mended`]),
  ].join('\n');
}

function headsText(heads: readonly string[]): string {
  if (heads.length === 0) return 'no head';
  return `${heads.length === 1 ? 'head' : 'heads'} ${heads.join(', ')}`;
}

function changesText(changes: readonly ReportedChange[]): readonly string[] {
  if (changes.length === 0) return [`  ${paint.green('no changes without a migration')}`];
  const count = changes.length === 1 ? '1 change' : `${changes.length} changes`;
  return [`  ${paint.yellow(`${count} without a migration`)}`, ...changes.map(changeLine)];
}

const changeLine = (change: ReportedChange): string =>
  `    ${paint.cyan(`${change.file}:${change.line}:${change.column}`)}  ${change.summary}${change.since === 'head' ? paint.dim('  (stood in HEAD already)') : ''}`;

function problemLine(problem: Problem): string {
  const where =
    problem.file === undefined ? '' : `${problem.file}${problem.line === undefined ? '' : `:${problem.line}:${problem.column ?? 1}`}  `;
  const statement = problem.statement === undefined ? '' : `\n      ${paint.dim(oneLine(problem.statement))}`;
  return `  ${paint.red(problem.severity)} ${paint.cyan(where)}${printable(problem.message)}${statement}`;
}

function notUnderstoodLine(reason: ReportedNotUnderstood): string {
  const where = besides(reason.message, reason.file, reason.line);
  const leftOut = reason.columns.length > 0 ? reason.columns : reason.tables;
  const tables = leftOut.length === 0 ? '' : paint.dim(` – left out: ${leftOut.join(', ')}`);
  return `  ${paint.yellow('not understood:')} ${printable(reason.message)}${where}${tables}`;
}

/** ` (file:line)`, unless the message says so itself. */
function besides(message: string, file: string | null | undefined, line: number | null | undefined): string {
  const place = `${file}:${line}`;
  return !file || message.includes(place) ? '' : ` (${place})`;
}

/** Text that quotes a file must not steer the terminal. */
const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, (character) => (character === '\n' ? character : '\ufffd'));

export const statusText = (environments: readonly (EnvironmentStatus & Compared)[]): string =>
  environments
    .map((environment) =>
      [environmentText(environment), databaseLine(environment), ...environment.revisions.map(appliedLine(environment))].join('\n'),
    )
    .join('\n\n');

function databaseLine({ database, revisions }: EnvironmentStatus): string {
  if (!database) return `  ${paint.dim('no database connected (--database URL)')}`;
  if (database.missing.length > 0)
    return `  ${paint.red(`${database.url} is at ${database.missing.join(', ')}, which no revision file has`)}`;
  const pending = revisions.filter((revision) => revision.applied === 'pending').length;
  return `  ${database.url} is at ${database.current.join(', ') || '<base>'}, ${pending === 0 ? paint.green('nothing pending') : paint.yellow(`${pending} pending`)}`;
}

const appliedLine =
  ({ database }: EnvironmentStatus) =>
  (revision: EnvironmentStatus['revisions'][number]): string => {
    const marks = { applied: paint.green('applied'), pending: paint.yellow('pending'), unknown: paint.dim('unknown') };
    const current = database?.current.includes(revision.id) ? paint.cyan(' <- the database is here') : '';
    return `    ${marks[revision.applied]}  ${paint.yellow(revision.id)}  ${revision.message}${current}`;
  };

/** What was generated: the changes, the file's text where it was not written, the proof. */
export function generateText(result: GenerateResult): string {
  const wrote = result.written
    ? `${paint.green('wrote')} ${paint.bold(result.file)}`
    : `${paint.yellow('not written')} ${paint.bold(result.file)}`;
  return [
    wrote,
    ...result.changes.map(changeLine),
    ...(result.written ? [] : ['', result.source]),
    ...(result.proof ? ['', proofText(result.proof)] : []),
  ].join('\n');
}

/** Which revision follows which, and the file's text where it was not changed. */
export function reparentText(result: ParentChangeResult): string {
  const from = result.from.join(', ') || '<base>';
  const to = result.to.join(', ') || '<base>';
  const did = result.written ? paint.green('changed') : paint.yellow('not changed');
  return [
    `${did} ${paint.bold(result.file)}`,
    `  ${paint.yellow(result.revision)} follows ${to} instead of ${from}; ${headsText(result.heads)}`,
    ...(result.written ? [] : ['', result.source]),
  ].join('\n');
}

/** The proof step by step, and what bounds it. */
export function proofText(proof: Proof): string {
  const head = proof.proven ? paint.green('proven in an embedded PostgreSQL') : paint.red('not proven');
  const steps = proof.steps.map((step) => {
    const why = step.message === undefined ? '' : `: ${printable(step.message)}${besides(step.message, step.file, step.line)}`;
    return `  ${step.ok ? paint.green('✓') : paint.red('✗')} ${stepNames[step.step]}${why}${step.statement === undefined ? '' : `\n      ${paint.dim(oneLine(step.statement))}`}`;
  });
  return [head, ...steps, ...proof.limits.map((limit) => `  ${paint.yellow('!')} ${limit}`)].join('\n');
}

/** SQL as a person reads it: formatted, a comment before each revision. */
export const sqlText = (result: SqlResult): string => result.revisions.map(revisionSqlText).join('\n\n');

/** A script to be run: no colours, for it goes to a file or to psql. */
export const scriptText = ({ script }: SqlScript): string =>
  script.map((part) => (part.startsWith('-- ') ? part : formattedSql(part))).join('\n\n');

function revisionSqlText({ revision, direction, steps }: RevisionSql): string {
  const body = steps.length === 0 ? '-- nothing' : steps.map(stepText).join('\n\n');
  return `${paint.dim(`-- ${direction} ${revision}`)}\n${body}`;
}

/** A statement under what is to be known of it; what is no statement is a comment. */
function stepText(step: ReportedSqlStep): string {
  switch (step.kind) {
    case 'begin_autocommit':
      return '-- outside a transaction from here';
    case 'end_autocommit':
      return '-- in a transaction again';
    case 'raises':
      return paint.red(comment(`raises ${step.message}${placeOf(step)}`));
    case 'unknown':
      return [paint.red(comment(`NOT KNOWN from here: ${step.message}${placeOf(step)}`)), ...step.statements.map(asComment)].join('\n');
    case 'skipped':
      return [paint.yellow(comment(`${withOtherRows}${placeOf(step)}`)), ...step.statements.map(asComment)].join('\n');
    case 'statement':
      return [...remarks(step), formattedSql(step.sql)].join('\n');
  }
}

const asComment = (sql: string): string => comment(formattedSql(sql));

function remarks(step: Extract<ReportedSqlStep, { kind: 'statement' }>): readonly string[] {
  return [
    ...(step.dependsOnRows ? [paint.yellow(comment(`depends on the rows that stand there${placeOf(step)}`))] : []),
    ...(step.read ? [paint.dim(comment(`the revision reads what this answers${placeOf(step)}`))] : []),
    ...(step.refused === null ? [] : [paint.red(comment(`refused in the replay: ${step.refused}`))]),
  ];
}

export const databaseSqlText = (database: string, revisions: readonly RevisionSql[]): string =>
  [paint.bold(`On ${database}:`), ...revisions.map(revisionSqlText)].join('\n\n');

export function moveText(result: MoveResult): string {
  const to = result.to.join(', ') || '<base>';
  if (result.revisions.length === 0 && result.from.join() === result.to.join()) return `nothing to do: the database is at ${to}`;
  return `the database is at ${paint.bold(to)}`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
