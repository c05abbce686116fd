import type { Cancellation } from './engine';

/** The hand that cancels; what is cancelled sees only the `Cancellation` in it. */
export class CancellationSource implements Cancellation {
  private isCancelled = false;
  private listeners: (() => void)[] = [];

  get cancelled(): boolean {
    return this.isCancelled;
  }

  /** A listener that comes after the cancelling is called at once: nobody waits for what has happened. */
  onCancel(listener: () => void): void {
    if (this.isCancelled) {
      listener();
      return;
    }
    this.listeners.push(listener);
  }

  cancel(): void {
    if (this.isCancelled) return;
    this.isCancelled = true;
    const listeners = this.listeners;
    this.listeners = [];
    for (const listener of listeners) listener();
  }
}
