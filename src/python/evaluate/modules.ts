/** Running a project's file as a module, and what is left of it when it fails. */

import { exceptionClass, inherits } from '../builtin-classes';
import { changing, inModule, listenedBy } from '../changes';
import type { LibraryReading } from '../libraries';
import { none, str, unknown } from '../native';
import type { ParsedModule } from '../parser';
import type { Place } from '../place';
import type { ModuleFailure } from '../program';
import type { Statement } from '../syntax';
import type { ModuleValue, UnknownValue, Value } from '../values';
import { boundNames } from './bound-names';
import type { Evaluator } from './evaluator';
import { messageOf } from './exceptions';
import type { ModuleFile } from './module-files';
import type { ModuleRecord, Scope } from './scope';
import { BoundReached, PythonError, tooDeep } from './scope';

const startOf = (file: string): Place => ({ file, line: 1, column: 1, endLine: 1, endColumn: 1 });

function openModule(evaluator: Evaluator, name: string, found: ModuleFile, library: LibraryReading | null = null): ModuleRecord {
  const file = found.kind === 'file' ? found.path : null;
  const namespace = evaluator.born(new Map<string, Value>());
  const place = file ? startOf(file) : null;
  const value: ModuleValue = { type: 'module', name, file, namespace, place };
  const isPackage = found.paths.length > 0;
  const parent = name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : '';
  namespace.set('__name__', str(name, place));
  namespace.set('__package__', str(isPackage ? name : parent, place));
  if (file) namespace.set('__file__', str(file, place));
  if (isPackage) namespace.set('__path__', { type: 'list', items: found.paths.map((path) => str(path, place)), place });
  return evaluator.born(new OpenModule(value, isPackage ? name : parent, found.paths, library));
}

/** A module and its scope know each other. */
class OpenModule implements ModuleRecord {
  readonly hidden: UnknownValue | null = null;
  state: 'running' | 'done' = 'running';
  readonly scope: Scope;

  readonly package: string;

  constructor(
    readonly value: ModuleValue,
    packageName: string,
    readonly paths: readonly string[],
    readonly library: LibraryReading | null,
  ) {
    this.package = packageName;
    this.scope = {
      kind: 'module',
      names: value.namespace,
      parent: null,
      module: this,
      qualifiedName: '',
      classCell: null,
      frame: null,
      self: null,
      elsewhere: null,
      annotations: new Map(),
      bindings: null,
    };
  }
}

/** Runs a file of the project under a name, once; or does again what it did when the program ran before. */
export function runModuleFile(evaluator: Evaluator, name: string, found: ModuleFile, library: LibraryReading | null = null): ModuleValue {
  const { memories } = evaluator;
  if (!memories) return inModule(() => runFound(evaluator, name, found, library)).value;
  return memories.repeat(name, found) ?? memories.run(name, found, () => runFound(evaluator, name, found, library));
}

function runFound(evaluator: Evaluator, name: string, found: ModuleFile, library: LibraryReading | null): ModuleRecord {
  const record = openModule(evaluator, name, found, library);
  evaluator.register(name, record);
  if (library === 'closed') changing(record).hidden = unknown(`the value of ${name}`, null);
  else if (found.kind === 'file') {
    const run = () => runBody(evaluator, record, found.path, evaluator.parseFile(found.path));
    if (library) evaluator.withinLibrary(run);
    else run();
  }
  record.state = 'done';
  return record;
}

/** Runs text that is no file of the project as a module: what a host module says in Python. What it makes is the host's. */
export function runSource(evaluator: Evaluator, name: string, text: string, names: Readonly<Record<string, Value>> = {}): ModuleValue {
  const record = openModule(evaluator, name, { kind: 'namespace', paths: [] });
  for (const [bound, value] of Object.entries(names)) changing(record.value.namespace).set(bound, value);
  listenedBy(null, () => runBody(evaluator, record, `<${name}>`, evaluator.parse(`<${name}>`, text)));
  record.state = 'done';
  return record.value;
}

function runBody(evaluator: Evaluator, record: ModuleRecord, path: string, { tree, problems }: ParsedModule): void {
  for (const problem of problems)
    fail(evaluator, record, { kind: 'syntax', message: problem.message, place: problem.place, statement: null });
  const { runningModule, uncertain } = evaluator;
  evaluator.runningModule = record;
  // Whether this import happens may not be known; what the module does when it is imported, now or later, is.
  evaluator.uncertain = null;
  try {
    const [first] = tree.body;
    const documented = first?.kind === 'expression' && first.value.kind === 'constant' && first.value.value.type === 'str';
    changing(record.value.namespace).set('__doc__', documented ? first.value.value : none);
    for (const statement of tree.body) runStatement(evaluator, record, statement);
  } catch (error) {
    if (error instanceof PythonError && propagates(evaluator, error)) {
      evaluator.register(record.value.name, null);
      throw error;
    }
    fail(evaluator, record, failureOf(evaluator, error, startOf(path)));
  } finally {
    evaluator.runningModule = runningModule;
    evaluator.uncertain = uncertain;
  }
}

/**
 * Python would stop at a statement that raises. While somebody types, the rest of the file means what it meant: it goes on, and what
 * the statement would have bound is not known.
 */
function runStatement(evaluator: Evaluator, record: ModuleRecord, statement: Statement): void {
  try {
    evaluator.execute([statement], record.scope);
  } catch (error) {
    if (!(error instanceof PythonError) || propagates(evaluator, error)) throw error;
    const failure = failureOf(evaluator, error, statement.place);
    const reason = fail(evaluator, record, { ...failure, statement: statement.place });
    for (const name of boundNames([statement])) changing(record.value.namespace).set(name, reason);
    evaluator.uncertain = null;
    evaluator.maybeBroken = false;
  }
}

/** A failing import is for the `except ImportError` around it; any other exception ends this module alone. */
function propagates(evaluator: Evaluator, error: PythonError): boolean {
  return evaluator.importGuards > 0 && inherits(error.exception.class, exceptionClass('ImportError'));
}

/** What a caught error says as a failure; anything that is no matter of the program is thrown on. */
export function failureOf(evaluator: Evaluator, error: unknown, place: Place): ModuleFailure {
  if (error instanceof PythonError) {
    return { kind: 'raised', message: messageOf(evaluator, error.exception), place: error.place ?? place, statement: null };
  }
  if (error instanceof BoundReached) {
    evaluator.goOnAfterBound();
    return { kind: 'bound', message: error.message, place: error.place ?? place, statement: null };
  }
  if (error instanceof RangeError) return { kind: 'bound', message: tooDeep, place, statement: null };
  throw error;
}

function fail(evaluator: Evaluator, record: ModuleRecord, failure: ModuleFailure): UnknownValue {
  // What an installed package does that is not understood is no failure of the project.
  if (!record.library) evaluator.fail(failure);
  const reason: UnknownValue = unknown(`${record.value.name}, which stops with ${failure.message}`, failure.place);
  if (!record.hidden) changing(record).hidden = reason;
  return reason;
}
