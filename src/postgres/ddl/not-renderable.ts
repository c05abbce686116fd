/** Thrown for an operation that cannot become SQL; the words are SQLAlchemy's where SQLAlchemy refuses too. */
export class NotRenderable extends Error {
  override readonly name = 'NotRenderable';
}
