/** Runs a pattern over a text as CPython's Modules/_sre/sre_lib.h does, within a bound on the work. */
import { type Regex, type RegexNode, UnreadRegex } from './node';

/** Where a group stands in the text, in code points; null: the group took no part. */
export type Span = readonly [start: number, end: number] | null;

export interface RegexMatch {
  /** The whole match first, then the groups. */
  readonly spans: readonly Span[];
}

/** Beyond these a pattern is not followed any further: it may be one that backtracks without end. */
const mostSteps = 300_000;
const mostDepth = 800;

type Next = (at: number) => boolean;

class Attempt {
  readonly spans: Span[];
  private depth = 0;

  constructor(
    readonly letters: readonly string[],
    private readonly work: { steps: number },
    groups: number,
  ) {
    this.spans = new Array<Span>(groups + 1).fill(null);
  }

  /** Whether `node` matches at `at` so that `next` holds behind it. */
  run(node: RegexNode, at: number, next: Next): boolean {
    this.work.steps += 1;
    if (this.work.steps > mostSteps || this.depth > mostDepth) throw new UnreadRegex('a regular expression that takes too many steps');
    this.depth += 1;
    try {
      return this.matches(node, at, next);
    } finally {
      this.depth -= 1;
    }
  }

  private matches(node: RegexNode, at: number, next: Next): boolean {
    switch (node.kind) {
      case 'character': {
        const letter = this.letters[at];
        return letter !== undefined && node.test(letter) && next(at + 1);
      }
      case 'sequence':
        return this.sequence(node.items, 0, at, next);
      case 'branch':
        return node.ways.some((way) => this.run(way, at, next));
      case 'group':
        return this.group(node.index, node.body, at, next);
      case 'repeat':
        return this.repeat(node, at, next);
      case 'look':
        return this.look(node, at) !== node.negative && next(at);
      case 'atomic':
        return this.once(node.body, at, next);
      case 'reference':
        return this.reference(node.index, at, next);
      case 'edge':
        return this.isEdge(node, at) && next(at);
    }
  }

  private sequence(items: readonly RegexNode[], index: number, at: number, next: Next): boolean {
    const item = items[index];
    return item ? this.run(item, at, (end) => this.sequence(items, index + 1, end, next)) : next(at);
  }

  private group(index: number, body: RegexNode, at: number, next: Next): boolean {
    return this.run(body, at, (end) => {
      const before = this.spans[index] ?? null;
      this.spans[index] = [at, end];
      if (next(end)) return true;
      this.spans[index] = before;
      return false;
    });
  }

  private repeat(node: Extract<RegexNode, { kind: 'repeat' }>, at: number, next: Next): boolean {
    if (node.manner === 'possessive') return this.once({ ...node, manner: 'greedy' }, at, next);
    if (node.body.kind === 'character') return this.repeatCharacter(node, node.body.test, at, next);
    return this.again(node, 0, at, null, next);
  }

  /** `SRE_OP_REPEAT_ONE` and `SRE_OP_MIN_REPEAT_ONE`. */
  private repeatCharacter(
    node: Extract<RegexNode, { kind: 'repeat' }>,
    test: (letter: string) => boolean,
    at: number,
    next: Next,
  ): boolean {
    const fits = (count: number): boolean => {
      const letter = this.letters[at + count];
      return letter !== undefined && test(letter);
    };
    let count = 0;
    while (count < node.least && fits(count)) count += 1;
    if (count < node.least) return false;
    if (node.manner === 'lazy') {
      for (;;) {
        if (next(at + count)) return true;
        if (count >= node.most || !fits(count)) return false;
        count += 1;
      }
    }
    while (count < node.most && fits(count)) count += 1;
    this.work.steps += count;
    for (; count >= node.least; count -= 1) if (next(at + count)) return true;
    return false;
  }

  /** `SRE_OP_MAX_UNTIL` and `SRE_OP_MIN_UNTIL`: a turn that took nothing is the last. */
  private again(node: Extract<RegexNode, { kind: 'repeat' }>, count: number, at: number, last: number | null, next: Next): boolean {
    const turn = (from: number | null): boolean => {
      const spans = [...this.spans];
      if (this.run(node.body, at, (end) => this.again(node, count + 1, end, from, next))) return true;
      this.spans.splice(0, spans.length, ...spans);
      return false;
    };
    if (count < node.least) return turn(last);
    const more = count < node.most && at !== last;
    if (node.manner === 'lazy') return next(at) || (more && turn(at));
    return (more && turn(at)) || next(at);
  }

