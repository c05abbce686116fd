/**
 * pip's requirements files: `requirements*.txt`, those in a folder `requirements/`, the files that they name with `-r` and `-c`, and the
 * projects beside them that they install (`-e ../shared`, `shared @ file:../shared`).
 */
import type { SourceFiles } from '../../../python/files';
import { askedByProject } from './project-metadata';
import { parseRequirement, type Requirement } from './requirement';

const within = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** What is installed only to work on the project stands behind what runs it; what a compiled file was compiled from stands last. */
function rank(path: string): number {
  if (path.endsWith('.in')) return 3;
  return /dev|test|lint|doc|ci|tool|typing/i.test(path.slice(path.lastIndexOf('/') + 1)) ? 2 : 1;
}

/** The requirements of a folder's files, in the order in which they count. */
export function requirementsFiles(files: SourceFiles, folder: string): readonly Requirement[] {
  const named = (path: string, pattern: RegExp) =>
    (files.list(path) ?? []).filter((entry) => entry.kind === 'file' && pattern.test(entry.name)).map((entry) => within(path, entry.name));
  const paths = [
    ...named(folder, /^(?:.*[-_.])?requirements(?:[-_.].*)?\.(?:txt|in)$|^constraints.*\.txt$/i),
    ...named(within(folder, 'requirements'), /\.(?:txt|in|pip)$/),
  ];
  const seen = new Set<string>();
  const inOrder = paths.map((path, index) => ({ path, index })).sort((a, b) => rank(a.path) - rank(b.path) || a.index - b.index);
  return inOrder.flatMap(({ path }) => requirementsOf(files, path, seen));
}

function requirementsOf(files: SourceFiles, path: string, seen: Set<string>): readonly Requirement[] {
  const text = seen.has(path) ? null : files.read(path);
  seen.add(path);
  if (text === null) return [];
  return text
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      const nested = /^\s*(?:-r|--requirement|-c|--constraint)[\s=]*(\S+)/.exec(line)?.[1];
      if (nested !== undefined) return requirementsOf(files, resolved(path, nested), seen);
      const project = localProject(line);
      if (project !== null) return askedByProject(files, resolved(path, project));
      return /^\s*(?:[-#.]|$|\w+:\/\/)/.test(line) ? [] : (parseRequirement(line) ?? []);
    });
}

/** The folder of the project that a line installs: `-e ../shared[extra]`, `./shared`, `shared @ file:../shared`; null for any other line. */
function localProject(line: string): string | null {
  const [, path, afterName] =
    /^\s*(?:(?:(?:-e|--editable)[\s=]*)?(?:file:)?(\.[^\s;#[]*)|[\w.-]+\s*@\s*file:(\.[^\s;#[]*))/.exec(line) ?? [];
  return path ?? afterName ?? null;
}

/** A path counts from the file that names it. */
function resolved(from: string, path: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
