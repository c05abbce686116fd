/**
 * Revision files that stand below the scripts of an environment in folders which its configuration does not name. Alembic does not read
 * them either, unless the application's code sets `version_locations`: then a part of the history is missing here, and that is said.
 */
import type { SourceFiles } from '../../python/files';
import type { AlembicProblem } from '../problem';
import type { Environment } from './environment';
import { joinPath } from './path';

/** A warning that names the folders, or nothing; `all` are the environments of the project, whose folders are their own. */
export function unreadRevisions(environment: Environment, files: SourceFiles, all: readonly Environment[]): readonly AlembicProblem[] {
  const read = new Set(all.flatMap(({ versionDirectories }) => versionDirectories));
  const others = new Set(all.flatMap(({ scriptDirectory }) => scriptDirectory).filter((folder) => folder !== environment.scriptDirectory));
  const folders = new Map<string, number>();
  const look = (folder: string, inside: boolean): void => {
    if (others.has(folder)) return;
    const whole = inside || (environment.recursiveVersions && read.has(folder));
    const entries = files.list(folder) ?? [];
    const revisions =
      whole || read.has(folder) ? [] : entries.filter(({ name, kind }) => kind === 'file' && isRevision(files, folder, name));
    if (revisions.length > 0) folders.set(folder, revisions.length);
    for (const { name, kind } of entries) if (kind === 'directory' && name !== '__pycache__') look(joinPath(folder, name) ?? name, whole);
  };
  look(environment.scriptDirectory, false);
  for (const folder of read)
    if (!`${folder}/`.startsWith(`${environment.scriptDirectory}/`) && environment.versionDirectories.includes(folder)) look(folder, false);
  if (folders.size === 0) return [];
  const count = [...folders.values()].reduce((sum, each) => sum + each, 0);
  const { configFile } = environment;
  return [
    {
      code: 'revisions-not-read',
      severity: 'warning',
      message: `${count === 1 ? '1 revision file is' : `${count} revision files are`} not read, in ${someOf([...folders.keys()])}: ${configFile} names no such folder in version_locations, nor is recursive_version_locations true`,
      file: configFile,
      line: 1,
      column: 1,
    },
  ];
}

const someOf = (folders: readonly string[]): string =>
  folders.length > 4 ? `${folders.slice(0, 3).join(', ')} and ${folders.length - 3} more folders` : folders.join(', ');

const isRevision = (files: SourceFiles, folder: string, name: string): boolean =>
  name.endsWith('.py') && /^down_revision\b/m.test(files.read(joinPath(folder, name) ?? name) ?? '');
