import assert from 'node:assert/strict';
import { CancellationSource } from '../../src/migrations/cancellation';
import type { Decisions } from '../../src/migrations/decisions';
import type { Cancellation, Engine } from '../../src/migrations/engine';
import { type Channel, remoteEngine, serveEngine } from '../../src/migrations/messages';
import type { GenerateResult, MoveResult } from '../../src/migrations/results';
import { engineWith } from './fake-engine';

/** Two ends in one process; what is sent is copied as JSON, as IPC does, and arrives in a later turn. */
function inMemory(): { left: Channel; right: Channel; close(): void } {
  const end = () => ({ messages: [] as ((message: unknown) => void)[], closes: [] as (() => void)[] });
  const [left, right] = [end(), end()];
  const channel = (own: typeof left, other: typeof left): Channel => ({
    send: (message) => {
      const copy: unknown = JSON.parse(JSON.stringify(message));
      queueMicrotask(() => {
        for (const listener of other.messages) listener(copy);
      });
    },
    onMessage: (listener) => own.messages.push(listener),
    onClose: (listener) => own.closes.push(listener),
  });
  return {
    left: channel(left, right),
    right: channel(right, left),
    close: () => {
      for (const listener of [...left.closes, ...right.closes]) listener();
    },
  };
}

function across(parts: Partial<Engine>): { engine: Engine; close(): void } {
  const wire = inMemory();
  serveEngine(engineWith(parts), wire.right);
  return { engine: remoteEngine(wire.left, 'The engine is gone.'), close: wire.close };
}

const decisions: Decisions = {
  renamed: () => Promise.resolve(null),
  fillFor: () => Promise.resolve(null),
  head: () => Promise.resolve(null),
  merged: () => Promise.resolve(null),
  versionDirectory: () => Promise.resolve(null),
  reparented: () => Promise.resolve(null),
  apply: () => Promise.resolve(false),
};

const untilCancelled = (cancellation: Cancellation) =>
  new Promise<never>((_, reject) => cancellation.onCancel(() => reject(new Error('Cancelled by the person.'))));

describe('the engine over messages', () => {
  it('carries a call and its answer', async () => {
    const asked: unknown[] = [];
    const { engine } = across({
      suggestMessage: async (environment, changes) => {
        asked.push(environment, changes);
        return 'add products.homepage';
      },
    });

    assert.equal(await engine.suggestMessage('migrations', ['add_column public.products.homepage']), 'add products.homepage');
    assert.deepEqual(asked, ['migrations', ['add_column public.products.homepage']]);
  });

  it('carries an error as its words', async () => {
    const { engine } = across({ connect: () => Promise.reject(new Error('password authentication failed for user "dev"')) });

    await assert.rejects(engine.connect('migrations', 'postgresql://dev@localhost/app'), /password authentication failed for user "dev"/);
  });

  it('answers each of several calls at once with its own', async () => {
    const { engine } = across({ suggestMessage: async (environment) => `for ${environment}` });

    const answers = await Promise.all(['one', 'two', 'three'].map((environment) => engine.suggestMessage(environment, [])));
    assert.deepEqual(answers, ['for one', 'for two', 'for three']);
  });

  it('tells of unsaved text before the call that comes after it', async () => {
    const told: string[] = [];
    const { engine } = across({
      overlay: (path, text) => told.push(`overlay ${path} ${text}`),
      filesChanged: (paths) => told.push(`changed ${paths.join(' ')}`),
      check: async () => {
        told.push('check');
        return { environments: [] };
      },
    });

    engine.overlay('models.py', 'x = 1');
    engine.overlay('models.py', null);
    engine.filesChanged(['a.py', 'b.py']);
    assert.deepEqual(await engine.check(new CancellationSource()), { environments: [] });
    assert.deepEqual(told, ['overlay models.py x = 1', 'overlay models.py null', 'changed a.py b.py', 'check']);
  });

  it('cancels the call that is meant and no other', async () => {
    const { engine } = across({ check: untilCancelled, status: async () => ({ environments: [] }) });
    const cancellation = new CancellationSource();

    const check = engine.check(cancellation);
    const status = engine.status(new CancellationSource());
    cancellation.cancel();

    await assert.rejects(check, /Cancelled by the person/);
    assert.deepEqual(await status, { environments: [] });
  });

  it('cancels a call that was cancelled before it began', async () => {
    const { engine } = across({ check: untilCancelled });
    const cancellation = new CancellationSource();
    cancellation.cancel();

    await assert.rejects(engine.check(cancellation), /Cancelled by the person/);
  });

  it('puts the questions of the engine to the person, and carries the answers back', async () => {
    const { engine } = across({
      generate: async (request, ask): Promise<GenerateResult> => {
        const renamed = await ask.renamed({ kind: 'column', table: 'products', oldName: 'slug', newName: 'name' });
        const fill = await ask.fillFor('products', 'views', 'INTEGER', 'added');
        const head = await ask.head([{ id: 'a1', message: 'first' }]);
        const source = `${request.message}: ${renamed}, ${fill}, ${head}`;
        return {
          revision: 'b2',
          parents: [],
          file: 'b2.py',
          source,
          written: true,
          changes: [],
          notUnderstood: [],
          proof: null,
          notes: [],
        };
      },
    });

    const result = await engine.generate(
      { environment: 'migrations', message: 'rename' },
      { ...decisions, renamed: async (question) => question.newName === 'name', fillFor: async () => '0' },
      new CancellationSource(),
    );
    assert.equal(result.source, 'rename: true, 0, null');
  });

  it('tells the engine when a question could not be put', async () => {
    const { engine } = across({
      upgrade: async (environment, target, ask): Promise<MoveResult | null> => {
        await ask.apply('postgresql://localhost/app', []);
        return { environment, from: [], to: [target], revisions: [] };
      },
    });

    const answer = engine.upgrade(
      'migrations',
      'head',
      { ...decisions, apply: () => Promise.reject(new Error('The window was closed.')) },
      new CancellationSource(),
    );
    await assert.rejects(answer, /The window was closed/);
  });

  it('rejects what waits when the other end goes, and what comes after', async () => {
    const { engine, close } = across({ check: () => new Promise(() => undefined) });

    const waiting = engine.check(new CancellationSource());
    close();

    await assert.rejects(waiting, /The engine is gone/);
    await assert.rejects(engine.outline(), /The engine is gone/);
  });

  it('cancels what runs and disposes the engine when the editor goes', async () => {
    const seen: string[] = [];
    const { engine, close } = across({
      check: (cancellation) => {
        cancellation.onCancel(() => seen.push('cancelled'));
        return new Promise(() => undefined);
      },
      outline: async () => ({ environments: [] }),
      dispose: () => seen.push('disposed'),
    });

    const waiting = engine.check(new CancellationSource());
    await engine.outline();
    close();

    await assert.rejects(waiting);
    assert.deepEqual(seen, ['cancelled', 'disposed']);
  });

  it('lets messages of others pass by', async () => {
    const wire = inMemory();
    serveEngine(engineWith({ outline: async () => ({ environments: [] }) }), wire.right);
    const engine = remoteEngine(wire.left);

    for (const stray of ['ready', 7, null, { type: 'log' }]) wire.left.send(stray);
    assert.deepEqual(await engine.outline(), { environments: [] });
  });
});
