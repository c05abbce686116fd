/** What a project has run when a revision is written: over its file (alembic/config.py `Config.get_hooks_list`), or over its directives. */
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

/** Whether env.py's `process_revision_directives` sets more than whether there is a revision at all, which is what templates have it for. */
export function rewritesRevisions({ envFile }: Environment, files: SourceFiles): boolean {
  const text = envFile === null ? '' : (files.read(envFile) ?? '');
  return (
    /\bprocess_revision_directives\b/.test(text) && /\brev_id\b|\bRewriter\b|\.message\s*=|\.imports\b|\.ops\.(?:append|insert)/.test(text)
  );
}
