// Calendar and clock: seconds ↔ date, time zones of the C library, strftime(3).
import type { ByteString } from '../../kernel/abi/index.ts';

export interface Broken {
  readonly year: number;
  /** 0..11 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
  /** 0..365 */
  readonly yearDay: number;
  /** Seconds east of Greenwich. */
  readonly offset: number;
  readonly zone: string;
}

export const DAY = 86400;

/** Days since 1970-01-01 of a proleptic Gregorian date (month may be any integer). */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y0 = year + Math.floor(month / 12);
  const m = ((month % 12) + 12) % 12;
  const y = m < 2 ? y0 - 1 : y0;
  const era = Math.floor(y / 400);
  const yoe = y - era * 400;
  const doy = Math.floor((153 * ((m + 10) % 12) + 2) / 5);
  const doe = yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy;
  return era * 146097 + doe - 719468 + day - 1;
}

export const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** A moment as UTC wall-clock fields. */
export function civil(seconds: number, offset = 0, zone = 'UTC'): Broken {
  const local = seconds + offset;
  const days = Math.floor(local / DAY);
  const rest = local - days * DAY;
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const doe = z - era * 146097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = (mp + 2) % 12;
  const year = yoe + era * 400 + (month < 2 ? 1 : 0);
  const day = doy - Math.floor((153 * mp + 2) / 5) + 1;
  return {
    year,
    month,
    day,
    hour: Math.floor(rest / 3600),
    minute: Math.floor((rest % 3600) / 60),
    second: rest % 60,
    weekday: (((days + 4) % 7) + 7) % 7,
    yearDay: days - daysFromCivil(year, 0, 1),
    offset,
    zone,
  };
}

/** When summer time begins or ends: month, week (5 = last), weekday, seconds of the day in local standard or summer time. */
interface Switch {
  readonly month: number;
  readonly week: number;
  readonly weekday: number;
  readonly time: number;
}

export interface Zone {
  readonly standard: string;
  readonly offset: number;
  readonly summer?: { readonly name: string; readonly offset: number; readonly from: Switch; readonly to: Switch };
}

const UTC: Zone = { standard: 'UTC', offset: 0 };

/** Today's rules of zones that people name, in POSIX notation (the tz database's footers). */
const EU = ',M3.5.0,M10.5.0/3';
const US = ',M3.2.0,M11.1.0';
const NAMED: Readonly<Record<string, string>> = {
  UTC: 'UTC0',
  GMT: 'GMT0',
  'Etc/UTC': 'UTC0',
  'Etc/GMT': 'GMT0',
  Zulu: 'UTC0',
  'Europe/London': 'GMT0BST,M3.5.0/1,M10.5.0',
  'Europe/Dublin': 'GMT0IST,M3.5.0/1,M10.5.0',
  'Europe/Lisbon': 'WET0WEST,M3.5.0/1,M10.5.0',
  CET: `CET-1CEST${EU}`,
  'Europe/Berlin': `CET-1CEST${EU}`,
  'Europe/Paris': `CET-1CEST${EU}`,
  'Europe/Madrid': `CET-1CEST${EU}`,
  'Europe/Rome': `CET-1CEST${EU}`,
  'Europe/Vienna': `CET-1CEST${EU}`,
  'Europe/Zurich': `CET-1CEST${EU}`,
  'Europe/Amsterdam': `CET-1CEST${EU}`,
  'Europe/Brussels': `CET-1CEST${EU}`,
  'Europe/Prague': `CET-1CEST${EU}`,
  'Europe/Warsaw': `CET-1CEST${EU}`,
  'Europe/Stockholm': `CET-1CEST${EU}`,
  'Europe/Oslo': `CET-1CEST${EU}`,
  'Europe/Copenhagen': `CET-1CEST${EU}`,
  'Europe/Budapest': `CET-1CEST${EU}`,
  'Europe/Helsinki': 'EET-2EEST,M3.5.0/3,M10.5.0/4',
  'Europe/Athens': 'EET-2EEST,M3.5.0/3,M10.5.0/4',
  'Europe/Kyiv': 'EET-2EEST,M3.5.0/3,M10.5.0/4',
  'Europe/Moscow': 'MSK-3',
  'Europe/Istanbul': '<+03>-3',
  'America/New_York': `EST5EDT${US}`,
  EST5EDT: `EST5EDT${US}`,
  'US/Eastern': `EST5EDT${US}`,
  'America/Toronto': `EST5EDT${US}`,
  'America/Chicago': `CST6CDT${US}`,
  'US/Central': `CST6CDT${US}`,
  CST6CDT: `CST6CDT${US}`,
  'America/Denver': `MST7MDT${US}`,
  'US/Mountain': `MST7MDT${US}`,
  'America/Phoenix': 'MST7',
  'America/Los_Angeles': `PST8PDT${US}`,
  'US/Pacific': `PST8PDT${US}`,
  PST8PDT: `PST8PDT${US}`,
  'America/Sao_Paulo': '<-03>3',
  'America/Anchorage': `AKST9AKDT${US}`,
  EST: 'EST5',
  MST: 'MST7',
  HST: 'HST10',
  'Asia/Tokyo': 'JST-9',
  Japan: 'JST-9',
  'Asia/Seoul': 'KST-9',
  'Asia/Shanghai': 'CST-8',
  'Asia/Hong_Kong': 'HKT-8',
  'Asia/Singapore': '<+08>-8',
  'Asia/Kolkata': 'IST-5:30',
  'Asia/Calcutta': 'IST-5:30',
  'Asia/Dubai': '<+04>-4',
  'Asia/Karachi': 'PKT-5',
  'Asia/Dhaka': '<+06>-6',
  'Asia/Bangkok': '<+07>-7',
  'Asia/Jakarta': 'WIB-7',
  'Asia/Kathmandu': '<+0545>-5:45',
  'Australia/Sydney': 'AEST-10AEDT,M10.1.0,M4.1.0/3',
  'Australia/Melbourne': 'AEST-10AEDT,M10.1.0,M4.1.0/3',
  'Australia/Brisbane': 'AEST-10',
  'Australia/Perth': 'AWST-8',
  'Pacific/Auckland': 'NZST-12NZDT,M9.5.0,M4.1.0/3',
  'Pacific/Honolulu': 'HST10',
  'Africa/Cairo': 'EET-2EEST,M4.5.5/0,M10.5.4/24',
  'Africa/Johannesburg': 'SAST-2',
  'Africa/Lagos': 'WAT-1',
  'Africa/Nairobi': 'EAT-3',
};

