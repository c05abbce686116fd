/** Runs the same suite in a desktop VS Code, which is downloaded when it is not there yet: `npm run test:electron`. */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runTests } from '@vscode/test-electron';
import type { TestReport } from '../report';
import { copySample } from './sample';

async function main(): Promise<void> {
  const sample = copySample();
  const report = process.env.TEST_REPORT ?? join(tmpdir(), `migration-keeper-electron-${process.pid}.json`);
  try {
    await runTests({
      extensionDevelopmentPath: resolve(__dirname, '../../..'),
      extensionTestsPath: resolve(__dirname, 'suite/index'),
      launchArgs: [sample.folder, '--disable-workspace-trust', '--disable-extensions', '--disable-gpu'],
      extensionTestsEnv: { SAMPLE: sample.folder, TEST_REPORT: report },
    });
  } finally {
    sample.remove();
  }
  const { tests }: TestReport = JSON.parse(readFileSync(report, 'utf8'));
  const count = (state: string) => tests.filter((test) => test.state === state).length;
  console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
