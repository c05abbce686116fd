/** Types that `Mutable.as_mutable()` gave: what changes inside their values is a change of the attribute (sqlalchemy/ext/mutable.py). */
import { changing } from '../../python/changes';
import type { Value } from '../../python/values';

const mark = '_sa_watched_for_changes';

export function markMutable(type: Value): void {
  if (type.type === 'instance') changing(type.attributes).set(mark, { type: 'bool', value: true, place: null });
}

export const isMutable = (type: Value): boolean => type.type === 'instance' && type.attributes.has(mark);
