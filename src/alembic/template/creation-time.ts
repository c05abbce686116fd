/** The moment a revision is made, in the time zone the environment asks for (alembic/script/base.py `_generate_create_date`). */

export interface CreationTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly epoch: number;
  /** `str(create_date)`: microseconds where there are any, the offset where there is a zone. */
  readonly text: string;
}

/** Null where no such time zone is known. Without a zone the local time is meant, as `datetime.now()`. */
export function creationTime(date: Date, timezone: string | null): CreationTime | null {
  const parts = wallClock(date, timezone);
  if (!parts) return null;
  const part = (name: string) => Number(parts.get(name) ?? 0);
  const [year, month, day, hour, minute, second] = [part('year'), part('month'), part('day'), part('hour'), part('minute'), part('second')];
  const two = (number: number) => String(number).padStart(2, '0');
  const epoch = Math.floor(date.getTime() / 1000);
  const milliseconds = date.getTime() - epoch * 1000;
  const fraction = milliseconds === 0 ? '' : `.${String(milliseconds).padStart(3, '0')}000`;
  const offset = (Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - epoch) / 60;
  const zone = timezone === null ? '' : `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}${fraction}${zone}`;
  return { year, month, day, hour, minute, second, epoch, text };
}

function wallClock(date: Date, timezone: string | null): ReadonlyMap<string, string> | null {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      ...(timezone === null ? {} : { timeZone: timezone }),
    });
    return new Map(format.formatToParts(date).map((part) => [part.type, part.value]));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
