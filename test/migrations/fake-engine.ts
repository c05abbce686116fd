/** Stand-ins for the engine and for what it answers, for tests of what is above it. */
import type { Engine } from '../../src/migrations/engine';
import type { EnvironmentStatus, ReportedChange } from '../../src/migrations/results';

const refuse = () => Promise.reject(new Error('Not part of this test.'));

/** An engine that can do what a test gives it and refuses the rest. */
export function engineWith(parts: Partial<Engine>): Engine {
  return {
    overlay: () => undefined,
    filesChanged: () => undefined,
    outline: refuse,
    status: refuse,
    check: refuse,
    suggestMessage: refuse,
    generate: refuse,
    newRevision: refuse,
    merge: refuse,
    reparent: refuse,
    prove: refuse,
    sql: refuse,
    connect: refuse,
    upgrade: refuse,
    downgrade: refuse,
    stamp: refuse,
    baselines: refuse,
    dispose: () => undefined,
    ...parts,
  };
}

/** A column of `products` that no revision has. */
export function change(name: string, since: ReportedChange['since'] = 'working'): ReportedChange {
  return {
    id: `add_column public.products.${name}`,
    kind: 'add_column',
    schema: 'public',
    table: 'products',
    name,
    summary: `column products.${name} VARCHAR(255) is in no revision`,
    since,
    file: 'app/models.py',
    line: 12,
    column: 5,
    endLine: 12,
    endColumn: 44,
  };
}

/** Two revisions, of which `b2` is the head. */
export function environment(parts: Partial<EnvironmentStatus> = {}): EnvironmentStatus {
  const revision = (id: string, message: string, down: readonly string[], head: boolean) => ({
    id,
    message,
    down,
    head,
    dependsOn: [],
    labels: [],
    file: `migrations/versions/${id}.py`,
    merge: false,
    branchPoint: false,
    opaque: null,
    applied: 'unknown' as const,
  });
  return {
    path: 'migrations',
    versionsDirectory: 'migrations/versions',
    heads: ['b2'],
    problems: [],
    changes: [],
    notUnderstood: [],
    revisions: [revision('a1', 'Start', [], false), revision('b2', 'Add editions', ['a1'], true)],
    database: null,
    ...parts,
  };
}
