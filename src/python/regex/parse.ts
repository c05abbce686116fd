/** Takes a pattern of Python's `re` apart, as Lib/re/_parser.py does. */
import { categoryTest, ignoringCase, wordTest } from './characters';
import { type CharacterTest, type Regex, RegexError, type RegexFlags, type RegexNode, UnreadRegex } from './node';

const flagLetters: Readonly<Record<string, keyof RegexFlags | 'unicode'>> = {
  a: 'ascii',
  i: 'ignoreCase',
  m: 'multiline',
  s: 'dotAll',
  x: 'verbose',
  u: 'unicode',
};

const controls: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\' };

/** Reads a pattern; throws `RegexError` for what Python refuses and `UnreadRegex` for what is not known here. */
export function parseRegex(pattern: string, flags: RegexFlags): Regex {
  const leading = /^\(\?([a-zA-Z]+)\)/.exec(pattern);
  const all = leading?.[1] ? withFlags(flags, leading[1]) : flags;
  return new RegexParser([...pattern.slice(leading?.[0].length ?? 0)], all).parse();
}

function withFlags(flags: RegexFlags, letters: string): RegexFlags {
  const set = [...letters].map((letter) => flagLetters[letter] ?? notRead(`the flag (?${letter}) of a regular expression`));
  return { ...flags, ...Object.fromEntries(set.filter((name) => name !== 'unicode').map((name) => [name, true])) };
}

function notRead(what: string): never {
  throw new UnreadRegex(what);
}

function refused(message: string): never {
  throw new RegexError(message);
}

const anything: CharacterTest = () => true;

class RegexParser {
  private at = 0;
  private groups = 0;
  private readonly open = new Set<number>();
  private readonly names = new Map<string, number>();

  constructor(
    private readonly letters: readonly string[],
    private flags: RegexFlags,
  ) {}

  parse(): Regex {
    const global = this.flags;
    const node = this.branches();
    if (this.at < this.letters.length) refused('unbalanced parenthesis');
    return { node, groups: this.groups, names: this.names, flags: global };
  }

  private branches(): RegexNode {
    const ways = [this.sequence()];
    while (this.take('|')) ways.push(this.sequence());
    const [only] = ways;
    return ways.length === 1 && only ? only : { kind: 'branch', ways };
  }

  private sequence(): RegexNode {
    const items: RegexNode[] = [];
    for (;;) {
      if (this.skipped()) continue;
      const letter = this.letters[this.at];
      if (letter === undefined || letter === '|' || letter === ')') return { kind: 'sequence', items };
      const item = this.item();
      if (item) items.push(this.repeated(item));
    }
  }

  /** Spaces and comments of a verbose pattern. */
  private skipped(): boolean {
    const letter = this.letters[this.at];
    if (!this.flags.verbose || letter === undefined) return false;
    if (/^[ \t-\r]$/.test(letter)) return this.take(letter);
    if (letter !== '#') return false;
    while (this.at < this.letters.length && this.letters[this.at] !== '\n') this.at += 1;
    return true;
  }

  private item(): RegexNode | null {
    const letter = this.next();
    const { multiline, dotAll, ascii } = this.flags;
    const word = wordTest(ascii);
    switch (letter) {
      case '.':
        return { kind: 'character', test: dotAll ? anything : (other) => other !== '\n' };
      case '^':
        return { kind: 'edge', at: multiline ? 'line-start' : 'start', word };
      case '$':
        return { kind: 'edge', at: multiline ? 'line-end' : 'last-line-end', word };
      case '[':
        return { kind: 'character', test: this.characterSet() };
      case '(':
        return this.group();
      case '\\':
        return this.escape();
      case '*':
      case '+':
      case '?':
        return refused('nothing to repeat');
      default:
        return this.literal(letter);
    }
  }

  private literal(letter: string): RegexNode {
    this.known(letter);
    return { kind: 'character', test: ignoringCase((other) => other === letter, this.flags.ignoreCase) };
  }

  /** Beyond ASCII, Python's rules for case are its own. */
  private known(letter: string): void {
    if (this.flags.ignoreCase && letter > '\x7f') notRead('a regular expression that ignores case beyond ASCII');
  }

