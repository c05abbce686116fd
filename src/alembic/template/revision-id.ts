/**
 * A new revision id of 12 hexadecimal digits, as alembic/util/langhelpers.py `rev_id` makes them. `random` gives hexadecimal text,
 * such as a UUID; its last 12 digits are taken, and it is asked again while the id is taken.
 */
export function newRevisionId(existing: ReadonlySet<string>, random: () => string): string {
  for (;;) {
    const id = random()
      .toLowerCase()
      .replace(/[^0-9a-f]/g, '')
      .slice(-12)
      .padStart(12, '0');
    if (!existing.has(id)) return id;
  }
}
