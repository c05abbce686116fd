/** What a regular expression of Python's `re` consists of, as Lib/re/_parser.py takes it apart. */

/** One code point that is asked about. */
export type CharacterTest = (letter: string) => boolean;

export type RegexNode =
  | { readonly kind: 'character'; readonly test: CharacterTest }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'branch'; readonly ways: readonly RegexNode[] }
  | { readonly kind: 'group'; readonly index: number; readonly body: RegexNode }
  | {
      readonly kind: 'repeat';
      readonly body: RegexNode;
      readonly least: number;
      readonly most: number;
      readonly manner: 'greedy' | 'lazy' | 'possessive';
    }
  | { readonly kind: 'look'; readonly behind: boolean; readonly negative: boolean; readonly body: RegexNode }
  | { readonly kind: 'atomic'; readonly body: RegexNode }
  | { readonly kind: 'reference'; readonly index: number }
  | {
      readonly kind: 'edge';
      readonly at: 'start' | 'end' | 'line-start' | 'line-end' | 'last-line-end' | 'word' | 'no-word';
      readonly word: CharacterTest;
    };

export interface Regex {
  readonly node: RegexNode;
  /** How many groups there are, the whole match not counted. */
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
  readonly flags: RegexFlags;
}

export interface RegexFlags {
  readonly ascii: boolean;
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly verbose: boolean;
}

/** Something that Python has and this reading has not: the outcome is not known. */
export class UnreadRegex extends Error {}

/** A pattern that Python refuses (`re.error`). */
export class RegexError extends Error {}
