import type { Channel } from './messages';

/** The side of a process that IPC needs: both `process` in a forked one and the `ChildProcess` in its parent have it. */
export interface IpcEnd {
  readonly connected?: boolean;
  send?(message: unknown, callback: (error: Error | null) => void): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
}

/** A process' IPC as a `Channel`. What is sent after the other end went is lost: `onClose` has told of it. */
export function processChannel(end: IpcEnd): Channel {
  return {
    send(message) {
      if (!end.connected) return;
      // The other end may die while the message is on its way; the callback keeps that from being thrown.
      end.send?.(message, () => undefined);
    },
    onMessage: (listener) => void end.on('message', listener),
    onClose: (listener) => void end.on('disconnect', listener),
  };
}
