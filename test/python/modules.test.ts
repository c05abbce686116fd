import assert from 'node:assert/strict';
import { attempt } from '../../src/python/attempt';
import { createProgram } from '../../src/python/create-program';
import { noArguments } from '../../src/python/native';
import { loadParser } from './load-parser';
import { memoryFiles } from './memory-files';
import { startProgram } from './start-program';

describe('modules', () => {
  it('runs packages from the outside in, once', async () => {
    const { show } = await startProgram({
      'a/__init__.py': 'order = ["a"]\n',
      'a/b/__init__.py': 'from a import order\norder.append("b")\n',
      'a/b/c.py': 'from .. import order\nfrom ..b import d\nfrom . import d as again\norder.append("c")\nx = d.y\n',
      'a/b/d.py': 'from a import order\norder.append("d")\ny = 4\n',
      'm.py': 'import a.b.c\nimport a.b.c as deep\nfrom a.b.c import x\norder = a.order\nz = a.b.c.x + deep.x\n',
    });
    assert.equal(show('m', 'order'), "['a', 'b', 'd', 'c']");
    assert.equal(show('m', 'z'), '8');
  });

  it('reads star imports, __all__, search paths and namespace packages', async () => {
    const { show, program } = await startProgram(
      {
        'src/pkg/one.py': '__all__ = ["a", "_b"]\na, _b, c = 1, 2, 3\n',
        'src/pkg/two.py': 'd, _e = 4, 5\n',
        'main.py': 'from pkg.one import *\nfrom pkg.two import *\nnames = sorted(n for n in dir() if not n.startswith("__"))\n',
      },
      { searchPaths: ['', 'src'] },
    );
    assert.equal(show('main', 'names'), "['_b', 'a', 'd']");
    assert.equal(program.moduleNameOf('src/pkg/one.py'), 'pkg.one');
    assert.equal(program.moduleNameOf('src/pkg/__init__.py'), 'pkg');
    assert.equal(program.moduleNameOf('notes.txt'), null);
    assert.ok(program.dependencies.has('src/pkg/one.py'));
    assert.ok(program.dependencies.has('src/pkg/__init__.py'));
  });

  it('names a file as what imports it does, so that it runs once', async () => {
    const { show, program } = await startProgram(
      {
        'app/shop/__init__.py': '',
        'app/shop/base.py': 'made = []\n',
        'app/shop/models.py': 'from shop.base import made\nmade.append(__name__)\n',
        'env.py': 'import shop.models\n',
        'after.py': 'from shop.base import made\n',
      },
      { searchPaths: ['app/shop', 'app', ''] },
    );
    assert.equal(program.moduleNameOf('app/shop/models.py'), 'shop.models');
    program.importModule('env');
    assert.equal(program.moduleNameOf('app/shop/models.py'), 'shop.models');
    assert.equal(program.moduleNameOf('app/shop/other.py'), 'shop.other');
    program.importModule('app.shop.base');
    assert.equal(show('after', 'made'), "['shop.models']");
  });

  it('never looks for a module of the standard library that Alembic has imported before', async () => {
    const { show } = await startProgram(
      {
        'app/logging.py': 'wrong = True\n',
        'app/enum.py': 'Enum = 1\n',
        'app/statistics.py': 'mean = 5\n',
        'main.py': 'import logging, enum\nfrom statistics import mean\nlog = logging.getLogger("x")\nkind = type(enum.Enum).__name__\n',
      },
      { searchPaths: ['app', ''] },
    );
    assert.equal(show('main', 'kind'), "'EnumType'");
    assert.equal(show('main', 'mean'), '5');
  });

  it('follows import cycles as Python does', async () => {
    const { show, program } = await startProgram({
      'a.py': 'x = 1\nimport b\ny = b.z\n',
      'b.py': 'import a\nz = a.x + 1\n',
      'c.py': 'from d import later\n',
      'd.py': 'import c\nlater = 1\n',
    });
    assert.equal(show('a', 'y'), '2');
    program.importModule('d');
    assert.match(program.failures[0]?.message ?? '', /partially initialized module 'd'/);
  });

  it('raises ImportError for what a project package should have', async () => {
    const { show } = await startProgram({
      'pkg/__init__.py': '',
      'm.py': [
        'try:\n    import pkg.absent\n    a = 1\nexcept ImportError:\n    a = 2',
        'try:\n    from pkg import nothing\n    b = 1\nexcept ImportError as e:\n    b = str(e)',
        'try:\n    import lxml.etree\n    c = 1\nexcept ModuleNotFoundError:\n    c = 2\n',
      ].join('\n'),
    });
    assert.equal(show('m', 'a'), '2');
    assert.equal(show('m', 'b'), `"cannot import name 'nothing' from 'pkg'"`);
    assert.equal(show('m', 'c'), '1');
  });

  it('passes an ImportError inside a module to the except around its import', async () => {
    const { show, program } = await startProgram({
      'pkg/__init__.py': '',
      'fast.py': 'import pkg.speedups\n',
      'm.py': 'try:\n    import fast\n    x = 1\nexcept ImportError:\n    x = 2\n',
    });
    assert.equal(show('m', 'x'), '2');
    assert.deepEqual(program.failures, []);
  });

  it('goes on after a statement that raises, whose names are not known then', async () => {
    const { show, program } = await startProgram({
      'settings.py': 'A = 1\nB = int("x")\nC = 3\n',
      'm.py': 'from settings import A, C\nimport settings\nd = settings.A\n',
    });
    assert.equal(show('m', 'd'), '1');
    assert.equal(show('m', 'C'), '3');
    assert.match(show('settings', 'B'), /^unknown: settings, which stops with ValueError: invalid literal/);
    assert.deepEqual(
      program.failures.map((failure) => [failure.kind, failure.place.file, failure.place.line]),
      [['raised', 'settings.py', 2]],
    );
  });

  it('reads the rest of a file with a syntax error and says where it is', async () => {
    const { show, program } = await startProgram({ 'm.py': 'a = 1\nb = = 2\nclass C:\n    x = 3\ny = C.x\n' });
    assert.equal(show('m', 'y'), '3');
    assert.equal(show('m', 'a'), '1');
    assert.deepEqual(
      program.failures.map((failure) => [failure.kind, failure.place.line]),
      [['syntax', 2]],
    );
  });

  it('does not run what only a type checker sees', async () => {
    const { show, value } = await startProgram({
      'm.py':
        'from __future__ import annotations\nfrom typing import TYPE_CHECKING, Optional\nif TYPE_CHECKING:\n    from nowhere import Ghost\nclass A:\n    g: Ghost\n    n: Optional[int] = None\n    s: "int"\nx = A.n\n',
    });
    assert.equal(show('m', 'x'), 'None');
    const cls = value('m', 'A');
    assert.ok(cls.type === 'class');
    const ghost = cls.annotations.get('g')?.evaluate();
    assert.equal(ghost?.type === 'unknown' && ghost.reason, "the annotation Ghost (NameError: name 'Ghost' is not defined)");
    const quoted = cls.annotations.get('s')?.evaluate();
    assert.equal(quoted?.type === 'class' && quoted.name, 'int');
    assert.equal(cls.annotations.get('n')?.text, 'Optional[int]');
  });

  it('runs files that are on no search path', async () => {
    const { program } = await startProgram({ 'migrations/versions/1 first.py': 'revision = "abc"\n', 'other.py': 'x = 1' });
    const module = program.runFile('migrations/versions/1 first.py', 'revision_1');
    assert.equal(module.type === 'module' && module.namespace.get('revision')?.type, 'str');
    assert.equal(program.runFile('migrations/versions/1 first.py', 'revision_1'), module);
    assert.equal(program.runFile('absent.py', 'absent').type, 'unknown');
  });

  it('loads the modules of a folder through pkgutil and importlib', async () => {
    const { show } = await startProgram({
      'app/__init__.py':
        'import importlib, pkgutil\nfound = []\nfor _, name, _ in pkgutil.iter_modules(__path__):\n    importlib.import_module("." + name, __name__)\n    found.append(name)\n',
      'app/one.py': '',
      'app/two.py': '',
    });
    assert.equal(show('app', 'found'), "['one', 'two']");
  });

  it('gives modules of a folder by the names of their members', async () => {
    const { show } = await startProgram({
      'app/__init__.py': 'import pkgutil\nfound = [(m.name, m.ispkg, m[1]) for m in pkgutil.iter_modules(__path__)]\n',
      'app/one.py': '',
      'app/two/__init__.py': '',
    });
    assert.equal(show('app', 'found'), "[('one', False, 'one'), ('two', True, 'two')]");
  });

  it('calls a function from outside and gets its failure', async () => {
    const { program, value } = await startProgram({ 'm.py': 'def f():\n    raise ValueError("no")\nl = []\nl.append(l)\n' });
    const f = value('m', 'f');
    const outcome = attempt(program.interpreter, { file: 'm.py', line: 1, column: 1, endLine: 1, endColumn: 1 }, () =>
      program.interpreter.call(f, noArguments, null),
    );
    assert.deepEqual('failure' in outcome && [outcome.failure.message, outcome.failure.place.line], ['ValueError: no', 2]);
    assert.notEqual(typeof program.interpreter.repr(value('m', 'l')), 'string');
  });

  it('reads the files that stand beside a module', async () => {
    const { show } = await startProgram({
      'db/m.py': [
        'import os',
        'from pathlib import Path',
        'with open(os.path.join(os.path.dirname(__file__), "x.sql")) as f: a = f.read()',
        'b = (Path(__file__).parent / "x.sql").read_text()',
        'c = Path(__file__).resolve().parent.parent.joinpath("db", "x.sql").read_text()',
        'd = open("absent.sql").read()\n',
      ].join('\n'),
      'db/x.sql': 'SELECT 1',
    });
    for (const name of ['a', 'b', 'c']) assert.equal(show('db.m', name), "'SELECT 1'");
    assert.equal(show('db.m', 'd'), 'unknown: the contents of absent.sql');
  });

  it('finds no file that is not there where somebody reckons with that', async () => {
    const { show } = await startProgram({
      'm.py': [
        'def read(path):',
        '    try:',
        '        with open(path) as f: return [line.strip() for line in f]',
        '    except FileNotFoundError as error:',
        '        return str(error)',
        'a = read("./data/absent.txt")',
        'b = read("./data/x.txt")',
        'c = read("/etc/absent.txt")',
        'd = read("../absent.txt")',
        'try: e = open("absent.txt").read()',
        'except ValueError: e = 0\n',
      ].join('\n'),
      'data/x.txt': 'one\ntwo\n',
    });
    assert.equal(show('m', 'a'), `"[Errno 2] No such file or directory: './data/absent.txt'"`);
    assert.equal(show('m', 'b'), "['one', 'two']");
    assert.equal(show('m', 'c'), 'unknown: the contents of /etc/absent.txt');
    assert.equal(show('m', 'd'), 'unknown: the contents of ../absent.txt');
    assert.equal(show('m', 'e'), 'unknown: the contents of absent.txt');
  });

  it('parses a text once', async () => {
    const parser = await loadParser();
    assert.equal(parser.parse('m.py', 'x = 1'), parser.parse('m.py', 'x = 1'));
    const files = memoryFiles({ 'm.py': 'x = 1' });
    const options = { files, searchPaths: [''], hostModules: new Map(), parser };
    assert.notEqual(createProgram(options).importModule('m'), createProgram(options).importModule('m'));
  });
});

describe('places', () => {
  it('count columns in UTF-16 code units from 1', async () => {
    const { value } = await startProgram({ 'm.py': 's = "é😀"; x = [1,\n  f"ü{2}"]\n' });
    const x = value('m', 'x');
    assert.deepEqual(x.place, { file: 'm.py', line: 1, column: 16, endLine: 2, endColumn: 11 });
  });

  it('of a class is the class statement, of an annotation the name to the end of the assignment', async () => {
    const { value } = await startProgram({ 'm.py': '@property\nclass A:\n    b: int = 5\n' });
    const cls = value('m', 'A');
    const inner = cls.type === 'descriptor' ? cls.function : cls;
    assert.deepEqual(inner.place && [inner.place.line, inner.place.column, inner.place.endLine, inner.place.endColumn], [2, 1, 3, 15]);
    const annotation = inner.type === 'class' ? inner.annotations.get('b') : null;
    assert.deepEqual(annotation?.textPlace, { file: 'm.py', line: 3, column: 8, endLine: 3, endColumn: 11 });
  });
});
