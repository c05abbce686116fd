/** A problem as a line of text. */
import type { Problem } from './results';

/** `file:line: message`, as far as the place is known and the message does not say it already. */
export function problemText({ file, line, message }: Pick<Problem, 'file' | 'line' | 'message'>): string {
  const place = file === undefined ? '' : line === undefined ? file : `${file}:${line}`;
  return place === '' || message.includes(place) ? message : `${place}: ${message}`;
}
