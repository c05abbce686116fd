import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const cache = resolve(__dirname, '../../../test-host/node_modules/.chromium');

/**
 * Starts the Chromium that `$CHROMIUM` names or that is installed; else the one inside the npm package @sparticuz/chromium, with the libraries
 * and fonts that it carries along for machines which have none.
 */
export async function launchBrowser(): Promise<Browser> {
  const installed = installedChromium();
  const carried = installed ? undefined : unpackChromium();
  return chromium.launch({
    executablePath: installed ?? carried?.executable,
    env: { ...process.env, ...carried?.env },
    headless: true,
    // Containers have little shared memory, and root has no sandbox.
    args: [
      '--disable-dev-shm-usage',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

function installedChromium(): string | undefined {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file));
}

/**
 * The package unpacks into the temporary folder, and its libraries only on the machines it was made for. A process of its own with a
 * folder and a variable of its own makes it do so here too; the folder takes its name when it is complete.
 */
function unpackChromium(): { executable: string; env: NodeJS.ProcessEnv } {
  if (!existsSync(cache)) {
    const unfinished = `${cache}-${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    const unpack = "import('@sparticuz/chromium').then((chromium) => chromium.default.executablePath())";
    const env = { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
    execFileSync(process.execPath, ['--input-type=module', '-e', unpack], { cwd: __dirname, env });
    // The machine's fonts, if any, and those in the package; without a single font VS Code's editor crashes.
    const sources = `<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${join(cache, 'fonts')}</dir>`;
    const kept = `<cachedir>${join(cache, 'fonts-cache')}</cachedir>`;
    writeFileSync(join(unfinished, 'fonts.conf'), `<?xml version="1.0"?>\n<fontconfig>${sources}${kept}</fontconfig>\n`);
    renameSync(unfinished, cache);
  }
  const env = { FONTCONFIG_FILE: join(cache, 'fonts.conf'), LD_LIBRARY_PATH: join(cache, 'al2023', 'lib') };
  return { executable: join(cache, 'chromium'), env };
}
