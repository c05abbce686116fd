import { deepEqual, equal, fail, match, ok, throws } from 'node:assert/strict';
import { findEnvironments } from '../../../src/alembic/environment/find-environments';
import { readHistory } from '../../../src/alembic/history/read-history';
import { RevisionTargetError } from '../../../src/alembic/history/revision-target-error';
import type { PythonParser } from '../../../src/python/parser';
import { loadParser } from '../../python/load-parser';
import { memoryFiles } from '../../python/memory-files';

let parser: PythonParser;
before(async () => {
  parser = await loadParser();
});

/** The history of a project whose version directory holds these files. */
function read(versions: Readonly<Record<string, string>>, ini = '') {
  const placed = Object.entries(versions).map(([name, text]) => [name.includes('/') ? name : `db/versions/${name}`, text]);
  const files = memoryFiles({ 'alembic.ini': `[alembic]\nscript_location = db\n${ini}`, 'db/env.py': '', ...Object.fromEntries(placed) });
  return readHistory(findEnvironments(files).environments[0] ?? fail(), files, parser);
}

const file = (id: string, down: string) => `"""step ${id}"""\nrevision = ${id}\ndown_revision = ${down}\n\n\ndef upgrade():\n    pass\n`;
const ids = (history: ReturnType<typeof read>) => history.revisions.map((revision) => revision.id);
const shown = (history: ReturnType<typeof read>) =>
  history.problems.map(({ code, revision, file, line, column }) => [code, revision, file, line, column]);

