// strftime(3) in UTC and the C locale, for prompts and `printf %(fmt)T`.
import type { Micros } from '../../kernel/abi/index.ts';
import { MONTHS, WEEKDAYS } from '../../posix/calendar.ts';

interface Broken {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
  readonly yearday: number;
}

/** Civil date from days since 1970-01-01 (Howard Hinnant's algorithm, chrono-Compatible Low-Level Date Algorithms). */
function broken(seconds: number): Broken {
  const days = Math.floor(seconds / 86400);
  const rest = seconds - days * 86400;
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const doe = z - era * 146097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const day = doy - Math.floor((153 * mp + 2) / 5) + 1;
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][month - 1] ?? 0;
  return {
    year,
    month,
    day,
    hour: Math.floor(rest / 3600),
    minute: Math.floor((rest % 3600) / 60),
    second: Math.floor(rest % 60),
    weekday: (((days + 4) % 7) + 7) % 7,
    yearday: before + day - 1 + (leap && month > 2 ? 1 : 0),
  };
}

const two = (n: number): string => String(n).padStart(2, '0');

export function formatTime(at: Micros, format: string): string {
  const seconds = Math.floor(at / 1_000_000);
  const t = broken(seconds);
  const one = (letter: string): string => {
    switch (letter) {
      case 'Y':
        return String(t.year);
      case 'y':
        return two(t.year % 100);
      case 'C':
        return two(Math.floor(t.year / 100));
      case 'm':
        return two(t.month);
      case 'd':
        return two(t.day);
      case 'e':
        return String(t.day).padStart(2, ' ');
      case 'H':
        return two(t.hour);
      case 'I':
        return two(t.hour % 12 || 12);
      case 'k':
        return String(t.hour).padStart(2, ' ');
      case 'l':
        return String(t.hour % 12 || 12).padStart(2, ' ');
      case 'M':
        return two(t.minute);
      case 'S':
        return two(t.second);
      case 'p':
        return t.hour < 12 ? 'AM' : 'PM';
      case 'P':
        return t.hour < 12 ? 'am' : 'pm';
      case 'a':
        return (WEEKDAYS[t.weekday] ?? '').slice(0, 3);
      case 'A':
        return WEEKDAYS[t.weekday] ?? '';
      case 'b':
      case 'h':
        return (MONTHS[t.month - 1] ?? '').slice(0, 3);
      case 'B':
        return MONTHS[t.month - 1] ?? '';
      case 'j':
        return String(t.yearday + 1).padStart(3, '0');
      case 'u':
        return String(t.weekday || 7);
      case 'w':
        return String(t.weekday);
      case 's':
        return String(seconds);
      case 'Z':
        return 'UTC';
      case 'z':
        return '+0000';
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case '%':
        return '%';
      case 'D':
        return formatTime(at, '%m/%d/%y');
      case 'F':
        return formatTime(at, '%Y-%m-%d');
      case 'T':
        return formatTime(at, '%H:%M:%S');
      case 'X':
        return formatTime(at, '%H:%M:%S');
      case 'x':
        return formatTime(at, '%m/%d/%y');
      case 'R':
        return formatTime(at, '%H:%M');
      case 'r':
        return formatTime(at, '%I:%M:%S %p');
      case 'c':
        return formatTime(at, '%a %b %e %H:%M:%S %Y');
      default:
        return `%${letter}`;
    }
  };
  return format.replace(/%([^])/g, (_, letter: string) => one(letter));
}
