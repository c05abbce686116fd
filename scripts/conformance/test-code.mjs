// Test code, which knows the headers of fixtures, the server and the comparisons, is built to a folder of its own.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const require = createRequire(import.meta.url);
const folder = 'out-conformance';

/** A module below test/; only while `withTestCode` runs. */
export const testCode = (module) => require(join(root, folder, 'test', module));

/** Builds the tests, runs `task`, and clears away what was built. */
export async function withTestCode(task) {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), '--tests', '--out', folder], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the tests cannot be built');
  try {
    return await task();
  } finally {
    rmSync(join(root, folder), { recursive: true, force: true });
  }
}
