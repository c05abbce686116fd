/** The evaluator: its state, and the table of what it can do. Each part of the language has a file of its own beside this one. */
import { exceptionClass, inherits } from '../builtin-classes';
import { born, changing, changingUnsaid, listenedBy } from '../changes';
import type { SourceFiles } from '../files';
import type { HostModules, Interpreter, Recorded } from '../interpreter';
import { type Libraries, stepsOfAllLibraries, stepsOfOneImport } from '../libraries';
import { instance, str, tuple, unknown } from '../native';
import type { ParsedModule, PythonParser } from '../parser';
import type { Place } from '../place';
import type { ModuleFailure, ProgramOptions } from '../program';
import type { Block, Expression } from '../syntax';
import type { Arguments, ClassValue, DictValue, InstanceValue, ModuleValue, SetValue, UnknownValue, Value } from '../values';
import { deleteAttribute, setAttribute } from './attribute-writing';
import { findAttribute, getAttribute } from './attributes';
import { call } from './calls';
import { evaluateAnnotation } from './classes';
import { equal } from './equality';
import { messageOf } from './exceptions';
import { evaluate } from './expressions';
import { importAbsolute } from './imports';
import { iterate } from './iteration';
import type { Journal } from './journal';
import { keyOf } from './keys';
import { runSource } from './modules';
import { listed, Memories } from './repeating';
import { reprOf, strOf, truthOf } from './representation';
import { RunningCalls } from './running-calls';
import type { Completion, Frame, ModuleRecord, Scope } from './scope';
import { BoundReached, GeneratorStopped, PythonError, tooDeep } from './scope';
import { executeBlock } from './statements';
import { Trace, type TraceEvent } from './trace';

/** How deep calls of Python functions may nest, Python's own limit being 1,000: the walk of the tree takes several frames for each. */
const deepestCall = 200;
/** How deep blocks may nest in all running functions together for one more to be called: each takes as many frames as a call does. */
const deepestBlock = 400;
/** How deep expressions may nest in all running functions together. */
const deepestExpression = 2500;

/** How deep containers may stand in each other to be compared or shown. */
const deepestNesting = 300;

export interface EvaluatorParts extends ProgramOptions {
  /** The standard library's host modules, which the program's own go before. */
  readonly standardModules: HostModules;
  readonly builtins: ReadonlyMap<string, Value>;
}

export class Evaluator implements Interpreter {
  uncertain: UnknownValue | null = null;
  journal: Journal | null = null;
  /** Set when a branch on an Unknown may have left the loop that is running. */
  maybeBroken = false;
  /** How many `try` statements around what runs now would catch an ImportError. */
  importGuards = 0;
  /** The `try` statements around what is running, each asked whether it has a handler for an exception. */
  readonly guards: ((exception: ClassValue) => boolean)[] = [];
  /** The exceptions being handled, innermost last: what a bare `raise` raises again. */
  readonly handling: PythonError[] = [];
  readonly recorded: Recorded[] = [];
  readonly failures: ModuleFailure[] = [];
  readonly dependencies = new Set<string>();
  readonly modules = new Map<string, ModuleRecord | ModuleValue>();
  readonly files: SourceFiles;
  /** The same files, when nobody needs to know that they were asked. */
  readonly unwatchedFiles: SourceFiles;
  /** Set where the program can be repeated in part. */
  readonly trace: Trace | null;
  readonly memories: Memories | null;
  readonly searchPaths: readonly string[];
  readonly hostModules: HostModules;
  readonly libraries: Libraries | null;
  readonly standardModules: HostModules;
  readonly builtins: ReadonlyMap<string, Value>;
  private readonly parser: PythonParser;
  private readonly bound: number;
  private steps: number;
  /** How many steps must be left: more than none while an installed package is read. */
  private leastSteps = 0;
  private readingLibrary = false;
  private librarySteps = stepsOfAllLibraries;
  /** How often a part of the bound is given again. */
  private refills = 4;
  /** Where the statement stands that is running. */
  runningPlace: Place | null = null;
  private readonly hosts = new Map<string, ModuleValue>();
  /** The module whose body is running. */
  runningModule: ModuleRecord | null = null;
  private callDepth = 0;
  private nesting = 0;
  /** The calls of the project's functions that are running. */
  readonly calls = new RunningCalls();
  private expressionDepth = 0;
  private blockDepth = 0;

