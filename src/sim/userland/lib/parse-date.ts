// Dates in words and figures, as `date -d`, `touch -d` and `find -newermt` take them (gnulib's parse_datetime).
import type { ByteString } from '../../kernel/abi/index.ts';
import { civil, fromLocal, localTime, zoneOf, type Zone } from './clock.ts';
import { Grammar, Misfit, Reading, type Meridian } from './date-grammar.ts';
import { dateTokens } from './date-words.ts';

/** Seconds and nanoseconds since the epoch. */
export interface Moment {
  readonly seconds: number;
  readonly nanos: number;
}

const UTC: Zone = { standard: '', offset: 0 };

/** Two digits are of this or the last century. */
function fullYear({ value, digits }: { value: number; digits: number }): number {
  const year = Math.abs(value);
  return digits === 2 ? year + (year < 69 ? 2000 : 1900) : year;
}

function hourOf(hour: number, meridian: Meridian): number {
  if (meridian === undefined ? hour > 23 : hour < 1 || hour > 12) throw new Misfit();
  return meridian === undefined ? hour : (hour % 12) + (meridian === 'pm' ? 12 : 0);
}

interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** The calendar does not know 30 February, nor the clock a second 60. */
function check(fields: Fields): void {
  const there = civil(fromLocal(fields, UTC));
  if (there.year !== fields.year || there.month !== fields.month || there.day !== fields.day) throw new Misfit();
  if (there.minute !== fields.minute || there.second !== fields.second) throw new Misfit();
}

/** The moment that a reading means. */
function settle(r: Reading, zone: Zone): Moment {
  const { seen, relative, time } = r;
  if (Math.max(seen.dates, seen.times, seen.days, seen.zones) > 1) throw new Misfit();
  // without a time a date means its beginning; a distance alone counts from now
  const timed = seen.times > 0 || (r.relativeSeen && seen.dates === 0 && seen.days === 0);
  const clock = timed
    ? { hour: hourOf(time.hour, time.meridian), minute: time.minute, second: time.second }
    : { hour: 0, minute: 0, second: 0 };
  const given: Fields = { year: fullYear(r.year), month: r.month, day: r.day, ...clock };
  check(given);
  let { day } = given;
  if (seen.days > 0 && seen.dates === 0) {
    const { weekday } = civil(fromLocal(given, UTC));
    const later = r.ordinal > 0 && weekday !== r.weekday ? 1 : 0;
    day += ((r.weekday - weekday + 7) % 7) + 7 * (r.ordinal - later);
  }
  const start = fromLocal(
    { ...given, year: given.year + relative.year, month: given.month + relative.month, day: day + relative.day },
    seen.zones > 0 ? { standard: '', offset: r.offset } : zone,
  );
  const nanos = (timed ? time.nanos : 0) + relative.nanos;
  const carry = Math.floor(nanos / 1e9);
  const distance = relative.hour * 3600 + relative.minute * 60 + relative.second;
  return { seconds: start + distance + carry, nanos: nanos - carry * 1e9 };
}

/** `@1700000000.5` */
function sinceEpoch(text: string): Moment | undefined {
  const found = /^@([+-]?)\s*(\d{1,15})(?:[.,](\d*))?$/.exec(text);
  if (!found) return undefined;
  const nanos = Number((found[3] ?? '').padEnd(9, '0').slice(0, 9));
  const seconds = Number(found[2]);
  if (found[1] !== '-') return { seconds, nanos };
  return nanos > 0 ? { seconds: -seconds - 1, nanos: 1e9 - nanos } : { seconds: 0 - seconds, nanos: 0 };
}

/** undefined: not a date. */
export function parseDate(input: ByteString, now: Moment, zone: Zone): Moment | undefined {
  let text = input.trim();
  let where = zone;
  const tz = /^TZ="((?:[^"\\]|\\[\\"])*)"\s*/.exec(text);
  if (tz) {
    where = zoneOf((tz[1] ?? '').replace(/\\(.)/g, '$1'));
    text = text.slice(tz[0].length);
  }
  if (text.startsWith('@')) return sinceEpoch(text);
  const today = localTime(now.seconds, where);
  const tokens = dateTokens(text, { name: today.zone, offset: today.offset });
  if (!tokens) return undefined;
  const reading = new Reading(today, now.nanos);
  try {
    new Grammar(tokens, reading).items();
    return settle(reading, where);
  } catch (reason) {
    if (reason instanceof Misfit) return undefined;
    throw reason;
  }
}
