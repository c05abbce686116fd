/** Imports: the project's modules run, host modules are made, anything else is a module of which nothing is known. */
import { born, changing } from '../changes';
import type { HostModule } from '../interpreter';
import type { LibraryReading } from '../libraries';
import { str, unknown } from '../native';
import { normalPath } from '../normal-path';
import type { Place } from '../place';
import { loadedFirst } from '../stdlib/loaded-first';
import type { ImportFromStatement, ImportStatement } from '../syntax';
import { typingFormOf } from '../typing-forms';
import type { ModuleValue, UnknownValue, Value } from '../values';
import type { Evaluator } from './evaluator';
import { liveDict } from './live-names';
import { findModuleFile, type ModuleFile } from './module-files';
import { runModuleFile } from './modules';
import { writeName } from './names';
import type { ModuleRecord, Scope } from './scope';

const moduleOf = (known: ModuleRecord | ModuleValue): ModuleValue => ('value' in known ? known.value : known);

/** The module loaded under a name, if it is. */
export function loaded(evaluator: Evaluator, name: string): ModuleValue | null {
  const known = evaluator.modules.get(name);
  return known ? moduleOf(known) : null;
}

/** The same, noted as something that the importing module depends on. */
function standing(evaluator: Evaluator, name: string, isPackage: boolean): ModuleValue | null {
  const known = evaluator.modules.get(name);
  if (known) evaluator.trace?.note({ kind: 'import', name, module: known, isPackage });
  return known ? moduleOf(known) : null;
}

const recordOf = (evaluator: Evaluator, module: ModuleValue): ModuleRecord | null => {
  const known = evaluator.modules.get(module.name);
  return known && 'value' in known && known.value === module ? known : null;
};

/** Imports `a`, then `a.b`, then `a.b.c`, as Python does, and gives the last. */
export function importAbsolute(evaluator: Evaluator, name: string, place: Place | null): ModuleValue {
  let parent: ModuleValue | null = null;
  let full = '';
  for (const part of name.split('.')) {
    full = full === '' ? part : `${full}.${part}`;
    const module: ModuleValue = standing(evaluator, full, full !== name) ?? load(evaluator, full, part, parent, place);
    if (parent) evaluator.bindSubmodule(parent, part, module);
    parent = module;
  }
  if (parent) evaluator.trace?.reach(parent);
  return parent ?? unknownModule(evaluator, name);
}

function load(evaluator: Evaluator, full: string, part: string, parent: ModuleValue | null, place: Place | null): ModuleValue {
  const host = evaluator.hostModules.get(full);
  if (host) return keepHost(evaluator, full, host);
  const owner = parent ? recordOf(evaluator, parent) : null;
  if (parent && !owner) {
    const standard = evaluator.standardModules.get(full);
    if (standard) return keepHost(evaluator, full, standard);
    const member = parent.namespace.get(part);
    return member?.type === 'module' ? keep(evaluator, full, member) : unknownModule(evaluator, full);
  }
  const found = !owner && loadedFirst.has(full) ? null : findModuleFile(evaluator, part, owner ? owner.paths : searchPaths(evaluator));
  if (found && !(found.kind === 'namespace' && evaluator.standardModules.has(full)))
    return runModuleFile(evaluator, full, found, owner?.library ? readingOf(evaluator, full, found) : null);
  const standard = evaluator.standardModules.get(full);
  if (standard) return keepHost(evaluator, full, standard);
  if (!owner) return libraryModule(evaluator, full) ?? unknownModule(evaluator, full);
  // What is compiled cannot be read.
  if (owner.library && isCompiled(evaluator, part, owner.paths)) return unknownModule(evaluator, full);
  const message =
    owner.paths.length === 0 ? `No module named '${full}'; '${owner.value.name}' is not a package` : `No module named '${full}'`;
  return evaluator.raise('ModuleNotFoundError', message, place);
}

/** A package that is installed beside the project. */
function libraryModule(evaluator: Evaluator, name: string): ModuleValue | null {
  const found = evaluator.libraries && findModuleFile(evaluator, name, evaluator.libraries.paths);
  return found ? runModuleFile(evaluator, name, found, readingOf(evaluator, name, found)) : null;
}

