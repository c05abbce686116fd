#!/usr/bin/env node
/** The same core from a terminal. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { version } from '../package.json';
import { type CommandLine, helpText, readCommandLine } from './cli/arguments';
import { databaseUrl, runCommand } from './cli/run-command';
import { CancellationSource } from './migrations/cancellation';
import type { Cancellation } from './migrations/engine';
import { Failure } from './migrations/failure';
import { openWorkspace, readDefaultTemplate } from './migrations/open-workspace';

async function run(line: CommandLine): Promise<number> {
  const root = resolve(line.options.project ?? '.');
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new Failure(`--project ${root}: there is no such folder.`);
  const log = (text: string) => void (process.env['MIGRATION_KEEPER_LOG'] && process.stderr.write(`${text}\n`));
  const project = await openWorkspace({
    root,
    python: line.options.python ?? null,
    bundle: __dirname,
    storage: null,
    baseline: line.options.baseline ?? null,
    databaseUrl: databaseUrl(line.options),
    idleAfter: 1_000,
    log,
  });
  try {
    const outcome = await runCommand(project, line, {
      version,
      defaultTemplate: readDefaultTemplate(__dirname),
      cancellation: interruption(line, () => project.shadow.stop()),
    });
    for (const note of outcome.notes) process.stderr.write(`${note}\n`);
    const text = line.options.json ? JSON.stringify(outcome.json, null, 2) : outcome.text;
    if (text !== '') process.stdout.write(`${text}\n`);
    return outcome.exitCode;
  } finally {
    project.shadow.stop();
  }
}

const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

/**
 * What Ctrl-C does. A database that is being moved is rolled back first and the outcome said; anything else has nothing to lose and
 * ends at once, by an exit that takes locks away. A second signal never waits.
 */
function interruption({ command }: CommandLine, stop: () => void): Cancellation {
  const source = new CancellationSource();
  const end = (code: number) => {
    stop();
    process.exit(code);
  };
  for (const [signal, number] of Object.entries(signals)) {
    process.on(signal, () => {
      if (source.cancelled || (command !== 'upgrade' && command !== 'downgrade')) end(128 + number);
      source.cancel();
    });
  }
  return source;
}

async function main(argv: readonly string[]): Promise<number> {
  try {
    const line = readCommandLine(argv);
    if (line === 'version') process.stdout.write(`${version}\n`);
    else if (line === 'help') process.stdout.write(`${helpText}\n`);
    else return await run(line);
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`migration-keeper: ${message}\n`);
    if (argv.includes('--json')) process.stdout.write(`${JSON.stringify({ error: message })}\n`);
    return 2;
  }
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
