/** Requirements as Python's packaging writes them: PEP 508 names and PEP 440 specifiers, and Poetry's `^1.4` and `~1.4`. */

import { normalisedName } from '../virtualenv';

/** The numbers of a release; what stands behind them (`rc1`, `.post1`, `+local`) does not count here. */
export type Release = readonly number[];

export interface Specifier {
  readonly operator: '==' | '!=' | '<' | '<=' | '>' | '>=';
  readonly release: Release;
  /** `==1.4.*` */
  readonly prefix: boolean;
}

export interface Requirement {
  /** Normalised (PEP 503): `flask-sqlalchemy`. */
  readonly name: string;
  readonly specifiers: readonly Specifier[];
}

/** `2.0.16b1` as [2, 0, 16]; null for what is no version. */
export function parseRelease(text: string): Release | null {
  const found = /^\s*v?(?:\d+!)?(\d+(?:\.\d+)*)/i.exec(text)?.[1];
  return found === undefined ? null : found.split('.').map(Number);
}

/** Below zero where `a` is older; missing parts are zeros. */
export function compareReleases(a: Release, b: Release): number {
  for (let part = 0; part < Math.max(a.length, b.length); part += 1) {
    const difference = (a[part] ?? 0) - (b[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** One line or string such as `SQLAlchemy[asyncio]>=1.4,<2.1 ; python_version >= "3.8"`; null where it names no package. */
export function parseRequirement(text: string): Requirement | null {
  const [, name, specifiers = ''] = /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*([^;#@]*)/.exec(text) ?? [];
  return name === undefined ? null : { name: normalisedName(name), specifiers: parseSpecifiers(specifiers) };
}

/** `>=1.4,<2.1`, in parentheses too; also Poetry's `^1.4`, `~1.4`, `1.4` and `*`. What cannot be read bounds nothing. */
export function parseSpecifiers(text: string): readonly Specifier[] {
  const parts = text
    .replace(/\\\s*$/, '')
    .replace(/[()]/g, ' ')
    .split(',');
  return parts.flatMap((part) => {
    const [, operator = '==', version = ''] = /^\s*(===|==|~=|!=|<=|>=|<|>|\^|~|=)?\s*v?([0-9][^\s]*)/.exec(part) ?? [];
    const release = parseRelease(version);
    return release ? specifiersOf(operator, release, version.includes('*')) : [];
  });
}

function specifiersOf(operator: string, release: Release, prefix: boolean): readonly Specifier[] {
  const from: Specifier = { operator: '>=', release, prefix: false };
  const below = (bound: Release): Specifier => ({ operator: '<', release: bound, prefix: false });
  switch (operator) {
    case '~=':
      return [from, below(raised(release, Math.max(0, release.length - 2)))];
    case '~':
      return [from, below(raised(release, Math.min(1, release.length - 1)))];
    case '^': {
      const leading = release.findIndex((part) => part !== 0);
      return [from, below(raised(release, leading < 0 ? release.length - 1 : leading))];
    }
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return [{ operator, release, prefix }];
    default:
      return [{ operator: '==', release, prefix }];
  }
}

/** The first release in which the part at `index` is one more. */
const raised = (release: Release, index: number): Release => [...release.slice(0, index), (release[index] ?? 0) + 1];

/** The release that a requirement pins; null for a range. */
export function pinnedRelease(requirement: Requirement): Release | null {
  return requirement.specifiers.find((specifier) => specifier.operator === '==' && !specifier.prefix)?.release ?? null;
}

/** Whether some release from `from` on and below `to` (null: without end) fits all specifiers. */
export function admits(specifiers: readonly Specifier[], from: Release, to: Release | null): boolean {
  let [low, high]: [Release, Release | null] = [from, to];
  let highIncluded = false;
  for (const { operator, release, prefix } of specifiers) {
    const end = raised(release, release.length - 1);
    if (operator === '!=') {
      const coversAll = prefix && to !== null && compareReleases(release, from) <= 0 && compareReleases(end, to) >= 0;
      if (coversAll) return false;
      continue;
    }
    if ((operator === '==' || operator === '>=' || operator === '>') && compareReleases(release, low) > 0) low = release;
    const upper = operator === '==' ? (prefix ? end : release) : operator === '<' || operator === '<=' ? release : null;
    if (upper && (high === null || compareReleases(upper, high) < 0)) {
      high = upper;
      highIncluded = (operator === '==' && !prefix) || operator === '<=';
    }
  }
  if (high === null) return true;
  const room = compareReleases(low, high);
  return room < 0 || (room === 0 && highIncluded);
}
