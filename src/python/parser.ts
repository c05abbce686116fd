/** Python source to our own syntax tree. */
import type { Place } from './place';
import type { ModuleNode } from './syntax';

export interface SyntaxProblem {
  readonly message: string;
  readonly place: Place;
}

export interface ParsedModule {
  readonly tree: ModuleNode;
  /** Empty for a sound file. The tree of a broken one holds what could be read around the errors. */
  readonly problems: readonly SyntaxProblem[];
}

export interface PythonParser {
  /** `file` goes into places. The same file and text give the same tree object. */
  parse(file: string, text: string): ParsedModule;
}
