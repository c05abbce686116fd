/** Types of a database against what SQLAlchemy's reflection and Alembic make of them (scripts/conformance/catalog-types.py). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { typeFromCatalog } from '../../src/sqlalchemy/catalog-types';

const folder = join(__dirname.replace(/out[^/]*\/test/, 'test'), 'recorded');
const recorded: Readonly<Record<string, string | null>> = JSON.parse(readFileSync(join(folder, 'catalog-types.json'), 'utf8'));

/** A type that SQLAlchemy has and its reflection does not know. */
const truer: Readonly<Record<string, string>> = {
  jsonpath: 'postgresql.JSONPATH()',
};

describe('types from the catalog', () => {
  for (const [type, python] of Object.entries(recorded)) {
    it(`${type} is ${python ?? 'not known'}`, () => {
      assert.equal(typeFromCatalog(type, null)?.python.code ?? null, truer[type] ?? python);
    });
  }

  it('an enum is written with its values, its schema where it has one', () => {
    const mood = { schema: 'app', name: 'mood', values: ['a', "b's"], place: null };
    const type = typeFromCatalog('app.mood[]', mood);
    assert.equal(type?.python.code, `postgresql.ARRAY(postgresql.ENUM('a', "b's", name='mood', schema='app'))`);
    assert.equal(type?.sql, 'app.mood[]');
    assert.deepEqual(type?.enumType, mood);
  });
});
