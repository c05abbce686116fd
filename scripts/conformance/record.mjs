// Runs every recorder of this folder in a virtualenv of its own, with the versions in requirements.txt, and formats what they recorded:
//   npm run conformance
// git diff then shows what another version of SQLAlchemy, Alembic or Python does differently. PYTHON names another interpreter.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const environment = mkdtempSync(join(tmpdir(), 'migration-keeper-conformance-'));
const python = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

function run(program, ...args) {
  const { status, error } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  if (status !== 0) throw error ?? new Error(`${program} ${args.join(' ')} ended with ${status}`);
}

function recordings() {
  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => /(^|[\\/])recorded(\.json|[\\/][^\\/]+\.json)$/.test(file)).map((file) => join('test', file));
}

try {
  run(process.env.PYTHON ?? 'python3', '-m', 'venv', environment);
  run(python, '-m', 'pip', 'install', '--quiet', '--requirement', join(here, 'requirements.txt'));
  for (const recorder of readdirSync(here).filter((name) => name.endsWith('.py'))) run(python, join(here, recorder));
  run(process.execPath, join(root, 'node_modules/@biomejs/biome/bin/biome'), 'check', '--write', ...recordings());
} finally {
  rmSync(environment, { recursive: true, force: true });
}
