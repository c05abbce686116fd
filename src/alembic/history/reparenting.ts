/**
 * Which revisions could follow another head, so that two lines of revisions that a merge of git brought together become one. It is an
 * offer for a person: a branch that carries a label was meant to be one.
 */
import type { History } from './read-history';
import type { Revision } from './revision';

/** `revision` would come after `onto` instead of beside it; the rest of its parents stay. */
export interface Reparenting {
  readonly revision: Revision;
  readonly onto: readonly string[];
}

/** For every two heads that part at one revision: the first revision of the one line after the head of the other, the younger line first. */
export function reparentings(history: History): readonly Reparenting[] {
  const lines = history.heads.flatMap((head) => lineBelow(history, head) ?? []);
  const offers = lines.flatMap((line) =>
    lines.flatMap((other) => (line !== other && line.parting === other.parting ? [{ line, head: other.head }] : [])),
  );
  return [...offers]
    .sort((a, b) => (a.line.created < b.line.created ? 1 : a.line.created > b.line.created ? -1 : 0))
    .map(({ line, head }) => ({ revision: line.first, onto: [head] }));
}

interface Line {
  readonly head: string;
  /** The lowest revision of the line. */
  readonly first: Revision;
  /** The revision at which it parts from another. */
  readonly parting: string;
  /** The time that the docstring of the first revision names; '' where it names none. */
  readonly created: string;
}

/** The revisions below a head down to where another line begins; null for one that merges, has a label, or stands on its own. */
function lineBelow(history: History, head: string): Line | null {
  let here = history.byId.get(head);
  while (here && here.labels.length === 0) {
    const [parent, ...others] = here.down;
    if (parent === undefined || others.length > 0) return null;
    if (history.children(parent).length > 1) {
      const created = /^Create Date: (.*)$/m.exec(here.docstring)?.[1] ?? '';
      return { head, first: here, parting: parent, created: created.trim() };
    }
    here = history.byId.get(parent);
  }
  return null;
}
