/**
 * Whether what runs changes anything that was there before it. Where it does not, a program that never ran it goes on as well as one that did.
 */
import type { ChangeLog, Noted, Registry } from './changes';

export class LastingChanges implements ChangeLog {
  private readonly own = new WeakSet<object>();
  /** Set by the first change to what others made. */
  found = false;

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
  computed<Result>(compute: () => Result): Noted<Result> {
    return { result: compute(), see: () => true };
  }
}
