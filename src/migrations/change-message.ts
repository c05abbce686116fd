/** A message to propose for a revision, in the words people give their migrations. */
import type { ReportedChange } from './results';

/** More than this is said by its tables alone. */
const mostNamed = 2;

/** `add products.homepage`; of many changes the tables: `change products and builds`. */
export function changeMessage(changes: readonly ReportedChange[]): string {
  if (changes.length === 0) return '';
  if (changes.length <= mostNamed) return changes.map(phrase).join(' and ');
  const tables = [...new Set(changes.map((change) => change.table || change.name))];
  if (tables.length > 3) return `change ${tables.length} tables`;
  const last = tables[tables.length - 1] ?? '';
  return `change ${tables.length === 1 ? last : `${tables.slice(0, -1).join(', ')} and ${last}`}`;
}

function phrase(change: ReportedChange): string {
  const [verb = ''] = change.kind.split('_');
  const done = verb === 'create' ? 'add' : verb;
  return change.table === '' || change.table === change.name ? `${done} ${change.name}` : `${done} ${change.table}.${change.name}`;
}
