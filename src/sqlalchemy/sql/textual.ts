/** What `text()` makes of a text in DDL. */

/** `TextClause._bind_params_regex`. */
const boundParameter = /(?<![:\w\\]):(\w+)(?![:\w])/gu;

/**
 * `SQLCompiler.visit_textclause`, inside DDL: a parameter that nobody gave a value is NULL there (`render_literal_bindparam`), an escaped colon
 * is a colon.
 */
export function textualSql(text: string): string {
  return text.replace(boundParameter, 'NULL').replace(/\\(:\w*)(?![:\w])/gu, '$1');
}
