/** A digest of every file that what is said of a project can depend on. */
import { headCommit } from './git-head';
import type { Project } from './project';
import { resultKey } from './saved-results';

/** Python, Alembic's and packaging's settings, templates, and SQL beside revisions. */
const relevant = /\.(?:py|ini|toml|cfg|mako|sql)$/;

/** Deeper than this the reader of models does not look either. */
const deepest = 16;

/**
 * The digest of the project as it is on disk and in git's HEAD. Two projects with the same digest have the same models, revisions
 * and settings. Null while an editor holds unsaved text: that state is not worth keeping.
 */
export async function projectDigest(project: Project): Promise<string | null> {
  if (project.overlays.size > 0) return null;
  const head = headCommit(project.root); // git answers while the files are read.
  const parts: string[] = [];
  const visit = (folder: string, depth: number) => {
    const entries = project.files.list(folder) ?? [];
    if (depth > deepest || entries.some((entry) => entry.name === 'pyvenv.cfg')) return;
    for (const { name, kind } of entries) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (kind === 'file' && relevant.test(name)) parts.push(path, project.files.read(path) ?? '');
      else if (kind === 'directory' && !name.startsWith('.') && name !== 'node_modules' && name !== '__pycache__') visit(path, depth + 1);
    }
  };
  visit('', 0);
  // What is installed is told by the names of its distributions, which hold their versions.
  for (const { virtualenv } of project.environments().environments)
    for (const path of virtualenv?.sitePackages ?? []) parts.push(path, ...(project.files.list(path) ?? []).map(({ name }) => name));
  // Lock files, requirements and virtualenvs count by what they come to.
  parts.push(...project.environments().environments.map(({ path, versions }) => JSON.stringify([path, versions])));
  return resultKey((await head) ?? '', ...parts);
}
