/**
 * States of the shadow's database kept on disk, each with what its replay must know besides. One that is torn, edited or of another build
 * is thrown away.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { HistoryRecord } from './history-record';
import type { SessionSettings } from './session';

/** States beyond these are the ones that were not used for the longest time, and go. */
const mostStates = 40;
const mostBytes = 128 * 1024 * 1024;

export interface SavedState {
  readonly record: HistoryRecord;
  readonly session: SessionSettings;
  /** From `ShadowDatabase.save()`. */
  readonly files: Uint8Array;
}

export interface SavedStates {
  has(key: string): boolean;
  /** Whether nothing at all is kept. */
  isEmpty(): boolean;
  /** The state kept under a key, or null: never kept, damaged, or of another build. */
  get(key: string): SavedState | null;
  /** A folder that cannot be written to is no error: nothing is kept. */
  set(key: string, state: SavedState): void;
}

/** Where nothing is kept. */
export const noStates: SavedStates = { has: () => false, isEmpty: () => true, get: () => null, set: () => undefined };

/** States in a folder of their own; `build` is the program's: another build's states are never trusted. */
export function savedStates(folder: string, build: string): SavedStates {
  const fileOf = (key: string) => join(folder, `${key}.state`);
  return {
    has: (key) => existsSync(fileOf(key)),
    isEmpty: () => !existsSync(folder) || !readdirSync(folder).some((name) => name.endsWith('.state')),
    get(key) {
      const file = fileOf(key);
      if (!existsSync(file)) return null;
      try {
        const state = read(readFileSync(file), build);
        unlessForbidden(() => utimesSync(file, new Date(), new Date()));
        return state;
      } catch {
        unlessForbidden(() => rmSync(file, { force: true }));
        return null;
      }
    },
    set(key, state) {
      try {
        mkdirSync(folder, { recursive: true });
        const passing = join(folder, `${key}.${process.pid}.tmp`);
        writeFileSync(passing, written(state, build));
        renameSync(passing, fileOf(key));
        prune(folder);
      } catch {
        return; // A full or read-only disk costs speed, never correctness.
      }
    },
  };
}

const checksum = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

/** `build checksum\n`, and packed together: the length of the JSON, the JSON, the files. */
function written({ record, session, files }: SavedState, build: string): Buffer {
  const json = Buffer.from(JSON.stringify({ record, session }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const body = deflateRawSync(Buffer.concat([length, json, files]), { level: 1 });
  return Buffer.concat([Buffer.from(`${build} ${checksum(body)}\n`), body]);
}

/** Throws where anything is not as it was written. */
function read(bytes: Buffer, build: string): SavedState {
  const end = bytes.indexOf('\n');
  const body = bytes.subarray(end + 1);
  if (bytes.toString('utf8', 0, end) !== `${build} ${checksum(body)}`) throw new Error('not what was written');
  const whole = inflateRawSync(body);
  const start = 4 + whole.readUInt32LE(0);
  const { record, session }: Omit<SavedState, 'files'> = JSON.parse(whole.toString('utf8', 4, start));
  return { record, session, files: whole.subarray(start) };
}

/** A file that was being written for so long belongs to a process that was killed over it. */
const longestWriting = 10 * 60 * 1000;

/** The folder may be somebody else's: what is in it is read, and the rest is theirs to do. */
function unlessForbidden(work: () => void): void {
  try {
    work();
  } catch {
    return;
  }
}

function prune(folder: string): void {
  const names = readdirSync(folder);
  for (const name of names.filter((each) => each.endsWith('.tmp')))
    if (Date.now() - usage(join(folder, name)).used > longestWriting) rmSync(join(folder, name), { force: true });
  const aged = names
    .filter((name) => name.endsWith('.state'))
    .map((name) => ({ name, ...usage(join(folder, name)) }))
    .sort((a, b) => b.used - a.used);
  let bytes = 0;
  for (const [index, { name, size }] of aged.entries()) {
    bytes += size;
    if (index >= mostStates || bytes > mostBytes) rmSync(join(folder, name), { force: true });
  }
}

function usage(file: string): { readonly used: number; readonly size: number } {
  const { mtimeMs, size } = statSync(file);
  return { used: mtimeMs, size };
}
