import type { DirectoryEntry, SourceFiles } from '../../src/python/files';

/** A project that stands in a record of path to text, for tests: `memoryFiles({ 'app/models.py': 'x = 1\n' })`. */
export function memoryFiles(record: Readonly<Record<string, string>>): SourceFiles {
  return {
    read: (path) => record[path] ?? null,
    list(path) {
      const prefix = path === '' ? '' : `${path}/`;
      const entries = new Map<string, DirectoryEntry>();
      for (const file of Object.keys(record)) {
        if (!file.startsWith(prefix)) continue;
        const [name, ...rest] = file.slice(prefix.length).split('/');
        if (name) entries.set(name, { name, kind: rest.length > 0 ? 'directory' : 'file' });
      }
      if (entries.size === 0) return null;
      return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}