  constructor(parts: EvaluatorParts) {
    this.searchPaths = parts.searchPaths;
    this.hostModules = parts.hostModules;
    this.libraries = parts.libraries ?? null;
    this.standardModules = parts.standardModules;
    this.builtins = parts.builtins;
    this.parser = parts.parser;
    this.bound = parts.steps ?? 5_000_000;
    this.steps = this.bound;
    this.trace = parts.repeatable ? new Trace() : null;
    this.memories = this.trace && new Memories(this, this.trace);
    this.unwatchedFiles = parts.files;
    this.files = {
      read: (path) => {
        this.dependencies.add(path);
        const answer = parts.files.read(path);
        this.trace?.note({ kind: 'look', how: 'read', path, answer });
        return answer;
      },
      list: (path) => {
        const answer = parts.files.list(path);
        this.trace?.note({ kind: 'look', how: 'list', path, answer: listed(answer) });
        return answer;
      },
    };
  }

  /** Whether there is such a file. */
  exists(path: string): boolean {
    this.dependencies.add(path);
    const answer = this.unwatchedFiles.read(path) !== null;
    this.trace?.note({ kind: 'look', how: 'exists', path, answer });
    return answer;
  }

  isFolder(path: string): boolean {
    const answer = this.unwatchedFiles.list(path) !== null;
    this.trace?.note({ kind: 'look', how: 'is folder', path, answer });
    return answer;
  }

  /** The text of a file that is run as a module. */
  parseFile(path: string): ParsedModule {
    this.dependencies.add(path);
    const answer = this.unwatchedFiles.read(path);
    const parsed = this.parse(path, answer ?? '');
    this.trace?.note({ kind: 'look', how: 'run', path, answer, parsed });
    return parsed;
  }

  get stepsLeft(): number {
    return this.steps;
  }

  /** What of the state around a module its run depends on; null where that is too much to be repeated. */
  get circumstances(): string | null {
    if (this.journal || this.maybeBroken || this.handling.length > 0) return null;
    return `${this.callDepth} ${this.expressionDepth} ${this.blockDepth} ${this.nesting} ${this.importGuards > 0} ${this.readingLibrary}`;
  }

  parse(file: string, text: string): ParsedModule {
    return this.parser.parse(file, text);
  }

  /** Counts work; a program has only so much of it. */
  step(amount = 1): void {
    this.steps -= amount;
    if (this.steps >= this.leastSteps) return;
    const most = this.leastSteps > 0 ? 'work for an installed package' : `${this.bound.toLocaleString('en')} steps of work`;
    throw new BoundReached(`the bound of ${most} was reached`, this.runningPlace);
  }

  countedAs<Result>(steps: number, run: () => Result): Result {
    const before = this.steps;
    try {
      return run();
    } finally {
      if (this.steps >= this.leastSteps) this.steps = Math.min(before, Math.max(this.steps, before - steps));
    }
  }

  /** Runs a module of an installed package within bounds of its own: when they are reached, the project's work goes on. */
  withinLibrary(run: () => void): void {
    if (this.readingLibrary) {
      run();
      return;
    }
    const before = this.steps;
    this.readingLibrary = true;
    this.leastSteps = Math.max(0, before - Math.min(stepsOfOneImport, this.librarySteps));
    try {
      run();
    } finally {
      this.readingLibrary = false;
      this.leastSteps = 0;
      this.librarySteps -= before - this.steps;
    }
  }

  /** Counts the making of something of so many items, as much as keeps a program's memory within some hundred megabytes. */
  make(items: number): void {
    if (items > 7) this.step(items >> 3);
  }

  /** The whole bound again. */
  renewBound(): void {
    this.steps = this.bound;
    this.librarySteps = stepsOfAllLibraries;
  }

  /**
   * After a module came to the bound the others shall still be read: they have a part of the bound again, so often and no oftener.
   */
  goOnAfterBound(): void {
    if (this.refills <= 0 || this.steps >= 0) return;
    this.refills -= 1;
    this.steps = Math.floor(this.bound / 4);
  }

  evaluate(node: Expression, scope: Scope): Value {
    this.step();
    if (this.expressionDepth >= deepestExpression) throw new BoundReached('expressions nested too deeply', node.place);
    this.expressionDepth += 1;
    try {
      return evaluate(this, node, scope);
    } finally {
      this.expressionDepth -= 1;
    }
  }

  execute(block: Block, scope: Scope): Completion {
    if (this.callDepth === 0) return executeBlock(this, block, scope);
    this.blockDepth += 1;
    try {
      return executeBlock(this, block, scope);
    } finally {
      this.blockDepth -= 1;
    }
  }

  /** Runs a call one level deeper, or answers that it is too deep. */
  deeper(place: Place | null, run: () => Value): Value {
    if (this.callDepth >= deepestCall) return unknown(`a recursion deeper than ${deepestCall} calls`, place);
    if (this.blockDepth >= deepestBlock) return unknown('a recursion that is nested too deeply', place);
    const { uncertain, maybeBroken } = this;
    this.callDepth += 1;
    try {
      return run();
    } finally {
      this.callDepth -= 1;
      this.uncertain = uncertain;
      this.maybeBroken = maybeBroken;
    }
  }

