/** Where, outside of a project, the virtualenv may stand that its packages are installed in. */
import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import type { PythonPlaces } from '../alembic/environment/virtualenv';

/**
 * `chosen`: what somebody wrote in a setting or behind `--python`, absolute or relative to `root`, with `~` and VS Code's
 * `${workspaceFolder}`; a bare name such as `python` says nothing. `active`: the value of `VIRTUAL_ENV`.
 */
export function pythonPlaces(root: string, chosen: string | null, active: string | null): PythonPlaces {
  return {
    chosen:
      chosen === null || chosen === '' || /^(?:python|pypy|py)[\d.]*(?:\.exe)?$/i.test(chosen)
        ? null
        : slashes(resolve(root, expanded(root, chosen))),
    active: active ? slashes(active) : null,
    around: foldersAround(root).map(slashes),
  };
}

function expanded(root: string, path: string): string {
  return path
    .replace(/^\$\{workspaceFolder(?::[^}]*)?\}/, () => root)
    .replace(/^~(?=[\\/])/, () => homedir())
    .replace(/\$\{userHome\}/g, () => homedir());
}

function foldersAround(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [] : [above, ...foldersAround(above)];
}

const slashes = (path: string): string => path.replace(/\\/g, '/');
