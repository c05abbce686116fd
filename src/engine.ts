/** The engine process of one workspace folder, forked by the editor with [project, bundle folder, storage folder, interpreter that was named]. */
import { createEngine } from './migrations/create-engine';
import { serveEngine } from './migrations/messages';
import { openWorkspace, readDefaultTemplate } from './migrations/open-workspace';
import { processChannel } from './migrations/process-channel';

/** A shadow that nobody asked for this long gives its memory back. */
const idleAfter = 3 * 60 * 1000;

async function main(): Promise<void> {
  const [root = process.cwd(), bundle = __dirname, storage = null, python = null] = process.argv.slice(2);
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  const project = await openWorkspace({ root, python, bundle, storage, idleAfter, log, baseline: null, databaseUrl: null });
  const engine = createEngine(project, { defaultTemplate: readDefaultTemplate(bundle), log });
  serveEngine(engine, processChannel(process));
  process.on('disconnect', () => {
    engine.dispose();
    process.exit(0);
  });
}

void main();
