import { deepEqual, equal, throws } from 'node:assert/strict';
import { IniError, iniValue, parseIni } from '../../../src/alembic/environment/ini';

const value = (text: string, name: string, here = '/project') => iniValue(parseIni(text), 'alembic', name, new Map([['here', here]]));

describe('an INI file', () => {
  it('has sections, options with = or :, and comments on lines of their own', () => {
    const text = '# first\n[alembic]\nscript_location = app/migrations ; kept\n; a comment\nTimezone: UTC\n[other]\nscript_location = x\n';
    equal(value(text, 'script_location'), 'app/migrations ; kept');
    equal(value(text, 'timezone'), 'UTC');
    equal(value(text, 'missing'), null);
  });

  it('joins continuation lines, with empty lines and without comments', () => {
    equal(value('[alembic]\nversion_locations = one\n    two\n    # no\n\n    three\n\n', 'version_locations'), 'one\ntwo\n\nthree');
  });

  it('replaces %(here)s, other options, those of [DEFAULT], and %%', () => {
    const text = '[DEFAULT]\nroot = lib\n[alembic]\nscript_location = %(here)s/%(root)s/db\nfile_template = %%(rev)s_%%(slug)s\n';
    equal(value(text, 'script_location'), '/project/lib/db');
    equal(value(text, 'file_template'), '%(rev)s_%(slug)s');
  });

  it('refuses what ConfigParser refuses, with the line', () => {
    const refused = (text: string, line: number, message: RegExp) =>
      throws(
        () => value(text, 'a'),
        (error) => error instanceof IniError && error.line === line && message.test(error.message),
      );
    refused('a = 1\n', 1, /no section headers/);
    refused('[alembic]\n[alembic]\n', 2, /section 'alembic' already exists/);
    refused('[alembic]\na = 1\nA = 2\n', 3, /option 'a' in section 'alembic' already exists/);
    refused('[alembic]\nnonsense\n', 2, /parsing errors/);
    refused('[alembic]\n\na = 50%\n', 3, /must be followed by/);
    refused('[alembic]\na = %(b)s\n', 2, /interpolation key 'b'/);
    refused('[alembic]\na = %(a)s\n', 2, /Recursion limit/);
  });

  it('reads Windows line ends and a byte order mark', () => {
    deepEqual([...parseIni('\uFEFF[alembic]\r\na = 1\r\n').sections.get('alembic')!.keys()], ['a']);
    equal(value('\uFEFF[alembic]\r\na = 1\r\n', 'a'), '1');
  });
});
