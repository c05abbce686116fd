/** Text as Python would show or format it, for what templates and file names need. */

/** A string literal of Python on one line. */
export function pythonString(text: string): string {
  const escaped = text.replace(/[\\"\n\r\t\u0000-\u001f\u007f\u2028\u2029]/g, (character) => {
    const named = new Map([
      ['\\', '\\\\'],
      ['"', '\\"'],
      ['\n', '\\n'],
      ['\r', '\\r'],
      ['\t', '\\t'],
    ]).get(character);
    return named ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}

/** What `text % {…}` came to, or the key or conversion that Python would refuse. */
export type Formatted = { readonly text: string } | { readonly refused: string };

/** Python's `%` with named keys, for strings and whole numbers: `%(rev)s`, `%(month).2d`, `%(day)02d`, `%%`. */
export function percentFormat(template: string, values: ReadonlyMap<string, string | number>): Formatted {
  let refused: string | null = null;
  const text = template.replace(
    /%(?:(%)|\((\w*)\)([-+ 0#]*)(\d*)(?:\.(\d+))?([a-zA-Z])|)/g,
    (whole: string, percent?: string, key?: string, flags = '', width = '', precision?: string, conversion?: string) => {
      if (percent) return '%';
      const value = key === undefined ? undefined : values.get(key);
      const shown = value === undefined ? null : converted(value, conversion ?? '', precision, flags);
      if (shown === null) {
        refused ??= whole;
        return '';
      }
      if (flags.includes('-')) return shown.padEnd(Number(width));
      const zeros = flags.includes('0') && typeof value === 'number' && conversion !== 's';
      return shown.padStart(Number(width), zeros ? '0' : ' ');
    },
  );
  return refused === null ? { text } : { refused };
}

function converted(value: string | number, conversion: string, precision: string | undefined, flags: string): string | null {
  if (conversion === 's') return precision === undefined ? String(value) : [...String(value)].slice(0, Number(precision)).join('');
  if (typeof value !== 'number' || !'diuxX'.includes(conversion)) return null;
  const digits = conversion === 'x' ? value.toString(16) : conversion === 'X' ? value.toString(16).toUpperCase() : String(value);
  return (flags.includes('+') ? '+' : '') + digits.padStart(Number(precision ?? 0), '0');
}
