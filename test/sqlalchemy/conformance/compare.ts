/** What real SQLAlchemy made of a fixture against what we make of it, object by object. */
import type { Fixture, Recording } from './fixtures';
import type { OurCatalog, OurReading } from './our-catalog';

export type Outcome =
  | { readonly kind: 'equal' }
  /** What we do not know, and said: the rest is equal. */
  | { readonly kind: 'not understood'; readonly lines: readonly string[] }
  /** Lines of `-` what SQLAlchemy makes and `+` what we make. */
  | { readonly kind: 'different'; readonly lines: readonly string[] };

/** `ours` is null where nothing was understood. */
export function compare(recording: Recording, reading: OurReading, ours: OurCatalog): Outcome {
  if ('error' in recording) return comparedWithError(recording.error, reading, ours);
  if ('refused' in ours) return { kind: 'different', lines: [...said(reading), `+ PostgreSQL refuses: ${ours.refused}`] };
  const { catalog } = ours;
  const partly = reading.said.length > 0;
  const missing = Object.entries(recording.catalog).filter(([object, definition]) => catalog.get(object) !== definition);
  const extra = [...catalog].filter(([object, definition]) => recording.catalog[object] !== definition);
  const lines = [
    ...missing.map(([object, definition]) => `- ${object}: ${definition}`),
    ...extra.map(([object, definition]) => `+ ${object}: ${definition}`),
  ];
  if (partly && extra.length === 0) return { kind: 'not understood', lines: reading.said };
  return lines.length === 0 ? { kind: 'equal' } : { kind: 'different', lines: [...said(reading), ...lines.sort(byObject)] };
}

/** Where SQLAlchemy or PostgreSQL refuses, so must we: by a word of ours or by PostgreSQL's. */
function comparedWithError(error: string, reading: OurReading, ours: OurCatalog): Outcome {
  if (reading.said.length > 0 || 'refused' in ours) return { kind: 'equal' };
  const made = [...ours.catalog].map(([object, definition]) => `+ ${object}: ${definition}`);
  return { kind: 'different', lines: [`- ${error}`, ...made.filter((line) => /^\+ (table|column) /.test(line))] };
}

const said = (reading: OurReading): readonly string[] => reading.said.map((message) => `? ${message}`);

const byObject = (one: string, other: string): number => {
  const [first, second] = [one.slice(2), other.slice(2)];
  return first < second ? -1 : first > second ? 1 : 0;
};

/** What is wrong with an outcome for a fixture that says what is not understood in it, or that everything is; null when nothing is. */
export function complaint({ notUnderstood }: Fixture, outcome: Outcome): string | null {
  const expected = notUnderstood === null ? 'equal' : 'not understood';
  const lines = outcome.kind === 'equal' ? [] : outcome.lines;
  const asSaid = outcome.kind === expected && (notUnderstood === null || lines.some((line) => line.includes(notUnderstood)));
  return asSaid ? null : [`${outcome.kind}, where it should be ${notUnderstood ?? expected}`, ...lines].join('\n');
}
