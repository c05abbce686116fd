// Installs the VS Code that the tests run in. It needs npm alone: no package's install script runs and nothing is compiled.
// What is already installed from the same lock file is left alone.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const vscode = join(here, 'node_modules', 'code-server', 'lib', 'vscode');
const stamp = join(here, 'node_modules', '.installed');

/** VS Code's native modules that are published as C++ alone, and what stands in for them. */
const standIns = [
  { module: '@vscode/spdlog', file: 'spdlog.cjs' },
  { module: '@vscode/native-watchdog', file: 'native-watchdog.cjs' },
];

const wanted = [
  join(here, 'package-lock.json'),
  fileURLToPath(import.meta.url),
  ...standIns.map(({ file }) => join(here, 'stand-ins', file)),
]
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

function npm(args, cwd) {
  // Inside `npm run` the outer npm's settings come as variables, its prefix among them, which would install into the wrong folder.
  const keep = ([name]) => !/^npm_(package|lifecycle|command|config_(local_)?prefix)/i.test(name);
  const env = Object.fromEntries(Object.entries(process.env).filter(keep));
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', [...args, ...quiet], { cwd, env, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
}

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  rmSync(stamp, { force: true });
  npm(['ci'], here);
  // Its dependencies are listed in a shrinkwrap, which `npm ci` refuses.
  npm(['install', '--omit=dev'], vscode);
  for (const { module, file } of standIns) {
    const folder = join(vscode, 'node_modules', module);
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(here, 'stand-ins', file), join(folder, 'index.js'));
  }
  writeFileSync(stamp, wanted);
}
