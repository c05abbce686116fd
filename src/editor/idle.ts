/** Knows whether work is under way, so that a test can wait for its end and needs no sleep. */
export class Idle {
  private running = 0;
  private waiting: (() => void)[] = [];

  /** Counts `work` as under way until it has settled, and hands it back. */
  track<T>(work: Promise<T>): Promise<T> {
    this.running += 1;
    const ended = () => this.ended();
    work.then(ended, ended);
    return work;
  }

  /** Resolves as soon as nothing is under way. */
  whenIdle(): Promise<void> {
    if (this.running === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private ended(): void {
    this.running -= 1;
    if (this.running > 0) return;
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
