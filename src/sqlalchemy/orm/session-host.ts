/** What sessions need of whoever runs a revision. */
import type { Place } from '../../python/place';
import type { Value } from '../../python/values';

export interface SessionHost {
  /** The connection of sessions that were given none. */
  readonly connection: Value;
  /** The connection behind the `bind=` of a session; an Unknown where it is none of the revision's. */
  connectionOf(bind: Value): Value;
  /** Where the project's code is that makes a session work. */
  place(): Place | null;
  /** Something that a session would have done and that was not understood; `tables` are the tables it may touch. */
  notReplayed(reason: Value, tables: readonly Value[], mayChangeSchema: boolean): void;
}