function readingOf(evaluator: Evaluator, name: string, found: ModuleFile): LibraryReading {
  return found.kind === 'file' && evaluator.libraries ? evaluator.libraries.reading(evaluator.unwatchedFiles, name, found.path) : 'closed';
}

const isCompiled = (evaluator: Evaluator, name: string, folders: readonly string[]): boolean =>
  folders.some((folder) => evaluator.files.list(folder)?.some((entry) => entry.name.startsWith(`${name}.`)));

/** What a module gives away of itself: of a small installed package only what does nothing when it is used. */
function givenAway(evaluator: Evaluator, module: ModuleValue, name: string, value: Value): Value {
  if (recordOf(evaluator, module)?.library !== 'plain' || evaluator.runningModule?.library || isPlain(value)) return value;
  return unknown(`the value of ${module.name}.${name}`, value.place);
}

const plainTypes: ReadonlySet<Value['type']> = new Set([
  'None',
  'bool',
  'int',
  'float',
  'str',
  'bytes',
  'tuple',
  'list',
  'dict',
  'set',
  'module',
]);

function isPlain(value: Value): boolean {
  if (value.type === 'class') return value.mro.some((base) => base.type === 'class' && base.module === 'enum');
  return plainTypes.has(value.type) || typingFormOf(value) !== null;
}

/** Where absolute imports look now. */
function searchPaths(evaluator: Evaluator): readonly string[] {
  const paths = [...evaluator.searchPaths, ...addedPaths(evaluator)];
  evaluator.trace?.note({ kind: 'search paths', paths });
  return paths;
}

/** What the project itself added to `sys.path`, as far as it is a folder of the project. */
export function addedPaths(evaluator: Evaluator): readonly string[] {
  const path = loaded(evaluator, 'sys')?.namespace.get('path');
  const folders = path?.type === 'list' ? path.items.flatMap((item) => (item.type === 'str' ? normalPath(item.value) : [])) : [];
  return folders.filter((folder) => !evaluator.searchPaths.includes(folder));
}

function keep(evaluator: Evaluator, name: string, module: ModuleValue): ModuleValue {
  evaluator.register(name, module);
  return module;
}

const keepHost = (evaluator: Evaluator, name: string, host: HostModule): ModuleValue =>
  keep(
    evaluator,
    name,
    evaluator.hostModule(name, () => host(evaluator)),
  );

function unknownModule(evaluator: Evaluator, name: string): ModuleValue {
  const module: HostModule = () => ({
    type: 'module',
    name,
    file: null,
    namespace: born(new Map()),
    missing: (attribute, at) => unknown(`the value of ${name}.${attribute}`, at),
    place: null,
  });
  return keepHost(evaluator, name, module);
}

/** An attribute of a module: a name, a submodule, or what cannot be known. */
export function moduleAttribute(evaluator: Evaluator, module: ModuleValue, name: string, place: Place | null): Value | null {
  evaluator.trace?.reach(module);
  const own = module.namespace.get(name);
  if (own?.type === 'module') evaluator.trace?.reach(own);
  if (own) return givenAway(evaluator, module, name, own);
  if (name === '__name__') return str(module.name, place);
  if (name === '__dict__' && module.missing) return unknown(`the names of ${module.name}`, place);
  if (name === '__dict__') return liveDict(namesOf(evaluator, module), place);
  if (name === '__doc__') return { type: 'None', place };
  const full = `${module.name}.${name}`;
  const known = standing(evaluator, full, false);
  if (known) evaluator.trace?.reach(known);
  if (known) return known;
  const record = recordOf(evaluator, module);
  if (!record) {
    if (module.lacks?.(name)) return null;
    const answer = module.missing?.(name, place);
    if (answer) return answer;
    if (evaluator.hostModules.has(full) || evaluator.standardModules.has(full)) return importAbsolute(evaluator, full, place);
    return name.startsWith('__') ? null : unknown(`the value of ${full}`, place);
  }
  if (findModuleFile(evaluator, name, record.paths)?.kind === 'file') return importAbsolute(evaluator, full, place);
  if (record.hidden) return unknown(record.hidden.reason, record.hidden.place);
  // PEP 562.
  const fallback = name.startsWith('__') ? undefined : module.namespace.get('__getattr__');
  return fallback ? evaluator.callWith(fallback, [str(name, place)], place) : null;
}

