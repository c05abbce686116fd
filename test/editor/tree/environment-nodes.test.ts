import assert from 'node:assert/strict';
import type { Connection, ProjectState } from '../../../src/editor/project';
import { countChanges, rootNodes } from '../../../src/editor/tree/environment-nodes';
import type { Node } from '../../../src/editor/tree/node';
import type { Applied, EnvironmentStatus } from '../../../src/migrations/results';
import { change, environment } from '../../migrations/fake-engine';

function project(shown: EnvironmentStatus, state: Partial<ProjectState> = {}) {
  return {
    name: 'docs',
    root: '/home/dev/docs',
    state: { known: true, checked: true, environments: [shown], connections: new Map<string, Connection>(), failure: null, ...state },
  };
}

/** The tree as a person reads it. */
function drawn(nodes: readonly Node[], indent = ''): readonly string[] {
  return nodes.flatMap((node) => [
    `${indent}${node.label}${node.description === '' ? '' : ` [${node.description}]`}`,
    ...drawn(node.children, `${indent}  `),
  ]);
}

function find(nodes: readonly Node[], context: string): Node {
  const found = [...everyNode(nodes)].find((node) => node.context === context);
  assert.ok(found, `no node ${context}`);
  return found;
}

function* everyNode(nodes: readonly Node[]): Iterable<Node> {
  for (const node of nodes) {
    yield node;
    yield* everyNode(node.children);
  }
}

const withApplied = (applied: Readonly<Record<string, Applied>>, shown = environment()) =>
  shown.revisions.map((revision) => ({ ...revision, applied: applied[revision.id] ?? 'unknown' }));

