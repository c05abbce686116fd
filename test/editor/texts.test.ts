import assert from 'node:assert/strict';
import { meantBy } from '../../src/editor/command-argument';
import { proofDetails, proofSummary } from '../../src/editor/proof-text';
import { countStatements, sqlText } from '../../src/editor/sql-text';
import type { Proof } from '../../src/migrations/results';

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
  const revisions = [
    { revision: 'a1', file: 'v/a1.py', direction: 'upgrade' as const, statements: ['CREATE TABLE x (id INTEGER)', 'COMMIT;'] },
    { revision: 'b2', file: 'v/b2.py', direction: 'upgrade' as const, statements: [] },
  ];

  it('stands under the revision it comes from, every statement terminated', () => {
    assert.equal(
      sqlText(revisions),
      '-- upgrade a1 (v/a1.py)\nCREATE TABLE x (id INTEGER);\nCOMMIT;\n\n\n-- upgrade b2 (v/b2.py)\n-- no statements\n',
    );
    assert.equal(countStatements(revisions), 2);
  });
});

describe("a command's argument", () => {
  it('is read from a node, from a quick fix, and from nothing', () => {
    const meant = { root: '/docs', environment: 'migrations', changes: ['one'], revision: undefined };
    assert.deepEqual(meantBy({ meant }), meant);
    assert.deepEqual(meantBy(meant), meant);
    for (const nothing of [undefined, null, 7, 'text', {}, { root: 7 }]) assert.equal(meantBy(nothing), null);
  });
});
