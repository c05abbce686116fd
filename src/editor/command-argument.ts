/** What a command is asked to work on: a tree item, a quick fix or a test says it in these words. All but `root` may be left out. */
export interface Meant {
  /** The path of the workspace folder. */
  readonly root: string;
  readonly environment?: string;
  /** Ids of changes. */
  readonly changes?: readonly string[];
  readonly revision?: string;
  /** What shall stand before the first revision, as `migrationKeeper.baseline` takes it. */
  readonly baseline?: string;
  /** Which half of the revision. */
  readonly direction?: 'upgrade' | 'downgrade';
}

/** Reads a command's argument, which VS Code hands over untyped; null when it says nothing, as from the palette. */
export function meantBy(argument: unknown): Meant | null {
  if (typeof argument !== 'object' || argument === null) return null;
  if ('meant' in argument) return meantBy(argument.meant);
  if (!('root' in argument) || typeof argument.root !== 'string') return null;
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    root: argument.root,
    environment: 'environment' in argument ? text(argument.environment) : undefined,
    revision: 'revision' in argument ? text(argument.revision) : undefined,
    baseline: 'baseline' in argument ? text(argument.baseline) : undefined,
    direction:
      'direction' in argument && (argument.direction === 'upgrade' || argument.direction === 'downgrade') ? argument.direction : undefined,
    changes:
      'changes' in argument && Array.isArray(argument.changes)
        ? argument.changes.filter((id): id is string => typeof id === 'string')
        : undefined,
  };
}