describe('the tree', () => {
  it('shows an environment without a database: changes first, revisions newest first', () => {
    const shown = environment({ changes: [change('homepage')] });
    assert.deepEqual(drawn(rootNodes([project(shown)])), [
      'migrations',
      '  Connect a database… [not connected]',
      '  Changes without a migration [1]',
      '    products.homepage [models.py:12]',
      '  Revisions [2]',
      '    Add editions [head · b2]',
      '    Start [a1]',
    ]);
  });

  it('marks where the database stands and what is pending', () => {
    const shown = environment({
      revisions: withApplied({ a1: 'applied', b2: 'pending' }),
      database: { url: 'postgresql://dev@localhost/docs', current: ['a1'], missing: [] },
    });
    const nodes = rootNodes([project(shown)]);
    assert.deepEqual(drawn(nodes), [
      'migrations',
      '  dev@localhost/docs [at a1]',
      '  Changes without a migration [none]',
      '  Revisions [2, 1 pending]',
      '    Add editions [head · pending · b2]',
      '    Start [current · a1]',
    ]);
    assert.equal(find(nodes, 'revision.applied').icon.id, 'pass-filled');
    assert.equal(find(nodes, 'revision.pending').icon.id, 'circle-large-outline');
    assert.equal(find(nodes, 'environment.connected').label, 'migrations');
  });

  it('says why a database cannot be reached, and a click connects', () => {
    const connections = new Map([['migrations', { url: 'postgresql://dev@localhost/docs', reason: 'connection refused' }]]);
    const node = find(rootNodes([project(environment(), { connections })]), 'database.unreachable');
    assert.equal(node.description, 'cannot be reached');
    assert.equal(node.tooltip, 'postgresql://dev@localhost/docs\nconnection refused');
    assert.equal(node.runs, 'migrationKeeper.connect');
    assert.deepEqual(node.meant, { root: '/home/dev/docs', environment: 'migrations' });
  });

  it('says when the database is at a revision that no file has', () => {
    const shown = environment({ database: { url: 'postgresql://dev@localhost/docs', current: ['zz'], missing: ['zz'] } });
    assert.equal(find(rootNodes([project(shown)]), 'database.connected').description, 'at zz, which no file has');
  });

  it('lists problems and what was not understood, each leading to its place', () => {
    const shown = environment({
      problems: [{ code: 'replay-failed', severity: 'error', message: 'column "x" does not exist', file: 'v/b2.py', line: 22, column: 9 }],
      notUnderstood: [
        {
          message: 'type from a package',
          file: 'app/models.py',
          line: 31,
          column: 5,
          endLine: 31,
          endColumn: 20,
          tables: ['builds'],
          columns: [],
        },
      ],
    });
    const nodes = rootNodes([project(shown)]);
    const problem = find(nodes, 'problem.replay-failed');
    assert.equal(problem.description, 'b2.py:22');
    assert.match(problem.tooltip, /v\/b2\.py:22/);
    assert.deepEqual(problem.opens, { file: 'v/b2.py', line: 22, column: 9, endLine: 22, endColumn: 9 });
    assert.match(find(nodes, 'notUnderstood').label, /Not understood/);
    assert.match([...everyNode(nodes)].map((node) => node.tooltip).join('\n'), /Left out of the comparison: builds/);
  });

  it('tells that it is comparing before the first answer', () => {
    assert.deepEqual(drawn(rootNodes([project(environment(), { checked: false })])).slice(2, 3), [
      '  Changes without a migration [comparing…]',
    ]);
  });

  it('shows a failure above what was known before it', () => {
    const [failure, known] = rootNodes([project(environment(), { failure: 'The engine stopped.' })]);
    assert.equal(failure?.label, 'The engine stopped.');
    assert.equal(failure?.runs, 'migrationKeeper.showLog');
    assert.equal(known?.label, 'migrations');
  });

  it('names the folder where there are several', () => {
    const two = [project(environment()), { ...project(environment()), name: 'api', root: '/home/dev/api' }];
    assert.deepEqual(
      rootNodes(two).map((node) => node.description),
      ['docs', 'api'],
    );
  });

  it('gives every node an id of its own', () => {
    const shown = environment({
      changes: [change('homepage'), change('title')],
      problems: [
        { code: 'cycle', severity: 'error', message: 'a cycle' },
        { code: 'cycle', severity: 'error', message: 'another' },
      ],
    });
    const ids = [...everyNode(rootNodes([project(shown)]))].map((node) => node.id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('counts changes over all projects', () => {
    const shown = project(environment({ changes: [change('homepage'), change('title', 'head')] }));
    assert.equal(countChanges([shown, shown]), 4);
  });

  it('shows each of several heads with what is its own, and below them what they share', () => {
    const base = environment().revisions[0] ?? assert.fail();
    const one = (id: string, down: readonly string[], parts: Partial<typeof base> = {}) => ({ ...base, id, message: id, down, ...parts });
    const revisions = [
      one('a1', [], { branchPoint: true }),
      one('b2', ['a1'], { labels: ['orders'], branchPoint: true }),
      one('b3', ['b2']),
      one('b4', ['b2']),
      one('b5', ['b3', 'b4'], { merge: true, head: true }),
      one('c2', ['a1'], { head: true, dependsOn: ['b2'] }),
    ];
    const nodes = rootNodes([project(environment({ heads: ['b5', 'c2'], revisions }))]);
    assert.deepEqual(drawn(nodes).slice(3), [
      '  Revisions [6 · 2 heads]',
      '    Branch of c2 [1]',
      '      c2 [head · c2]',
      '    orders [4]',
      '      b5 [head · merge · b5]',
      '      b4 [b4]',
      '      b3 [b3]',
      '      b2 [branch point · orders · b2]',
      '    a1 [branch point · a1]',
    ]);
    assert.equal(find(nodes, 'revisions.heads').label, 'Revisions');
    const all = [...everyNode(nodes)];
    const tooltip = (label: string) => all.find((node) => node.label === label)?.tooltip.split('\n') ?? [];
    assert.equal(tooltip('b5')[1], 'merges b3, b4');
    assert.deepEqual(tooltip('c2').slice(1, 3), ['follows a1', 'depends on b2']);
    assert.equal(tooltip('b2')[2], 'begins the branch orders');
    assert.deepEqual(new Set(all.map(({ id }) => id)).size, all.length);
  });

  it('marks the revisions in which something was refused or not understood', () => {
    const shown = environment({
      problems: [{ code: 'replay-failed', severity: 'error', message: 'no such table', file: 'migrations/versions/a1.py', line: 22 }],
      notUnderstood: [
        {
          message: 'revision b2 is not replayed from here',
          file: 'migrations/versions/b2.py',
          line: 31,
          column: 5,
          endLine: 31,
          endColumn: 20,
          tables: [],
          columns: [],
        },
      ],
    });
    const [group] = [...everyNode(rootNodes([project(shown)]))].filter((node) => node.context === 'revisions');
    assert.deepEqual(drawn(group?.children ?? []), ['Add editions [head · not understood · b2]', 'Start [refused · a1]']);
  });
});
