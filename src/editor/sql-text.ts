import { t } from '@vscode/l10n';
import type { ReportedSqlStep, RevisionSql } from '../migrations/results';

type Statement = Extract<ReportedSqlStep, { kind: 'statement' }>;

/** Revisions' SQL as one document, each revision under a comment that names it. */
export function sqlText(revisions: readonly RevisionSql[]): string {
  return `${revisions.map(revisionText).join('\n\n\n')}\n`;
}

function revisionText(revision: RevisionSql): string {
  const steps = revision.steps.length > 0 ? revision.steps.map(stepText) : [comment(t('no statements'))];
  return [comment(`${revision.direction} ${revision.revision} (${revision.file})`), ...steps].join('\n\n');
}

/** A statement under what is to be known of it; in place of what is none, a comment that says why. */
function stepText(step: ReportedSqlStep): string {
  switch (step.kind) {
    case 'statement':
      return [...remarks(step), terminated(step.sql)].join('\n');
    case 'begin_autocommit':
      return comment(t('outside a transaction from here'));
    case 'end_autocommit':
      return comment(t('in a transaction again'));
    case 'raises':
      return comment(t('raises {0}; nothing follows', `${step.message}${placeOf(step)}`));
    case 'skipped':
      return [
        comment(t('with other rows in the database there could be more here{0}', placeOf(step))),
        ...step.statements.map(comment),
      ].join('\n');
    case 'unknown':
      return [comment(t('not known from here: {0}', `${step.message}${placeOf(step)}`)), ...step.statements.map(comment)].join('\n');
  }
}

function remarks(step: Statement): readonly string[] {
  return [
    ...(step.dependsOnRows ? [comment(t('depends on the rows that stand there{0}', placeOf(step)))] : []),
    ...(step.read ? [comment(t('the revision reads what this answers{0}', placeOf(step)))] : []),
    ...(step.refused === null ? [] : [comment(t('refused when it was replayed: {0}', step.refused))]),
  ];
}

const placeOf = ({ file, line }: { readonly file: string | null; readonly line: number | null }): string =>
  file === null ? '' : ` (${file}:${line})`;

/** A text as a comment of SQL, whatever lines it has. */
export const comment = (text: string): string =>
  text
    .split(/[\r\n]+/)
    .map((line) => `-- ${line}`)
    .join('\n');

function terminated(statement: string): string {
  const text = statement.trim();
  return text.endsWith(';') ? text : `${text};`;
}

/** How many statements would run. */
export function countStatements(revisions: readonly RevisionSql[]): number {
  return revisions.flatMap(({ steps }) => steps).filter(({ kind }) => kind === 'statement').length;
}
