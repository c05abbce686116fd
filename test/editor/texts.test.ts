import assert from 'node:assert/strict';
import { meantBy } from '../../src/editor/command-argument';
import { proofDetails, proofSummary } from '../../src/editor/proof-text';
import { countStatements, sqlText } from '../../src/editor/sql-text';
import type { Proof, ReportedSqlStep, RevisionSql } from '../../src/migrations/results';

const proven: Proof = { proven: true, steps: [{ step: 'upgrade', ok: true }], limits: [] };
const refused: Proof = {
  proven: false,
  steps: [
    { step: 'upgrade', ok: true },
    { step: 'downgrade', ok: false, message: 'relation "x" does not exist', statement: 'DROP TABLE x', file: 'v/b2.py', line: 30 },
  ],
  limits: ['One operation of a1 was passed over.'],
};

describe('a proof in words', () => {
  it('that holds', () => assert.equal(proofSummary(proven), 'Proven: up, down, up.'));

  it('that holds within limits', () =>
    assert.equal(
      proofSummary({ ...proven, limits: ['revision a1 was passed over', 'no part of this proof: products'] }),
      'Proven: up, down, up, within limits: revision a1 was passed over; no part of this proof: products',
    ));

  it('that does not hold names the step, the reason and the statement', () => {
    assert.equal(proofSummary(refused), 'Not proven, at the downgrade: relation "x" does not exist (in: DROP TABLE x)');
    assert.deepEqual(proofDetails(refused), [
      'upgrade: holds',
      'downgrade: does not hold. relation "x" does not exist',
      '  DROP TABLE x',
      '  v/b2.py:30',
      'Limit: One operation of a1 was passed over.',
    ]);
  });
});

describe('SQL for people to read', () => {
  const revision = (id: string, steps: readonly ReportedSqlStep[]): RevisionSql => ({
    revision: id,
    file: `v/${id}.py`,
    direction: 'upgrade',
    statements: [],
    steps,
  });
  const statement = (sql: string, parts: Partial<Extract<ReportedSqlStep, { kind: 'statement' }>> = {}): ReportedSqlStep => ({
    kind: 'statement',
    sql,
    file: 'v/a1.py',
    line: 9,
    dependsOnRows: false,
    read: false,
    refused: null,
    ...parts,
  });

  it('stands under the revision it comes from, every statement terminated', () => {
    const revisions = [revision('a1', [statement('CREATE TABLE x (id INTEGER)'), statement('COMMIT;')]), revision('b2', [])];
    assert.equal(
      sqlText(revisions),
      '-- upgrade a1 (v/a1.py)\n\nCREATE TABLE x (id INTEGER);\n\nCOMMIT;\n\n\n-- upgrade b2 (v/b2.py)\n\n-- no statements\n',
    );
    assert.equal(countStatements(revisions), 2);
  });

  it('has comments alone in place of what is not known, so that nothing of it runs', () => {
    const steps: readonly ReportedSqlStep[] = [
      { kind: 'unknown', message: 'not understood: x\nand y', file: 'v/a1.py', line: 9, statements: ['DROP TABLE a;\nDROP TABLE b;'] },
      { kind: 'raises', message: 'RuntimeError: no way back', file: 'v/a1.py', line: 12 },
    ];
    assert.equal(
      sqlText([revision('a1', steps)]),
      [
        '-- upgrade a1 (v/a1.py)',
        '',
        '-- not known from here: not understood: x',
        '-- and y (v/a1.py:9)',
        '-- DROP TABLE a;',
        '-- DROP TABLE b;',
        '',
        '-- raises RuntimeError: no way back (v/a1.py:12); nothing follows',
        '',
      ].join('\n'),
    );
    assert.equal(countStatements([revision('a1', steps)]), 0);
  });

  it('says of a statement that it hangs on rows, and that it was refused', () => {
    const text = sqlText([revision('a1', [statement('DELETE FROM x', { dependsOnRows: true, refused: 'no such table' })])]);
    assert.match(
      text,
      /-- depends on the rows that stand there \(v\/a1\.py:9\)\n-- refused when it was replayed: no such table\nDELETE FROM x;/,
    );
  });
});

describe("a command's argument", () => {
  it('is read from a node, from a quick fix, and from nothing', () => {
    const meant = {
      root: '/docs',
      environment: 'migrations',
      changes: ['one'],
      revision: undefined,
      baseline: undefined,
      direction: undefined,
    };
    assert.deepEqual(meantBy({ meant }), meant);
    assert.deepEqual(meantBy(meant), meant);
    for (const nothing of [undefined, null, 7, 'text', {}, { root: 7 }]) assert.equal(meantBy(nothing), null);
  });
});
