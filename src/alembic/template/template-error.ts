/** A template that cannot be rendered; nothing is written. The message is for a person and names the file and line. */
export class TemplateError extends Error {
  constructor(
    readonly file: string,
    readonly line: number,
    reason: string,
  ) {
    super(`${file}:${line}: ${reason}`);
  }
}
