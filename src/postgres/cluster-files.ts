/**
 * The data directory of an embedded PostgreSQL as bytes: laid out in the memory of a new one, and what differs from that layout afterwards.
 * PGlite's own dump holds all 40 MB of a cluster each time; of these a history changes a few.
 */
import pglite = require('@electric-sql/pglite');

export interface ClusterFile {
  readonly path: string;
  readonly mode: number;
  /** Null: a folder. */
  readonly contents: Uint8Array | null;
}

/** A data directory, or what differs between it and the one that it was made from. */
export interface ClusterState {
  readonly files: readonly ClusterFile[];
  /** Files that are there no more. */
  readonly removed: readonly string[];
}

interface Listing {
  readonly files: readonly { readonly path: string; readonly mode: number; readonly size: number | null }[];
  readonly removed: readonly string[];
}

/** The state as one piece: the length of a listing, the listing, and the contents of the files one after the other. */
export function packed({ files, removed }: ClusterState): Uint8Array {
  const listing: Listing = { files: files.map(({ path, mode, contents }) => ({ path, mode, size: contents?.length ?? null })), removed };
  const head = Buffer.from(JSON.stringify(listing));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Buffer.concat([length, head, ...files.flatMap(({ contents }) => contents ?? [])]);
}

/** The way back. The contents are parts of `bytes`, which belong to whoever lays them out. */
export function unpacked(bytes: Uint8Array): ClusterState {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 4 + buffer.readUInt32LE(0);
  const listing: Listing = JSON.parse(buffer.toString('utf8', 4, start));
  let at = start;
  const files = listing.files.map(({ path, mode, size }) => {
    if (size === null) return { path, mode, contents: null };
    at += size;
    return { path, mode, contents: bytes.subarray(at - size, at) };
  });
  return { files, removed: listing.removed };
}

/** What is used of Emscripten's file system (https://emscripten.org/docs/api_reference/Filesystem-API.html). */
interface FileSystem {
  readdir(path: string): readonly string[];
  stat(path: string): { readonly mode: number; readonly size: number; readonly mtime: Date };
  isDir(mode: number): boolean;
  readFile(path: string): Uint8Array;
  writeFile(path: string, contents: Uint8Array, options: { readonly canOwn: boolean }): void;
  mkdir(path: string, mode: number): void;
  chmod(path: string, mode: number): void;
  utime(path: string, accessed: number, modified: number): void;
  unlink(path: string): void;
  analyzePath(path: string): { readonly exists: boolean };
}

const permissions = 0o777;

/** A file system in memory that starts from a cluster, with a state of it laid over, and knows what was changed since. */
export class ClusterFiles extends pglite.MemoryFS {
  /** The sizes of the cluster's files. With a time of change that no clock gives, they tell what was written to. */
  private readonly laidOut = new Map<string, number>();

  /** Without a cluster PGlite makes one. Both are used up. */
  constructor(
    private readonly cluster: ClusterState | null,
    private readonly state: ClusterState | null,
  ) {
    super();
  }

  /** PGlite asks for it between the start of its machine and that of PostgreSQL. */
  override async initialSyncFs(): Promise<void> {
    if (!this.cluster) return;
    const files = this.fileSystem();
    if (!files.analyzePath(pglite.PGlite.paths.PGDATA).exists) files.mkdir(pglite.PGlite.paths.PGDATA, 0o700);
    for (const file of this.cluster.files) {
      this.put(file);
      if (!file.contents) continue;
      files.utime(absolute(file.path), 0, 0);
      this.laidOut.set(file.path, file.contents.length);
    }
    for (const file of this.state?.files ?? []) this.put(file);
    for (const path of this.state?.removed ?? []) files.unlink(absolute(path));
  }

  /** What differs from the cluster; all of it where PGlite made it itself. What PostgreSQL holds back is not in it: ask for a CHECKPOINT first. */
  changes(): ClusterState {
    const found: ClusterFile[] = [];
    const present = new Set<string>();
    const files = this.fileSystem();
    const visit = (folder: string) => {
      for (const name of files.readdir(absolute(folder))) {
        if (name === '.' || name === '..') continue;
        const path = folder === '' ? name : `${folder}/${name}`;
        const { mode, size, mtime } = files.stat(absolute(path));
        present.add(path);
        if (files.isDir(mode)) {
          found.push({ path, mode: mode & permissions, contents: null });
          visit(path);
        } else if (mtime.getTime() !== 0 || this.laidOut.get(path) !== size) {
          found.push({ path, mode: mode & permissions, contents: files.readFile(absolute(path)) });
        }
      }
    };
    visit('');
    return { files: found, removed: [...this.laidOut.keys()].filter((path) => !present.has(path)) };
  }

  private put({ path, mode, contents }: ClusterFile): void {
    const files = this.fileSystem();
    const target = absolute(path);
    if (contents) files.writeFile(target, contents, { canOwn: true });
    else if (!files.analyzePath(target).exists) files.mkdir(target, mode);
    files.chmod(target, mode);
  }

  private fileSystem(): FileSystem {
    if (!this.pg) throw new Error('PGlite has not started its file system.');
    return this.pg.Module.FS;
  }
}

const absolute = (path: string): string => (path === '' ? pglite.PGlite.paths.PGDATA : `${pglite.PGlite.paths.PGDATA}/${path}`);