const seconds = (text: string): number => {
  const found = /^([+-]?)([0-9]{1,3})(?::([0-9]{2}))?(?::([0-9]{2}))?$/.exec(text);
  if (!found) return 0;
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 3600 + Number(found[3] ?? 0) * 60 + Number(found[4] ?? 0));
};

function parsePosix(text: string): Zone | undefined {
  const name = '([A-Za-z]{3,}|<[A-Za-z0-9+-]+>)';
  const time = '[+-]?[0-9]{1,3}(?::[0-9]{2}){0,2}';
  const found = new RegExp(`^${name}(${time})(?:${name}(${time})?(?:,([^,]+),([^,]+))?)?$`).exec(text);
  if (!found) return undefined;
  const strip = (label: string): string => label.replace(/[<>]/g, '');
  const offset = -seconds(found[2] ?? '');
  const zone = { standard: strip(found[1] ?? ''), offset };
  if (found[3] === undefined) return zone;
  const rule = (source: string): Switch => {
    const m = new RegExp(`^M([0-9]+)\\.([1-5])\\.([0-6])(?:/(${time}))?$`).exec(source);
    return {
      month: Number(m?.[1] ?? 3) - 1,
      week: Number(m?.[2] ?? 2),
      weekday: Number(m?.[3] ?? 0),
      time: seconds(m?.[4] ?? '2'),
    };
  };
  const summerOffset = found[4] === undefined ? offset + 3600 : -seconds(found[4]);
  return {
    ...zone,
    summer: {
      name: strip(found[3]),
      offset: summerOffset,
      from: rule(found[5] ?? 'M3.2.0'),
      to: rule(found[6] ?? 'M11.1.0'),
    },
  };
}

/** What tzset(3) makes of TZ; unset and unknown names are UTC (the machine has no /etc/localtime). */
export function zoneOf(tz: ByteString | undefined): Zone {
  if (tz === undefined || tz === '' || tz === ':') return UTC;
  const name = tz.replace(/^:/, '');
  const known = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  const parsed = parsePosix(known ?? name);
  if (parsed) return parsed;
  const letters = /^[A-Za-z]{3,}$/.exec(name.replace(/\/.*$/, ''))?.[0];
  return { standard: letters ?? 'UTC', offset: 0 };
}

function switchAt(year: number, rule: Switch, offset: number): number {
  const first = daysFromCivil(year, rule.month, 1);
  const weekday = (((first + 4) % 7) + 7) % 7;
  let day = first + ((rule.weekday - weekday + 7) % 7) + (rule.week - 1) * 7;
  const next = daysFromCivil(year, rule.month + 1, 1);
  while (day >= next) day -= 7;
  return day * DAY + rule.time - offset;
}

/** Offset and name in force at a moment. */
export function zoneAt(at: number, zone: Zone): { offset: number; name: string } {
  const { summer } = zone;
  if (!summer) return { offset: zone.offset, name: zone.standard };
  const { year } = civil(at, zone.offset);
  const from = switchAt(year, summer.from, zone.offset);
  const to = switchAt(year, summer.to, summer.offset);
  const inSummer = from < to ? at >= from && at < to : at >= from || at < to;
  // the American rule of 1967 to 2006 differed; before 1970 nothing is claimed
  return inSummer ? { offset: summer.offset, name: summer.name } : { offset: zone.offset, name: zone.standard };
}

export function localTime(at: number, zone: Zone): Broken {
  const { offset, name } = zoneAt(at, zone);
  return civil(at, offset, name);
}

/** mktime(3): local fields, out of range or not, → seconds. */
export function fromLocal(
  fields: { year: number; month: number; day: number; hour: number; minute: number; second: number },
  zone: Zone,
): number {
  const wall =
    daysFromCivil(fields.year, fields.month, 1) * DAY +
    (fields.day - 1) * DAY +
    fields.hour * 3600 +
    fields.minute * 60 +
    fields.second;
  const guess = wall - zone.offset;
  const { offset } = zoneAt(guess, zone);
  const better = wall - offset;
  return zoneAt(better, zone).offset === offset ? better : guess;
}
