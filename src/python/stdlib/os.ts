/** os, os.path, sys: paths are those of the project; the environment is not known. */

import { evaluatorOf } from '../builtins/method-table';
import { loaded } from '../evaluate/imports';
import type { HostModule, Interpreter } from '../interpreter';
import { bool, instance, int, list, nativeClass, nativeFunction, nativeMethod, none, str, tuple, unknown } from '../native';
import { normalPath } from '../normal-path';
import { plain, setPayload } from '../payload';
import type { Place } from '../place';
import type { Arguments, ModuleValue, NativeCall, Value } from '../values';
import { tupleClass } from './collections';

type PathFunction = (path: string, interpreter: Interpreter, place: Place | null) => Value;

/** `posixpath.dirname`. */
function dirname(path: string): string {
  const head = path.slice(0, path.lastIndexOf('/') + 1);
  return /^\/*$/.test(head) ? head : head.replace(/\/+$/, '');
}
const basename = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const onPath =
  (run: PathFunction): NativeCall =>
  (interpreter, args, place) => {
    const [given] = args.positional;
    const path = given ? plain(given) : none;
    if (path.type === 'str') return run(path.value, interpreter, place);
    return path.type === 'unknown' ? path : (args.unknown ?? unknown('a path', place));
  };

const join: NativeCall = (_interpreter, args, place) => {
  let joined = '';
  for (const value of args.positional) {
    const part = plain(value);
    if (part.type !== 'str') return part.type === 'unknown' ? part : unknown('a path', place);
    joined = part.value.startsWith('/') || joined === '' ? part.value : `${joined.replace(/\/$/, '')}/${part.value}`;
  }
  return args.unknown ?? str(joined, place);
};

const exists: PathFunction = (path, { files }, place) =>
  bool(files.read(normalPath(path)) !== null || files.list(normalPath(path)) !== null, place);

const pathFunctions: Readonly<Record<string, PathFunction>> = {
  dirname: (path, _interpreter, place) => str(dirname(path), place),
  basename: (path, _interpreter, place) => str(basename(path), place),
  abspath: (path, _interpreter, place) => str(normalPath(path), place),
  realpath: (path, _interpreter, place) => str(normalPath(path), place),
  normpath: (path, _interpreter, place) => str(normalPath(path) || '.', place),
  expanduser: (path, _interpreter, place) => (path.startsWith('~') ? unknown('the home folder', place) : str(path, place)),
  expandvars: (path, _interpreter, place) => (path.includes('$') ? unknown('the environment', place) : str(path, place)),
  exists,
  isfile: (path, { files }, place) => bool(files.read(normalPath(path)) !== null, place),
  isdir: (path, { files }, place) => bool(files.list(normalPath(path)) !== null, place),
  split: (path, _interpreter, place) => tuple([str(dirname(path), place), str(basename(path), place)], place),
  splitext: (path, _interpreter, place) => {
    const [, stem = path, extension = ''] = /^(.*[^/.])(\.[^./]*)$/.exec(path) ?? [];
    return tuple([str(stem, place), str(extension, place)], place);
  },
};

function withMissing(name: string, members: Readonly<Record<string, Value>>): ModuleValue {
  return {
    type: 'module',
    name,
    file: null,
    namespace: new Map(Object.entries(members)),
    missing: (attribute, place) => (attribute.startsWith('__') ? null : unknown(`the value of ${name}.${attribute}`, place)),
    place: null,
  };
}

export const osPathModule: HostModule = () =>
  withMissing('os.path', {
    join: nativeFunction('join', join),
    sep: str('/'),
    ...Object.fromEntries(Object.entries(pathFunctions).map(([name, run]) => [name, nativeFunction(name, onPath(run))])),
  });

function variable(args: Arguments, skip: number, place: Place | null): Value {
  const [name, fallback] = args.positional.slice(skip);
  const shown = name?.type === 'str' ? name.value : 'with a name that is not known';
  return fallback ?? args.keywords.get('default') ?? unknown(`the environment variable ${shown}`, place);
}

/** A default that the code gives is taken: it is what the code does where nobody configured anything. */
const environment = nativeClass({
  name: '_Environ',
  module: 'os',
  members: {
    get: nativeMethod('get', (_interpreter, args, place) => variable(args, 1, place)),
    setdefault: nativeMethod('setdefault', (_interpreter, args, place) => variable(args, 1, place)),
    __setitem__: nativeMethod('__setitem__', () => none),
    __getitem__: nativeMethod('__getitem__', (_interpreter, args, place) =>
      variable({ ...args, positional: args.positional.slice(0, 2) }, 1, place),
    ),
  },
  native: {
    tag: 'os.environ',
    attribute: (_interpreter, _self, name, place) => (name.startsWith('__') ? null : unknown('the environment', place)),
    operate: (_interpreter, _operator, _self, _other, place) => unknown('the environment', place),
  },
});

const listDirectory: PathFunction = (path, { files }, place) => {
  const entries = files.list(normalPath(path === '.' ? '' : path));
  return entries
    ? list(
        entries.map((entry) => str(entry.name, place)),
        place,
      )
    : unknown(`the directory ${path}`, place);
};

export const osModule: HostModule = (interpreter) =>
  withMissing('os', {
    path: osPathModule(interpreter),
    environ: instance(environment, null, null),
    getenv: nativeFunction('getenv', (_interpreter, args, place) => variable(args, 0, place)),
    listdir: nativeFunction('listdir', onPath(listDirectory)),
    getcwd: nativeFunction('getcwd', (_interpreter, _args, place) => str('', place)),
    fspath: nativeFunction('fspath', (_interpreter, args) => args.positional[0] ?? none),
    PathLike: nativeClass({ name: 'PathLike', module: 'os' }),
    sep: str('/'),
    linesep: str('\n'),
    pardir: str('..'),
    curdir: str('.'),
    name: str('posix'),
  });

/** The version whose syntax and library are read: the branches of older ones are not taken. */
function versionInfo(): Value {
  const version = tupleClass('version_info', ['major', 'minor', 'micro', 'releaselevel', 'serial'], new Map(), 'sys');
  const made = instance(version, null, null);
  setPayload(made, tuple([int(3), int(13), int(0), str('final'), int(0)]));
  return made;
}

/** `sys.modules[name]`: the modules that were imported. */
const modulesClass = nativeClass({
  name: 'dict',
  module: 'builtins',
  native: {
    tag: 'sys.modules',
    attribute: (_interpreter, _self, name, place) => unknown(`sys.modules.${name}`, place),
    operate: (interpreter, operator, _self, key, place) => {
      const known = key?.type === 'str' ? loaded(evaluatorOf(interpreter), key.value) : null;
      if (operator === '__getitem__')
        return known ?? (key?.type === 'str' ? interpreter.importModule(key.value, place) : unknown('sys.modules', place));
      return operator === '__contains__' && known ? bool(true, place) : unknown('which modules were imported', place);
    },
  },
});

export const sysModule: HostModule = () =>
  withMissing('sys', {
    version_info: versionInfo(),
    version: unknown('the text sys.version', null),
    implementation: unknown('the implementation of Python', null),
    modules: instance(modulesClass, null, null),
    getrecursionlimit: nativeFunction('getrecursionlimit', () => int(1000)),
    setrecursionlimit: nativeFunction('setrecursionlimit', () => none),
    platform: str('linux'),
    maxsize: int(2n ** 63n - 1n),
    path: list([]),
    byteorder: str('little'),
    intern: nativeFunction('intern', (_interpreter, args) => args.positional[0] ?? none),
    exit: nativeFunction('exit', (interpreter, _args, place) => interpreter.raise('SystemExit', 'sys.exit()', place)),
  });
