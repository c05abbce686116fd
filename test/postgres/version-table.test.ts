import assert from 'node:assert/strict';
import { createVersionTable, defaultVersionTable, stampStatements, versionStatements } from '../../src/postgres/version-table';

function sqlOf(move: { readonly statements: readonly { readonly sql: string }[] }): readonly string[] {
  return move.statements.map(({ sql }) => sql);
}

const insert = (revision: string) => `INSERT INTO alembic_version (version_num) VALUES ('${revision}')`;
const remove = (revision: string) => `DELETE FROM alembic_version WHERE alembic_version.version_num = '${revision}'`;
const update = (from: string, to: string) => `UPDATE alembic_version SET version_num='${to}' WHERE alembic_version.version_num = '${from}'`;

describe("Alembic's version table", () => {
  it('is made as Alembic makes it', () => {
    assert.equal(
      createVersionTable(defaultVersionTable),
      'CREATE TABLE alembic_version (\n    version_num VARCHAR(32) NOT NULL,\n    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)',
    );
  });

  it('follows a straight history', () => {
    const first = versionStatements([], { direction: 'upgrade', revision: 'a', parents: [] });
    assert.deepEqual([sqlOf(first), first.after], [[insert('a')], ['a']]);
    const second = versionStatements(['a'], { direction: 'upgrade', revision: 'b', parents: ['a'] });
    assert.deepEqual([sqlOf(second), second.after], [[update('a', 'b')], ['b']]);
    const back = versionStatements(['b'], { direction: 'downgrade', revision: 'b', parents: ['a'] });
    assert.deepEqual([sqlOf(back), back.after], [[update('b', 'a')], ['a']]);
    const base = versionStatements(['a'], { direction: 'downgrade', revision: 'a', parents: [] });
    assert.deepEqual([sqlOf(base), base.after], [[remove('a')], []]);
  });

  it('adds a row for a new branch and gives it up in a merge', () => {
    const branch = versionStatements(['b'], { direction: 'upgrade', revision: 'c', parents: ['a'] });
    assert.deepEqual([sqlOf(branch), branch.after], [[insert('c')], ['b', 'c']]);
    const merge = versionStatements(['b', 'c'], { direction: 'upgrade', revision: 'm', parents: ['b', 'c'] });
    assert.deepEqual([sqlOf(merge), merge.after], [[remove('b'), update('c', 'm')], ['m']]);
    const unmerge = versionStatements(['m'], { direction: 'downgrade', revision: 'm', parents: ['b', 'c'] });
    assert.deepEqual(
      [sqlOf(unmerge), unmerge.after],
      [
        [insert('b'), update('m', 'c')],
        ['b', 'c'],
      ],
    );
  });

  it('leaves alone what another branch stands on', () => {
    // d stands on a, and depends on x of another branch, whose head is y.
    const graph: Readonly<Record<string, readonly string[]>> = { a: ['a'], x: ['x'], y: ['x', 'y'], d: ['a', 'x', 'd'] };
    const ancestors = (revisions: readonly string[]) => new Set(revisions.flatMap((revision) => graph[revision] ?? []));
    const back = versionStatements(['d', 'y'], { direction: 'downgrade', revision: 'd', parents: ['a', 'x'], ancestors });
    assert.deepEqual([sqlOf(back), back.after], [[update('d', 'a')], ['a', 'y']]);
    const alone = versionStatements(['y', 'z'], { direction: 'downgrade', revision: 'z', parents: ['x'], ancestors });
    assert.deepEqual([sqlOf(alone), alone.after], [[remove('z')], ['y']]);
  });

  it('is stamped with as few changes as can be', () => {
    assert.deepEqual(sqlOf(stampStatements(['a'], ['b', 'c'])), [update('a', 'b'), insert('c')]);
    assert.deepEqual(sqlOf(stampStatements(['a', 'b'], [])), [remove('a'), remove('b')]);
    assert.deepEqual(sqlOf(stampStatements(['a'], ['a'])), []);
  });
});
