import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { type CodeServerOptions, startCodeServer } from './code-server';

export interface WorkbenchOptions extends CodeServerOptions {
  /** The folder that is opened. */
  readonly folder: string;
  /** The extension in this folder is loaded as one under development. */
  readonly extension?: string;
  /** A module with `run()`, called in the extension host, as with @vscode/test-electron. */
  readonly tests?: string;
}

export interface Workbench {
  readonly page: Page;
  /** 0 when the tests in the extension host are done and hold; rejects when the window or the server goes away. */
  readonly testsDone: Promise<number>;
  /** The extension host's console and the window's log. */
  readonly log: readonly string[];
  /** Requests to other machines; every one was refused. */
  readonly refused: readonly string[];
  /** Writes a picture of the window. */
  picture(file: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens a folder in a real VS Code window: code-server's workbench in a Chromium without a screen. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const server = await startCodeServer(options);
  try {
    const browser = await launchBrowser();
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();

    const refused: string[] = [];
    await page.route(
      (url) => url.hostname !== '127.0.0.1',
      (route) => {
        refused.push(route.request().url());
        return route.abort();
      },
    );
    const log: string[] = [];
    await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
      log.push(`[${type}] ${args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg))).join(' ')}`);
    });
    const exit = new Promise<number>((done, fail) => {
      page.on('crash', () => fail(new Error('the page crashed')));
      page.exposeFunction('codeAutomationExit', done).catch(fail);
    });
    const testsDone = Promise.race([exit, server.gone]);
    testsDone.catch(() => undefined);

    await page.goto(`${server.url}/?${query(server.url, options)}`);
    await page.waitForSelector('.monaco-workbench .part.statusbar');
    return {
      page,
      testsDone,
      log,
      refused,
      async picture(file) {
        mkdirSync(dirname(file), { recursive: true });
        await page.screenshot({ path: file });
      },
      async close() {
        await browser.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** What the workbench reads from its address: the folder, and with the test driver on the extension and the tests to load. */
function query(url: string, { folder, extension, tests }: WorkbenchOptions): URLSearchParams {
  const remote = (path: string) => `vscode-remote://${new URL(url).host}${resolve(path)}`;
  const payload = [
    ...(extension ? [['extensionDevelopmentPath', remote(extension)]] : []),
    ...(tests ? [['extensionTestsPath', remote(tests)]] : []),
  ];
  return new URLSearchParams({ folder: resolve(folder), ...(payload.length ? { payload: JSON.stringify(payload) } : {}) });
}
