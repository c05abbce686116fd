// A virtualenv for each series of SQLAlchemy, with the versions that its requirements-SERIES.txt pins.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const kept = resolve(here, '../../node_modules/.cache/migration-keeper');
const interpreter = process.env.PYTHON ?? 'python3';

/** The oldest first. */
export const seriesOfSqlalchemy = readdirSync(here)
  .flatMap((name) => /^requirements-(.+)\.txt$/.exec(name)?.[1] ?? [])
  .sort();

function run(program, ...args) {
  const { status, error, stdout } = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) throw error ?? new Error(`${program} ${args.join(' ')} ended with ${status}`);
  return stdout.trim();
}

const programIn = (folder) => join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

/** `3.12` of the interpreter that the virtualenvs are made with. */
export function pythonVersion() {
  return run(interpreter, '-c', 'import sys; print("%d.%d" % sys.version_info[:2])');
}

/** The interpreter of the series' virtualenv, which is made when there is none of these very requirements yet. */
export function pythonOf(series) {
  const requirements = join(here, `requirements-${series}.txt`);
  const what = createHash('sha256')
    .update(readFileSync(requirements))
    .update(run(interpreter, '-c', 'import sys; print(sys.version, sys.base_prefix)'));
  const folder = join(kept, `sqlalchemy-${series}-${what.digest('hex').slice(0, 12)}`);
  const ready = join(folder, 'ready');
  if (!existsSync(ready)) {
    console.log(`making a virtualenv for SQLAlchemy ${series}`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(kept, { recursive: true });
    run(interpreter, '-m', 'venv', folder);
    run(programIn(folder), '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements);
    mkdirSync(ready);
  }
  return programIn(folder);
}