  /** The first way to match and no other. */
  private once(node: RegexNode, at: number, next: Next): boolean {
    const spans = [...this.spans];
    const end = this.endOf(node, at);
    if (end !== null && next(end)) return true;
    this.spans.splice(0, spans.length, ...spans);
    return false;
  }

  /** Where the first way to match ends; groups keep what they took in it. */
  private endOf(node: RegexNode, at: number): number | null {
    let end: number | null = null;
    const matched = this.run(node, at, (position) => {
      end = position;
      return true;
    });
    return matched ? end : null;
  }

  private look(node: Extract<RegexNode, { kind: 'look' }>, at: number): boolean {
    const spans = [...this.spans];
    const found = node.behind ? this.standsBefore(node.body, at) : this.endOf(node.body, at) !== null;
    if (node.negative || !found) this.spans.splice(0, spans.length, ...spans);
    return found;
  }

  private standsBefore(body: RegexNode, at: number): boolean {
    const width = widthOf(body);
    return at >= width && this.run(body, at - width, (end) => end === at);
  }

  private reference(index: number, at: number, next: Next): boolean {
    const span = this.spans[index];
    if (!span) return false;
    const taken = this.letters.slice(span[0], span[1]);
    return taken.every((letter, offset) => this.letters[at + offset] === letter) && next(at + taken.length);
  }

  private isEdge({ at: edge, word }: Extract<RegexNode, { kind: 'edge' }>, at: number): boolean {
    const { length } = this.letters;
    switch (edge) {
      case 'start':
        return at === 0;
      case 'end':
        return at === length;
      case 'line-start':
        return at === 0 || this.letters[at - 1] === '\n';
      case 'line-end':
        return at === length || this.letters[at] === '\n';
      case 'last-line-end':
        return at === length || (at === length - 1 && this.letters[at] === '\n');
      default: {
        if (length === 0) {
          if (edge === 'word') return false;
          throw new UnreadRegex('\\B in an empty text, which versions of Python answer differently');
        }
        const [before, after] = [this.letters[at - 1], this.letters[at]];
        const differs = (before !== undefined && word(before)) !== (after !== undefined && word(after));
        return differs === (edge === 'word');
      }
    }
  }
}

/** The one width that what looks behind must have. */
function widthOf(node: RegexNode): number {
  switch (node.kind) {
    case 'character':
      return 1;
    case 'sequence':
      return node.items.reduce((sum, item) => sum + widthOf(item), 0);
    case 'branch': {
      const widths = new Set(node.ways.map(widthOf));
      const [width = 0] = widths;
      return widths.size <= 1 ? width : varies();
    }
    case 'group':
    case 'atomic':
      return widthOf(node.body);
    case 'repeat':
      return node.least === node.most ? node.least * widthOf(node.body) : varies();
    case 'look':
    case 'edge':
      return 0;
    case 'reference':
      return varies();
  }
}

function varies(): never {
  throw new UnreadRegex('a look-behind without a fixed width');
}

/** How far a match must reach or lie. */
export interface MatchDemand {
  /** Nothing may stand before it: `re.match`. */
  readonly here?: boolean;
  /** Nothing may stand behind it: `re.fullmatch`. */
  readonly whole?: boolean;
  /** A match at the start position must take something. */
  readonly advance?: boolean;
}

/** The first match from a position on; null for none. Throws `UnreadRegex` when it takes too many steps. */
export function matchRegex(regex: Regex, letters: readonly string[], from: number, demand: MatchDemand = {}): RegexMatch | null {
  if (regex.flags.ignoreCase && letters.some((letter) => letter > '\x7f'))
    throw new UnreadRegex('case beyond ASCII in a regular expression');
  const work = { steps: 0 };
  for (let start = from; start <= letters.length; start += 1) {
    const attempt = new Attempt(letters, work, regex.groups);
    const found = attempt.run(regex.node, start, (end) => {
      if (demand.whole && end !== letters.length) return false;
      if (demand.advance && start === from && end === start) return false;
      attempt.spans[0] = [start, end];
      return true;
    });
    if (found) return { spans: attempt.spans };
    if (demand.here || demand.whole) return null;
  }
  return null;
}

/** Every match, one after the other; after one that took nothing the next must move on (`must_advance`). */
export function allMatches(regex: Regex, letters: readonly string[], most = Number.POSITIVE_INFINITY): readonly RegexMatch[] {
  const found: RegexMatch[] = [];
  let [from, advance] = [0, false];
  while (found.length < most) {
    const match = matchRegex(regex, letters, from, { advance });
    const span = match?.spans[0];
    if (!match || !span) return found;
    found.push(match);
    from = span[1];
    advance = span[0] === span[1];
  }
  return found;
}
