/** Colour where the terminal allows it (https://no-color.org). */

type Paint = (text: string) => string;

export interface Colours {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
}

const sgr =
  (on: boolean, start: number, end: number): Paint =>
  (text) =>
    on ? `\u001b[${start}m${text}\u001b[${end}m` : text;

/** Colours for a stream: none when it is no terminal or NO_COLOR is set; FORCE_COLOR overrules both. */
export function coloursFor(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv = process.env): Colours {
  const forced = environment['FORCE_COLOR'] !== undefined && environment['FORCE_COLOR'] !== '0';
  const on = forced || (stream.isTTY === true && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb');
  return {
    bold: sgr(on, 1, 22),
    dim: sgr(on, 2, 22),
    red: sgr(on, 31, 39),
    green: sgr(on, 32, 39),
    yellow: sgr(on, 33, 39),
    cyan: sgr(on, 36, 39),
  };
}
