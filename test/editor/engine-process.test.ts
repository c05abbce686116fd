import assert from 'node:assert/strict';
import { type EngineChild, EngineProcess } from '../../src/editor/engine-process';
import { CancellationSource } from '../../src/migrations/cancellation';
import type { Engine } from '../../src/migrations/engine';
import { type Channel, serveEngine } from '../../src/migrations/messages';
import { engineWith } from '../migrations/fake-engine';

/** Processes that live in this one and can be killed. */
class Processes {
  readonly told: string[] = [];
  starts = 0;
  private kills: ((how: string) => void)[] = [];

  constructor(private readonly parts: Partial<Engine>) {}

  readonly start = (): EngineChild => {
    this.starts += 1;
    const [here, there] = [[] as ((message: unknown) => void)[], [] as ((message: unknown) => void)[]];
    const closes: (() => void)[] = [];
    const exits: ((how: string) => void)[] = [];
    const channel = (own: typeof here, other: typeof here): Channel => ({
      send: (message) =>
        queueMicrotask(() => {
          for (const listener of other) listener(message);
        }),
      onMessage: (listener) => own.push(listener),
      onClose: (listener) => closes.push(listener),
    });
    serveEngine(engineWith({ overlay: (path, text) => this.told.push(`${path}=${text}`), ...this.parts }), channel(there, here));
    this.kills.push((how) => {
      for (const close of closes) close();
      for (const exit of exits) exit(how);
    });
    return { channel: channel(here, there), onExit: (listener) => exits.push(listener), stop: () => undefined };
  };

  kill(): void {
    this.kills.at(-1)?.('signal SIGKILL');
  }
}

function engineOver(parts: Partial<Engine>) {
  const processes = new Processes(parts);
  const events: string[] = [];
  const engine = new EngineProcess(processes.start, {
    died: (how) => events.push(`died: ${how}`),
    gaveUp: () => events.push('gave up'),
  });
  return { engine, processes, events };
}

const nothing = async () => ({ environments: [] });

describe('the engine process', () => {
  it('is started by the first request', async () => {
    const { engine, processes } = engineOver({ outline: nothing });
    engine.overlay('models.py', 'x = 1');
    assert.equal(processes.starts, 0);

    await engine.outline();
    await engine.outline();
    assert.equal(processes.starts, 1);
    assert.deepEqual(processes.told, ['models.py=x = 1'], 'what was unsaved before is told at the start');
  });

  it('is started anew after it died, with unsaved texts and connections', async () => {
    const connected: (string | null)[] = [];
    const { engine, processes, events } = engineOver({
      outline: nothing,
      status: nothing,
      check: () => new Promise(() => undefined),
      connect: async (_, url) => void connected.push(url),
    });
    engine.overlay('models.py', 'x = 1');
    engine.overlay('other.py', 'y = 1');
    engine.overlay('other.py', null);
    await engine.connect('migrations', 'postgresql://localhost/docs');
    const waiting = engine.check(new CancellationSource());
    processes.kill();

    await assert.rejects(waiting, /stopped unexpectedly/);
    assert.deepEqual(events, ['died: signal SIGKILL']);
    processes.told.length = 0;
    await engine.status(new CancellationSource());
    assert.equal(processes.starts, 2);
    assert.deepEqual(processes.told, ['models.py=x = 1']);
    assert.deepEqual(connected, ['postgresql://localhost/docs', 'postgresql://localhost/docs']);
  });

  it('is not started any more after three restarts in a row, until somebody asks for it', async () => {
    const { engine, processes, events } = engineOver({ outline: nothing, check: nothing });
    for (let start = 1; start <= 4; start += 1) {
      await engine.outline();
      processes.kill();
    }
    assert.equal(events.at(-1), 'gave up');
    await assert.rejects(engine.outline(), /stopped 4 times in a row/);
    assert.equal(processes.starts, 4);

    engine.reset();
    assert.deepEqual(await engine.check(new CancellationSource()), { environments: [] });
  });

  it('counts anew after a comparison that went well', async () => {
    const { engine, processes, events } = engineOver({ check: nothing });
    for (let start = 1; start <= 6; start += 1) {
      await engine.check(new CancellationSource());
      processes.kill();
    }
    assert.ok(!events.includes('gave up'));
  });

  it('stops without being counted as dead when it is disposed', async () => {
    const { engine, processes, events } = engineOver({ outline: nothing });
    await engine.outline();
    engine.dispose();
    processes.kill();
    assert.deepEqual(events, []);
  });
});
