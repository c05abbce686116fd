/**
 * What a program keeps of itself while it runs, so that its modules can be run again one by one.
 *
 * A cell is anything that code may change after it was made: a namespace, a list, the state of a host object. Whoever changes
 * one says so first with `changing`, which the types see to: cells are readonly for everybody else. Whoever makes one says
 * so with `born`; a cell of unknown birth is taken for one of the host's, which is sound and only makes more run again.
 */

export type Changeable<Cell> =
  Cell extends ReadonlyMap<infer Key, infer Item>
    ? Map<Key, Item>
    : Cell extends ReadonlySet<infer Item>
      ? Set<Item>
      : Cell extends readonly (infer Item)[]
        ? Item[]
        : { -readonly [Key in keyof Cell]: Cell[Key] };

/** Who listens while a program runs. */
export interface ChangeLog {
  bear(cell: object): void;
  touch(cell: object): void;
  /** State beside the cell is changed that nobody can put back. */
  touchForGood(cell: object): void;
  readEntry(registry: Registry<unknown>, key: string): void;
  writeEntry(registry: Registry<unknown>, key: string): void;
  readAll(registry: Registry<unknown>): void;
  /** Runs a module's body, where it matters whose the cells are. */
  inModule?<Result>(run: () => Result): Result;
  /** Computes something for whoever asks next. */
  computed<Result>(compute: () => Result): Noted<Result>;
}

/** What a module's run computed first. */
export interface Noted<Result> {
  readonly result: Result;
  /** Whether it still counts; says that the module that runs now saw it. */
  see(): boolean;
}

let listening: ChangeLog | null = null;

/** Runs something while `log` listens to changes; null: nobody does. */
export function listenedBy<Result>(log: ChangeLog | null, run: () => Result): Result {
  const before = listening;
  listening = log;
  try {
    return run();
  } finally {
    listening = before;
  }
}

/** Runs a module's body: the cells that are born in it are that module's. */
export const inModule = <Result>(run: () => Result): Result => (listening?.inModule ? listening.inModule(run) : run());

/** A new cell. It belongs to the module that is running. */
export function born<Cell extends object>(cell: Cell): Cell {
  listening?.bear(cell);
  return cell;
}

/** The cell, open for a change that its log hears of in another way. */
export function changingUnsaid<Cell extends object>(cell: Cell): Changeable<Cell> {
  return cell as Changeable<Cell>;
}

/** The cell, open for the change that follows at once. Only its own keys, items and fields may be changed, none deeper. */
export function changing<Cell extends object>(cell: Cell): Changeable<Cell> {
  listening?.touch(cell);
  return cell as Changeable<Cell>;
}

/**
 * Says that something is about to be noted of a cell in a place that is no cell (a WeakMap, a closure). Where the cell is another
 * module's, the program cannot be repeated in part any more.
 */
export function changingForGood(cell: object): void {
  listening?.touchForGood(cell);
}

/**
 * A table of the host's into which modules write under keys of their own without knowing of one another: the tables of a MetaData.
 * Unlike a cell it tells its keys apart, so that a module is run again only for the keys that it looked at.
 */
export class Registry<Item> {
  private readonly entries = new Map<string, Item>();

  constructor() {
    born(this);
  }

  get(key: string): Item | undefined {
    listening?.readEntry(this, key);
    return this.entries.get(key);
  }
  set(key: string, item: Item): void {
    listening?.writeEntry(this, key);
    this.entries.set(key, item);
  }
  delete(key: string): void {
    listening?.writeEntry(this, key);
    this.entries.delete(key);
  }
  keys(): readonly string[] {
    listening?.readAll(this);
    return [...this.entries.keys()];
  }
  values(): readonly Item[] {
    listening?.readAll(this);
    return [...this.entries.values()];
  }

  /** What stands under a key, for the log itself. */
  peek(key: string): Item | undefined {
    return this.entries.get(key);
  }
  /** Puts back what stood under a key; undefined: nothing did. */
  restore(key: string, item: Item | undefined): void {
    if (item === undefined) this.entries.delete(key);
    else this.entries.set(key, item);
  }
}

/** What was computed of an object once, by the first module that asked: as long as that module's run counts, nobody computes it again. */
export class Notes<Key extends object, Result> {
  private readonly notes = new WeakMap<Key, Noted<Result>>();

  get(key: Key): Result | undefined {
    const known = this.notes.get(key);
    return known?.see() ? known.result : undefined;
  }

  compute(key: Key, compute: () => Result): Result {
    const noted = listening?.computed(compute) ?? { result: compute(), see: () => true };
    this.notes.set(key, noted);
    return noted.result;
  }
}