/** `import a.b as c`. */
export function importNames(evaluator: Evaluator, node: ImportStatement, scope: Scope): void {
  for (const imported of node.names) {
    const module = importAbsolute(evaluator, imported.name, imported.place);
    if (imported.alias) writeName(evaluator, scope, imported.alias, module);
    else {
      const top = imported.name.split('.')[0] ?? imported.name;
      const bound = standing(evaluator, top, false) ?? module;
      evaluator.trace?.reach(bound);
      writeName(evaluator, scope, top, bound);
    }
  }
}

/** The absolute name that a relative one means. */
function absoluteName(evaluator: Evaluator, node: ImportFromStatement, scope: Scope): string | UnknownValue {
  if (node.level === 0) return node.module;
  const parts = scope.module.package === '' ? [] : scope.module.package.split('.');
  if (parts.length === 0) {
    return evaluator.raise('ImportError', 'attempted relative import with no known parent package', node.place);
  }
  if (node.level - 1 >= parts.length)
    return evaluator.raise('ImportError', 'attempted relative import beyond top-level package', node.place);
  const base = parts.slice(0, parts.length - (node.level - 1));
  return [...base, ...(node.module === '' ? [] : [node.module])].join('.');
}

/** `from a.b import c, d as e` and `from a.b import *`. */
export function importFrom(evaluator: Evaluator, node: ImportFromStatement, scope: Scope): void {
  if (node.module === '__future__' && node.level === 0) return;
  const name = absoluteName(evaluator, node, scope);
  if (typeof name !== 'string') return;
  const module = importAbsolute(evaluator, name, node.place);
  if (node.names === '*') {
    importStar(evaluator, module, scope, node.place);
    return;
  }
  for (const imported of node.names) {
    writeName(evaluator, scope, imported.alias ?? imported.name, importedMember(evaluator, module, imported.name, imported.place));
  }
}

function importedMember(evaluator: Evaluator, module: ModuleValue, name: string, place: Place): Value {
  const found = moduleAttribute(evaluator, module, name, place);
  if (found) return found;
  const getter = module.namespace.get('__getattr__');
  if (getter) return evaluator.callWith(getter, [str(name, place)], place);
  const record = recordOf(evaluator, module);
  if (record && findModuleFile(evaluator, name, record.paths)) return importAbsolute(evaluator, `${module.name}.${name}`, place);
  const cycle =
    record?.state === 'running'
      ? `partially initialized module '${module.name}' (most likely due to a circular import)`
      : `'${module.name}'`;
  return evaluator.raise('ImportError', `cannot import name '${name}' from ${cycle}`, place);
}

/** All names of a module: which there are depends on who imported its submodules before. */
export function namesOf(evaluator: Evaluator, module: ModuleValue): ReadonlyMap<string, Value> {
  evaluator.trace?.reach(module);
  evaluator.trace?.note({ kind: 'names read', module, names: [...module.namespace.keys()] });
  return module.namespace;
}

function importStar(evaluator: Evaluator, module: ModuleValue, scope: Scope, place: Place): void {
  evaluator.trace?.reach(module);
  const all = module.namespace.get('__all__');
  const listed = all ? evaluator.iterate(all, place) : null;
  if (listed && Array.isArray(listed)) {
    for (const item of listed) {
      if (item.type === 'str') writeName(evaluator, scope, item.value, importedMember(evaluator, module, item.value, place));
    }
    return;
  }
  for (const [name, value] of [...namesOf(evaluator, module)]) {
    if (!name.startsWith('_')) writeName(evaluator, scope, name, givenAway(evaluator, module, name, value));
  }
  const record = recordOf(evaluator, module);
  const hidden = record ? record.hidden : unknown(`a name imported with * from ${module.name}`, place);
  if (hidden && !scope.module.hidden) changing(scope.module).hidden = hidden;
}
