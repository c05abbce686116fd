import * as vscode from 'vscode';
import type { Decisions } from '../migrations/decisions';
import type { RevisionSql } from '../migrations/results';
import { databaseName } from './database-url';
import type { SqlDocuments } from './sql-documents';
import { countStatements } from './sql-text';

/** Puts the engine's questions to the person as quick picks and input boxes; Escape is "I went away". */
export function askingDecisions(sqlDocuments: SqlDocuments): Decisions {
  return {
    async renamed({ kind, table, oldName, newName }) {
      const title =
        kind === 'table' ? vscode.l10n.t('Was table {0} renamed?', oldName) : vscode.l10n.t('Was column {0}.{1} renamed?', table, oldName);
      const picked = await vscode.window.showQuickPick(
        [
          {
            label: vscode.l10n.t('Yes, {0} is now {1}', oldName, newName),
            description: vscode.l10n.t('keeps what is stored'),
            renamed: true,
          },
          {
            label: vscode.l10n.t('No, drop {0} and add {1}', oldName, newName),
            description: vscode.l10n.t('loses what is stored in {0}', oldName),
            renamed: false,
          },
        ],
        { title, ignoreFocusOut: true },
      );
      return picked?.renamed ?? null;
    },

    async fillFor(table, column, type, reason) {
      const filled = await vscode.window.showInputBox({
        title:
          reason === 'added'
            ? vscode.l10n.t('{0}.{1} {2} is NOT NULL and has no default', table, column, type)
            : vscode.l10n.t('{0}.{1} {2} becomes NOT NULL', table, column, type),
        prompt:
          reason === 'added'
            ? vscode.l10n.t(
                'SQL that fills it in rows that stand already. Empty: they stay as they are, and the upgrade fails if there are any.',
              )
            : vscode.l10n.t('SQL for the rows in which it is NULL. Empty: they stay as they are, and the upgrade fails if there are any.'),
        placeHolder: vscode.l10n.t("an SQL expression, like 0 or 'draft'"),
        ignoreFocusOut: true,
      });
      return filled ?? null;
    },

    async head(heads) {
      const picked = await vscode.window.showQuickPick(
        heads.map((head) => ({ label: head.message || head.id, description: head.id, id: head.id })),
        { title: vscode.l10n.t('Which head shall the new revision follow?'), ignoreFocusOut: true, matchOnDescription: true },
      );
      return picked?.id ?? null;
    },

    async merged(heads) {
      const picked = await vscode.window.showQuickPick(
        heads.map((head) => ({ label: head.message || head.id, description: head.id, id: head.id, picked: true })),
        { title: vscode.l10n.t('Which heads shall be merged?'), canPickMany: true, ignoreFocusOut: true, matchOnDescription: true },
      );
      return picked?.map((item) => item.id) ?? null;
    },

    async versionDirectory(directories) {
      const title = vscode.l10n.t('In which folder shall the revision stand?');
      return (await vscode.window.showQuickPick([...directories], { title, ignoreFocusOut: true })) ?? null;
    },

    async reparented(offers) {
      const picked = await vscode.window.showQuickPick(
        offers.map((offer) => ({
          label: offer.message || offer.revision,
          description: vscode.l10n.t('{0} follows {1} instead of {2}', offer.revision, offer.onto.join(', '), offer.from.join(', ')),
          offer,
        })),
        { title: vscode.l10n.t('Which revision shall follow the other head?'), ignoreFocusOut: true, matchOnDescription: true },
      );
      return picked?.offer ?? null;
    },

    async apply(database, revisions) {
      const last = revisions.at(-1);
      if (!last) return true;
      await sqlDocuments.show(`${last.direction} ${databaseName(database)} ${last.revision}`, revisions);
      const picked = await vscode.window.showQuickPick(applyItems(revisions), {
        title: applyTitle(databaseName(database), last),
        placeHolder: vscode.l10n.t('Read the SQL beside this; it runs in a transaction, and an error rolls it back.'),
        ignoreFocusOut: true,
      });
      return picked?.apply ?? false;
    },
  };
}

function applyTitle(database: string, last: RevisionSql): string {
  return last.direction === 'upgrade'
    ? vscode.l10n.t('Upgrade {0} to {1}', database, last.revision)
    : vscode.l10n.t('Downgrade {0}, {1} included', database, last.revision);
}

function applyItems(revisions: readonly RevisionSql[]) {
  const count = countStatements(revisions);
  const label = count === 1 ? vscode.l10n.t('Apply 1 statement') : vscode.l10n.t('Apply {0} statements', count);
  const names = revisions.map((revision) => revision.revision).join(', ');
  return [
    { label, description: names, apply: true },
    { label: vscode.l10n.t('Cancel'), description: vscode.l10n.t('nothing changes'), apply: false },
  ];
}
