/** What a project has run over a revision file when it is written (alembic/config.py `Config.get_hooks_list`). */
import type { SourceFiles } from '../../python/files';
import { readConfiguration } from './configuration';
import type { Environment } from './environment';
import { readToml, tomlAt } from './packaging/toml';
import { folderOf, joinPath } from './path';

/** The names of the hooks: programs of the project's own, which are never run here. */
export function writeHooks(environment: Environment, files: SourceFiles): readonly string[] {
  const section = readConfiguration(environment, files)?.sections.get('post_write_hooks');
  if (section) return (section.get('hooks') ?? '').split(/, *| +/).filter((name) => name !== '');
  const toml = readToml(files, joinPath(folderOf(environment.configFile), 'pyproject.toml') ?? 'pyproject.toml');
  const hooks = toml && tomlAt(toml, 'tool', 'alembic', 'post_write_hooks');
  if (!Array.isArray(hooks)) return [];
  return hooks.flatMap((hook) => {
    const name = tomlAt(hook, 'name');
    return typeof name === 'string' ? [name] : [];
  });
}
