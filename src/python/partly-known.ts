/** Texts of which only parts are known: unknown as a whole, but whoever asks is told what stands around the gaps. */
import { unknown } from './native';
import type { Place } from './place';
import type { StrValue, UnknownValue } from './values';

export type Part = string | UnknownValue;

/** The text that parts make; unknown with its parts where one of them is. */
export function textOfParts(parts: readonly Part[], place: Place | null): StrValue | UnknownValue {
  const flat = parts.flatMap((part): readonly Part[] => (typeof part === 'string' ? [part] : (part.parts ?? [part])));
  const gap = flat.find((part) => typeof part !== 'string');
  return gap === undefined ? { type: 'str', value: flat.join(''), place } : { ...gap, parts: flat };
}

/** A gap whose text is not that of the value itself: its repr, or cut to a width. */
export const otherText = (value: UnknownValue): UnknownValue => unknown(value.reason, value.place);
