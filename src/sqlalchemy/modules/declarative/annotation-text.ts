/** What the mere text of an annotation tells where a name in it is not known. */

/** Whether the text of an annotation that cannot be evaluated lets None in; null where a name in it may stand for anything. */
export function textSaysNone(text: string): boolean | null {
  const inner = /^\s*["']?\s*(?:\w+\.)*Mapped\[(.*)\]\s*["']?\s*$/s.exec(text)?.[1];
  return inner === undefined ? null : typeSaysNone(inner);
}

function typeSaysNone(text: string): boolean | null {
  const type = text
    .trim()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim();
  const members = splitAtTop(type, '|');
  if (members.length > 1) return anySaysNone(members);
  const generic = /^(?:\w+\.)*(\w+)\[(.*)\]$/s.exec(type);
  if (generic?.[1] === 'Optional') return true;
  if (generic?.[1] === 'Union') return anySaysNone(splitAtTop(generic[2] ?? '', ','));
  if (generic?.[1] === 'Annotated') return null;
  if (type === 'None') return true;
  // A name in capitals or a builtin is a class; any other may be an alias of anything.
  const name = generic?.[1] ?? type.split('.').pop() ?? '';
  return /^[A-Z]/.test(name) || /^(str|int|float|bool|bytes|list|dict|set|tuple|date|datetime|time|timedelta)$/.test(name) ? false : null;
}

function anySaysNone(types: readonly string[]): boolean | null {
  const answers = types.map(typeSaysNone);
  return answers.includes(true) ? true : answers.includes(null) ? null : false;
}

/** The parts of a text between separators that stand in no brackets. */
function splitAtTop(text: string, separator: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text) {
    if (letter === '[' || letter === '(') depth += 1;
    if (letter === ']' || letter === ')') depth -= 1;
    if (letter === separator && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts;
}
