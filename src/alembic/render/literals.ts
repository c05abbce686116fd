/** Values as Python source, the way `repr()` writes them. */

/** Characters that `str.isprintable()` says no to: `repr()` escapes them. */
const unprintable = /[\p{C}\p{Z}]/u;

const namedEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

function escapeCharacter(character: string, quote: string): string {
  if (character === quote) return `\\${character}`;
  const named = namedEscapes[character];
  if (named !== undefined) return named;
  if (character === ' ' || !unprintable.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  const hexadecimal = code.toString(16);
  if (code <= 0xff) return `\\x${hexadecimal.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hexadecimal.padStart(4, '0')}` : `\\U${hexadecimal.padStart(8, '0')}`;
}

/** `repr(text)` of CPython (`unicode_repr`): single quotes, double ones where the text holds single quotes and no double ones. */
export function pythonString(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return `${quote}${[...text].map((character) => escapeCharacter(character, quote)).join('')}${quote}`;
}

/** `repr()` of a value that is a string or None. */
export function pythonStringOrNone(text: string | null): string {
  return text === null ? 'None' : pythonString(text);
}

export function pythonBool(value: boolean): string {
  return value ? 'True' : 'False';
}

/** `repr()` of a list of strings. */
export function pythonStrings(texts: readonly string[]): string {
  return `[${texts.map(pythonString).join(', ')}]`;
}

/** `repr()` of a dict of strings. */
export function pythonDictionary(entries: Readonly<Record<string, string>>): string {
  return `{${Object.entries(entries)
    .map(([key, value]) => `${pythonString(key)}: ${pythonString(value)}`)
    .join(', ')}}`;
}

/**
 * SQL of several lines as Python strings, one a line, that Python puts together. Triple quotes would read better, but what indents a
 * function's body, as Alembic does, would change the text inside them.
 */
export function pythonStringLines(sql: string): readonly string[] {
  return (sql.match(/[^\n]*\n|[^\n]+/g) ?? ['']).map(pythonString);
}

/** `TextClause._bind_params_regex`: what `text()` takes for a bind parameter. */
const bindParameters = /(?<![:\w\\]):(\w+)(?!:)/gu;
/** `BIND_PARAMS_ESC` of sqlalchemy/sql/compiler.py: what it reads as an escaped colon. */
const escapedColons = /\\(:\w*)(?![:\w])/gu;

/** SQL as it must be written inside `text()`, and in every string that SQLAlchemy turns into `text()`: a colon before a name is escaped. */
export function escapeBindParameters(sql: string): string {
  return sql.replace(escapedColons, '\\\\$1').replace(bindParameters, '\\:$1');
}
