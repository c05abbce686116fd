/**
 * What is written where a revision stores a value that cannot be known: the current time, `uuid4()`, what an unknown function answers.
 * Such a value fills a column and never decides what the schema is, so that a stand-in of the same kind does as well, and what stands on
 * it (NOT NULL, a foreign key) goes on. It can be told from real data: read back it is unknown again, and written once more it is the
 * same stand-in.
 */
import { identityOf } from '../../python/hash-key';
import type { Interpreter } from '../../python/interpreter';
import { unknown } from '../../python/native';
import type { Place } from '../../python/place';
import type { UnknownValue, Value } from '../../python/values';
import { md5Hex } from '../md5';
import { typeFamily } from '../sql/node-type';
import { ancestry } from '../types/catalogue';
import { specOf } from '../types/read-type';

type Kind = 'uuid' | 'moment' | 'text' | 'json' | 'bytes';

/** Times of day in this second of this day, which nobody means. */
const moment = '1987-11-13 03:14:15';
const marks: readonly RegExp[] = [
  /5ca1ab1e-?[0-9a-f]{4}-?4[0-9a-f]{3}/,
  /1987-11-13|03:14:15\.\d/,
  /~\?[0-9a-f]{6}\.[0-9a-z]+/,
  /7e3f[0-9a-f]{12}2e/,
];

/** Whether a text holds a stand-in, as a literal or within one. */
export const holdsStandIn = (text: string): boolean => marks.some((mark) => mark.test(text));

/** Of a type that a column was declared with; null where no value of it could be told from another. */
function kindOfType(type: Value): Kind | null {
  const spec = specOf(type);
  if (!spec) return null;
  const lineage = ancestry(spec);
  const isOf = (...names: readonly string[]) => names.some((name) => lineage.includes(name));
  if (isOf('sa.Uuid')) return 'uuid';
  if (isOf('sa.DateTime', 'sa.Date', 'sa.Time')) return 'moment';
  if (isOf('sa.JSON')) return 'json';
  if (isOf('sa.LargeBinary', 'sa.PickleType')) return 'bytes';
  if (isOf('sa.Enum')) return null;
  return typeFamily(type) === 'text' ? 'text' : null;
}

/** Where no type says it, the origin of the value does. */
function kindOfReason({ reason }: UnknownValue): Kind {
  if (/\buuid\.?uuid\d|uuid/i.test(reason)) return 'uuid';
  return /current time|datetime|\bnow\b/.test(reason) ? 'moment' : 'text';
}

export class StandIns {
  private readonly texts = new WeakMap<object, string>();
  private readonly counted = new Map<string, number>();

  /** A literal without a type of its own; null where the type allows none. */
  literal(value: UnknownValue, type: Value | null): string | null {
    const known = this.texts.get(value);
    if (known !== undefined) return `'${known}'`;
    const kind = type ? kindOfType(type) : kindOfReason(value);
    if (!kind) return null;
    const text = this.make(kind, value);
    if (kind !== 'bytes' && kind !== 'json') this.texts.set(value, text);
    return `'${text}'`;
  }

  /** A value that was read from a stand-in or from an unknown row, and can be written again as what it was. */
  isKnown(value: UnknownValue): boolean {
    return this.texts.has(value);
  }

  /** What PostgreSQL answered, where that is a stand-in or holds one. */
  recognise(text: string, place: Place | null): UnknownValue | null {
    if (!holdsStandIn(text)) return null;
    const read = unknown('a value that an earlier statement could not know', place);
    this.texts.set(read, text.replaceAll("'", "''"));
    return read;
  }

  private make(kind: Kind, value: UnknownValue): string {
    const origin = value.place ? `${value.place.file}:${value.place.line}:${value.place.column}` : `${identityOf(value)}`;
    const count = (this.counted.get(origin) ?? 0) + 1;
    this.counted.set(origin, count);
    const hash = md5Hex(origin);
    switch (kind) {
      case 'uuid':
        return `5ca1ab1e-${hash.slice(0, 4)}-4${hash.slice(4, 7)}-8${hash.slice(7, 10)}-${count.toString(16).padStart(12, '0')}`;
      case 'moment':
        return `${moment}.${String((Number.parseInt(hash.slice(0, 5), 16) + count) % 999_999).padStart(6, '0')}`;
      case 'bytes':
        return `\\x7e3f${hash.slice(0, 12)}2e${count.toString(16).padStart(8, '0')}`;
      case 'json':
        return `"~?${hash.slice(0, 6)}.${count.toString(36)}"`;
      case 'text':
        return `~?${hash.slice(0, 6)}.${count.toString(36)}`;
    }
  }
}

const known = new WeakMap<Interpreter, StandIns>();

/** Those of a program: a value that was stood in for once is the same in every later statement. */
export function standInsOf(interpreter: Interpreter): StandIns {
  const standIns = known.get(interpreter) ?? new StandIns();
  known.set(interpreter, standIns);
  return standIns;
}