  /** Runs something that must not raise; what it raises makes an Unknown. */
  quietly(run: () => Value, what: string, place: Place | null): Value {
    const { uncertain, maybeBroken, runningModule } = this;
    try {
      return run();
    } catch (error) {
      if (error instanceof PythonError) return unknown(`${what} (${messageOf(this, error.exception)})`, place);
      if (error instanceof BoundReached || error instanceof RangeError) {
        if (this.trace) this.trace.spoilt = true;
        return unknown(`${what} (${error instanceof BoundReached ? error.message : tooDeep})`, place);
      }
      throw error;
    } finally {
      this.uncertain = uncertain;
      this.maybeBroken = maybeBroken;
      this.runningModule = runningModule;
    }
  }

  /** The value of an annotation; never raises. */
  annotation(node: Expression, text: string, scope: Scope): Value {
    return evaluateAnnotation(this, node, text, scope);
  }

  /** The value of a text inside an annotation; never raises. */
  annotationText(text: string, scope: Scope, place: Place): Value {
    return this.quietly(() => this.evaluateText(text, scope, place), `the annotation ${text}`, place);
  }

  /** Evaluates source text that stands in a string. Places inside it are the place of the string. */
  evaluateText(text: string, scope: Scope, place: Place): Value {
    const { tree } = this.parse(`<annotation in ${place.file}>`, `(${text})`);
    const statement = tree.body[0];
    if (statement?.kind !== 'expression') return unknown(`the annotation ${text}`, place);
    return placed(this.evaluate(statement.value, scope), place);
  }

  call(callee: Value, args: Arguments, place: Place | null): Value {
    return call(this, callee, args, place);
  }
  /** Calls with positional arguments only. */
  callWith(callee: Value, positional: readonly Value[], place: Place | null): Value {
    return call(this, callee, { positional, keywords: new Map(), unknown: null }, place);
  }
  getAttribute(value: Value, name: string, place: Place | null): Value {
    return getAttribute(this, value, name, place);
  }
  findAttribute(value: Value, name: string, place: Place | null): Value | null {
    return findAttribute(this, value, name, place);
  }
  setAttribute(value: Value, name: string, to: Value, place: Place | null): void {
    setAttribute(this, value, name, to, place);
  }
  deleteAttribute(value: Value, name: string, place: Place | null): void {
    deleteAttribute(this, value, name, place);
  }
  iterate(value: Value, place: Place | null): readonly Value[] | UnknownValue {
    return iterate(this, value, place);
  }
  truth(value: Value): boolean | UnknownValue {
    return truthOf(this, value);
  }
  equal(a: Value, b: Value): boolean | UnknownValue {
    return this.shallowly('a comparison of', () => equal(this, a, b));
  }
  isSubclass(cls: ClassValue, of: ClassValue): boolean {
    return inherits(cls, of);
  }
  str(value: Value): string | UnknownValue {
    return this.shallowly('the text of', () => strOf(this, value));
  }
  repr(value: Value): string | UnknownValue {
    return this.shallowly('the text of', () => reprOf(this, value));
  }
  /** A container that holds itself has no end. */
  private shallowly<Result>(what: string, run: () => Result): Result | UnknownValue {
    if (this.nesting >= deepestNesting) return unknown(`${what} a value that is nested too deeply`, null);
    this.nesting += 1;
    try {
      return run();
    } finally {
      this.nesting -= 1;
    }
  }
  importModule(name: string, place: Place | null): ModuleValue | UnknownValue {
    return importAbsolute(this, name, place);
  }
  runSource(name: string, text: string, names: Readonly<Record<string, Value>> = {}): ModuleValue {
    return runSource(this, name, text, names);
  }
  raise(exception: string | ClassValue, message: string, place: Place | null): never {
    const cls = typeof exception === 'string' ? exceptionClass(exception) : exception;
    const raised = instance(cls, null, place);
    changing(raised.attributes).set('args', tuple([str(message, place)], place));
    throw new PythonError(raised, place);
  }
  /** A KeyError, whose argument is the key itself. */
  raiseKey(key: Value, place: Place | null): never {
    const raised = instance(exceptionClass('KeyError'), null, place);
    changing(raised.attributes).set('args', tuple([key], place));
    throw new PythonError(raised, place);
  }
  raiseException(exception: InstanceValue, place: Place | null): never {
    throw new PythonError(exception, place);
  }
  catches(exception: ClassValue): boolean {
    return this.guards.some((guard) => guard(exception));
  }
  stopGenerator(frame: Frame): never {
    throw new GeneratorStopped(frame);
  }
  record(kind: string, value: Value, place: Place | null): void {
    const recorded: Recorded = { kind, value, place, uncertain: this.uncertain };
    this.recorded.push(recorded);
    this.trace?.note({ kind: 'recorded', recorded });
  }
  fail(failure: ModuleFailure): void {
    if (failure.kind === 'bound' && this.trace) this.trace.spoilt = true;
    this.failures.push(failure);
    this.trace?.note({ kind: 'failure', failure });
  }

