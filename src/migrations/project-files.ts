/** The project's files: what is on disk, and over it what editors have not saved yet. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { DirectoryEntry, SourceFiles } from '../python/files';
import { decodedText } from './decoded-text';

/** Files below `root`, and those with an absolute path, as they are on disk at the moment of reading. */
export function diskFiles(root: string): SourceFiles {
  const at = (path: string, ...more: readonly string[]) => (isAbsolute(path) ? join(path, ...more) : join(root, path, ...more));
  return {
    read(path) {
      try {
        return decodedText(readFileSync(at(path)));
      } catch {
        return null;
      }
    },
    list(path) {
      try {
        return readdirSync(at(path), { withFileTypes: true })
          .flatMap((entry): DirectoryEntry[] => {
            const kind = entry.isSymbolicLink() ? linkedKind(at(path, entry.name)) : entryKind(entry);
            return kind ? [{ name: entry.name, kind }] : [];
          })
          .sort((a, b) => (a.name < b.name ? -1 : 1));
      } catch {
        return null;
      }
    },
  };
}

function entryKind(entry: { isFile(): boolean; isDirectory(): boolean }): DirectoryEntry['kind'] | null {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'directory' : null;
}

function linkedKind(path: string): DirectoryEntry['kind'] | null {
  try {
    return entryKind(statSync(path));
  } catch {
    return null;
  }
}

/** A folder that came or went stands for all that is below it; `''` is the whole project. */
const isAtOrBelow = (known: string, path: string): boolean => path === '' || known === path || known.startsWith(`${path}/`);

/** Remembers what was read and listed until it is told that paths changed. */
export interface CachedFiles extends SourceFiles {
  changed(paths: readonly string[]): void;
}

/** Keeps every answer of `files`, so that an edit reads no more than the file it is in. */
export function cachedFiles(files: SourceFiles): CachedFiles {
  const texts = new Map<string, string | null>();
  const folders = new Map<string, readonly DirectoryEntry[] | null>();
  return {
    read(path) {
      const known = texts.get(path);
      if (known !== undefined) return known;
      const text = files.read(path);
      texts.set(path, text);
      return text;
    },
    list(path) {
      const known = folders.get(path);
      if (known !== undefined) return known;
      const entries = files.list(path);
      folders.set(path, entries);
      return entries;
    },
    changed(paths) {
      for (const known of [...texts.keys()]) if (paths.some((path) => isAtOrBelow(known, path))) texts.delete(known);
      folders.clear();
    },
  };
}

/**
 * `texts` over `files`: a text stands for the file's content, also where there is no such file yet; null hides the file.
 * The map is read at every call, so it may change.
 */
export function overlaidFiles(files: SourceFiles, texts: ReadonlyMap<string, string | null>): SourceFiles {
  return {
    read: (path) => (texts.has(path) ? (texts.get(path) ?? null) : files.read(path)),
    list(path) {
      const prefix = path === '' ? '' : `${path}/`;
      const changed = [...texts].filter(([file]) => file.startsWith(prefix) && !file.slice(prefix.length).includes('/'));
      const entries = files.list(path);
      if (changed.length === 0) return entries;
      const byName = new Map((entries ?? []).map((entry) => [entry.name, entry]));
      for (const [file, text] of changed) {
        const name = file.slice(prefix.length);
        if (text === null) byName.delete(name);
        else byName.set(name, { name, kind: 'file' });
      }
      return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}