  private repeated(item: RegexNode): RegexNode {
    while (this.skipped());
    const count = this.count();
    if (!count) return item;
    if (item.kind === 'edge') refused('nothing to repeat');
    if (count.least > count.most) refused('min repeat greater than max repeat');
    const manner = this.take('?') ? 'lazy' : this.take('+') ? 'possessive' : 'greedy';
    const repeat: RegexNode = { kind: 'repeat', body: item, least: count.least, most: count.most, manner };
    const before = this.at;
    if (this.count()) refused('multiple repeat');
    this.at = before;
    return repeat;
  }

  private count(): { readonly least: number; readonly most: number } | null {
    if (this.take('*')) return { least: 0, most: Number.POSITIVE_INFINITY };
    if (this.take('+')) return { least: 1, most: Number.POSITIVE_INFINITY };
    if (this.take('?')) return { least: 0, most: 1 };
    const written = /^\{(\d*)(,?)(\d*)\}/.exec(this.letters.slice(this.at, this.at + 40).join(''));
    if (!written || written[0] === '{}') return null;
    this.at += [...written[0]].length;
    const [, least = '', comma, most = ''] = written;
    const last = comma === '' ? least : most;
    return { least: least === '' ? 0 : Number(least), most: last === '' ? Number.POSITIVE_INFINITY : Number(last) };
  }

  private group(): RegexNode | null {
    if (!this.take('?')) return this.capturing(null);
    const letter = this.next();
    if (letter === ':') return this.closed(this.branches());
    if (letter === '>') return { kind: 'atomic', body: this.closed(this.branches()) };
    if (letter === '=' || letter === '!') return this.look(false, letter === '!');
    if (letter === '#') return this.comment();
    if (letter === 'P') return this.named();
    if (letter === '<') {
      const sign = this.next();
      return sign === '=' || sign === '!' ? this.look(true, sign === '!') : refused(`unknown extension ?<${sign}`);
    }
    if (letter === '(') return notRead('a conditional group in a regular expression');
    return this.scoped(letter);
  }

  /** `(?i:…)`, `(?-i:…)`. */
  private scoped(first: string): RegexNode {
    let letters = first;
    while (this.at < this.letters.length && this.letters[this.at] !== ':' && this.letters[this.at] !== ')') letters += this.next();
    if (!this.take(':')) return refused('global flags not at the start of the expression');
    const [on = '', off = ''] = letters.split('-');
    const outer = this.flags;
    const cleared = Object.fromEntries([...off].map((letter) => [flagLetters[letter] ?? refused('unknown flag'), false]));
    this.flags = { ...withFlags(outer, on), ...cleared };
    const body = this.closed(this.branches());
    this.flags = outer;
    return body;
  }

  private named(): RegexNode {
    if (this.take('<')) return this.capturing(this.until('>'));
    if (!this.take('=')) return refused('unknown extension ?P');
    const name = this.until(')');
    return this.reference(this.names.get(name) ?? refused(`unknown group name '${name}'`));
  }

