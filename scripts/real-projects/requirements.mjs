// The packages that a project's models stand on, installed once for each set of requirements.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'migration-keeper', 'real-projects');

/** The folder that they are in; `run` carries a command out. */
export function installed({ name, python, requirements, withoutDependencies = [] }, run) {
  // The driver is ours, whichever the project has: the DDL is that of the dialect.
  const wanted = [...requirements, 'psycopg2-binary'];
  const digest = createHash('sha256')
    .update(JSON.stringify([python, wanted, withoutDependencies]))
    .digest('hex')
    .slice(0, 12);
  const folder = join(cache, `${name.replace(/\W+/g, '-')}-${digest}`);
  const done = join(folder, '.installed');
  if (existsSync(done)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const pip = (...args) => run(`python${python}`, ['-m', 'pip', 'install', '--quiet', '--prefer-binary', '--target', folder, ...args]);
  pip(...wanted);
  if (withoutDependencies.length > 0) pip('--no-deps', ...withoutDependencies);
  writeFileSync(done, wanted.join('\n'));
  return folder;
}
