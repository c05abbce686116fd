/**
 * Whether what runs changes anything that outlives it: what was there before, or a module that it imported and that somebody else may import,
 * too. Where it does not, a program that never ran it goes on as well as one that did.
 */
import type { ChangeLog, Noted, Registry } from './changes';

export class LastingChanges implements ChangeLog {
  private own = new WeakSet<object>();
  /** Set by the first such change. */
  found = false;

  /** `ownModule`: the first module that runs is what is watched, not something that it imports. */
  constructor(private ownModule: boolean) {}

  bear(cell: object): void {
    this.own.add(cell);
  }
  touch(cell: object): void {
    if (!this.own.has(cell)) this.found = true;
  }
  touchForGood(cell: object): void {
    this.touch(cell);
  }
  readEntry(): void {
    return;
  }
  writeEntry(registry: Registry<unknown>): void {
    this.touch(registry);
  }
  readAll(): void {
    return;
  }
  /** While it runs a module may change what it makes; whoever imports it again makes it again. */
  inModule<Result>(run: () => Result): Result {
    if (this.ownModule) {
      this.ownModule = false;
      return run();
    }
    const { own } = this;
    this.own = new WeakSet();
    try {
      return run();
    } finally {
      this.own = own;
    }
  }
  computed<Result>(compute: () => Result): Noted<Result> {
    return { result: compute(), see: () => true };
  }

  /** The module has run; what follows is watched apart. */
  forget(): void {
    this.ownModule = false;
    this.found = false;
  }
}
