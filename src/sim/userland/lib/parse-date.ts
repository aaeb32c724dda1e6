// Dates in words and figures, as `date -d` and `touch -d` take them (gnulib's parse_datetime).
import type { ByteString } from '../../kernel/abi/index.ts';
import { civil, fromLocal, localTime, type Broken, type Zone } from './clock.ts';

/** Seconds and nanoseconds since the epoch. */
export interface Moment {
  readonly seconds: number;
  readonly nanos: number;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const FULL_MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const FULL_DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const UNITS: Readonly<Record<string, readonly [keyof Relative, number]>> = {
  year: ['years', 1],
  month: ['months', 1],
  fortnight: ['days', 14],
  week: ['days', 7],
  day: ['days', 1],
  hour: ['seconds', 3600],
  minute: ['seconds', 60],
  min: ['seconds', 60],
  second: ['seconds', 1],
  sec: ['seconds', 1],
};
const ORDINALS: Readonly<Record<string, number>> = {
  last: -1,
  this: 0,
  next: 1,
  first: 1,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
};
/** Hours east; letters as in RFC 822 are left out but Z. */
const ZONES: Readonly<Record<string, number>> = {
  utc: 0,
  gmt: 0,
  ut: 0,
  z: 0,
  wet: 0,
  west: 1,
  bst: 1,
  cet: 1,
  cest: 2,
  met: 1,
  mest: 2,
  eet: 2,
  eest: 3,
  msk: 3,
  ist: 5.5,
  sgt: 8,
  kst: 9,
  jst: 9,
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
  akst: -9,
  hst: -10,
};

interface Relative {
  years: number;
  months: number;
  days: number;
  seconds: number;
}

interface State {
  date: { year: number; month: number; day: number } | undefined;
  time: { hour: number; minute: number; second: number; nanos: number } | undefined;
  offset: number | undefined;
  weekday: { day: number; ordinal: number } | undefined;
  relative: Relative;
  relativeGiven: boolean;
  yearGiven: boolean;
  dates: number;
  times: number;
}

const expandYear = (digits: string): number =>
  digits.length <= 2 ? Number(digits) + (Number(digits) < 69 ? 2000 : 1900) : Number(digits);

/** One thing at the beginning of the text: how much of it was understood; 0 when nothing. */
function item(text: string, s: State, now: Broken): number {
  const match = (regex: RegExp): RegExpExecArray | null => regex.exec(text);
  let m = match(/^(\d{4,})-(\d{1,2})-(\d{1,2})(?=$|[^\d])/);
  if (m) {
    s.date = { year: Number(m[1]), month: Number(m[2]) - 1, day: Number(m[3]) };
    s.yearGiven = true;
    s.dates += 1;
    return m[0].length + (/^[tT](?=\d)/.test(text.slice(m[0].length)) ? 1 : 0);
  }
  m = match(/^(\d{1,2})\/(\d{1,2})(?:\/(\d{2,}))?(?=$|[^\d/])/) ?? match(/^(\d{4})\/(\d{1,2})\/(\d{1,2})(?=$|\D)/);
  if (m) {
    s.date =
      (m[1] ?? '').length === 4
        ? { year: Number(m[1]), month: Number(m[2]) - 1, day: Number(m[3]) }
        : { year: m[3] === undefined ? now.year : expandYear(m[3]), month: Number(m[1]) - 1, day: Number(m[2]) };
    s.yearGiven = m[3] !== undefined;
    s.dates += 1;
    return m[0].length;
  }
  m =
    match(/^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(am|pm|a\.m\.|p\.m\.)?(?=$|[^a-z\d]|[zt])/i) ??
    match(/^(\d{1,2})\s*(am|pm|a\.m\.|p\.m\.)(?=$|[^a-z])/i);
  if (m) {
    const short = m.length === 3;
    const half = (short ? m[2] : m[5])?.toLowerCase()[0];
    let hour = Number(m[1]);
    if (half !== undefined) {
      if (hour < 1 || hour > 12) return 0;
      hour = (hour % 12) + (half === 'p' ? 12 : 0);
    }
    s.time = {
      hour,
      minute: short ? 0 : Number(m[2]),
      second: short ? 0 : Number(m[3] ?? 0),
      nanos: short ? 0 : Number((m[4] ?? '').padEnd(9, '0').slice(0, 9)),
    };
    s.times += 1;
    const zone = /^\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?(?=$|[^\d:])/i.exec(text.slice(m[0].length));
    if (zone) {
      s.offset = (zone[1] === '-' ? -1 : 1) * (Number(zone[2]) * 3600 + Number(zone[3] ?? 0) * 60);
      if (Math.abs(s.offset) > 86400) return 0;
      return m[0].length + zone[0].length;
    }
    return m[0].length;
  }
  m = match(/^(\d{1,2})[\s-]*([a-z]{3,})\.?[\s-]*,?\s*(\d{4})?(?=$|[^a-z\d])/i);
  const monthOf = (word: string): number =>
    FULL_MONTHS.includes(word) ? FULL_MONTHS.indexOf(word) : word === 'sept' ? 8 : MONTHS.indexOf(word);
  if (m && monthOf((m[2] ?? '').toLowerCase()) >= 0) {
    const year = m[3] === undefined || /^\s*:/.test(text.slice(m[0].length)) ? undefined : Number(m[3]);
    s.date = { year: year ?? now.year, month: monthOf((m[2] ?? '').toLowerCase()), day: Number(m[1]) };
    s.yearGiven = year !== undefined;
    s.dates += 1;
    return m[0].length;
  }
  m = match(/^([a-z]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s*,\s*(\d{4})|(?=$|[^\d:]))(?!:)/i);
  if (m && monthOf((m[1] ?? '').toLowerCase()) >= 0) {
    s.date = {
      year: m[3] === undefined ? now.year : Number(m[3]),
      month: monthOf((m[1] ?? '').toLowerCase()),
      day: Number(m[2]),
    };
    s.yearGiven = m[3] !== undefined;
    s.dates += 1;
    return m[0].length;
  }
  m = match(/^([+-]?)\s*(\d+)\s*([a-z]+)(?:\s+(ago))?(?=$|[^a-z])/i);
  if (m) {
    const unit = UNITS[(m[3] ?? '').toLowerCase().replace(/s$/, '')];
    if (unit) {
      const sign = (m[1] === '-' ? -1 : 1) * (m[4] === undefined ? 1 : -1);
      s.relative[unit[0]] += sign * Number(m[2]) * unit[1];
      s.relativeGiven = true;
      return m[0].length;
    }
  }
  m = match(/^([a-z]+)\s+([a-z]+)(?:\s+(ago))?(?=$|[^a-z])/i);
  if (m) {
    const ordinal = ORDINALS[(m[1] ?? '').toLowerCase()];
    const word = (m[2] ?? '').toLowerCase();
    const unit = UNITS[word.replace(/s$/, '')];
    if (ordinal !== undefined && unit) {
      s.relative[unit[0]] += (m[3] === undefined ? 1 : -1) * ordinal * unit[1];
      s.relativeGiven = true;
      return m[0].length;
    }
    const day = FULL_DAYS.includes(word) ? FULL_DAYS.indexOf(word) : DAYS.indexOf(word);
    if (ordinal !== undefined && day >= 0) {
      s.weekday = { day, ordinal };
      return m[1] === undefined
        ? 0
        : text.length - text.slice((/^([a-z]+)\s+([a-z]+)/i.exec(text)?.[0] ?? '').length).length;
    }
  }
  m = match(/^[a-z.]+/i);
  if (m) return wordItem(m[0], text, s);
  m = match(/^(\d{8})(?=$|\D)/);
  if (m) {
    const d = m[1] ?? '';
    s.date = { year: Number(d.slice(0, 4)), month: Number(d.slice(4, 6)) - 1, day: Number(d.slice(6)) };
    s.dates += 1;
    return 8;
  }
  m = match(/^(\d{1,4})(?=$|\D)/);
  if (m) {
    const d = m[1] ?? '';
    // after a date without year a number is the year
    if (s.date && !s.yearGiven && !s.relativeGiven && (s.time || d.length > 2)) {
      s.yearGiven = true;
      s.date = { ...s.date, year: Number(d) };
      return d.length;
    }
    if (d.length <= 2 || d.length === 4) {
      s.time = {
        hour: Number(d.length <= 2 ? d : d.slice(0, 2)),
        minute: d.length === 4 ? Number(d.slice(2)) : 0,
        second: 0,
        nanos: 0,
      };
      s.times += 1;
      return d.length;
    }
  }
  m = match(/^([+-])(\d{2}):?(\d{2})(?=$|[^\d])/);
  if (m && s.time) {
    s.offset = (m[1] === '-' ? -1 : 1) * (Number(m[2]) * 3600 + Number(m[3]) * 60);
    return m[0].length;
  }
  return 0;
}

function wordItem(raw: string, text: string, s: State): number {
  const word = raw.toLowerCase();
  const day = FULL_DAYS.includes(word)
    ? FULL_DAYS.indexOf(word)
    : word === 'tues'
      ? 2
      : word === 'wednes'
        ? 3
        : word === 'thur' || word === 'thurs'
          ? 4
          : DAYS.indexOf(word.replace(/\.$/, ''));
  if (day >= 0) {
    s.weekday ??= { day, ordinal: 0 };
    return raw.length + (/^,/.test(text.slice(raw.length)) ? 1 : 0);
  }
  const relativeDays: Readonly<Record<string, number>> = { today: 0, now: 0, yesterday: -1, tomorrow: 1 };
  const days = relativeDays[word];
  if (days !== undefined) {
    s.relative.days += days;
    s.relativeGiven = true;
    return raw.length;
  }
  if (word === 'noon' || word === 'midnight') {
    s.time = { hour: word === 'noon' ? 12 : 0, minute: 0, second: 0, nanos: 0 };
    s.times += 1;
    return raw.length;
  }
  const unit = UNITS[word.replace(/s$/, '')];
  if (unit) {
    const ago = /^\s+ago(?![a-z])/i.exec(text.slice(raw.length));
    s.relative[unit[0]] += (ago ? -1 : 1) * unit[1];
    s.relativeGiven = true;
    return raw.length + (ago?.[0].length ?? 0);
  }
  const zone = ZONES[word];
  if (zone !== undefined) {
    const more = /^\s*([+-])(\d{1,2})(?::?(\d{2}))?(?=$|[^\d:a-z])/i.exec(text.slice(raw.length));
    s.offset =
      zone * 3600 + (more ? (more[1] === '-' ? -1 : 1) * (Number(more[2]) * 3600 + Number(more[3] ?? 0) * 60) : 0);
    return raw.length + (more?.[0].length ?? 0);
  }
  return 0;
}

const inRange = (s: State): boolean => {
  if (s.date && (s.date.month < 0 || s.date.month > 11 || s.date.day < 1 || s.date.day > 31)) return false;
  return !s.time || (s.time.hour < 24 && s.time.minute < 60 && s.time.second <= 60);
};

/** undefined: not a date. */
export function parseDate(input: ByteString, now: Moment, zone: Zone): Moment | undefined {
  let text = input.trim();
  let where = zone;
  const tz = /^TZ="((?:[^"\\]|\\.)*)"\s*/.exec(text);
  if (tz) text = text.slice(tz[0].length);
  const epoch = /^@(-?\d+)(?:[.,](\d*))?$/.exec(text);
  if (epoch) {
    const nanos = Number((epoch[2] ?? '').padEnd(9, '0').slice(0, 9));
    const seconds = Number(epoch[1]);
    return (epoch[1] ?? '').startsWith('-') && nanos > 0
      ? { seconds: seconds - 1, nanos: 1e9 - nanos }
      : { seconds, nanos };
  }
  const today = localTime(now.seconds, zone);
  const s: State = {
    date: undefined,
    time: undefined,
    offset: undefined,
    weekday: undefined,
    relative: { years: 0, months: 0, days: 0, seconds: 0 },
    relativeGiven: false,
    yearGiven: false,
    dates: 0,
    times: 0,
  };
  while (text !== '') {
    const skip = /^(?:[\s,]+|\([^()]*\))/.exec(text);
    if (skip) {
      text = text.slice(skip[0].length);
      continue;
    }
    const used = item(text, s, today);
    if (used === 0) return undefined;
    text = text.slice(used);
  }
  if (s.dates > 1 || s.times > 1 || !inRange(s)) return undefined;
  if (s.offset !== undefined) where = { standard: '', offset: s.offset };
  const base = s.offset === undefined ? today : civil(now.seconds, s.offset);
  const bare = s.date !== undefined || s.weekday !== undefined;
  const clock =
    s.time ??
    (bare
      ? { hour: 0, minute: 0, second: 0, nanos: 0 }
      : { hour: base.hour, minute: base.minute, second: base.second, nanos: input.trim() === '' ? 0 : now.nanos });
  const time = input.trim() === '' ? { hour: 0, minute: 0, second: 0, nanos: 0 } : clock;
  const date = s.date ?? { year: base.year, month: base.month, day: base.day };
  // the calendar does not know 30 February
  if (s.date) {
    const check = civil(fromLocal({ ...date, hour: 12, minute: 0, second: 0 }, { standard: '', offset: 0 }));
    if (check.month !== date.month || check.day !== date.day) return undefined;
  }
  const fields = {
    year: date.year + s.relative.years,
    month: date.month + s.relative.months,
    day: date.day + s.relative.days,
    hour: time.hour,
    minute: time.minute,
    second: time.second,
  };
  let seconds = fromLocal(fields, where);
  if (s.weekday && !s.date) {
    const at = localTime(seconds, where);
    const ahead = (s.weekday.day - at.weekday + 7) % 7;
    const weeks = s.weekday.ordinal > 0 && ahead !== 0 ? s.weekday.ordinal - 1 : s.weekday.ordinal;
    seconds = fromLocal({ ...fields, day: fields.day + ahead + weeks * 7 }, where);
  }
  return { seconds: seconds + s.relative.seconds, nanos: time.nanos };
}
