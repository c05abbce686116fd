/**
 * Doing again what a module did when the program ran before, instead of running it: only for modules of which it is certain that they
 * would do the same. The program starts over from nothing each time, so what is not repeated runs in the state that a first run
 * would meet.
 *
 * A module would do the same when every file that it looked at is as it was, and every module that it may know of (through imports,
 * and through what others put into those) is the same run and went through the same changes before.
 */
import type { Place } from '../place';
import type { Statement } from '../syntax';
import type { ModuleValue } from '../values';
import type { Evaluator } from './evaluator';
import { addedPaths } from './imports';
import type { ModuleFile } from './module-files';
import type { ModuleRecord } from './scope';
import { type History, type Look, Run, type Trace, type TraceEvent } from './trace';

/** What one run of a module did. */
interface Memory {
  readonly record: ModuleRecord;
  readonly found: ModuleFile;
  /** Its own run, and those of the modules that ran for the first time inside it. */
  readonly members: readonly Run[];
  /** Where its events stand among those of the program's last go. */
  start: number;
  readonly length: number;
  readonly steps: number;
  readonly circumstances: string;
  /** The runs whose cells it may know, and what those had gone through when it began. */
  readonly reached: Reached;
}

type Reached = readonly (readonly [Run, History])[];

const isAsItWas = ([run, history]: readonly [Run, History]): boolean => run.live && run.history === history;

/** An answer that was computed from values of a program. */
export interface Remembered<Result> {
  readonly result: Result;
  readonly steps: number;
  readonly reached: Reached;
  readonly reads: readonly TraceEvent[];
}

const readsTheSame = (event: TraceEvent): boolean => event.kind === 'entry read' && event.registry.peek(event.key) === event.seen;

/** The memories of a program, from one go to the next. */
export class Memories {
  private before = new Map<string, Memory>();
  private eventsBefore: readonly TraceEvent[] = [];
  private now = new Map<string, Memory>();
  private readonly finished: Run[] = [];
  /** Names of the modules that ran, rather than being repeated, in this go. */
  readonly ran: string[] = [];

  constructor(
    private readonly evaluator: Evaluator,
    private readonly trace: Trace,
  ) {}

  /** Runs a module's body and remembers what it does. */
  run(name: string, found: ModuleFile, body: () => ModuleRecord): ModuleValue {
    const { evaluator, trace, finished } = this;
    const run = new Run();
    const [start, firstMember, steps, circumstances] = [trace.events.length, finished.length, evaluator.stepsLeft, evaluator.circumstances];
    this.ran.push(name);
    let record: ModuleRecord | null = null;
    trace.enter(run);
    try {
      record = body();
    } finally {
      trace.leave();
      finished.push(run);
      if (record && circumstances !== null && run.repeatable) {
        const members = finished.slice(firstMember);
        const length = trace.events.length - start;
        const reached = this.reachedBy(members, start);
        this.now.set(name, { record, found, members, start, length, steps: steps - evaluator.stepsLeft, circumstances, reached });
      } else this.now.delete(name);
    }
    return record.value;
  }

  /** The answer of `compute`, which reads a cell and what that leads to; the one of the last go where it would be the same. */
  remember<Result>(answers: WeakMap<object, Remembered<Result>>, cell: object, compute: () => Result): Result {
    const { evaluator, trace } = this;
    const known = answers.get(cell);
    if (known && evaluator.stepsLeft >= known.steps && known.reached.every(isAsItWas) && known.reads.every(readsTheSame)) {
      evaluator.step(known.steps);
      return known.result;
    }
    answers.delete(cell);
    const run = new Run();
    run.imports.add(trace.ownerOf(cell));
    const [start, steps] = [trace.events.length, evaluator.stepsLeft];
    trace.enter(run);
    let result: Result;
    try {
      result = compute();
    } finally {
      trace.leave();
    }
    const reads = trace.events.slice(start);
    if (run.repeatable && reads.every((event) => event.kind === 'entry read'))
      answers.set(cell, { result, reads, steps: steps - evaluator.stepsLeft, reached: this.reachedBy([run], start) });
    return result;
  }

