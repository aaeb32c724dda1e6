// awk's functions of values: strings, numbers, time. What changes its arguments or makes calls is elsewhere.
import type { ByteString } from '../../kernel/abi/index.ts';
import { fromLocal, localTime, zoneOf } from '../lib/clock.ts';
import { strftime } from '../lib/strftime.ts';
import { format } from './format.ts';
import type { Machine } from './machine.ts';
import { toInt, toNumber, type Value } from './values.ts';

type Builtin = (machine: Machine, args: readonly Value[]) => Value;

/** mawk 1.3.4: positions and lengths are cut to integers; a negative position makes the piece longer. */
function substr(text: ByteString, begin: number, length: number): ByteString {
  let from = toInt(begin);
  let count = toInt(length);
  if (from < 0) count -= from;
  if (from < 1) from = 1;
  count = Math.min(count, text.length - from + 1);
  return count > 0 ? text.slice(from - 1, from - 1 + count) : '';
}

const number =
  (apply: (value: number) => number): Builtin =>
  (_machine, args) =>
    apply(toNumber(args[0]));

const ascii = (text: ByteString, from: RegExp, to: (letter: string) => string): ByteString => text.replace(from, to);

/** `YYYY MM DD HH MM SS`; -1 when it is not of that form. */
function mktime(machine: Machine, text: ByteString): number {
  const parts = /^\s*(-?\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)/.exec(text);
  if (!parts) return -1;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  return fromLocal({ year, month: month - 1, day, hour, minute, second }, zoneOf(machine.tool.env.get('TZ')));
}

function timeText(machine: Machine, args: readonly Value[]): ByteString {
  const layout = args.length > 0 ? machine.text(args[0]) : '%c';
  const at = Math.trunc(toNumber(args[1]));
  const zone = zoneOf(toNumber(args[2]) !== 0 ? 'UTC0' : machine.tool.env.get('TZ'));
  return strftime(layout, localTime(at, zone), at);
}

export const BUILTIN_VALUES: Readonly<Record<string, Builtin>> = {
  substr: (m, [text, begin, ...rest]) =>
    substr(m.text(text), toNumber(begin), rest.length > 0 ? toNumber(rest[0]) : Infinity),
  index: (m, [text, part]) => m.text(text).indexOf(m.text(part)) + 1,
  sprintf: (m, [text, ...rest]) => format('sprintf', m.text(text), rest, m.convfmt),
  toupper: (m, [text]) => ascii(m.text(text), /[a-z]+/g, (letters) => letters.toUpperCase()),
  tolower: (m, [text]) => ascii(m.text(text), /[A-Z]+/g, (letters) => letters.toLowerCase()),
  sin: number(Math.sin),
  cos: number(Math.cos),
  exp: number(Math.exp),
  log: number(Math.log),
  sqrt: number(Math.sqrt),
  int: number((value) => Math.trunc(value) + 0),
  atan2: (_m, [y, x]) => Math.atan2(toNumber(y), toNumber(x)),
  rand: (m) => m.random.next(),
  mktime: (m, [text]) => mktime(m, m.text(text)),
  strftime: timeText,
};
