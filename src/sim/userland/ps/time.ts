// How ps writes moments and durations.
import { SHORT_MONTHS, SHORT_WEEKDAYS } from '../../posix/calendar.ts';

const DAY_SECONDS = 86_400;

const two = (value: number): string => String(value).padStart(2, '0');

interface Broken {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** gmtime(3): the machine's time zone is UTC. Days to date after Howard Hinnant's civil_from_days. */
export function broken(seconds: number): Broken {
  const days = Math.floor(seconds / DAY_SECONDS);
  const rest = seconds - days * DAY_SECONDS;
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 2 : shifted - 10;
  return {
    year: yearOfEra + era * 400 + (month <= 1 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
    weekday: (((days + 4) % 7) + 7) % 7,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: Math.floor(rest % 60),
  };
}

const monthName = (date: Broken): string => SHORT_MONTHS[date.month] ?? '';
const clock = (date: Broken): string => `${two(date.hour)}:${two(date.minute)}:${two(date.second)}`;

/** `10:45` today, `Nov23` this year, `2025` before: the column STIME or START. */
export function startTime(start: number, now: number): string {
  const from = broken(start);
  const today = broken(now);
  if (from.year !== today.year) return ` ${from.year}`;
  if (from.month !== today.month || from.day !== today.day) return `${monthName(from)}${two(from.day)}`;
  return `${two(from.hour)}:${two(from.minute)}`;
}

/** STARTED: with seconds for a day, then the date. */
export function started(start: number, now: number): string {
  const from = broken(start);
  return now - start <= DAY_SECONDS ? clock(from) : `  ${monthName(from)} ${two(from.day)}`;
}

/** START of `bsdstart`. */
export function bsdStart(start: number, now: number): string {
  const from = broken(start);
  return now - start > DAY_SECONDS
    ? `${monthName(from)} ${String(from.day).padStart(2)}`
    : ` ${two(from.hour)}:${two(from.minute)}`;
}

/** ctime(3) without its newline. */
export function longStart(start: number): string {
  const from = broken(start);
  const day = String(from.day).padStart(2);
  return `${SHORT_WEEKDAYS[from.weekday] ?? ''} ${monthName(from)} ${day} ${clock(from)} ${from.year}`;
}

/** `[days-]hours:minutes:seconds` */
export function longTime(seconds: number): string {
  const days = Math.floor(seconds / DAY_SECONDS);
  const rest = seconds % DAY_SECONDS;
  const time = `${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(Math.floor(rest % 60))}`;
  return days > 0 ? `${days}-${time}` : time;
}

/** `[[days-]hours:]minutes:seconds` */
export function elapsed(seconds: number): string {
  return seconds < 3600 ? longTime(seconds).slice(3) : longTime(seconds);
}

/** `minutes:seconds` */
export function shortTime(seconds: number): string {
  return `${String(Math.floor(seconds / 60)).padStart(3)}:${two(Math.floor(seconds % 60))}`;
}
