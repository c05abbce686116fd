import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './workspace';

const extension = () => vscode.extensions.getExtension('migration-keeper.migration-keeper');

describe('a folder with an Alembic environment', () => {
  it('wakes the extension by itself', async () => {
    assert.ok(extension(), 'the extension is not there');
    await until('the extension to become active', () => extension()?.isActive || undefined);
    console.log(`activation took ${extension()?.exports.activationTime.toFixed(0)} ms of the extension host`);
  });

  it('finds the commands of the palette registered', async () => {
    const registered = await vscode.commands.getCommands(true);
    const contributed: readonly { command: string }[] = extension()?.packageJSON.contributes.commands;
    assert.ok(contributed.length >= 6);
    for (const { command } of contributed) assert.ok(registered.includes(command), `${command} is not registered`);
  });

  it('offers what the palette shall have, in one category', () => {
    const contributed: readonly { title: string; category?: string }[] = extension()?.packageJSON.contributes.commands;
    const shown = contributed.map(({ title, category }) => `${category}: ${title}`);
    for (const title of ['Generate Migration…', 'Upgrade…', 'Downgrade…', 'Connect Development Database…', 'Refresh', 'Show SQL']) {
      assert.ok(shown.includes(`Migrations: ${title}`), `${title} is missing from ${shown.join(', ')}`);
    }
  });
});
