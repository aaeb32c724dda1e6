// strftime(3) in the C locale with GNU's flags and widths (`%-d`, `%_5e`, `%^a`, `%3N`).
import type { ByteString } from '../../kernel/abi/index.ts';
import { MONTHS, WEEKDAYS } from '../../posix/calendar.ts';
import { isLeap, type Broken } from './clock.ts';

/** ISO 8601 week and the year it belongs to. */
function isoWeek(t: Broken): { year: number; week: number } {
  const weekday = (t.weekday + 6) % 7;
  const week = Math.floor((t.yearDay - weekday + 10) / 7);
  if (week < 1) {
    const days = isLeap(t.year - 1) ? 366 : 365;
    return { year: t.year - 1, week: Math.floor((t.yearDay + days - weekday + 10) / 7) };
  }
  const length = isLeap(t.year) ? 366 : 365;
  if (week === 53 && t.yearDay - weekday + 3 >= length) return { year: t.year + 1, week: 1 };
  return { year: t.year, week };
}

/** `+0200`, with as many colons as asked. */
function offsetText(offset: number, colons: number): string {
  const sign = offset < 0 ? '-' : '+';
  const total = Math.abs(offset);
  const two = (n: number): string => String(n).padStart(2, '0');
  const [h, m, s] = [two(Math.floor(total / 3600)), two(Math.floor((total % 3600) / 60)), two(total % 60)];
  if (colons === 0) return `${sign}${h}${m}`;
  if (colons === 1) return `${sign}${h}:${m}`;
  if (colons === 2) return `${sign}${h}:${m}:${s}`;
  return s !== '00' ? `${sign}${h}:${m}:${s}` : m !== '00' ? `${sign}${h}:${m}` : `${sign}${h}`;
}

interface Item {
  readonly text: string;
  /** Default width and padding of a number; 0 for words. */
  readonly width: number;
  readonly pad: '0' | ' ' | '';
}

const number = (value: number, width: number, pad: '0' | ' ' = '0'): Item => ({ text: String(value), width, pad });
const word = (text: string): Item => ({ text, width: 0, pad: '' });

function item(conversion: string, t: Broken, epoch: number, nanos: number, colons: number): Item | undefined {
  const hour12 = t.hour % 12 === 0 ? 12 : t.hour % 12;
  const again = (format: string): Item => word(strftime(format, t, epoch, nanos));
  switch (conversion) {
    case '%':
      return word('%');
    case 'n':
      return word('\n');
    case 't':
      return word('\t');
    case 'a':
      return word((WEEKDAYS[t.weekday] ?? '').slice(0, 3));
    case 'A':
      return word(WEEKDAYS[t.weekday] ?? '');
    case 'b':
    case 'h':
      return word((MONTHS[t.month] ?? '').slice(0, 3));
    case 'B':
      return word(MONTHS[t.month] ?? '');
    case 'c':
      return again('%a %b %e %H:%M:%S %Y');
    case 'C':
      return number(Math.floor(t.year / 100), 2);
    case 'd':
      return number(t.day, 2);
    case 'D':
      return again('%m/%d/%y');
    case 'e':
      return number(t.day, 2, ' ');
    case 'F':
      return again('%Y-%m-%d');
    case 'g':
      return number(((isoWeek(t).year % 100) + 100) % 100, 2);
    case 'G':
      return number(isoWeek(t).year, 4);
    case 'H':
      return number(t.hour, 2);
    case 'I':
      return number(hour12, 2);
    case 'j':
      return number(t.yearDay + 1, 3);
    case 'k':
      return number(t.hour, 2, ' ');
    case 'l':
      return number(hour12, 2, ' ');
    case 'm':
      return number(t.month + 1, 2);
    case 'M':
      return number(t.minute, 2);
    case 'N':
      return { text: String(nanos).padStart(9, '0'), width: 9, pad: '0' };
    case 'p':
      return word(t.hour < 12 ? 'AM' : 'PM');
    case 'P':
      return word(t.hour < 12 ? 'am' : 'pm');
    case 'q':
      return number(Math.floor(t.month / 3) + 1, 1);
    case 'r':
      return again('%I:%M:%S %p');
    case 'R':
      return again('%H:%M');
    case 's':
      return number(epoch, 1);
    case 'S':
      return number(t.second, 2);
    case 'T':
    case 'X':
      return again('%H:%M:%S');
    case 'u':
      return number(t.weekday === 0 ? 7 : t.weekday, 1);
    case 'U':
      return number(Math.floor((t.yearDay + 7 - t.weekday) / 7), 2);
    case 'V':
      return number(isoWeek(t).week, 2);
    case 'w':
      return number(t.weekday, 1);
    case 'W':
      return number(Math.floor((t.yearDay + 7 - ((t.weekday + 6) % 7)) / 7), 2);
    case 'x':
      return again('%m/%d/%y');
    case 'y':
      return number(((t.year % 100) + 100) % 100, 2);
    case 'Y':
      return number(t.year, 4);
    case 'z':
      return word(offsetText(t.offset, colons));
    case 'Z':
      return word(t.zone);
    default:
      return undefined;
  }
}

/** `epoch` whole seconds, `nanos` the rest. Unknown conversions stay as they are. */
export function strftime(format: ByteString, t: Broken, epoch: number, nanos = 0): ByteString {
  return format.replace(
    /%([-_0^#+]*)([0-9]*)([EO]?)(:{0,3})([a-zA-Z%])/g,
    (all, flags: string, width: string, _modifier: string, colons: string, conversion: string) => {
      const found = item(conversion, t, epoch, nanos, colons.length);
      if (!found) return all;
      let { text } = found;
      if (conversion === 'N') {
        if (flags.includes('-')) return text.replace(/0+$/, '') || '0';
        const digits = width === '' ? 9 : Number(width);
        return text.slice(0, digits).padEnd(digits, '0');
      }
      if (flags.includes('^')) text = text.toUpperCase();
      if (flags.includes('#'))
        text = conversion === 'Z' || conversion === 'p' ? text.toLowerCase() : text.toUpperCase();
      const last = [...flags].reverse().find((flag) => '-_0+'.includes(flag));
      const pad =
        last === '-'
          ? ''
          : last === '_'
            ? ' '
            : last === '0' || last === '+'
              ? '0'
              : found.pad === '' && width !== ''
                ? ' '
                : found.pad;
      const wide = width === '' ? found.width : Number(width);
      if (pad === '') return text;
      return text.startsWith('-') && pad === '0'
        ? `-${text.slice(1).padStart(wide - 1, '0')}`
        : text.padStart(Math.min(wide, 1000), pad);
    },
  );
}
