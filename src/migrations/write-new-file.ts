/** Writes a file that is not there yet, whole or not at all. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from './failure';

/** Makes the folders it needs. Throws a Failure, and leaves nothing, where the file exists or cannot be written. */
export function writeNewFile(root: string, path: string, text: string): void {
  const target = join(root, path);
  const passing = `${target}.${process.pid}.tmp`;
  if (existsSync(target)) throw new Failure(`${path} could not be written: there is such a file already. Nothing was written.`);
  try {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(passing, text, { flag: 'wx' });
    renameSync(passing, target);
  } catch (error) {
    throw new Failure(`${path} could not be written: ${reason(error)}. Nothing was written.`);
  } finally {
    rmSync(passing, { force: true });
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return `the folder is read-only (${String(code)})`;
  return error instanceof Error ? error.message : String(error);
}
