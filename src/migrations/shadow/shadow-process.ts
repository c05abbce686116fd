/** The parent's side of the shadow: starts the process when it is first asked, stops it when nobody asked for a while. */
import { type ChildProcess, fork } from 'node:child_process';
import type { Proof } from '../results';
import type {
  ModelStatement,
  NormaliseResult,
  ProveRequest,
  RecordRequest,
  RecordResult,
  ReplayRequest,
  ReplayResult,
  Shadow,
} from './requests';
import type { StatesPlace } from './serve-shadow';

export interface ShadowProcessOptions {
  /** `shadow.js` of the bundle. */
  readonly module: string;
  /** The folder with the .wasm and .data files. */
  readonly assets: string;
  /** Where states of the database are kept for the next process; null: nowhere. */
  readonly states: StatesPlace | null;
  /** Milliseconds without a request after which the process is stopped. */
  readonly idleAfter: number;
  /** Milliseconds after which a request that is not answered is given up, and the process with it: a revision may loop for ever. */
  readonly longestRequest: number;
  readonly log: (line: string) => void;
}

export type ShadowMessage = { readonly id: number } & (
  | { readonly method: 'warm'; readonly argument: null }
  | { readonly method: 'replay'; readonly argument: ReplayRequest }
  | { readonly method: 'normalise'; readonly argument: readonly ModelStatement[] }
  | { readonly method: 'prove'; readonly argument: ProveRequest }
  | { readonly method: 'record'; readonly argument: RecordRequest }
);
export type ShadowAnswer = { readonly id: number } & ({ readonly result: unknown } | { readonly error: string });

interface Waiting {
  readonly limit: NodeJS.Timeout;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** What was warmed is asked before long, or never: then it goes after so many milliseconds. */
const longestWarm = 30_000;

/** The shadow in a process of its own. A crash rejects what is under way; the next request starts a new process. */
export function shadowProcess(options: ShadowProcessOptions): Shadow {
  const waiting = new Map<number, Waiting>();
  let child: ChildProcess | null = null;
  let idle: NodeJS.Timeout | null = null;
  let lastId = 0;

  const stop = () => {
    const running = child;
    child = null;
    if (idle) clearTimeout(idle);
    running?.kill('SIGKILL'); // It holds nothing that is not made again from the project's files.
  };

  const start = (): ChildProcess => {
    const started = fork(options.module, [options.assets, ...(options.states ? [options.states.folder, options.states.build] : [])], {
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: ['--max-semi-space-size=16', '--expose-gc'],
    });
    started.stdout?.on('data', (text) => options.log(String(text).trimEnd()));
    started.stderr?.on('data', (text) => options.log(String(text).trimEnd()));
    started.on('message', (answer: ShadowAnswer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (!asked) return;
      clearTimeout(asked.limit);
      if ('error' in answer) asked.reject(new Error(answer.error));
      else asked.resolve(answer.result);
      if (waiting.size === 0) rest(options.idleAfter);
    });
    started.on('error', (error) => lost(started, error.message));
    started.on('exit', (code, signal) => lost(started, signal ? `it was ended by ${signal}` : `it ended with code ${code}`));
    return started;
  };

  const lost = (which: ChildProcess, why: string) => {
    if (child === which) child = null;
    if (child) return;
    const pending = [...waiting.values()];
    waiting.clear();
    for (const { reject, limit } of pending) {
      clearTimeout(limit);
      reject(new Error(`The embedded PostgreSQL stopped while it was working (${why}). Nothing was written; try again.`));
    }
  };

  const rest = (after: number) => {
    if (idle) clearTimeout(idle);
    idle = setTimeout(stop, after);
    idle.unref();
    child?.unref();
    child?.channel?.unref();
  };

  const ask = (message: (id: number) => ShadowMessage): Promise<unknown> => {
    if (idle) clearTimeout(idle);
    child ??= start();
    child.ref();
    child.channel?.ref();
    const id = ++lastId;
    const target = child;
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        waiting.delete(id);
        reject(new Error(`The embedded PostgreSQL did not answer within ${options.longestRequest / 1000} seconds and was stopped.`));
        stop();
      }, options.longestRequest);
      waiting.set(id, { resolve, reject, limit });
      target.send(message(id), (error) => {
        if (error) lost(target, error.message);
      });
    });
  };

  return {
    warm() {
      if (child) return;
      child = start();
      // Whether it arrives, and what comes of it, the first question will tell.
      child.send({ id: ++lastId, method: 'warm', argument: null } satisfies ShadowMessage, () => undefined);
      rest(Math.max(longestWarm, options.idleAfter));
    },
    // The process runs this very build: what it answers to a method is of the method's type.
    replay: async (request) => (await ask((id) => ({ id, method: 'replay', argument: request }))) as ReplayResult,
    normalise: async (statements) => (await ask((id) => ({ id, method: 'normalise', argument: statements }))) as NormaliseResult,
    prove: async (request) => (await ask((id) => ({ id, method: 'prove', argument: request }))) as Proof,
    record: async (request) => (await ask((id) => ({ id, method: 'record', argument: request }))) as RecordResult,
    stop,
  };
}
