/** pathlib and files: migrations read the .sql files that stand beside them. */
import { exceptionClass } from '../builtin-classes';
import { changing } from '../changes';
import type { HostModule, Interpreter } from '../interpreter';
import { bool, hostModule, instance, nativeClass, nativeFunction, nativeMethod, none, str, unknown } from '../native';
import { normalPath } from '../normal-path';
import { plain } from '../payload';
import type { Place } from '../place';
import type { ClassValue, InstanceValue, NativeCall, Value } from '../values';

const textOf = (value: Value | undefined): string | null => {
  const inner = value ? plain(value) : none;
  if (inner.type === 'str') return inner.value;
  const path = inner.type === 'instance' ? inner.attributes.get('_path') : null;
  return path?.type === 'str' ? path.value : null;
};

/** Where a path may lead: one that no module made out of its own may start at whichever folder the code runs in. */
function candidates({ searchPaths }: Interpreter, path: string): readonly string[] {
  if (path.startsWith('/')) return [normalPath(path)];
  return [...new Set(['', ...searchPaths])].map((folder) => normalPath(folder === '' ? path : `${folder}/${path}`));
}

function textAt(interpreter: Interpreter, path: string): string | null {
  for (const candidate of candidates(interpreter, path)) {
    const text = interpreter.files.read(candidate);
    if (text !== null) return text;
  }
  return null;
}

/** Is there a file or a folder, whether or not it can be read as text? */
function exists({ files }: Interpreter, path: string): boolean {
  return (files.list(parentOf(path)) ?? []).some(({ name }) => name === nameOf(path));
}

function contents(interpreter: Interpreter, path: string, place: Place | null): Value {
  const text = textAt(interpreter, path);
  return text === null ? unknown(`the contents of ${path}`, place) : str(text, place);
}

/**
 * A file that the project has not got is not found by code that reckons with that. Elsewhere it goes on with contents that are not known: a
 * file may be made on the machine that the code runs on.
 */
function raiseIfAbsent(interpreter: Interpreter, path: string, place: Place | null): void {
  const own = !path.startsWith('/') && !normalPath(path).startsWith('..');
  if (!own || !interpreter.catches(exceptionClass('FileNotFoundError'))) return;
  if (candidates(interpreter, path).some((candidate) => exists(interpreter, candidate))) return;
  interpreter.raise('FileNotFoundError', `[Errno 2] No such file or directory: '${path}'`, place);
}

const readAll: NativeCall = (interpreter, args, place) => {
  const path = textOf(args.positional[0]);
  if (path === null) return unreadable(args.positional[0], place);
  raiseIfAbsent(interpreter, path, place);
  return contents(interpreter, path, place);
};

const lines: NativeCall = (interpreter, args, place) => {
  const text = readAll(interpreter, args, place);
  if (text.type !== 'str') return text;
  const parts = text.value.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  return { type: 'list', items: parts.map((line) => str(line, place)), place };
};

const fileClass = nativeClass({
  name: 'TextIOWrapper',
  module: 'io',
  members: {
    read: nativeMethod('read', readAll),
    readlines: nativeMethod('readlines', lines),
    close: nativeMethod('close', () => none),
    __iter__: nativeMethod('__iter__', lines),
    __enter__: nativeMethod('__enter__', (_interpreter, args) => args.positional[0] ?? none),
    __exit__: nativeMethod('__exit__', () => none),
  },
  native: {
    tag: 'file',
    attribute: (_interpreter, _self, name, place) => (name.startsWith('__') ? null : unknown(`the method ${name} of a file`, place)),
  },
});

function withPath(cls: ClassValue, path: string, place: Place | null): InstanceValue {
  const made = instance(cls, null, place);
  changing(made.attributes).set('_path', str(path, place));
  return made;
}

/** A folder of the machine that the code runs on. */
const elsewhere = (what: string): NativeCall => {
  return (_interpreter, _args, place) => {
    const made = instance(pathClass, null, place);
    changing(made.attributes).set('_path', unknown(what, place));
    return made;
  };
};

/** What a method answers for a path that is known; a path that is not known gives something that is not known either. */
const onPath =
  (run: (interpreter: Interpreter, path: string, place: Place | null) => Value): NativeCall =>
  (interpreter, args, place) => {
    const path = textOf(args.positional[0]);
    return path === null ? unreadable(args.positional[0], place) : run(interpreter, path, place);
  };

/** Why the text of a path is not known. */
function unreadable(self: Value | null | undefined, place: Place | null): Value {
  const path = self?.type === 'instance' ? self.attributes.get('_path') : self;
  return path?.type === 'unknown' ? path : unknown('a path', place);
}

