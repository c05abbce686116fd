import assert from 'node:assert/strict';
import { classOf, objectClass, typeClass } from '../../src/python/builtin-classes';
import { changing } from '../../src/python/changes';
import type { HostModules, Interpreter } from '../../src/python/interpreter';
import { argument, hostModule, int, nativeClass, nativeFunction, nativeMethod, nativeOf, none, str, tuple } from '../../src/python/native';
import { enumMembers } from '../../src/python/stdlib/enum';
import { typingFormOf } from '../../src/python/typing-forms';
import type { DescriptorValue, Value } from '../../src/python/values';
import { startProgram } from './start-program';

function library(log: string[]): HostModules {
  const column = nativeClass({
    name: 'Column',
    module: 'lib',
    native: {
      tag: 'column',
      operate: (_interpreter, operator, self, other, place) => str(`${operator} ${String(self.host)} ${other?.type ?? ''}`, place),
      attribute: (_interpreter, self, name, place) => (name === 'absent' ? null : str(`${String(self.host)}.${name}`, place)),
      call: (_interpreter, self, args) => int(args.positional.length + (self.host === 'c' ? 10 : 0)),
    },
    members: {
      __init__: nativeMethod('__init__', (_interpreter, args) => {
        const [self] = args.positional;
        const name = argument(args, 1, 'name');
        if (self?.type === 'instance') changing(self).host = name?.type === 'str' ? name.value : '?';
        return none;
      }),
      shout: nativeMethod('shout', (_interpreter, args, place) => str(`shout ${args.positional.length}`, place)),
    },
  });
  const hybrid: DescriptorValue = {
    type: 'descriptor',
    kind: 'native',
    function: none,
    get: (_interpreter, instance, owner, place) => str(`${instance ? 'instance' : 'class'} of ${owner.name}`, place),
    attributes: new Map(),
    place: null,
  };
  const metaclass = nativeClass({
    name: 'Meta',
    module: 'lib',
    bases: [typeClass],
    members: {
      __setattr__: nativeMethod('__setattr__', (interpreter, args, place) => {
        const [cls, name] = args.positional;
        if (cls?.type === 'class' && name?.type === 'str') log.push(`${cls.name}.${name.value} set`);
        const store = objectClass.namespace.get('__setattr__');
        return store ? interpreter.call(store, args, place) : none;
      }),
    },
  });
  const model = nativeClass({
    name: 'Model',
    module: 'lib',
    native: {
      tag: 'model',
      subclassed: (interpreter: Interpreter, cls) => {
        log.push(`subclassed ${cls.name}`);
        interpreter.record('mapped', cls, cls.place);
      },
      subscript: (_interpreter, cls, index, place) => tuple([cls, index], place),
      classAttribute: (_interpreter, cls, name, place) => (name === 'query' ? str(`query of ${cls.name}`, place) : null),
    },
    metaclass,
    members: { hybrid },
  });
  const members = (): Record<string, Value> => ({
    Column: column,
    Model: model,
    plain: nativeFunction('plain', (_interpreter, args) => int(args.positional.length)),
  });
  return new Map([
    ['lib', hostModule('lib', members)],
    ['lib.sub', hostModule('lib.sub', () => ({ x: int(1) }))],
  ]);
}

async function run(source: string) {
  const log: string[] = [];
  const started = await startProgram({ 'm.py': source }, { hostModules: library(log) });
  started.module('m');
  assert.deepEqual(started.program.failures, []);
  return { ...started, log };
}

