/**
 * What running a program's modules did, event by event, so that it can be undone, and done again for the modules that an edit does
 * not concern.
 *
 * Each run of a module owns the cells that were born while it was on top. What a run does to cells of its own needs no event; what it
 * does to cells of others does, and so does everything else that outlives it: what it recorded, imported, looked for.
 */
import type { ChangeLog, Noted, Registry } from '../changes';
import type { Recorded } from '../interpreter';
import type { ParsedModule } from '../parser';
import type { ModuleFailure } from '../program';
import type { ModuleValue, Value } from '../values';
import { type Contents, contentsOf, restoreContents } from './cell-contents';
import type { ModuleRecord } from './scope';

/** What others did to the cells of a run, as a chain: the same changes in the same order lead to the same object. */
export class History {
  private readonly next = new WeakMap<object, History>();

  after(event: object): History {
    const known = this.next.get(event) ?? new History();
    this.next.set(event, known);
    return known;
  }
}

/** One run of a module's body, or of a host module's making. */
export class Run {
  private readonly beginning = new History();
  history = this.beginning;
  /** Whose cells it may have come to know: the modules it imported. */
  readonly imports = new Set<Run>();
  /** Who changed its cells: what they know may be reached through them. */
  readonly writers = new Set<Run>();
  /** Whether it is part of the program as it stands now. */
  live = true;
  /** False where what it did depends on more than is noted. */
  repeatable = true;

  /** Before anybody changed anything. */
  rewind(): void {
    this.history = this.beginning;
    this.writers.clear();
    this.live = false;
  }
}

/** How the files were asked, and what they answered. */
export type Look =
  | { readonly how: 'read'; readonly path: string; readonly answer: string | null }
  | { readonly how: 'run'; readonly path: string; readonly answer: string | null; readonly parsed: ParsedModule }
  | { readonly how: 'exists' | 'is folder'; readonly path: string; readonly answer: boolean }
  | { readonly how: 'list'; readonly path: string; readonly answer: string };

export type TraceEvent =
  | {
      readonly kind: 'cell';
      readonly cell: object;
      readonly before: Contents;
      after: Contents | null;
      readonly owner: Run;
      readonly by: Run;
      readonly historyBefore: History;
    }
  | {
      readonly kind: 'entry';
      readonly registry: Registry<unknown>;
      readonly key: string;
      readonly before: unknown;
      readonly writerBefore: Run | undefined;
      after: unknown;
      readonly by: Run;
    }
  | { readonly kind: 'entry read'; readonly registry: Registry<unknown>; readonly key: string; readonly seen: unknown }
  | { readonly kind: 'names read'; readonly module: ModuleValue; readonly names: readonly string[] }
  /** `sys.path`, when a module was looked for. */
  | { readonly kind: 'search paths'; readonly paths: readonly string[] }
  /** A module came to stand under a name, or (null) failed and stands there no longer. */
  | { readonly kind: 'module'; readonly name: string; readonly module: ModuleRecord | ModuleValue | null; readonly run: Run | null }
  /** A module was imported that stood there already; `packages`: only as the package around another. */
  | { readonly kind: 'import'; readonly name: string; readonly module: ModuleRecord | ModuleValue; readonly isPackage: boolean }
  /** `bound`: where the name was put, null where it stood already or the package was still running. */
  | {
      readonly kind: 'submodule';
      readonly parent: string;
      readonly part: string;
      readonly module: ModuleValue;
      bound: Map<string, Value> | null;
    }
  | { readonly kind: 'recorded'; readonly recorded: Recorded }
  | { readonly kind: 'failure'; readonly failure: ModuleFailure }
  | ({ readonly kind: 'look' } & Look);

type CellChange = Extract<TraceEvent, { kind: 'cell' }>;
type EntryChange = Extract<TraceEvent, { kind: 'entry' }>;

interface CellState {
  readonly trace: Trace;
  readonly owner: Run;
  /** The stretch of a run in which others' changes to it were last noted; null: none ever were. */
  last: object | null;
}

/** Gives back what it is given, so that a class which extends it can put private fields on any object. */
const Given = class {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: that is the point
    return object;
  }
};

/**
 * The state of a cell, kept on the cell itself: there are too many of them for a WeakMap, and no copy of the cell (`{ ...cell }`) may
 * take the state along.
 */
class Stated extends Given {
  #state: CellState;

  constructor(cell: object, state: CellState) {
    super(cell);
    this.#state = state;
  }

  static of(cell: object, trace: Trace): CellState | null {
    return #state in cell && cell.#state.trace === trace ? cell.#state : null;
  }

  static put(cell: object, state: CellState): void {
    if (#state in cell) cell.#state = state;
    else new Stated(cell, state);
  }
}

export class Trace implements ChangeLog {
  events: TraceEvent[] = [];
  /** Owns what was there before the program, and what nobody said the birth of. */
  readonly host = new Run();
  /** What no module does: the calls from outside. */
  outside = new Run();
  private stack: Run[] = [this.outside];
  /** Set when something happened that cannot be undone: the program must be made anew. */
  spoilt = false;
  /** Another object whenever another run comes on top. */
  private stretch: object = {};
  private silent = false;
  private readonly runs = new WeakMap<ModuleValue, Run>();
  private readonly hostRuns: Run[] = [this.host];
  private readonly entryWriters = new WeakMap<Registry<unknown>, Map<string, Run>>();

  running = this.outside;

  runOf(module: ModuleValue): Run | null {
    return this.runs.get(module) ?? null;
  }

