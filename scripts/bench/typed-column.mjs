// Where in a project somebody would type a column, and what.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const sorted = (values) => [...values].sort((a, b) => a - b);
export const quantile = (values, q) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * q))];
export const figures = (values) =>
  `median ${quantile(values, 0.5).toFixed(1)} ms, p95 ${quantile(values, 0.95).toFixed(1)} ms, most ${Math.max(...values).toFixed(1)} ms (${values.length} times)`;

const passedOver = /(^|\/)(migrations|alembic|versions|tests?|node_modules|site-packages|\.[^/]*)\//;

/** The file of the project with the most columns, null where none has any. */
export function modelFileOf(project) {
  const files = readdirSync(project, { recursive: true }).filter((path) => path.endsWith('.py') && !passedOver.test(path));
  const counted = files.map((path) => {
    const text = readFileSync(join(project, path), 'utf8');
    return { path, text, columns: (text.match(/\b(?:Column|mapped_column)\(/g) ?? []).length };
  });
  const [most] = counted.sort((a, b) => b.columns - a.columns || (a.path < b.path ? -1 : 1));
  return most && most.columns > 0 ? most : null;
}

/** The line of a new column of that name, in the words of the file. */
function columnLine(text, call, name) {
  if (/\bMapped\b/.test(text)) return `    ${name}: Mapped[int | None]\n`;
  return `    ${name} = ${call}Column(${call}String(255), nullable=True)\n`;
}

/** Types a column after the first complete one of the file: gives the text with a column of that name, or null where there is no place. */
export function typedColumn(text) {
  const line = /^ {4}\w+(?:: [^=\n]+)? = .*?\b(?:Column|mapped_column)\(.*\)\n/m.exec(text);
  if (!line) return null;
  const at = line.index + line[0].length;
  const call = / = (.*?)(?:Column|mapped_column)\(/.exec(line[0])[1];
  const typed = (name, length = Number.POSITIVE_INFINITY) => {
    const added = columnLine(text, call, name).slice(0, length);
    return text.slice(0, at) + added + (added.endsWith('\n') ? '' : '\n') + text.slice(at);
  };
  typed.length_ = (name) => columnLine(text, call, name).length;
  return typed;
}
