import type { Meant } from '../command-argument';

/** Where a click leads; the path is relative to the project, lines and columns count from 1. */
export interface Spot {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A codicon and a colour of the theme. */
export interface Icon {
  readonly id: string;
  readonly color?: string;
}

/** An item of the tree, without a window: the provider above it only copies it into VS Code's words. */
export abstract class Node {
  /** Stays the same over refreshes, so that what was opened stays open. */
  abstract readonly id: string;
  abstract readonly label: string;
  /** Menus ask for it (`viewItem`). */
  abstract readonly context: string;
  abstract readonly icon: Icon;
  abstract readonly meant: Meant;
  readonly description: string = '';
  readonly tooltip: string = '';
  readonly children: readonly Node[] = [];
  readonly expanded: boolean = true;
  readonly opens: Spot | null = null;
  /** A command of ours that a click runs, with the node as its argument. */
  readonly runs: string | null = null;
}

/** A spot from parts that may be missing; without a line it is the start of the file, without a file there is none. */
export function spotOf(place: {
  readonly file?: string | null;
  readonly line?: number | null;
  readonly column?: number | null;
  readonly endLine?: number | null;
  readonly endColumn?: number | null;
}): Spot | null {
  if (!place.file) return null;
  const line = place.line ?? 1;
  const column = place.column ?? 1;
  return { file: place.file, line, column, endLine: place.endLine ?? line, endColumn: place.endColumn ?? column };
}

/** `keeper/models.py:31`, or nothing where there is no place. */
export function spotText(spot: Spot | null): string {
  return spot ? `${spot.file}:${spot.line}` : '';
}

/** `models.py:31`: what a side bar has room for. */
export function spotName(spot: Spot | null): string {
  return spotText(spot).replace(/^.*\//, '');
}