/** `open(path)`: a file of the project can be read, any other and any that is written to is not known. */
export const openFile: NativeCall = (interpreter, args, place) => {
  const path = textOf(args.positional[0]);
  const mode = textOf(args.positional[1] ?? args.keywords.get('mode')) ?? 'r';
  if (path === null || /[wax+b]/.test(mode)) return unknown('the contents of a file', place);
  raiseIfAbsent(interpreter, path, place);
  return withPath(fileClass, path, place);
};

const joined = (parts: readonly string[]): string =>
  parts.reduce((path, part) => (part.startsWith('/') || path === '' ? part : `${path.replace(/\/$/, '')}/${part}`), '');

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const pathClass: ClassValue = nativeClass({
  name: 'Path',
  module: 'pathlib',
  members: {
    __init__: nativeMethod('__init__', (_interpreter, args, place) => {
      const [self, ...parts] = args.positional;
      const texts = parts.map((part) => textOf(part));
      const missed = args.unknown ?? (texts.includes(null) ? unreadable(parts[texts.indexOf(null)], place) : null);
      if (self?.type === 'instance') changing(self.attributes).set('_path', missed ?? str(joined(texts.map(String)), place));
      return none;
    }),
    read_text: nativeMethod('read_text', readAll),
    open: nativeMethod('open', openFile),
    resolve: nativeMethod(
      'resolve',
      onPath((_interpreter, path, place) => withPath(pathClass, normalPath(path), place)),
    ),
    expanduser: nativeMethod(
      'expanduser',
      onPath((_interpreter, path, place) => (path.startsWith('~') ? unknown('the home folder', place) : withPath(pathClass, path, place))),
    ),
    mkdir: nativeMethod('mkdir', () => none),
    home: nativeFunction('home', elsewhere('the home folder')),
    cwd: nativeFunction('cwd', (_interpreter, _args, place) => withPath(pathClass, '', place)),
    absolute: nativeMethod('absolute', (_interpreter, args) => args.positional[0] ?? none),
    joinpath: nativeMethod('joinpath', (_interpreter, args, place) => {
      const texts = args.positional.map((part) => textOf(part));
      return texts.includes(null)
        ? unreadable(args.positional[texts.indexOf(null)], place)
        : withPath(pathClass, joined(texts.map(String)), place);
    }),
    exists: nativeMethod(
      'exists',
      onPath(({ files }, text, place) => {
        const path = normalPath(text);
        return bool(files.read(path) !== null || files.list(path) !== null, place);
      }),
    ),
    __str__: nativeMethod(
      '__str__',
      onPath((_interpreter, path, place) => str(path, place)),
    ),
  },
  native: {
    tag: 'pathlib.Path',
    attribute: (_interpreter, self, name, place) => {
      const path = textOf(self);
      if (name.startsWith('__')) return null;
      if (path === null) return unreadable(self, place);
      if (name === 'parent') return withPath(pathClass, parentOf(path), place);
      if (name === 'name') return str(nameOf(path), place);
      if (name === 'stem') return str(nameOf(path).replace(/(.)\.[^.]*$/, '$1'), place);
      if (name === 'suffix') return str(/.(\.[^.]*)$/.exec(nameOf(path))?.[1] ?? '', place);
      if (name === 'parents') {
        const parents: Value[] = [];
        for (let at = path; at !== ''; at = parentOf(at)) parents.push(withPath(pathClass, parentOf(at), place));
        return { type: 'list', items: parents, place };
      }
      return unknown(`the value of pathlib.Path.${name}`, place);
    },
    operate: (_interpreter, operator, self, other, place) => {
      const [mine, theirs] = [textOf(self), other?.type === 'instance' ? textOf(other) : null];
      if (operator === '__eq__' && mine !== null && theirs !== null) return bool(normalPath(mine) === normalPath(theirs), place);
      if (operator === '__lt__' || operator === '__gt__') return unknown('the order of paths', place);
      if (operator !== '__truediv__' && operator !== '__rtruediv__') return null;
      const [a, b] = [textOf(self), textOf(other ?? none)];
      if (a === null || b === null) return unreadable(a === null ? self : other, place);
      return withPath(pathClass, operator === '__truediv__' ? joined([a, b]) : joined([b, a]), place);
    },
  },
});

export const pathlibModule: HostModule = hostModule('pathlib', () => ({ Path: pathClass, PurePath: pathClass, PosixPath: pathClass }));
export const ioModule: HostModule = hostModule('io', () => ({ open: nativeFunction('open', openFile) }));
