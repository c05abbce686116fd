import { fork } from 'node:child_process';
import { processChannel } from '../migrations/process-channel';
import type { EngineChild } from './engine-process';

export interface EngineLocation {
  /** `dist/engine.js`. */
  readonly script: string;
  readonly projectRoot: string;
  /** Where the .wasm and .data files lie. */
  readonly assets: string;
  /** Where the engine may keep what it found out. */
  readonly storage: string;
  /** The interpreter or virtualenv that somebody named; empty where nobody did. */
  readonly pythonPath: string;
}

const graceToStop = 2_000;

/** Forks the engine; each line that it prints goes to `log`. */
export function forkEngine(location: EngineLocation, log: (line: string) => void): EngineChild {
  const child = fork(location.script, [location.projectRoot, location.assets, location.storage, location.pythonPath], {
    cwd: location.projectRoot,
    // A debugger's or a wrapper's options are for the extension host; a second listener on their port would kill the engine.
    // Each keystroke makes the models anew: with room for all that is young, little of it is copied by the garbage collector.
    execArgv: ['--max-semi-space-size=32'],
    env: { ...process.env, NODE_OPTIONS: undefined },
    silent: true,
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => log(data.toString().trimEnd()));
  const channel = processChannel(child);
  return {
    channel,
    onExit(listener) {
      let told = false;
      const tell = (how: string) => {
        if (told) return;
        told = true;
        listener(how);
      };
      child.on('error', (error) => {
        tell(error.message);
        // A process that never came up has no channel that could close.
        if (child.connected) child.disconnect();
      });
      child.on('exit', (code, signal) => tell(signal ? `signal ${signal}` : `exit code ${code}`));
    },
    stop() {
      if (child.connected) child.disconnect();
      // The engine ends by itself when nobody listens any more; this is for one that hangs.
      setTimeout(() => child.kill('SIGKILL'), graceToStop).unref();
    },
  };
}
