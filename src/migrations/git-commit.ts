/** The project as a commit has it: a file system like any other. */
import type { DirectoryEntry, SourceFiles } from '../python/files';
import { decodedText } from './decoded-text';
import { blobs, git } from './git';

/** What reading models can ask for. */
const relevant = /\.(?:py|ini|toml|cfg|mako|lock|txt)$/;

/** Contents larger than this are no source that somebody wrote. */
const largest = 4 * 1024 * 1024;

/** The files below `root` at `commit`. Rejects where git does not know it. */
export async function commitFiles(root: string, commit: string): Promise<SourceFiles> {
  const listed = (await git(root, ['ls-tree', '-r', '-l', '-z', commit])).split('\0').flatMap((line) => {
    const found = /^\d+ blob (\w+)\s+(\d+)\t(.*)$/s.exec(line);
    const [, id, size, path] = found ?? [];
    return id !== undefined && path !== undefined ? [{ id, path, small: Number(size) <= largest }] : [];
  });
  const wanted = listed.filter(({ path, small }) => small && relevant.test(path));
  const contents = await blobs(
    root,
    wanted.map(({ id }) => id),
  );
  const texts = new Map(wanted.flatMap(({ path }, at) => (contents[at] ? [[path, contents[at]] as const] : [])));
  const folders = foldersOf(listed.map(({ path }) => path));
  return {
    read(path) {
      const content = texts.get(path);
      return content === undefined ? null : decodedText(content);
    },
    list: (path) => folders.get(path) ?? null,
  };
}

function foldersOf(paths: readonly string[]): ReadonlyMap<string, readonly DirectoryEntry[]> {
  const folders = new Map<string, Map<string, DirectoryEntry>>([['', new Map()]]);
  for (const path of paths) {
    let folder = '';
    const names = path.split('/');
    for (const [at, name] of names.entries()) {
      const entries = folders.get(folder) ?? new Map<string, DirectoryEntry>();
      folders.set(folder, entries);
      entries.set(name, { name, kind: at === names.length - 1 ? 'file' : 'directory' });
      folder = folder === '' ? name : `${folder}/${name}`;
    }
  }
  return new Map(
    [...folders].map(([folder, entries]) => [folder, [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1))] as const),
  );
}

/** A commit's full id; null where there is none of that name. */
export async function resolveCommit(root: string, name: string): Promise<string | null> {
  try {
    return (await git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`])).trim();
  } catch {
    return null;
  }
}

/** Whether a clone of a part of the history ends here: what this commit seems to add may have been added long before. */
async function endsClone(root: string, commit: string): Promise<boolean> {
  if ((await git(root, ['rev-parse', '--is-shallow-repository'])).trim() !== 'true') return false;
  const [head = ''] = (await git(root, ['cat-file', '-p', commit])).split('\n\n');
  return /^parent /m.test(head) && (await resolveCommit(root, `${commit}^`)) === null;
}

/** The commit that added a file, under whatever name it had then. */
export type Addition = { readonly kind: 'commit'; readonly commit: string } | { readonly kind: 'shallow' } | { readonly kind: 'unknown' };

/** `shallow`: the clone does not reach back to it. `unknown`: no git, no commit, or the file is in none. */
export async function additionOf(root: string, file: string): Promise<Addition> {
  try {
    const commits = (await git(root, ['log', '--follow', '--diff-filter=A', '--format=%H', '--', file])).trim().split('\n');
    const commit = commits[commits.length - 1];
    if (!commit) return { kind: 'unknown' };
    return (await endsClone(root, commit)) ? { kind: 'shallow' } : { kind: 'commit', commit };
  } catch {
    return { kind: 'unknown' };
  }
}
