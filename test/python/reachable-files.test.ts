import { deepEqual } from 'node:assert/strict';
import { reachableFiles } from '../../src/python/reachable-files';
import { memoryFiles } from './memory-files';

/** What `env.py` with these lines leads to in a project of these files. */
function reached(lines: string, others: Readonly<Record<string, string>>, searchPaths: readonly string[] = ['']): readonly string[] {
  const found = reachableFiles(memoryFiles({ 'env.py': lines, ...others }), searchPaths, ['env.py']);
  return [...found].filter((file) => file !== 'env.py').sort();
}
const app = { 'app/__init__.py': '', 'app/a.py': '', 'app/b.py': '', 'app/c/__init__.py': '', 'app/c/d.py': '' };

describe('the files that imports lead to', () => {
  const forms: Readonly<Record<string, readonly string[]>> = {
    'import app.a': ['app/__init__.py', 'app/a.py'],
    'import app.a as x, app.b': ['app/__init__.py', 'app/a.py', 'app/b.py'],
    'import os; import app.b': ['app/__init__.py', 'app/b.py'],
    'from app import a, b as c  # noqa': ['app/__init__.py', 'app/a.py', 'app/b.py'],
    'from app import (  # all (of them)\n    a,  # the first (of two)\n    b,\n)': ['app/__init__.py', 'app/a.py', 'app/b.py'],
    'from app import a, \\\n    b': ['app/__init__.py', 'app/a.py', 'app/b.py'],
    'from app.c.d import *': ['app/__init__.py', 'app/c/__init__.py', 'app/c/d.py'],
    'try: import app.a\nexcept ImportError: pass': ['app/__init__.py', 'app/a.py'],
    'def load():\n    from app.c import d\n': ['app/__init__.py', 'app/c/__init__.py', 'app/c/d.py'],
    'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from app import a\n\n    import app.b\nelse:\n    import app.c\n': [
      'app/__init__.py',
      'app/c/__init__.py',
    ],
    '# import app.a\nimport nowhere\nfrom app.nothing import x': ['app/__init__.py'],
  };
  for (const [lines, files] of Object.entries(forms)) it(`of ${JSON.stringify(lines)}`, () => deepEqual(reached(lines, app), files));

  it('go on from file to file, relative ones too, and end in a circle', () => {
    const files = {
      'app/__init__.py': 'from . import a\n',
      'app/a.py': 'from .c.d import thing\n',
      'app/c/__init__.py': '',
      'app/c/d.py': 'from ... import nothing\nfrom ..b import thing\nfrom .. import a\n',
      'app/b.py': '',
      'app/unused.py': '',
    };
    deepEqual(reached('import app', files), ['app/__init__.py', 'app/a.py', 'app/b.py', 'app/c/__init__.py', 'app/c/d.py']);
  });

  it('go through packages without __init__.py, and the first search path that has them', () => {
    const files = { 'src/shop/models/user.py': '', 'lib/shop.py': '', 'other/thing.py': '' };
    deepEqual(reached('from shop.models import user\nimport thing', files, ['src', 'other']), [
      'other/thing.py',
      'src/shop/models/user.py',
    ]);
    deepEqual(reached('import shop', files, ['lib', 'src']), ['lib/shop.py']);
  });
});
