// -Wformat: the conversions of printf's format against its arguments, with gcc's words (c-format.c).
import { readDirective } from '../../posix/printf.ts';
import type { Loc } from '../diagnostics.ts';
import type { Expr, FunctionSymbol } from '../tree.ts';
import {
  CHAR,
  INT,
  LLONG,
  LONG,
  pointerTo,
  quoted,
  SHORT,
  SIZE,
  UCHAR,
  UINT,
  ULLONG,
  ULONG,
  unqualified,
  USHORT,
  VOID,
  type Type,
} from '../types.ts';
import type { Context } from './context.ts';

/** Which argument is the format, from 0. */
const FORMATS: Readonly<Record<string, number>> = { printf: 0, fprintf: 1, dprintf: 1, sprintf: 1, snprintf: 2 };

const SIGNED: Readonly<Record<string, Type>> = {
  '': INT,
  hh: CHAR,
  h: SHORT,
  l: LONG,
  ll: LLONG,
  z: { ...LONG, alias: 'ssize_t' },
  j: LONG,
  t: LONG,
};
const UNSIGNED: Readonly<Record<string, Type>> = {
  '': UINT,
  hh: UCHAR,
  h: USHORT,
  l: ULONG,
  ll: ULLONG,
  z: { ...SIZE, alias: 'size_t' },
  j: ULONG,
  t: ULONG,
};

function expected(conversion: string, length: string): Type | undefined {
  if ('di'.includes(conversion)) return SIGNED[length];
  if ('uoxX'.includes(conversion)) return UNSIGNED[length];
  if (conversion === 'c') return INT;
  if (conversion === 's') return pointerTo(CHAR);
  if (conversion === 'p') return pointerTo(VOID);
  if (conversion === 'n') return pointerTo(INT);
  return undefined;
}

/** Whether the argument will do: same size after promotion, whatever its sign; `char *` of any sign for %s. */
function fits(want: Type, got: Type, conversion: string): boolean {
  if (want.kind === 'int' && got.kind === 'int') {
    if (want.size < 4) return got.size <= 4;
    return want.size === got.size && (want.size < 8 || want.rank === got.rank);
  }
  if (want.kind === 'pointer' && got.kind === 'pointer') {
    if (conversion === 'p') return true;
    const to = unqualified(got.to);
    return to.kind === 'int' && want.to.kind === 'int' && to.size === want.to.size;
  }
  return false;
}

/** Where a directive ends inside the string literal: gcc points there. Only while nothing is escaped before. */
function place(format: Expr, from: number, to: number, exact: boolean): Loc {
  const { loc } = format;
  if (!exact) return loc;
  const column = loc.from + 1;
  return { line: loc.line, column: column + to - 1, from: column + from, to: column + to };
}

export function checkFormat(c: Context, fn: FunctionSymbol, args: readonly Expr[]): void {
  if (!fn.system && !fn.implicit) return;
  const index = FORMATS[fn.name];
  const given = index === undefined ? undefined : args[index];
  if (index === undefined || !given) return;
  const bare = given.k === 'convert' ? given.e : given;
  const literal = bare.k === 'decay' && bare.e.k === 'string' ? bare.e : undefined;
  if (!literal) {
    if (args.length === index + 1 && given.k !== 'wrong')
      c.report.warn(given.loc, '-Wformat-security', 'format not a string literal and no format arguments');
    return;
  }
  const format = literal.bytes;
  const exact = literal.loc.to - literal.loc.from === format.length + 2;
  let next = index + 1;
  if (format === '') c.report.warn(literal.loc, '-Wformat-zero-length', `zero-length gnu_printf format string`);
  for (let at = format.indexOf('%'); at >= 0; at = format.indexOf('%', at)) {
    const raw = readDirective(format, at);
    at = raw.end;
    if (raw.conversion === '%' || raw.conversion === 'm') continue;
    if (raw.conversion === '') {
      c.report.warn(place(literal, raw.end - 1, raw.end, exact), '-Wformat=', "spurious trailing '%' in format");
      return;
    }
    for (const star of [raw.width, raw.precision]) if (star === '*') next += 1;
    const want = expected(raw.conversion, raw.length);
    const shown = `%${raw.length}${raw.conversion}`;
    const spot = place(literal, raw.end - raw.text.length, raw.end, exact);
    if (!want) {
      if (!'eEfFgGaA'.includes(raw.conversion))
        c.report.warn(spot, '-Wformat=', `unknown conversion type character '${raw.conversion}' in format`);
      else next += 1;
      continue;
    }
    const arg = args[next];
    next += 1;
    if (!arg) {
      c.report.warn(spot, '-Wformat=', `format '${shown}' expects a matching '${quoted(want).slice(1, -1)}' argument`);
      continue;
    }
    const got = arg.type;
    if (got.kind !== 'error' && !fits(want, got, raw.conversion))
      c.report.warn(
        spot,
        '-Wformat=',
        `format '${shown}' expects argument of type ${quoted(want)}, but argument ${next} has type ${quoted(got)}`,
      );
  }
  if (next < args.length) c.report.warn(literal.loc, '-Wformat-extra-args', 'too many arguments for format');
}
