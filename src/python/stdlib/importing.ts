/** importlib and pkgutil: projects that load all modules of a folder. */

import { classes } from '../builtin-classes';
import { changing } from '../changes';
import type { HostModule } from '../interpreter';
import { bool, hostModule, instance, nativeClass, nativeFunction, none, str, tuple, unknown } from '../native';
import { setPayload } from '../payload';
import type { Place } from '../place';
import type { NativeCall, Value } from '../values';

/** The kind under which calls of `importlib.import_module` are recorded: the module, or the Unknown that keeps it from being known. */
export const dynamicImportRecord = 'import_module';

const importModule: NativeCall = (interpreter, args, place) => {
  const module = importedModule(interpreter, args, place);
  interpreter.record(dynamicImportRecord, module, place);
  return module;
};

const importedModule: NativeCall = (interpreter, args, place) => {
  const [name] = args.positional;
  const base = args.positional[1] ?? args.keywords.get('package');
  if (name?.type !== 'str') return name?.type === 'unknown' ? name : unknown('an imported module', place);
  if (!name.value.startsWith('.')) return interpreter.importModule(name.value, place);
  if (base?.type !== 'str') return unknown(`the module ${name.value}`, place);
  const dots = name.value.length - name.value.replace(/^\.+/, '').length;
  const parts = base.value.split('.');
  const kept = parts.slice(0, parts.length - (dots - 1)).join('.');
  const rest = name.value.slice(dots);
  return interpreter.importModule(rest === '' ? kept : `${kept}.${rest}`, place);
};

const finder = nativeClass({ name: 'FileFinder', module: 'importlib.machinery' });
const moduleInfo = nativeClass({ name: 'ModuleInfo', module: 'pkgutil', bases: [classes.tuple] });

/** A `pkgutil.ModuleInfo`: a tuple whose members have names. */
function moduleOf(name: string, isPackage: boolean, place: Place | null): Value {
  const members = { module_finder: instance(finder, null, place), name: str(name, place), ispkg: bool(isPackage, place) };
  const made = instance(moduleInfo, null, place);
  for (const [key, value] of Object.entries(members)) changing(made.attributes).set(key, value);
  setPayload(made, tuple(Object.values(members), place));
  return made;
}

/** The modules in folders of the project, as `pkgutil.iter_modules` gives them; `deep` walks packages too. */
const iterate =
  (deep: boolean): NativeCall =>
  (interpreter, args, place) => {
    const folders = interpreter.iterate(args.positional[0] ?? args.keywords.get('path') ?? none, place);
    if ('reason' in folders) return folders;
    const given = args.positional[1] ?? args.keywords.get('prefix');
    const found: Value[] = [];
    const visit = (folder: string, prefix: string) => {
      for (const entry of interpreter.files.list(folder) ?? []) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        const isPackage = entry.kind === 'directory' && interpreter.files.read(`${path}/__init__.py`) !== null;
        const isModule = entry.kind === 'file' && entry.name.endsWith('.py') && entry.name !== '__init__.py';
        if (!isPackage && !isModule) continue;
        const name = prefix + entry.name.replace(/\.py$/, '');
        found.push(moduleOf(name, isPackage, place));
        if (isPackage && deep) visit(path, `${name}.`);
      }
    };
    for (const folder of folders) if (folder.type === 'str') visit(folder.value, given?.type === 'str' ? given.value : '');
    return { type: 'list', items: found, place };
  };

export const importlibModule: HostModule = hostModule('importlib', () => ({
  import_module: nativeFunction('import_module', importModule),
}));
export const pkgutilModule: HostModule = hostModule('pkgutil', () => ({
  iter_modules: nativeFunction('iter_modules', iterate(false)),
  walk_packages: nativeFunction('walk_packages', iterate(true)),
}));
