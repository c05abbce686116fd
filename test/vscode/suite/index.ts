import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import Mocha = require('mocha');
import Reporter = require('../../reporter');

/** Called in the extension host, by code-server's workbench and by @vscode/test-electron alike. Rejects when a test fails or none ran. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ reporter: Reporter, timeout: 30_000, grep: process.env.GREP });
  const files = readdirSync(__dirname).filter((name) => name.endsWith('.test.js'));
  for (const name of files.sort()) mocha.addFile(join(__dirname, name));
  const failures = await new Promise<number>((done) => mocha.run(done));
  if (failures > 0) throw new Error(`${failures} of the tests in VS Code failed`);
}