describe('host modules', () => {
  it('make instances whose operators, attributes and calls they answer', async () => {
    const { show } = await run(
      'from lib import Column\nc = Column("c")\nr = [c == 5, c & None, ~c, 5 + c, c["k"], c.key, c.shout(), c(1, 2), Column.shout, hasattr(c, "absent")][:-2]\nneg = -c\n',
    );
    assert.equal(
      show('m', 'r'),
      "['__eq__ c int', '__and__ c None', '__invert__ c ', '__radd__ c int', '__getitem__ c str', 'c.key', 'shout 1', 12]",
    );
    assert.equal(show('m', 'neg'), "'__neg__ c '");
  });

  it('run a native __init__ for subclasses, with and without super()', async () => {
    const { show } = await run(
      'from lib import Column\nclass Mine(Column):\n    pass\nclass Other(Column):\n    def __init__(self, n):\n        self.n = n\n        super().__init__("from " + n)\nr = [Mine("a").key, Other("b").key, Other("b").n, Mine(name="k").key]\n',
    );
    assert.equal(show('m', 'r'), "['a.key', 'from b.key', 'b', 'k.key']");
  });

  it('hear of subclasses at any depth, of class attributes, and record', async () => {
    const { show, log, program } = await run(
      'import lib\nclass A(lib.Model):\n    pass\nclass B(A):\n    pass\nB.extra = 1\nr = [A.query, B.query, B["x"][1], B.hybrid, B().hybrid, lib.plain(1), B.plainly if False else 0]\nif lib.nothing:\n    class C(A): pass\n',
    );
    assert.deepEqual(log, ['subclassed A', 'subclassed B', 'B.extra set', 'subclassed C']);
    assert.equal(show('m', 'r'), "['query of A', 'query of B', 'x', 'class of B', 'instance of B', 1, 0]");
    assert.deepEqual(
      program.recorded.map((entry) => [entry.kind, entry.value.type === 'class' && entry.value.name, entry.uncertain?.reason ?? null]),
      [
        ['mapped', 'A', null],
        ['mapped', 'B', null],
        ['mapped', 'C', 'the value of lib.nothing'],
      ],
    );
    const b = program.interpreter.findAttribute(program.interpreter.importModule('m', null), 'B', null);
    assert.equal(b?.type === 'class' && nativeOf(b)?.tag, 'model');
  });

  it('give submodules without an import of their own', async () => {
    const { show } = await run('import lib\nx = lib.sub.x\nfrom lib.sub import x as y\n');
    assert.equal(show('m', 'x'), '1');
    assert.equal(show('m', 'y'), '1');
  });
});

describe('typing', () => {
  it('keeps the arguments of its forms', async () => {
    const { value } = await startProgram({
      'm.py':
        'from typing import *\na = Optional[int]\nb = int | None\nc = Annotated[str, 50]\nd = list["A"]\ne = Literal["x", "y"]\nf = Dict[str, Any] | None\n',
    });
    const shown = (name: string): unknown => describeForm(value('m', name));
    assert.deepEqual(shown('a'), ['Optional', 'int']);
    assert.deepEqual(shown('b'), ['Union', 'int', 'None']);
    assert.deepEqual(shown('c'), ['Annotated', 'str', 'int 50']);
    assert.deepEqual(shown('d'), ['list', 'str A']);
    assert.deepEqual(shown('e'), ['Literal', 'str x', 'str y']);
    assert.deepEqual(shown('f'), ['Union', ['Dict', 'str', ['Any']], 'None']);
  });
});

function describeForm(value: Value): unknown {
  const form = typingFormOf(value);
  if (form) return [form.name, ...form.arguments.map(describeForm)];
  if (value.type === 'class') return value.name;
  return value.type === 'str' || value.type === 'int' ? `${value.type} ${value.value}` : value.type;
}

describe('enum', () => {
  it('tells its members to other rooms', async () => {
    const { value } = await startProgram({ 'm.py': 'import enum\nclass C(str, enum.Enum):\n    A = "a"\n    B = "b"\n    Z = "a"\n' });
    const cls = value('m', 'C');
    assert.ok(cls.type === 'class');
    const members = enumMembers(cls) ?? [];
    assert.deepEqual(
      members.map((entry) => [entry.name, entry.value.type === 'str' && entry.value.value, classOf(entry.member) === cls]),
      [
        ['A', 'a', true],
        ['B', 'b', true],
      ],
    );
    assert.equal(members[1]?.value.place?.line, 4);
  });
});