  /** The module is what a run makes. */
  own(module: ModuleValue, run: Run): void {
    this.runs.set(module, run);
  }

  enter(run: Run): void {
    this.stack.push(run);
    this.running = run;
    this.stretch = {};
  }

  leave(): void {
    this.stack.pop();
    this.running = this.stack[this.stack.length - 1] ?? this.outside;
    this.stretch = {};
  }

  /** Makes a host module, which stays for good whoever asked for it first. */
  outsideOfTime(make: () => ModuleValue): ModuleValue {
    const { silent } = this;
    const run = new Run();
    this.hostRuns.push(run);
    this.enter(run);
    this.silent = true;
    try {
      const module = make();
      this.own(module, run);
      return module;
    } finally {
      this.silent = silent;
      this.leave();
    }
  }

  note(event: TraceEvent): void {
    // A host module is made once: what it tells in the making would not be told again.
    if (this.silent && (event.kind === 'recorded' || event.kind === 'failure')) this.spoilt = true;
    if (this.silent || (this.running === this.outside && event.kind !== 'cell' && event.kind !== 'entry' && event.kind !== 'submodule'))
      return;
    this.events.push(event);
  }

  /** The run that made a cell. */
  ownerOf(cell: object): Run {
    return Stated.of(cell, this)?.owner ?? this.host;
  }

  /** What runs now depends on more than is noted. */
  neverRepeat(): void {
    for (const run of this.stack) run.repeatable = false;
  }

  /** The running module has the module in hand. */
  reach(module: ModuleValue): void {
    const run = this.runs.get(module);
    if (run) this.running.imports.add(run);
  }

  /** A name was looked for in a module and not found: an import elsewhere could give it one. */
  missed(module: ModuleValue): void {
    if (this.runs.get(module) !== this.running) this.neverRepeat();
  }

  bear(cell: object): void {
    Stated.put(cell, { trace: this, owner: this.running, last: null });
  }

  touch(cell: object): void {
    if (this.silent) return;
    const known = Stated.of(cell, this);
    const owner = known?.owner ?? this.host;
    const { running } = this;
    if (known && (known.last === this.stretch || (known.last === null && owner === running))) return;
    if (known) known.last = this.stretch;
    else Stated.put(cell, { trace: this, owner, last: this.stretch });
    const event: CellChange = {
      kind: 'cell',
      cell,
      before: contentsOf(cell),
      after: null,
      owner,
      by: running,
      historyBefore: owner.history,
    };
    this.events.push(event);
    this.remember(event);
  }

  private remember(event: CellChange): void {
    if (event.owner === event.by) return;
    event.owner.history = event.owner.history.after(event);
    if (event.by !== this.outside) event.owner.writers.add(event.by);
  }

  touchForGood(cell: object): void {
    const known = Stated.of(cell, this);
    if (known && known.owner !== this.running && !this.silent) this.spoilt = true;
  }

  readEntry(registry: Registry<unknown>, key: string): void {
    const writer = this.entryWriters.get(registry)?.get(key);
    if (writer) this.running.imports.add(writer);
    this.note({ kind: 'entry read', registry, key, seen: registry.peek(key) });
  }

  writeEntry(registry: Registry<unknown>, key: string): void {
    if (this.silent) return;
    const writerBefore = this.entryWriters.get(registry)?.get(key);
    const event: EntryChange = {
      kind: 'entry',
      registry,
      key,
      before: registry.peek(key),
      writerBefore,
      after: undefined,
      by: this.running,
    };
    this.events.push(event);
    this.setWriter(registry, key, this.running);
  }

  private setWriter(registry: Registry<unknown>, key: string, run: Run | undefined): void {
    const writers = this.entryWriters.get(registry) ?? new Map<string, Run>();
    this.entryWriters.set(registry, writers);
    if (run) writers.set(key, run);
    else writers.delete(key);
  }

  computed<Result>(compute: () => Result): Noted<Result> {
    const { running: by } = this;
    const start = this.events.length;
    const result = compute();
    // What left traces happened once, in that run: who relies on it relies on the run.
    const leftTraces = this.events.length > start;
    const see = () => {
      if (by.live && leftTraces) this.running.imports.add(by);
      return by.live;
    };
    return { result, see };
  }

  readAll(): void {
    this.neverRepeat();
  }

  /** Everything was undone; only what is the host's stands. */
  rewind(): void {
    this.events = [];
    this.outside.live = false;
    this.outside = new Run();
    this.running = this.outside;
    this.stack = [this.outside];
    for (const run of this.hostRuns) {
      run.rewind();
      run.live = true;
    }
  }

  undo(event: TraceEvent): void {
    if (event.kind === 'cell') {
      event.after = contentsOf(event.cell);
      restoreContents(event.cell, event.before);
    } else if (event.kind === 'entry') {
      event.after = event.registry.peek(event.key);
      event.registry.restore(event.key, event.before);
      this.setWriter(event.registry, event.key, event.writerBefore);
    } else if (event.kind === 'submodule') event.bound?.delete(event.part);
  }

  /** Of cells and entries; the rest of an event is the evaluator's. */
  redo(event: TraceEvent): void {
    if (event.kind === 'cell' && event.after) {
      restoreContents(event.cell, event.after);
      this.remember(event);
    } else if (event.kind === 'entry') {
      event.registry.restore(event.key, event.after);
      this.setWriter(event.registry, event.key, event.by);
    }
  }
}
