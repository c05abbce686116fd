import assert from 'node:assert/strict';
import { Project } from '../../src/editor/project';
import type { Cancellation, Engine } from '../../src/migrations/engine';
import type { CheckResult, EnvironmentStatus } from '../../src/migrations/results';
import { change, engineWith, environment } from '../migrations/fake-engine';

const url = 'postgresql://dev:secret@localhost/docs';

function projectWith(parts: Partial<Engine>): Project {
  return new Project('docs', '/home/dev/docs', engineWith({ outline: async () => ({ environments: [environment()] }), ...parts }));
}

const checked = (...names: readonly string[]): CheckResult => ({
  environments: [environment({ changes: names.map((name) => change(name)) })],
});

const names = (project: Project) => project.state.environments.flatMap((one) => one.changes.map((found) => found.name));

describe('a project', () => {
  it('shows the outline before the comparison is done', async () => {
    const seen: string[] = [];
    const project = projectWith({ check: async () => checked('homepage') });
    project.onDidChange(() => seen.push(`${project.state.checked} ${names(project)}`));

    await project.refresh();
    assert.equal(seen[0], 'false ');
    assert.equal(seen.at(-1), 'true homepage');
  });

  it('compares once after several keystrokes, with the newest text', async () => {
    const told: string[] = [];
    let checks = 0;
    const project = projectWith({
      overlay: (path, text) => told.push(`${path} ${text}`),
      check: async () => {
        checks += 1;
        return checked(...(told.length > 0 ? ['typed'] : []));
      },
    });
    await project.refresh();

    for (const text of ['h', 'ho', 'hom']) project.overlay('models.py', text);
    await project.whenIdle();
    assert.deepEqual(told, ['models.py h', 'models.py ho', 'models.py hom']);
    assert.equal(checks, 2);
    assert.deepEqual(names(project), ['typed']);
  });

  it('cancels the comparison that a newer one replaces', async () => {
    const cancellations: Cancellation[] = [];
    const project = projectWith({
      check: (cancellation) => {
        cancellations.push(cancellation);
        if (cancellations.length !== 2) return Promise.resolve(checked(`check${cancellations.length}`));
        // The second one ends when it is cancelled, by the next keystroke.
        const ended = new Promise<CheckResult>((_, reject) => cancellation.onCancel(() => reject(new Error('Cancelled.'))));
        queueMicrotask(() => project.overlay('models.py', 'newer'));
        return ended;
      },
    });
    await project.refresh();
    project.overlay('models.py', 'older');
    await project.whenIdle();

    assert.deepEqual(
      cancellations.map((cancellation) => cancellation.cancelled),
      [false, true, false],
    );
    assert.deepEqual(names(project), ['check3']);
    assert.equal(project.state.failure, null);
  });

  it('shows the first answer though somebody typed meanwhile', async () => {
    const seen = new Set<string>();
    let checks = 0;
    const project = projectWith({
      check: (cancellation) => {
        checks += 1;
        if (checks > 1) return Promise.resolve(checked('second'));
        project.overlay('models.py', 'typed');
        // An engine in the middle of something takes no notice of the cancelling, and answers later.
        return new Promise((resolve) => cancellation.onCancel(() => resolve(checked('first'))));
      },
    });
    project.onDidChange(() => seen.add(names(project).join()));
    await project.refresh();
    await project.whenIdle();
    assert.deepEqual([...seen], ['', 'first', 'second']);
  });

  it('keeps the last good state when comparing fails, and says why', async () => {
    let fails = false;
    const project = projectWith({
      check: async () => (fails ? Promise.reject(new Error('The shadow was killed.')) : checked('homepage')),
    });
    await project.refresh();
    fails = true;
    await project.refresh();
    assert.equal(project.state.failure, 'The shadow was killed.');
    assert.deepEqual(names(project), ['homepage']);

    fails = false;
    await project.refresh();
    assert.equal(project.state.failure, null);
  });

  it('stops the engine where there is no environment', async () => {
    let disposed = 0;
    const project = projectWith({
      outline: async () => ({ environments: [] }),
      dispose: () => {
        disposed += 1;
      },
    });
    await project.refresh();
    assert.equal(disposed, 1);
    assert.equal(project.state.known, true);
  });

  it('asks the database only when one is connected, and shows its URL without the password', async () => {
    const database: EnvironmentStatus['database'] = { url: 'postgresql://dev@localhost/docs', current: ['b2'], missing: [] };
    const project = projectWith({
      check: async () => checked(),
      connect: async () => undefined,
      status: async () => ({ environments: [environment({ database })] }),
    });
    await project.refresh();
    assert.equal(project.environment('migrations')?.database, null);

    await project.connect('migrations', url);
    assert.deepEqual(project.environment('migrations')?.database, database);
    assert.deepEqual([...project.state.connections], [['migrations', { url: 'postgresql://dev@localhost/docs', reason: null }]]);

    await project.disconnect('migrations');
    assert.equal(project.environment('migrations')?.database, null);
    assert.equal(project.state.connections.size, 0);
  });

  it('leaves everything as it was when connecting is refused', async () => {
    const project = projectWith({
      check: async () => checked(),
      connect: () => Promise.reject(new Error('password authentication failed')),
    });
    await project.refresh();
    await assert.rejects(project.connect('migrations', url), /password authentication failed/);
    assert.equal(project.state.connections.size, 0);
  });

  it('shows why a database of an earlier session cannot be reached', async () => {
    const project = projectWith({ check: async () => checked(), connect: () => Promise.reject(new Error('connection refused')) });
    await project.refresh();
    await project.reconnect('migrations', async () => url);
    assert.equal(project.state.connections.get('migrations')?.reason, 'connection refused');
  });

  it('shows that a database went away, in the words of the problem', async () => {
    const problems = [{ code: 'database-unreachable', severity: 'warning' as const, message: 'terminating connection' }];
    const project = projectWith({
      check: async () => checked(),
      connect: async () => undefined,
      status: async () => ({ environments: [environment({ problems })] }),
    });
    await project.refresh();
    await project.connect('migrations', url);
    assert.equal(project.state.connections.get('migrations')?.reason, 'terminating connection');
  });
});