  /** Everything that the members' imports, and what others put into those, may lead to. */
  private reachedBy(members: readonly Run[], start: number): Reached {
    const { events, host, outside } = this.trace;
    const before = new Map<Run, History>();
    for (let at = start; at < events.length; at += 1) {
      const event = events[at];
      if (event?.kind === 'cell' && event.owner !== event.by && !before.has(event.owner)) before.set(event.owner, event.historyBefore);
    }
    const seen = new Set<Run>([...members, outside]);
    const reached: (readonly [Run, History])[] = [];
    const waiting: Run[] = [host];
    for (const member of members) waiting.push(...member.imports, ...member.writers);
    for (let run = waiting.pop(); run; run = waiting.pop()) {
      if (seen.has(run)) continue;
      seen.add(run);
      reached.push([run, before.get(run) ?? run.history]);
      waiting.push(...run.imports, ...run.writers);
    }
    return reached;
  }

  /** Does what the module did before, if it would do the same now; null: it must run. */
  repeat(name: string, found: ModuleFile): ModuleValue | null {
    const memory = this.before.get(name);
    if (!memory || !sameFile(memory.found, found) || !this.wouldDoTheSame(memory)) return null;
    const { evaluator, trace } = this;
    const start = trace.events.length;
    for (const run of memory.members) run.live = true;
    for (let at = memory.start; at < memory.start + memory.length; at += 1) {
      const event = this.eventsBefore[at];
      if (event) evaluator.redo(event);
    }
    evaluator.step(memory.steps);
    this.finished.push(...memory.members);
    this.keepWithin(memory, start);
    return memory.record.value;
  }

  /** The memories of the module and of those inside it hold for the next go too. */
  private keepWithin(memory: Memory, start: number): void {
    const members = new Set(memory.members);
    const from = memory.start;
    for (const [name, inner] of this.before) {
      const own = inner.members[inner.members.length - 1];
      if (own === undefined || !members.has(own)) continue;
      this.before.delete(name);
      inner.start = start + (inner.start - from);
      this.now.set(name, inner);
    }
  }

  private wouldDoTheSame(memory: Memory): boolean {
    const { evaluator } = this;
    if (evaluator.circumstances !== memory.circumstances || evaluator.stepsLeft < memory.steps) return false;
    if (!memory.reached.every(isAsItWas)) return false;
    const made = new Set<string>();
    const written = new Map<object, Set<string>>();
    const members = new Set(memory.members);
    for (let at = memory.start; at < memory.start + memory.length; at += 1) {
      const event = this.eventsBefore[at];
      if (event && !this.wouldGoTheSame(event, made, written, members)) return false;
    }
    return true;
  }

  /** @param made modules that came to stand inside the memory so far; `written`: keys that it wrote itself */
  private wouldGoTheSame(event: TraceEvent, made: Set<string>, written: Map<object, Set<string>>, members: ReadonlySet<Run>): boolean {
    const { evaluator, trace } = this;
    switch (event.kind) {
      case 'look':
        return answersTheSame(evaluator, event);
      case 'module':
        if (event.run && evaluator.modules.has(event.name)) return false;
        made.add(event.name);
        return true;
      case 'import': {
        if (made.has(event.name)) return true;
        const now = evaluator.modules.get(event.name);
        return now === event.module || (event.isPackage && samePackage(now, event.module));
      }
      case 'search paths':
        return samePaths(event.paths, [...evaluator.searchPaths, ...addedPaths(evaluator)]);
      case 'names read': {
        const run = trace.runOf(event.module);
        if (run && members.has(run)) return true;
        const names = [...event.module.namespace.keys()];
        return names.length === event.names.length && names.every((name, at) => name === event.names[at]);
      }
      case 'entry': {
        const keys = written.get(event.registry) ?? new Set();
        written.set(event.registry, keys.add(event.key));
        return true;
      }
      case 'entry read':
        return written.get(event.registry)?.has(event.key) === true || event.registry.peek(event.key) === event.seen;
      default:
        return true;
    }
  }

