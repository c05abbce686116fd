/** Texts as they are written in a revision file. */
import type { PythonCode, SqlExpression } from './definition';

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text as Python's `repr` writes it: single quotes, double ones where the text holds single quotes only. */
export function pythonString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\\n\r\t]/g, (character) => escapes[character] ?? character);
  const plain = escaped.replace(/[\u0000-\u001f\u007f]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return `${quote}${plain.replaceAll(quote, `\\${quote}`)}${quote}`;
}

/** What SQLAlchemy's `text()` would take for a bound parameter: `TextClause._bind_params_regex`. */
const boundParameter = /(?<![:\w\\]):(\w+)(?![:\w])/gu;

/** SQL as an argument for SQLAlchemy: `sa.text('…')`, with a backslash before what would be read as a parameter. */
export function sqlText(sql: string): SqlExpression {
  return { sql, python: sqlTextCode(sql) };
}

function sqlTextCode(sql: string): PythonCode {
  return { code: `sa.text(${pythonString(sql.replace(boundParameter, '\\:$1'))})`, imports: [] };
}