describe('the history of an environment', () => {
  it('takes ids from the values, however they are written, and never from file names', () => {
    const history = read({
      'a.py': 'from typing import Sequence, Union\nrevision: str = "one"\ndown_revision: Union[str, Sequence[str], None] = None\n',
      'zzz_one.py': "REV = 'tw' 'o'\nPARENT = 'one'\nrevision = REV\ndown_revision = PARENT\n",
      'm.py': "revision, down_revision = 'three', ('two',)\nbranch_labels = ['x', 'y']\ndepends_on = 'one'\n",
      '2024_one_.py': "revision = rev = 'four'\ndown_revision = ['three']\n",
    });
    deepEqual(shown(history), []);
    deepEqual(ids(history), ['one', 'two', 'three', 'four']);
    deepEqual(history.byId.get('three')?.labels, ['x', 'y']);
    deepEqual(history.byId.get('three')?.dependsOn, ['one']);
    deepEqual(history.heads, ['four']);
    deepEqual(history.bases, ['one']);
    deepEqual(history.children('one'), ['two']);
  });

  it('asks the evaluator for identifiers that are computed', () => {
    const history = read({
      'db/versions/a.py': 'from app.ids import FIRST\nrevision = FIRST\ndown_revision = None\n',
      'db/versions/b.py':
        "PREFIX = 'b'\nrevision = f'{PREFIX}_2'\nif PREFIX == 'b':\n    down_revision = 'a_1'\nelse:\n    down_revision = None\n",
      'db/versions/c.py': "from app.ids import *\ndown_revision = ('b_2',)\n",
      'db/versions/d.py': "import os\nrevision = 'd_4'\ndown_revision = os.environ['PARENT']\n",
      'app/ids.py': "FIRST = 'a' + '_1'\nrevision = 'c_3'\n",
    });
    deepEqual(ids(history), ['a_1', 'b_2', 'c_3', 'd_4']);
    deepEqual(shown(history), [['revision-invalid', 'd_4', 'db/versions/d.py', 3, 17]]);
    match(history.problems[0]?.message ?? '', /down_revision of db\/versions\/d\.py is not understood: the environment variable PARENT/);
  });

  it('takes the message from the docstring up to its first empty line', () => {
    const history = read({
      'a.py': `"""Add the table\nof users\n\nRevision ID: a\n"""\nrevision = 'a'\ndown_revision = None\n`,
      'b.py': "revision = 'b'\ndown_revision = 'a'\n",
    });
    equal(history.byId.get('a')?.message, 'Add the table\nof users');
    equal(history.byId.get('a')?.docstring, 'Add the table\nof users\n\nRevision ID: a');
    equal(history.byId.get('b')?.message, '');
  });

  it('reads the files Alembic would: sub-folders only where they are asked for', () => {
    const versions = {
      '__init__.py': '',
      '.#lock.py': 'x',
      README: '',
      'a.py': file("'a'", 'None'),
      'db/versions/2024/b.py': file("'b'", "'a'"),
      'db/versions/__pycache__/c.py': file("'c'", "'a'"),
    };
    deepEqual(ids(read(versions)), ['a']);
    deepEqual(ids(read(versions, 'recursive_version_locations = true\n')), ['a', 'b']);
  });

  it('reads several version directories, one file once', () => {
    const history = read(
      { 'db/versions/a.py': file("'a'", 'None'), 'plugin/b.py': file("'b'", "'a'") },
      'version_locations = db/versions plugin plugin\n',
    );
    deepEqual(ids(history), ['a', 'b']);
    deepEqual(shown(history), []);
  });

  it('reads the same without the functions, but for what is wrong inside of them', () => {
    const files = memoryFiles({
      'alembic.ini': '[alembic]\nscript_location = db\n',
      'db/env.py': '',
      'db/versions/a.py': `"""doc\ndef in it"""\n${file("'a'", 'None').slice('"""step \'a\'"""'.length)}`,
      'db/versions/b.py': `def upgrade():\n    pass\n\n\n${file("'b'", "'a'")}`,
      'db/versions/c.py': `${file("'c'", "'b'")}\n\ndef downgrade(:\n    pass\n`,
      'db/versions/d.py': `revision = 'd'\n\n\ndef upgrade():\n    pass\n\n\ndown_revision = 'c'\n`,
    });
    const [environment = fail()] = findEnvironments(files).environments;
    const whole = readHistory(environment, files, parser);
    const heads = readHistory(environment, files, parser, { bodies: false });
    deepEqual(ids(whole), ['a', 'b', 'c', 'd']);
    deepEqual(ids(heads), ids(whole));
    deepEqual(heads.problems, []);
    deepEqual(
      whole.problems.map((problem) => problem.code),
      ['revision-unreadable'],
    );
    equal(heads.byId.get('a')?.message, 'doc\ndef in it');
  });

  it('is empty without revisions', () => {
    const history = read({});
    deepEqual([history.revisions, history.heads, history.bases, history.problems], [[], [], [], []]);
    deepEqual(history.upgradePath([], 'head'), []);
    deepEqual(history.resolve('head'), []);
  });

  it('resolves what a person writes, and says what it cannot', () => {
    const history = read({
      'a.py': file("'aaaa1111'", 'None'),
      'b.py': file("'aaaa2222'", "'aaaa1111'"),
      'c.py': file("'cccc3333'", "'aaaa2222'"),
    });
    const path = (direction: 'upgradePath' | 'downgradePath', from: readonly string[], to: string) =>
      history[direction](from, to).map((revision) => revision.id);
    deepEqual(path('upgradePath', [], 'head'), ['aaaa1111', 'aaaa2222', 'cccc3333']);
    deepEqual(path('upgradePath', ['aaaa1111'], '+1'), ['aaaa2222']);
    deepEqual(path('downgradePath', ['cccc3333'], '-2'), ['cccc3333', 'aaaa2222']);
    deepEqual(path('downgradePath', ['cccc3333'], 'base'), ['cccc3333', 'aaaa2222', 'aaaa1111']);
    deepEqual(
      history.resolve('cccc').map((revision) => revision.id),
      ['cccc3333'],
    );
    const refused = (run: () => unknown, message: string) =>
      throws(run, (error) => error instanceof RevisionTargetError && error.message === message);
    refused(() => history.resolve('aaaa'), "Multiple revisions start with 'aaaa': 'aaaa1111', 'aaaa2222'...");
    refused(() => history.resolve('nowhere'), "Can't locate revision identified by 'nowhere'");
    refused(() => history.upgradePath(['gone'], 'head'), "Can't locate revision identified by 'gone'");
    refused(() => path('upgradePath', ['cccc3333'], '+1'), "Relative revision +1 didn't produce 1 migrations");
    refused(
      () => path('downgradePath', ['aaaa1111'], 'cccc3333'),
      'Destination cccc3333 is not a valid downgrade target from current head(s)',
    );
  });
});