  private capturing(name: string | null): RegexNode {
    this.groups += 1;
    const index = this.groups;
    if (name !== null) {
      if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) || this.names.has(name)) refused(`bad group name '${name}'`);
      this.names.set(name, index);
    }
    this.open.add(index);
    const body = this.closed(this.branches());
    this.open.delete(index);
    return { kind: 'group', index, body };
  }

  private look(behind: boolean, negative: boolean): RegexNode {
    return { kind: 'look', behind, negative, body: this.closed(this.branches()) };
  }

  private comment(): null {
    this.until(')');
    return null;
  }

  private closed<Node>(node: Node): Node {
    return this.take(')') ? node : refused('missing ), unterminated subpattern');
  }

  private reference(index: number): RegexNode {
    if (index > this.groups) refused(`invalid group reference ${index}`);
    if (this.open.has(index)) refused('cannot refer to an open group');
    if (this.flags.ignoreCase) return notRead('a reference in a regular expression that ignores case');
    return { kind: 'reference', index };
  }

  private escape(): RegexNode {
    const letter = this.letters[this.at] ?? refused('bad escape (end of pattern)');
    const word = wordTest(this.flags.ascii);
    const category = categoryTest(letter, this.flags.ascii);
    if (category || /^[AZzbB]$/.test(letter)) this.at += 1;
    if (category) return { kind: 'character', test: category };
    if (letter === 'A') return { kind: 'edge', at: 'start', word };
    if (letter === 'Z' || letter === 'z') return { kind: 'edge', at: 'end', word };
    if (letter === 'b' || letter === 'B') return { kind: 'edge', at: letter === 'b' ? 'word' : 'no-word', word };
    if (!/^[1-9]$/.test(letter)) return this.literal(this.escapedCharacter());
    const digits = /^[0-7]{3}|^\d{1,2}/.exec(this.letters.slice(this.at, this.at + 3).join(''))?.[0] ?? letter;
    this.at += digits.length;
    if (digits.length === 3) return this.literal(String.fromCodePoint(Number.parseInt(digits, 8)));
    return this.reference(Number(digits));
  }

  /** The character that a backslash and what follows it stand for. */
  private escapedCharacter(): string {
    const letter = this.next();
    const control = controls[letter];
    if (control !== undefined && letter !== 'b') return control;
    if (letter === 'x') return this.codePoint(2);
    if (letter === 'u') return this.codePoint(4);
    if (letter === 'U') return this.codePoint(8);
    if (letter === 'N') return notRead('a character given by its name in a regular expression');
    if (letter === '0') {
      const digits = /^[0-7]{0,2}/.exec(this.letters.slice(this.at, this.at + 2).join(''))?.[0] ?? '';
      this.at += digits.length;
      return String.fromCodePoint(Number.parseInt(`0${digits}`, 8));
    }
    return /^[A-Za-z0-9]$/.test(letter) ? refused(`bad escape \\${letter}`) : letter;
  }

  private codePoint(size: number): string {
    const digits = this.letters.slice(this.at, this.at + size).join('');
    if (digits.length !== size || !/^[0-9a-fA-F]+$/.test(digits)) refused('incomplete escape');
    this.at += size;
    const value = Number.parseInt(digits, 16);
    return value > 0x10ffff ? refused('bad escape') : String.fromCodePoint(value);
  }

  private characterSet(): CharacterTest {
    const negated = this.take('^');
    const tests: CharacterTest[] = [];
    for (let first = true; first || !this.take(']'); first = false) {
      const from = this.setMember();
      if (typeof from === 'string' && this.letters[this.at] === '-' && this.letters[this.at + 1] !== ']') {
        this.at += 1;
        const to = this.setMember();
        if (typeof to !== 'string' || codeOf(to) < codeOf(from)) return refused('bad character range');
        tests.push((letter) => codeOf(letter) >= codeOf(from) && codeOf(letter) <= codeOf(to));
      } else tests.push(typeof from === 'string' ? (letter) => letter === from : from);
    }
    const any: CharacterTest = ignoringCase((letter) => tests.some((test) => test(letter)), this.flags.ignoreCase);
    return negated ? (letter) => !any(letter) : any;
  }

  private setMember(): string | CharacterTest {
    const letter = this.next();
    this.known(letter);
    if (letter !== '\\') return letter;
    const category = categoryTest(this.letters[this.at] ?? '', this.flags.ascii);
    if (category) {
      this.at += 1;
      return category;
    }
    if (this.take('b')) return '\b';
    const octal = /^[0-7]{3}/.exec(this.letters.slice(this.at, this.at + 3).join(''))?.[0];
    if (octal) {
      this.at += 3;
      return String.fromCodePoint(Number.parseInt(octal, 8));
    }
    const character = this.escapedCharacter();
    this.known(character);
    return character;
  }

  private take(letter: string): boolean {
    if (this.letters[this.at] !== letter) return false;
    this.at += 1;
    return true;
  }

  private next(): string {
    const letter = this.letters[this.at];
    this.at += 1;
    return letter ?? refused('unterminated pattern');
  }

  private until(end: string): string {
    let text = '';
    for (let letter = this.next(); letter !== end; letter = this.next()) text += letter;
    return text;
  }
}

const codeOf = (letter: string): number => letter.codePointAt(0) ?? 0;
