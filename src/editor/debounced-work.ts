import type { Idle } from './idle';

/** Work that is wanted now and then and done once, after a pause in which nobody wanted it. */
export class DebouncedWork {
  private waiting: { readonly timer: NodeJS.Timeout; end(): void } | null = null;

  constructor(
    private readonly idle: Idle,
    private readonly pause: number,
    private readonly work: () => Promise<void>,
  ) {}

  want(): void {
    if (this.waiting) {
      this.waiting.timer.refresh();
      return;
    }
    void this.idle.track(
      new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          this.waiting = null;
          void this.work().finally(resolve);
        }, this.pause);
        this.waiting = { timer, end: resolve };
      }),
    );
  }

  dispose(): void {
    if (!this.waiting) return;
    clearTimeout(this.waiting.timer);
    this.waiting.end();
    this.waiting = null;
  }
}
