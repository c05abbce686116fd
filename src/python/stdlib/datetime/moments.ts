/** What the instances of `date`, `time` and `datetime` hold. */
import type { InstanceValue, Value } from '../../values';
import { dayOf } from './calendar';
import { day, second } from './timedelta';
import { zoneOf } from './timezone';

export class OnDay {
  readonly hashKey: string;
  constructor(readonly ordinal: number) {
    this.hashKey = `date${ordinal}`;
  }
  get day() {
    return dayOf(this.ordinal);
  }
}

/** What of a time of day, and of a moment, is the same. */
export interface Clock {
  /** Microseconds since midnight. */
  readonly micros: bigint;
  /** An instance of `timezone`; null where the time is naive. */
  readonly zone: InstanceValue | null;
  readonly fold: number;
}

/** Microseconds before UTC; null where naive. */
export const offsetOf = ({ zone }: Clock): bigint | null => zoneOf(zone)?.offset ?? null;

export class AtTime implements Clock {
  readonly hashKey: string;
  constructor(
    readonly micros: bigint,
    readonly zone: InstanceValue | null,
    readonly fold: number,
  ) {
    const offset = offsetOf(this);
    this.hashKey = `time${offset === null ? 'naive' : ''}${micros - (offset ?? 0n)}`;
  }
}

export class Moment implements Clock {
  readonly hashKey: string;
  constructor(
    readonly ordinal: number,
    readonly micros: bigint,
    readonly zone: InstanceValue | null,
    readonly fold: number,
  ) {
    this.hashKey = `datetime${offsetOf(this) === null ? 'naive' : ''}${this.utc}`;
  }
  get day() {
    return dayOf(this.ordinal);
  }
  /** Microseconds since the day 0, of UTC where a zone is known. */
  get utc(): bigint {
    return BigInt(this.ordinal) * day + this.micros - (offsetOf(this) ?? 0n);
  }
}

export interface ClockFields {
  readonly hour: bigint;
  readonly minute: bigint;
  readonly second: bigint;
  readonly microsecond: bigint;
}

export function clockFields({ micros }: { readonly micros: bigint }): ClockFields {
  const seconds = micros / second;
  return { hour: seconds / 3600n, minute: (seconds / 60n) % 60n, second: seconds % 60n, microsecond: micros % second };
}

export const microsOf = (hour: number, minute: number, seconds: number, micros: number): bigint =>
  BigInt((hour * 60 + minute) * 60 + seconds) * second + BigInt(micros);

const host = (value: Value | null): unknown => (value?.type === 'instance' ? value.host : null);
export const dateHost = (value: Value | null): OnDay | null => {
  const held = host(value);
  return held instanceof OnDay ? held : null;
};
export const timeHost = (value: Value | null): AtTime | null => {
  const held = host(value);
  return held instanceof AtTime ? held : null;
};
export const momentHost = (value: Value | null): Moment | null => {
  const held = host(value);
  return held instanceof Moment ? held : null;
};
