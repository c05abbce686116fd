/** Edits that people make, and some that nobody would: each turns the files of a project into others. */
import type { ProjectFiles } from './projects';

/** Numbers that look random and are the same every time (mulberry32). */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Random = (below: number) => number;
type TextEdit = (text: string, random: Random) => string;

const lineEdit =
  (edit: (lines: string[], at: number, random: Random) => void): TextEdit =>
  (text, random) => {
    const lines = text.split('\n');
    edit(lines, random(lines.length), random);
    return lines.join('\n');
  };

const column = (random: Random): string => `    added_${random(5)} = Column(String(${1 + random(60)}))`;

const textEdits: Readonly<Record<string, TextEdit>> = {
  'delete a line': lineEdit((lines, at) => lines.splice(at, 1)),
  'double a line': lineEdit((lines, at) => lines.splice(at, 0, lines[at] ?? '')),
  'swap two lines': lineEdit((lines, at, random) => {
    const other = random(lines.length);
    [lines[at], lines[other]] = [lines[other] ?? '', lines[at] ?? ''];
  }),
  'write a comment': lineEdit((lines, at) => lines.splice(at, 0, '# a note')),
  'write a comment behind a line': lineEdit((lines, at) => lines.splice(at, 1, `${lines[at]}  # so`)),
  'write a comment at the end': (text) => `${text}# the end\n`,
  'add a column': (text, random) => text.replace(/^( {4}id .*)$/m, `$1\n${column(random)}`),
  'add a column that is not imported': (text, random) => text.replace(/^( {4}id .*)$/m, `$1\n    odd = Missing(${random(9)})`),
  'rename a column': (text, random) => text.replace(/^ {4}(\w+)( = Column)/m, `    $1_${random(3)}$2`),
  'change a number': (text, random) => text.replace(/\b\d+\b/, String(1 + random(99))),
  'change a text': (text, random) => text.replace(/"(\w+)"/, `"$1${random(3)}"`),
  'rename a name everywhere': (text, random) => {
    const names = [...text.matchAll(/^(?:class|def) (\w+)|^(\w+) = /gm)].map((match) => match[1] ?? match[2] ?? '');
    const name = names[random(Math.max(1, names.length))];
    return name ? text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), `${name}${random(2)}`) : text;
  },
  'break the syntax': lineEdit((lines, at) => lines.splice(at, 0, 'def broken(:')),
  'cut the file': (text, random) => text.slice(0, random(text.length + 1)),
  'raise something': lineEdit((lines, at) => lines.splice(at, 0, 'raise ValueError("not now")')),
  'add a table': (text, random) =>
    `${text}\n\nfrom sqlalchemy import Column as C, Integer as I\n\n\nclass Added(Base):\n    __tablename__ = "added_${random(3)}"\n    id = C(I, primary_key=True)\n`,
  'pop from a list': (text) => `${text}\ntry:\n    REGISTER.pop()\n    counted = next(counter)\nexcept NameError:\n    pass\n`,
};

const moduleName = (path: string): string => path.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.');

/** One edit: what it is called, and the files after it. */
export interface Edited {
  readonly name: string;
  readonly files: ProjectFiles;
}

/** @param original what a file goes back to when the edit is to mend it */
export function editAtRandom(files: ProjectFiles, original: ProjectFiles, random: Random): Edited {
  const sources = Object.keys(original).filter((path) => path.endsWith('.py'));
  const path = sources[random(sources.length)] ?? '';
  const text = files[path];
  const choice = random(10);
  if (text === undefined || choice < 4) return { name: `mend ${path}`, files: { ...files, [path]: original[path] ?? '' } };
  if (choice === 4) {
    const imported = moduleName(sources[random(sources.length)] ?? '');
    return { name: `import ${imported} in ${path}`, files: { ...files, [path]: `import ${imported}\n${text}` } };
  }
  if (choice === 5 && random(3) === 0) {
    const { [path]: _, ...rest } = files;
    return { name: `remove ${path}`, files: rest };
  }
  if (choice === 6 && random(3) === 0) {
    const added = `${path.slice(0, path.lastIndexOf('/'))}/missing.py`;
    return { name: `add ${added}`, files: { ...files, [added]: random(2) === 0 ? 'THING = 1\n' : 'import nothing.at.all\n' } };
  }
  const names = Object.keys(textEdits);
  const name = names[random(names.length)] ?? '';
  return { name: `${name} in ${path}`, files: { ...files, [path]: textEdits[name]?.(text, random) ?? text } };
}
