/**
 * A stretch of source text. Lines and columns count from 1; the end is the position after the last character.
 * `file` is relative to the project, with forward slashes, as in the JSON of the command line.
 */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The way a place is written for a person: `keeper/models.py:31`. */
export function placeText(place: Place): string {
  return `${place.file}:${place.line}`;
}
