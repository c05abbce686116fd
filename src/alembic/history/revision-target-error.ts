/** A target that names no revision, or more than one, or one that cannot be reached. The message is for a person, in Alembic's words. */
export class RevisionTargetError extends Error {
  constructor(
    message: string,
    /** `not-found`, `ambiguous`, `multiple-heads`, `unreachable`, `relative`, `overlap`. */
    readonly reason: 'not-found' | 'ambiguous' | 'multiple-heads' | 'unreachable' | 'relative' | 'overlap',
  ) {
    super(message);
  }
}