  /** Undoes everything, latest first; false where that cannot be. */
  startOver(): boolean {
    const { trace } = this;
    if (trace.spoilt) return false;
    for (let at = trace.events.length - 1; at >= 0; at -= 1) {
      const event = trace.events[at];
      if (event) trace.undo(event);
    }
    this.eventsBefore = trace.events;
    this.before = this.now;
    this.now = new Map();
    this.finished.length = 0;
    this.ran.length = 0;
    for (const { members } of this.before.values()) for (const run of members) run.rewind();
    trace.rewind();
    return true;
  }
}

const sameFile = (a: ModuleFile, b: ModuleFile): boolean =>
  a.kind === b.kind && samePaths(a.paths, b.paths) && (a.kind === 'namespace' || b.kind === 'namespace' || a.path === b.path);

const samePaths = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((path, index) => path === b[index]);

/** Where only what stands below a package matters. */
function samePackage(now: ModuleRecord | ModuleValue | undefined, before: ModuleRecord | ModuleValue): boolean {
  return now !== undefined && 'value' in now && 'value' in before && samePaths(now.paths, before.paths);
}

function answersTheSame(evaluator: Evaluator, look: Look): boolean {
  const { unwatchedFiles: files } = evaluator;
  switch (look.how) {
    case 'read':
      return files.read(look.path) === look.answer;
    case 'exists':
      return (files.read(look.path) !== null) === look.answer;
    case 'is folder':
      return (files.list(look.path) !== null) === look.answer;
    case 'list':
      return listed(files.list(look.path)) === look.answer;
    case 'run': {
      const text = files.read(look.path);
      return text === look.answer || (text !== null && sameStatements(evaluator, look, text));
    }
  }
}

/** Whether two texts of a file differ in comments and empty space between their statements alone, and every statement stands where it stood. */
function sameStatements(evaluator: Evaluator, look: Extract<Look, { how: 'run' }>, text: string): boolean {
  const { tree, problems } = evaluator.parse(look.path, text);
  const before = look.parsed.tree.body;
  if (problems.length > 0 || look.parsed.problems.length > 0 || tree.body.length !== before.length) return false;
  if (!tree.body.every((statement, index) => samePlace(statement.place, before[index]?.place))) return false;
  const [now, then] = [apart(text, tree.body), apart(look.answer ?? '', before)];
  return now !== null && then !== null && now.every((statement, index) => statement === then[index]);
}

const samePlace = (a: Place, b: Place | undefined): boolean =>
  a.line === b?.line && a.column === b.column && a.endLine === b.endLine && a.endColumn === b.endColumn;

/** The texts of statements; null where something else than comments stands between them. */
function apart(text: string, statements: readonly Statement[]): readonly string[] | null {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const offset = (line: number, column: number) => (starts[line - 1] ?? text.length) + column - 1;
  const found: string[] = [];
  let end = 0;
  for (const { place } of statements) {
    const start = offset(place.line, place.column);
    if (!isNothing(text.slice(end, start))) return null;
    end = offset(place.endLine, place.endColumn);
    found.push(text.slice(start, end));
  }
  return isNothing(text.slice(end)) ? found : null;
}

const isNothing = (text: string): boolean => /^(?:\s|#[^\n]*(?:\n|$))*$/.test(text);

/** A folder's entries as one text. */
export const listed = (entries: ReturnType<Evaluator['files']['list']>): string =>
  entries === null ? '' : entries.map(({ name, kind }) => `${kind} ${name}`).join('\n');
