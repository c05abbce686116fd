/** The project as git's HEAD has it: just another file system. It tells an old difference from a new one. */
import type { SourceFiles } from '../python/files';
import { git } from './git';
import { overlaidFiles } from './project-files';

/**
 * The Python files that differ between HEAD and the disk, with HEAD's text (null where HEAD has no such file).
 * Null when the folder is in no git repository, there is no commit yet, or there is no git.
 */
export type HeadTexts = ReadonlyMap<string, string | null>;

/** Reads what differs; `root` is the project's folder, which may lie deep inside its repository. */
export async function readHeadTexts(root: string): Promise<HeadTexts | null> {
  try {
    const [changed, untracked] = await Promise.all([
      git(root, ['diff', '--name-only', '--no-renames', '--relative', '-z', 'HEAD', '--', '*.py']),
      git(root, ['ls-files', '--others', '--exclude-standard', '-z', '--', '*.py']),
    ]);
    const texts = new Map<string, string | null>();
    for (const path of names(untracked)) texts.set(path, null);
    for (const path of names(changed)) texts.set(path, await textAtHead(root, path));
    return texts;
  } catch {
    return null;
  }
}

/** HEAD's files, given those on disk and what differs. */
export const headFiles = (disk: SourceFiles, texts: HeadTexts): SourceFiles => overlaidFiles(disk, texts);

/** The name of HEAD's commit, null where there is none; with it one knows whether HeadTexts are stale. */
export async function headCommit(root: string): Promise<string | null> {
  try {
    return (await git(root, ['rev-parse', 'HEAD'])).trim();
  } catch {
    return null;
  }
}

const names = (output: string): string[] => output.split('\0').filter((name) => name !== '');

async function textAtHead(root: string, path: string): Promise<string | null> {
  try {
    return await git(root, ['show', `HEAD:./${path}`]);
  } catch {
    return null;
  }
}
