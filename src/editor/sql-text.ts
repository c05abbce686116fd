import { t } from '@vscode/l10n';
import type { RevisionSql } from '../migrations/results';

/** Revisions' statements as one SQL document, each revision under a comment that names it. */
export function sqlText(revisions: readonly RevisionSql[]): string {
  return revisions.map(revisionText).join('\n\n');
}

function revisionText(revision: RevisionSql): string {
  const head = `-- ${revision.direction} ${revision.revision} (${revision.file})`;
  const statements = revision.statements.length > 0 ? revision.statements.map(terminated) : [`-- ${t('no statements')}`];
  return [head, ...statements, ''].join('\n');
}

function terminated(statement: string): string {
  const text = statement.trim();
  return text.endsWith(';') || text.startsWith('--') ? text : `${text};`;
}

/** How many statements would run. */
export function countStatements(revisions: readonly RevisionSql[]): number {
  return revisions.reduce((sum, revision) => sum + revision.statements.length, 0);
}
