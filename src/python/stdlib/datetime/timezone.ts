/** `datetime.tzinfo` and `datetime.timezone`: a fixed distance from UTC. */
import { quoted } from '../../evaluate/representation';
import { bool, instance, none, str } from '../../native';
import { plain } from '../../payload';
import type { InstanceValue, Value } from '../../values';
import { opaqueClass } from '../opaque';
import { bound, type Call, holdValues, valueClass } from '../value-class';
import { Delta, day, deltaOf, newDelta, second, sixDigits, timedeltaClass } from './timedelta';

export class Zone {
  readonly hashKey: string;
  constructor(
    /** Microseconds before UTC. */
    readonly offset: bigint,
    readonly name: string | null,
  ) {
    this.hashKey = new Delta(offset).hashKey;
  }
}

export const tzinfoClass = opaqueClass('datetime', 'tzinfo');

export function zoneOf(value: Value | null): Zone | null {
  return value?.type === 'instance' && value.host instanceof Zone ? value.host : null;
}

/** `+02:00`, with seconds and microseconds where there are any. */
export function offsetText(offset: bigint, separator = ':'): string {
  const size = offset < 0n ? -offset : offset;
  const seconds = size / second;
  const fields = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n];
  const shown = size % (60n * second) === 0n ? fields.slice(0, 2) : fields;
  const fraction = size % second === 0n ? '' : `.${sixDigits(size % second)}`;
  return (offset < 0n ? '-' : '+') + shown.map((field) => String(field).padStart(2, '0')).join(separator) + fraction;
}

export const zoneName = ({ offset, name }: Zone): string => name ?? (offset === 0n ? 'UTC' : `UTC${offsetText(offset)}`);

function make(call: Call): Zone | Value {
  const { interpreter, place } = call;
  const [offset = null, given = null] = bound(call, 'timezone', ['offset', 'name'], 1);
  const delta = deltaOf(offset);
  if (!delta) return interpreter.raise('TypeError', 'timezone() argument 1 must be datetime.timedelta', place);
  const name = given && plain(given);
  if (name && name.type !== 'str') return interpreter.raise('TypeError', 'timezone() argument 2 must be str', place);
  return zoneAt(delta.micros, name?.type === 'str' ? name.value : null, call);
}

/** A time zone of a distance: that of none and without a name is `timezone.utc` itself. */
export function zoneAt(offset: bigint, name: string | null, { interpreter, place }: Call): InstanceValue {
  if (offset === 0n && name === null) return utc;
  if (offset >= day || offset <= -day) {
    return interpreter.raise(
      'ValueError',
      'offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24)',
      place,
    );
  }
  return instance(timezoneClass, new Zone(offset, name), place);
}

function repr(zone: Zone, { interpreter, place }: Call): Value {
  if (zone === utc.host) return str('datetime.timezone.utc', place);
  const offset = interpreter.repr(instance(timedeltaClass, new Delta(zone.offset), place));
  if (typeof offset !== 'string') return offset;
  return str(`datetime.timezone(${offset}${zone.name === null ? '' : `, ${quoted(zone.name)}`})`, place);
}

export const timezoneClass = valueClass({
  module: 'datetime',
  name: 'timezone',
  bases: [tzinfoClass],
  host: Zone,
  make,
  methods: {
    utcoffset: (zone, call) => newDelta(zone.offset, call),
    tzname: (zone, { place }) => str(zoneName(zone), place),
    dst: () => none,
  },
  operate: (zone, operator, other, call) => {
    if (operator === '__repr__') return repr(zone, call);
    if (operator === '__str__') return str(zoneName(zone), call.place);
    const theirs = zoneOf(other);
    return operator === '__eq__' && theirs ? bool(zone.offset === theirs.offset, call.place) : null;
  },
});

export const utc: InstanceValue = instance(timezoneClass, new Zone(0n, null), null);
const most = day - 60n * second;
holdValues(timezoneClass, {
  utc,
  min: instance(timezoneClass, new Zone(-most, null), null),
  max: instance(timezoneClass, new Zone(most, null), null),
});
