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

/** Somebody gave up before the work was done; nothing was written. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
  constructor() {
    super('Cancelled. Nothing was written.');
  }
}

/** What `work` comes to, unless it is cancelled first: then `stop` ends what is under way, and the result is a `Cancelled`. */
export async function unlessCancelled<T>(cancellation: Cancellation, stop: () => void, work: () => Promise<T>): Promise<T> {
  if (cancellation.cancelled) throw new Cancelled();
  try {
    cancellation.onCancel(stop);
    return await work();
  } catch (error) {
    throw cancellation.cancelled ? new Cancelled() : error;
  }
}
