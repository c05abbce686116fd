import assert from 'node:assert/strict';
import { replaceEnumSql } from '../../../src/alembic/render/enums';
import { mood } from '../../schema/definitions';

/** Under which name the old type steps aside. */
function passingName(name: string): string | undefined {
  const type = { ...mood, name };
  const [first] = replaceEnumSql({ kind: 'replace_enum', before: type, after: type, columns: [], place: null });
  return first?.split(' RENAME TO ')[1];
}

describe('the name of an enum type that steps aside', () => {
  it('is cut as PostgreSQL cuts names, and is never the name itself', () => {
    const start = 'm'.repeat(59);
    assert.equal(passingName('mood'), 'mood_old');
    assert.equal(passingName('m'.repeat(63)), `${start}_old`);
    assert.equal(passingName(`${start}_old`), `${start}_was`);
    assert.equal(passingName(`${start}_older`), `${start}_was`);
  });
});
