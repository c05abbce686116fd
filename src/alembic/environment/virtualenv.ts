/** The Python environment that a project's packages are installed in: found by its files and read, never run. */
import type { SourceFiles } from '../../python/files';
import { folderAndAncestors, folderOf, joinPath } from './path';

export interface Virtualenv {
  /** Its folder: relative to the project where it stands inside, else absolute. */
  readonly folder: string;
  /** The folders that packages are installed in, in the order of `sys.path`. */
  readonly sitePackages: readonly string[];
}

/** Where a virtualenv may stand that the project's own files do not tell. Absolute paths with forward slashes. */
export interface PythonPlaces {
  /** An interpreter, or the folder it belongs to, that somebody named. */
  readonly chosen: string | null;
  /** The one that is activated where we run: `VIRTUAL_ENV`. */
  readonly active: string | null;
  /** The folders around the project, the nearest first. */
  readonly around: readonly string[];
}

export const noPythonPlaces: PythonPlaces = { chosen: null, active: null, around: [] };

/** The names that venv, virtualenv, uv, Poetry and PDM give; a folder of another name is known by its pyvenv.cfg. */
const usualNames = ['.venv', 'venv', 'env'];

/**
 * The virtualenv of an application: what somebody named; else one that stands in `folder` or in a folder around it, the nearest
 * first; else the activated one; else one around the project. Null where there is none.
 */
export function findVirtualenv(files: SourceFiles, folder: string, places: PythonPlaces): Virtualenv | null {
  if (places.chosen !== null) {
    const named = chosenFolders(places.chosen).map((candidate) => environmentIn(files, candidate));
    const found = named.find((environment) => environment !== null);
    if (found) return found;
  }
  for (const around of folderAndAncestors(folder)) {
    const found = virtualenvBelow(files, around);
    if (found) return found;
  }
  const active = places.active === null ? null : environmentIn(files, places.active);
  if (active) return active;
  for (const around of places.around) {
    const found = usualNames.map((name) => virtualenvAt(files, `${around}/${name}`)).find((environment) => environment !== null);
    if (found) return found;
  }
  return null;
}

/** `bin/python`, `Scripts/python.exe`, `python.exe` of conda on Windows, or the folder itself. */
function chosenFolders(chosen: string): readonly string[] {
  const around = folderOf(chosen);
  return [chosen, folderOf(around), around].filter((path) => path !== '');
}

function virtualenvBelow(files: SourceFiles, folder: string): Virtualenv | null {
  const folders = (files.list(folder) ?? []).filter(({ kind }) => kind === 'directory').map(({ name }) => name);
  const usual = usualNames.filter((name) => folders.includes(name));
  for (const name of [...usual, ...folders.filter((other) => /env/i.test(other) && !usual.includes(other))]) {
    const found = virtualenvAt(files, joinPath(folder, name) ?? name);
    if (found) return found;
  }
  return null;
}

function virtualenvAt(files: SourceFiles, folder: string): Virtualenv | null {
  return files.read(`${folder}/pyvenv.cfg`) === null ? null : environmentIn(files, folder);
}

/** A virtualenv, or any other installation of Python (conda, pyenv). */
function environmentIn(files: SourceFiles, folder: string): Virtualenv | null {
  const versions = (files.list(`${folder}/lib`) ?? []).map(({ name }) => name).filter((name) => /^(?:python|pypy)\d/.test(name));
  const candidates = [...versions.reverse().map((name) => `${folder}/lib/${name}/site-packages`), `${folder}/Lib/site-packages`];
  const found = candidates.find((path) => files.list(path) !== null);
  return found === undefined ? null : { folder, sitePackages: [found] };
}

export interface Distribution {
  readonly version: string;
  /** Its `.dist-info` folder. */
  readonly folder: string;
}

/** The distributions that are installed, by their normalised name (PEP 503). */
export function installedDistributions(files: SourceFiles, virtualenv: Virtualenv): ReadonlyMap<string, Distribution> {
  const found = virtualenv.sitePackages.flatMap((path) =>
    (files.list(path) ?? []).flatMap(({ name }): [string, Distribution][] => {
      const [, distribution, version] = /^(.+?)-([^-]+)(?:-py[\d.]+)?\.(?:dist|egg)-info$/.exec(name) ?? [];
      if (distribution === undefined || version === undefined) return [];
      return [[normalisedName(distribution), { version, folder: `${path}/${name}` }]];
    }),
  );
  return new Map(found.reverse());
}

/** A distribution's name as PEP 503 compares it. */
export const normalisedName = (name: string): string => name.replace(/[-_.]+/g, '-').toLowerCase();
