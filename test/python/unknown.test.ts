import assert from 'node:assert/strict';
import { hostModule, nativeFunction, none } from '../../src/python/native';
import { startProgram } from './start-program';

/** Records that it was called, as a model that is mapped or an operation does. */
const noting = nativeFunction('note', (interpreter, _args, place) => {
  interpreter.record('note', none, place);
  return none;
});

describe('what cannot be known', () => {
  it('comes from modules that are neither the project nor known, with where it began', async () => {
    const { value } = await startProgram({ 'm.py': 'from flask import current_app\nx = current_app.config["a"](1) + 2\n' });
    const x = value('m', 'x');
    assert.equal(x.type, 'unknown');
    assert.equal(x.type === 'unknown' && x.reason, 'the value of flask.current_app');
    assert.deepEqual(x.place && [x.place.file, x.place.line, x.place.column], ['m.py', 1, 19]);
  });

  it('is where the folders of the machine are, and hides nothing that stands around them', async () => {
    const { program, module, show } = await startProgram({
      'settings.py': [
        'import os, tempfile',
        'from pathlib import Path',
        'HOME = Path.home()',
        'DATA = HOME / ".shop" / "data"',
        'if not DATA.parent.exists():',
        '    DATA.parent.mkdir(parents=True, exist_ok=True)',
        'URL = f"sqlite:///{DATA}"',
        'NAME = HOME.name',
        'LOGS = os.path.join(os.path.expanduser("~"), "logs")',
        'CACHE = Path(tempfile.gettempdir()).resolve()',
        'OWN = Path("~/shop").expanduser()',
        'THERE = Path(os.path.expandvars("$SHOP")).exists()',
        'HERE = str(Path.cwd() / "shop")',
        'PLAIN = os.path.expanduser("/srv/shop")',
        'PREFIX = "shop_"',
      ].join('\n'),
    });
    module('settings');
    assert.deepEqual(program.failures, []);
    assert.equal(show('settings', 'URL'), 'unknown: the home folder');
    assert.equal(show('settings', 'NAME'), 'unknown: the home folder');
    assert.equal(show('settings', 'LOGS'), 'unknown: the home folder');
    assert.equal(show('settings', 'OWN'), 'unknown: the home folder');
    assert.equal(show('settings', 'CACHE'), 'unknown: the value of tempfile.gettempdir');
    assert.equal(show('settings', 'THERE'), 'unknown: the environment');
    assert.equal(show('settings', 'HERE'), "'shop'");
    assert.equal(show('settings', 'PLAIN'), "'/srv/shop'");
    assert.equal(show('settings', 'PREFIX'), "'shop_'");
  });

  it('makes names unknown that come out different on both sides of a branch', async () => {
    const { show } = await startProgram({
      'm.py': 'import flask\nif flask.debug:\n    a = 1\n    b = 2\n    l = [1]\nelse:\n    a = 1\n    b = 3\nif flask.x:\n    only = 1\n',
    });
    assert.equal(show('m', 'a'), '1');
    assert.equal(show('m', 'b'), 'unknown: the value of flask.debug');
    assert.equal(show('m', 'l'), 'unknown: the value of flask.debug');
    assert.equal(show('m', 'only'), 'unknown: the value of flask.x');
  });

  it('leaves what stood in containers before the branch', async () => {
    const { value, show } = await startProgram({
      'm.py':
        'import flask\nl = [1]\nd = {"a": 1}\nclass O: pass\no = O()\no.x = 1\nif flask.debug:\n    l.append(2)\n    d["b"] = 2\n    o.x = 2\nx = o.x\na = d["a"]\n',
    });
    const l = value('m', 'l');
    assert.deepEqual(l.type === 'list' && l.items.map((item) => item.type), ['int', 'unknown']);
    assert.equal(show('m', 'a'), '1');
    assert.equal(show('m', 'x'), 'unknown: the value of flask.debug');
  });

  it('keeps what is made inside one branch as it was made', async () => {
    const { program, module } = await startProgram({
      'm.py': 'import flask\nif flask.debug:\n    class A:\n        x = 1\n        l = []\n        l.append(2)\n',
    });
    module('m');
    assert.deepEqual(program.failures, []);
  });

  it('reads a module the same way wherever its import stands', async () => {
    const { program, module } = await startProgram(
      { 'm.py': 'import flask, probe\nif flask.debug:\n    import part\n    probe.note(1)\n', 'part.py': 'import probe\nprobe.note(2)\n' },
      { hostModules: new Map([['probe', hostModule('probe', () => ({ note: noting }))]]) },
    );
    module('m');
    assert.deepEqual(
      program.recorded.map(({ uncertain }) => uncertain?.reason ?? null),
      [null, 'the value of flask.debug'],
    );
  });

  it('takes a branch that raises as the one that does not happen', async () => {
    const { show, program } = await startProgram({ 'm.py': 'import flask\nif not flask.ok:\n    raise ValueError("no")\nx = 1\n' });
    assert.equal(show('m', 'x'), '1');
    assert.deepEqual(program.failures, []);
  });

  it('joins the returns of a function', async () => {
    const { show } = await startProgram({
      'm.py': 'import flask\ndef f(x):\n    if flask.debug:\n        return 1\n    return x\na = f(1)\nb = f(2)\n',
    });
    assert.equal(show('m', 'a'), '1');
    assert.equal(show('m', 'b'), 'unknown: the value of flask.debug');
  });

  it('follows the body of a loop over it once', async () => {
    const { show } = await startProgram({
      'm.py': 'import flask\nn = 0\nkept = 5\nfor item in flask.items:\n    n += 1\n    last = item\nwhile flask.more:\n    n = 7\n',
    });
    assert.equal(show('m', 'n'), 'unknown: the value of flask.items');
    assert.equal(show('m', 'last'), 'unknown: the value of flask.items');
    assert.equal(show('m', 'kept'), '5');
  });

  it('stands as a base class without hiding what is around it', async () => {
    const { show, value } = await startProgram({
      'm.py':
        'from flask_login import UserMixin\nclass Base:\n    b = 2\nclass User(UserMixin, Base):\n    a = 1\nx = User.a\ny = User.b\nz = User.query\nu = User(1).name\n',
    });
    assert.equal(show('m', 'x'), '1');
    assert.equal(show('m', 'y'), '2');
    assert.equal(show('m', 'z'), 'unknown: the value of flask_login.UserMixin');
    assert.equal(show('m', 'u'), 'unknown: the value of flask_login.UserMixin');
    const user = value('m', 'User');
    assert.deepEqual(user.type === 'class' && user.mro.map((cls) => (cls.type === 'class' ? cls.name : '?')), ['User', '?', 'Base']);
  });

  it('as a decorator leaves a class and hides a function', async () => {
    const { value } = await startProgram({ 'm.py': 'import lib\n@lib.register\nclass A: pass\n@lib.wrap\ndef f(): pass\n' });
    assert.equal(value('m', 'A').type, 'class');
    assert.equal(value('m', 'f').type, 'unknown');
  });

  it('reaches parameters through * and **', async () => {
    const { show } = await startProgram({
      'm.py': 'import lib\ndef f(a, b=1, *c, **d):\n    return b\nx = f(0, *lib.rest)\ny = f(0, 5, **lib.more)\n',
    });
    assert.equal(show('m', 'x'), 'unknown: the value of lib.rest');
    assert.equal(show('m', 'y'), '5');
  });

  it('hides how many values a generator yields', async () => {
    const { show } = await startProgram({
      'm.py': 'import lib\ndef g():\n    yield 1\n    if lib.more:\n        yield 2\nx = list(g())\n',
    });
    assert.equal(show('m', 'x'), 'unknown: the value of lib.more');
  });

  it('in a try calls no handler', async () => {
    const { show } = await startProgram({ 'm.py': 'import lib\ntry:\n    lib.go()\n    x = 1\nexcept Exception:\n    x = 2\n' });
    assert.equal(show('m', 'x'), '1');
  });
});

