/** Work on a project of which there may be only one at a time, also across processes. */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from './failure';
import { resultKey } from './saved-results';

/**
 * Runs `work` unless another process, or this one, is at such work on the project: then rejects with a Failure that says `busy`.
 * A lock whose process has died is taken over.
 */
export async function oneAtATime<T>(root: string, busy: string, work: () => Promise<T>): Promise<T> {
  const lock = join(tmpdir(), `migration-keeper-${resultKey(root).slice(0, 16)}.lock`);
  if (!take(lock)) throw new Failure(busy);
  const release = () => rmSync(lock, { force: true });
  process.once('exit', release); // Ctrl-C ends the process in the middle of the work.
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function take(lock: string): boolean {
  if (create(lock)) return true;
  if (holderLives(lock)) return false;
  rmSync(lock, { force: true });
  return create(lock);
}

function create(lock: string): boolean {
  try {
    mkdirSync(tmpdir(), { recursive: true });
    const file = openSync(lock, 'wx');
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function holderLives(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

const isCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code;
