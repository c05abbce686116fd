/** Which packages of the project's virtualenv are read when its models import them. */
import type { SourceFiles } from '../../python/files';
import type { Libraries, LibraryReading } from '../../python/libraries';
import { folderOf } from './path';
import { installedDistributions, normalisedName, type Virtualenv } from './virtualenv';

/** Distributions that have to do with tables, by normalised name. */
const ofTables = /^(?:sqlalchemy|sqlmodel|geoalchemy2|advanced-alchemy|sqlalchemy-.+|.+-sqlalchemy)$/;

/** At the margin: an import inside of a function is a convenience of something else. */
const importsTables = /^(?:from|import)\s+(?:sqlalchemy|sqlmodel|flask_sqlalchemy|sqlalchemy_utils|geoalchemy2|advanced_alchemy)\b/m;

const largestFolder = 20;
const mostFilesOfSmall = 25;
const mostTextOfSmall = 150_000;

/**
 * The packages that are installed in a virtualenv. Those that stand on SQLAlchemy, by their metadata or by what the modules of a folder
 * import, are read like the project; small ones for their enums and constants; of all others nothing is.
 */
export function installedLibraries({ sitePackages }: Virtualenv): Libraries {
  const onTables = new Map<string, boolean>();
  const small = new Map<string, boolean>();
  return {
    paths: sitePackages,
    reading(files, name, path): LibraryReading {
      const [top = name] = name.split('.');
      const root = sitePackages.find((folder) => path.startsWith(`${folder}/`));
      if (root === undefined) return 'closed';
      const stands = onTables.get(top) ?? requiresTables(files, sitePackages, top);
      onTables.set(top, stands);
      if (stands || speaksOfTables(files, root, path)) return 'whole';
      const fits = small.get(top) ?? isSmall(files, root, top);
      small.set(top, fits);
      return fits ? 'plain' : 'closed';
    },
  };
}

/** `Requires-Dist` of the distribution that brings the package; what an extra asks for does not count. */
function requiresTables(files: SourceFiles, sitePackages: readonly string[], top: string): boolean {
  const folder = distributionOf(files, sitePackages, top);
  const metadata = folder === null ? null : (files.read(`${folder}/METADATA`) ?? files.read(`${folder}/requires.txt`));
  if (!metadata) return false;
  return metadata.split('\n').some((line) => {
    const [, name = '', rest = ''] = /^(?:Requires-Dist:\s*)?([A-Za-z0-9][\w.-]*)(.*)$/.exec(line.trim()) ?? [];
    return /^Requires-Dist:/.test(line) && !/\bextra\s*==/.test(rest) && ofTables.test(normalisedName(name));
  });
}

/** The `.dist-info` of the distribution that a top-level package came with: of its own name, else the one that lists it. */
function distributionOf(files: SourceFiles, sitePackages: readonly string[], top: string): string | null {
  const installed = installedDistributions(files, { folder: '', sitePackages });
  const own = installed.get(normalisedName(top));
  if (own) return own.folder;
  for (const { folder } of installed.values()) {
    const listed = files.read(`${folder}/top_level.txt`);
    if (listed?.split(/\s+/).includes(top)) return folder;
    if (listed === null && recordNames(files.read(`${folder}/RECORD`) ?? '', top)) return folder;
  }
  return null;
}

const recordNames = (record: string, top: string): boolean =>
  record.includes(`\n${top}/`) || record.startsWith(`${top}/`) || record.includes(`\n${top}.py,`) || record.startsWith(`${top}.py,`);

/** A module, or one of those beside it in its folder, imports SQLAlchemy. */
function speaksOfTables(files: SourceFiles, root: string, path: string): boolean {
  const folder = folderOf(path);
  if (folder === root) return importsTables.test(files.read(path) ?? '');
  const modules = (files.list(folder) ?? []).filter(({ name, kind }) => kind === 'file' && name.endsWith('.py'));
  return modules.length <= largestFolder && modules.some(({ name }) => importsTables.test(files.read(`${folder}/${name}`) ?? ''));
}

function isSmall(files: SourceFiles, root: string, top: string): boolean {
  const single = files.read(`${root}/${top}.py`);
  if (single !== null) return single.length <= mostTextOfSmall / 3;
  const modules = modulesBelow(files, `${root}/${top}`, mostFilesOfSmall);
  if (!modules) return false;
  let left = mostTextOfSmall;
  for (const module of modules) {
    left -= files.read(module)?.length ?? 0;
    if (left < 0) return false;
  }
  return true;
}

/** The Python files of a package, null where there are more than `most`. */
function modulesBelow(files: SourceFiles, folder: string, most: number): readonly string[] | null {
  const found: string[] = [];
  for (const { name, kind } of files.list(folder) ?? []) {
    if (kind === 'file' && name.endsWith('.py')) found.push(`${folder}/${name}`);
    const inner = kind === 'directory' && name !== '__pycache__' ? modulesBelow(files, `${folder}/${name}`, most - found.length) : [];
    if (!inner || found.length + inner.length > most) return null;
    found.push(...inner);
  }
  return found;
}