describe('bounds', () => {
  it('ends loops that do not end', async () => {
    const { program, module } = await startProgram({ 'm.py': 'x = 1\nwhile True:\n    x += 1\ny = 2\n' }, { steps: 10_000 });
    module('m');
    assert.deepEqual(
      program.failures.map((failure) => failure.kind),
      ['bound'],
    );
  });

  it('answers endless recursion and values that are too large with an Unknown', async () => {
    const { show } = await startProgram({
      'm.py':
        'def f(n): return f(n + 1)\na = f(0)\nb = "x" * 10 ** 9\nc = [0] * 10 ** 12\nd = 10 ** 10 ** 10\ne = list(range(10 ** 12))\ng = 1 << 10 ** 9\n',
    });
    assert.equal(show('m', 'a'), 'unknown: a recursion deeper than 200 calls');
    for (const name of ['b', 'c', 'd', 'e', 'g']) assert.match(show('m', name), /^unknown: .*too large$/);
  });

  it('leaves a walk through a structure that is not known, and reads on', async () => {
    const { program, module, show } = await startProgram({
      'm.py': [
        'import flask',
        'def resolved(value, version="v1"):',
        '    if isinstance(value, list):',
        '        result = []',
        '        for item in value:',
        '            result.append(resolved(item, version))',
        '    elif isinstance(value, dict):',
        '        result = {}',
        '        for key in value:',
        '            result[key] = resolved(value[key], version)',
        '    else:',
        '        result = value',
        '    return result',
        'a = resolved(flask.schema)',
        'b = resolved({"a": [1, [2, {"b": 3}]]})',
      ].join('\n'),
    });
    module('m');
    assert.deepEqual(program.failures, []);
    assert.match(show('m', 'a'), /^unknown: /);
    assert.equal(show('m', 'b'), "{'a': [1, [2, {'b': 3}]]}");
  });

  it('answers a recursion through many blocks with an Unknown', async () => {
    const nested = Array.from({ length: 12 }, (_, depth) => `${'    '.repeat(depth + 1)}if n > ${depth}:`);
    const { program, show } = await startProgram({
      'm.py': ['def f(n):', ...nested, `${'    '.repeat(13)}return f(n + 1)`, 'a = f(100)', 'b = 1'].join('\n'),
    });
    assert.equal(show('m', 'a'), 'unknown: a recursion that is nested too deeply');
    assert.equal(show('m', 'b'), '1');
    assert.deepEqual(program.failures, []);
  });

  it('reads expressions nested very deeply without falling over', async () => {
    const { program } = await startProgram({
      'deep.py': `x = ${'('.repeat(5000)}1${')'.repeat(5000)}\n`,
      'long.py': `x = ${Array.from({ length: 5000 }, () => '1').join(' + ')}\n`,
      'calls.py': `f = lambda x: x\nx = ${'f('.repeat(3000)}1${')'.repeat(3000)}\n`,
    });
    for (const name of ['deep', 'long', 'calls']) program.importModule(name);
  });

  it('stops generators that do not end', async () => {
    const { show } = await startProgram({
      'm.py': 'def g():\n    n = 0\n    while True:\n        yield n\n        n += 1\nfor x in g():\n    if x == 3:\n        break\n',
    });
    assert.equal(show('m', 'x'), '3');
  });

  it('keeps open what a key or a member that is not known may be', async () => {
    const open = ['"x" in s', '"x" not in s', '"x" in d', 'd.get("x")', '"x" in d.keys()', '"x" in e', 'e["a"]', '1 in f', '"a" in g'];
    const { show } = await startProgram({
      'm.py': `from elsewhere import U
s = set()
s.add(U)
d = {U: 1, "b": 2}
e = {"a": 1}
e.update(U)
f = {1, 2}
f.discard(U)
g = {"a": 1}
g.pop(U)
known = [len(s), "b" in d, d["b"], "a" in e]
${open.map((expression, at) => `r${at} = ${expression}`).join('\n')}
`,
    });
    assert.equal(show('m', 'known'), '[1, True, 2, True]');
    for (const [at, expression] of open.entries()) assert.equal(show('m', `r${at}`), 'unknown: the value of elsewhere.U', expression);
  });
});
