import { deepEqual, equal } from 'node:assert/strict';
import { withChoice } from '../../../src/migrations/baseline/choice';

describe('the setting of a baseline', () => {
  it('is a text where a folder has one environment', () => {
    equal(withChoice(null, 'db', 'git', ['db']), 'git');
    equal(withChoice('git', 'db', 'schema.sql', ['db']), 'schema.sql');
    equal(withChoice('git', 'db', null, ['db']), null);
  });

  it('has a text for each of several, and keeps those of the others', () => {
    deepEqual(withChoice(null, 'a', 'git', ['a', 'b']), { a: 'git' });
    deepEqual(withChoice('git', 'a', 'none', ['a', 'b']), { b: 'git', a: 'none' });
    deepEqual(withChoice({ a: 'git', b: 'none' }, 'a', null, ['a', 'b']), { b: 'none' });
    equal(withChoice({ a: 'git' }, 'a', null, ['a', 'b']), null);
  });
});
