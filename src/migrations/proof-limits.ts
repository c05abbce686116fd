/** What a comparison leaves open, and what a proof that rests on it therefore does not say. */
import type { Comparison, NotComparable } from './comparison';
import { problemText } from './problem-text';

/** Limits of a proof whose revisions carry out the changes `asked` and no others. */
export function leftOpen(comparison: Comparison, asked: ReadonlySet<string>): readonly string[] {
  const others = comparison.changes.filter(({ reported }) => !asked.has(reported.id));
  const tables = new Set(comparison.notUnderstood.flatMap((reason) => (reason.columns.length > 0 ? reason.columns : reason.tables)));
  return [
    ...(others.length > 0
      ? [`still without a migration, and no part of this proof: ${others.map(({ reported }) => reported.id).join(', ')}`]
      : []),
    ...(tables.size > 0 ? [`not understood, so not compared with the models: ${[...tables].join(', ')}`] : []),
  ];
}

/** The limit of a proof that could not look at the models at all. */
export const notCompared = ({ problems }: NotComparable): string =>
  `not compared with the models, because they could not be read: ${problems.map(problemText).join('; ')}`;