  /** A module stands under a name from now on; null: none does. */
  register(name: string, module: ModuleRecord | ModuleValue | null): void {
    if (module) this.modules.set(name, module);
    else this.modules.delete(name);
    const run = module && 'value' in module ? (this.trace?.running ?? null) : null;
    if (module && 'value' in module && run) this.trace?.own(module.value, run);
    this.trace?.note({ kind: 'module', name, module, run });
  }

  /** A host module is made once, also where the program starts over. */
  hostModule(name: string, make: () => ModuleValue): ModuleValue {
    if (!this.trace) return listenedBy(null, make);
    const made = this.hosts.get(name) ?? this.trace.outsideOfTime(make);
    this.hosts.set(name, made);
    return made;
  }

  /** An imported submodule becomes an attribute of its package, unless the package has such a name. */
  bindSubmodule(parent: ModuleValue, part: string, module: ModuleValue): void {
    const bound = this.putSubmodule(parent, part, module);
    this.trace?.note({ kind: 'submodule', parent: parent.name, part, module, bound });
  }
  private putSubmodule(parent: ModuleValue, part: string, module: ModuleValue): Map<string, Value> | null {
    if (parent.namespace.has(part)) return null;
    this.journal?.touchNames(parent.namespace);
    const names = changingUnsaid(parent.namespace).set(part, module);
    if (!this.trace) return null;
    const record = this.modules.get(parent.name);
    // What happens to a package while it runs is part of its run.
    return record && 'value' in record && record.state === 'running' ? null : names;
  }

  /** Does again what a module did in the program's last go. */
  redo(event: TraceEvent): void {
    switch (event.kind) {
      case 'module':
        if (!event.module) this.modules.delete(event.name);
        else if (event.run || !this.modules.has(event.name)) this.modules.set(event.name, event.module);
        break;
      case 'submodule': {
        const parent = this.modules.get(event.parent);
        const value = parent && 'value' in parent ? parent.value : parent;
        event.bound = value ? this.putSubmodule(value, event.part, event.module) : null;
        break;
      }
      case 'recorded':
        this.recorded.push(event.recorded);
        break;
      case 'failure':
        this.failures.push(event.failure);
        break;
      case 'look':
        if (event.how !== 'list' && event.how !== 'is folder') this.dependencies.add(event.path);
        break;
      default:
        this.trace?.redo(event);
    }
    this.trace?.events.push(event);
  }

  /** Forgets the outcome of the program, and keeps what can be repeated of it; false where it must be made anew. */
  startOver(): boolean {
    if (this.steps < 0 || this.refills < 4 || !this.memories?.startOver()) return false;
    this.steps = this.bound;
    this.librarySteps = stepsOfAllLibraries;
    this.uncertain = null;
    this.journal = null;
    this.maybeBroken = false;
    this.importGuards = 0;
    this.handling.length = 0;
    this.recorded.length = 0;
    this.failures.length = 0;
    this.dependencies.clear();
    this.modules.clear();
    this.runningModule = null;
    return true;
  }

  /** The key under which dicts and sets keep a value; raises TypeError for what cannot be hashed. */
  hashOf(value: Value, place: Place | null): string {
    return keyOf(this, value, place);
  }

  /** Everything that changes a container says so first, so that a branch on an Unknown can be taken back. */
  setName(names: ReadonlyMap<string, Value>, name: string, value: Value): void {
    this.touchNames(names).set(name, value);
  }
  deleteName(names: ReadonlyMap<string, Value>, name: string): void {
    this.touchNames(names).delete(name);
  }
  touchItems(items: readonly Value[]): Value[] {
    this.journal?.touchItems(items);
    return changing(items);
  }
  touchEntries(dict: DictValue): Map<string, { readonly key: Value; readonly value: Value }> {
    this.journal?.touchEntries(dict.entries);
    return changing(dict.entries);
  }
  touchMembers(set: SetValue): Map<string, Value> {
    return this.touchNames(set.entries);
  }
  private touchNames(names: ReadonlyMap<string, Value>): Map<string, Value> {
    this.journal?.touchNames(names);
    return changing(names);
  }
  /** Containers made while a branch is followed belong to the branch. */
  born<Container extends object>(container: Container): Container {
    this.journal?.bear(container);
    return born(container);
  }
}

/** A value born in text that is no file of its own belongs where the text stands. */
function placed(value: Value, place: Place): Value {
  return value.place?.file.startsWith('<') ? { ...value, place } : value;
}
