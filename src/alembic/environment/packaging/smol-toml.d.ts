/** Its own declarations are those of an ES module alone, though the package holds a CommonJS one as well, which is what we load. */
declare module 'smol-toml' {
  export type TomlValue = string | number | bigint | boolean | Date | TomlValue[] | TomlTable;
  export interface TomlTable {
    [key: string]: TomlValue;
  }
  export class TomlError extends Error {
    readonly line: number;
    readonly column: number;
  }
  export function parse(text: string): TomlTable;
}
