/** Results kept on disk by the text that produced them, so that a second process does not ask PostgreSQL again. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Entries beyond this are the oldest ones and go. */
const mostEntries = 200;

export interface SavedResults {
  /** The result kept under a key, or null: never kept, damaged, or of another version. */
  get(key: string): unknown;
  /** Keeps a result that JSON can carry. A folder that cannot be written to is no error: nothing is kept. */
  set(key: string, result: unknown): void;
}

/** A key of everything that a result depends on. */
export const resultKey = (...parts: readonly string[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest('hex');
};

/** Results in a folder of their own; `version` is the tool's: another version's results are never trusted. */
export function savedResults(folder: string, version: string): SavedResults {
  return {
    get: (key) => read(join(folder, `${key}.json`), version),
    set(key, result) {
      try {
        write(folder, key, version, JSON.stringify(result));
      } catch {
        return; // A full or read-only disk costs speed, never correctness.
      }
    },
  };
}

/** An entry is `version checksum\n` and the JSON; a torn or edited one does not match its checksum. */
function read(file: string, version: string): unknown {
  try {
    const text = readFileSync(file, 'utf8');
    const end = text.indexOf('\n');
    const body = text.slice(end + 1);
    return text.slice(0, end) === `${version} ${resultKey(body)}` ? JSON.parse(body) : null;
  } catch {
    return null;
  }
}

function write(folder: string, key: string, version: string, body: string): void {
  makeFolder(folder);
  const passing = join(folder, `${key}.${process.pid}.tmp`);
  writeFileSync(passing, `${version} ${resultKey(body)}\n${body}`);
  renameSync(passing, join(folder, `${key}.json`));
  prune(folder);
}

/** Node's own recursive mkdir never returns where a file system answers ENOENT for a folder whose parent is there, as /proc does. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  mkdirSync(folder);
}

function prune(folder: string): void {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  if (names.length <= mostEntries) return;
  const aged = names.map((name) => ({ name, age: statSync(join(folder, name)).mtimeMs })).sort((a, b) => a.age - b.age);
  for (const { name } of aged.slice(0, names.length - mostEntries)) rmSync(join(folder, name), { force: true });
}