describe('a history with something wrong', () => {
  it('keeps a file that cannot be parsed where its identifiers can be read', () => {
    const history = read({
      'a.py': file("'a'", 'None'),
      'b.py': `${file("'b'", "'a'")}\n\ndef downgrade(:\n    pass\n`,
      'c.py': file("'c'", "'b'"),
    });
    deepEqual(ids(history), ['a', 'b', 'c']);
    match(history.byId.get('b')?.unreadable ?? '', /^db\/versions\/b\.py cannot be parsed/);
    equal(history.problems.length, 1);
    equal(history.problems[0]?.code, 'revision-unreadable');
    equal(history.problems[0]?.file, 'db/versions/b.py');
    ok((history.problems[0]?.line ?? 0) >= 9);
  });

  it('goes on without a file that says nothing that can be read', () => {
    const history = read({ 'a.py': file("'a'", 'None'), 'b.py': '<<<<<<< HEAD\n', 'c.py': 'import os\n' });
    deepEqual(ids(history), ['a']);
    deepEqual(
      history.problems.map(({ code, file }) => [code, file]),
      [
        ['revision-unreadable', 'db/versions/b.py'],
        ['revision-unreadable', 'db/versions/c.py'],
      ],
    );
    match(history.problems[1]?.message ?? '', /Could not determine revision id from filename c\.py/);
  });

  it('says where a value is no identifier', () => {
    const history = read({
      'a.py': 'revision = 12\ndown_revision = None\n',
      'b.py': "revision = 'b'\ndown_revision = 3\n",
      'c.py': "revision = 'c'\n",
      'd.py': "revision = 'd-1'\ndown_revision = 'c'\n",
    });
    deepEqual(shown(history), [
      ['revision-unreadable', undefined, 'db/versions/a.py', 1, 12],
      ['revision-invalid', 'b', 'db/versions/b.py', 2, 17],
      ['revision-invalid', 'c', 'db/versions/c.py', 1, 1],
      ['revision-invalid', 'd-1', 'db/versions/d.py', 1, 12],
    ]);
    match(history.problems[3]?.message ?? '', /Character\(s\) '-' not allowed in revision identifier 'd-1'/);
  });

  it('points at the expression of a parent that no file has', () => {
    const history = read({
      'a.py': file("'a'", 'None'),
      'b.py': file("'b'", "('a', 'lost')"),
      'c.py': `${file("'c'", "'b'")}depends_on = 'gone'\n`,
    });
    deepEqual(shown(history), [
      ['missing-parent', 'b', 'db/versions/b.py', 3, 17],
      ['missing-dependency', 'c', 'db/versions/c.py', 8, 14],
    ]);
    equal(history.problems[0]?.message, 'Revision lost referenced from b is not present');
    deepEqual(ids(history), ['a', 'b', 'c']);
  });

  it('puts what lost its parent after what is whole', () => {
    const history = read({
      'a.py': file("'a'", 'None'),
      'b.py': file("'b'", "'a'"),
      'd.py': file("'d'", "'lost'"),
      'e.py': file("'e'", "'d'"),
    });
    deepEqual(ids(history), ['a', 'b', 'd', 'e']);
    deepEqual(
      history.upgradePath([], 'heads').map((revision) => revision.id),
      ['a', 'b', 'd', 'e'],
    );
    deepEqual(
      history.downgradePath(['b', 'e'], 'base').map((revision) => revision.id),
      ['e', 'd', 'b', 'a'],
    );
  });

  it('names both files that give one id', () => {
    const history = read({ 'a.py': file("'a'", 'None'), 'b.py': file("'b'", "'a'"), 'b_again.py': file("'b'", 'None') });
    deepEqual(shown(history), [['duplicate-revision', 'b', 'db/versions/b_again.py', 2, 12]]);
    equal(history.problems[0]?.message, 'Revision b is present more than once: in db/versions/b.py and in db/versions/b_again.py');
    deepEqual(ids(history), ['a', 'b']);
    equal(history.byId.get('b')?.file, 'db/versions/b.py');
  });

  it('names the ids of a cycle once, and orders what is not above it', () => {
    const history = read({
      'a.py': file("'a'", 'None'),
      'b.py': file("'b'", "('a', 'd')"),
      'c.py': file("'c'", "'b'"),
      'd.py': file("'d'", "'c'"),
      'e.py': file("'e'", "'d'"),
      'self.py': file("'self'", "'self'"),
    });
    deepEqual(shown(history), [
      ['cycle', 'b', 'db/versions/b.py', 3, 17],
      ['cycle', 'self', 'db/versions/self.py', 3, 17],
    ]);
    equal(history.problems[0]?.message, 'Cycle is detected in revisions (b, c, d)');
    equal(history.problems[1]?.message, 'Self-loop is detected in revisions (self)');
    deepEqual(ids(history), ['a']);
    deepEqual(
      history.unplaced.map((revision) => revision.id),
      ['b', 'c', 'd', 'e', 'self'],
    );
  });

  it('tells a cycle that only dependencies close', () => {
    const history = read({ 'a.py': `${file("'a'", 'None')}depends_on = 'b'\n`, 'b.py': file("'b'", "'a'") });
    equal(history.problems[0]?.message, 'Dependency cycle is detected in revisions (a, b)');
    deepEqual([history.problems[0]?.line, history.problems[0]?.file], [8, 'db/versions/a.py']);
  });

  it('says who has a branch label already', () => {
    const history = read({
      'a.py': `${file("'a'", 'None')}branch_labels = 'shop'\n`,
      'b.py': `${file("'b'", "'a'")}branch_labels = ('shop', 'a')\n`,
    });
    deepEqual(
      history.problems.map(({ code, message }) => [code, message]),
      [
        ['duplicate-label', "Branch name 'shop' in revision b already used by revision a"],
        ['duplicate-label', "Branch name 'a' in revision b already used by revision a"],
      ],
    );
  });

  it('has several heads without calling it a problem', () => {
    const history = read({ 'a.py': file("'a'", 'None'), 'b.py': file("'b'", "'a'"), 'c.py': file("'c'", "'a'") });
    deepEqual([history.heads, history.problems], [['b', 'c'], []]);
    throws(() => history.upgradePath([], 'head'), /Multiple head revisions are present for given argument 'head'/);
    equal(history.upgradePath([], 'heads').length, 3);
  });
});
