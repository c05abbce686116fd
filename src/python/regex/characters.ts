/** The categories of characters that `\d`, `\s` and `\w` stand for (`sre_category` of CPython's Modules/_sre/sre.c). */
import type { CharacterTest } from './node';

const tests = (unicode: RegExp, ascii: RegExp, asciiOnly: boolean): CharacterTest => {
  const pattern = asciiOnly ? ascii : unicode;
  return (letter) => pattern.test(letter);
};

/** `str.isspace`: JavaScript's `\s` has U+FEFF besides and lacks the separators U+001C to U+001F and U+0085. */
const space = /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;

/** What `\w` says of a character. */
export const wordTest = (ascii: boolean): CharacterTest => tests(/^[\p{L}\p{N}_]$/u, /^[A-Za-z0-9_]$/, ascii);

/** The test behind `\d`, `\s`, `\w` and their opposites; null for another letter. */
export function categoryTest(letter: string, ascii: boolean): CharacterTest | null {
  const test = positiveTest(letter.toLowerCase(), ascii);
  if (!test || letter === letter.toLowerCase()) return test;
  return (character) => !test(character);
}

function positiveTest(letter: string, ascii: boolean): CharacterTest | null {
  if (letter === 'd') return tests(/^\p{Nd}$/u, /^[0-9]$/, ascii);
  if (letter === 's') return tests(space, /^[ \t-\r]$/, ascii);
  return letter === 'w' ? wordTest(ascii) : null;
}

/** A test that also holds for the other case (`RANGE_UNI_IGNORE`); exact for ASCII, which is all that is asked then. */
export function ignoringCase(test: CharacterTest, ignore: boolean): CharacterTest {
  return ignore ? (letter) => test(letter.toLowerCase()) || test(letter.toUpperCase()) : test;
}
