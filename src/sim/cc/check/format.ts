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
  z: LONG,
  j: LONG,
  t: LONG,
};
const UNSIGNED: Readonly<Record<string, Type>> = {
  '': UINT,
  hh: UCHAR,
  h: USHORT,
  l: ULONG,
  ll: ULLONG,
  z: SIZE,
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

/** Where a directive's last character stands in the literal: gcc points there. */
function place(format: Expr & { k: 'string' }, from: number, to: number): Loc {
  const { loc, raw } = format;
  if (raw === undefined) return loc;
  const columns: number[] = [];
  for (let i = 1; i < raw.length - 1; i += 1) {
    columns.push(loc.from + i);
    if (raw[i] === '\\') i += /^(?:x[0-9a-fA-F]+|[0-7]{1,3}|.)/s.exec(raw.slice(i + 1))?.[0].length ?? 1;
  }
  const column = columns[to - 1] ?? loc.from;
  return { line: loc.line, column, from: columns[from] ?? column, to: column + 1 };
}

export function checkFormat(c: Context, fn: FunctionSymbol, args: readonly Expr[]): void {
  if (!fn.system && !fn.implicit) return;
  const index = FORMATS[fn.name];
  const given = index === undefined ? undefined : args[index];
  if (index === undefined || !given) return;
  const bare = given.k === 'convert' ? given.e : given;
  const literal = bare.k === 'decay' && bare.e.k === 'string' ? bare.e : undefined;
  if (!literal) return;
  const format = literal.bytes;
  let next = index + 1;
  if (format === '') c.report.warn(literal.loc, '-Wformat-zero-length', `zero-length gnu_printf format string`);
  for (let at = format.indexOf('%'); at >= 0; at = format.indexOf('%', at)) {
    const raw = readDirective(format, at);
    at = raw.end;
    if (raw.conversion === '%' || raw.conversion === 'm') continue;
    if (raw.conversion === '') {
      c.report.warn(place(literal, raw.end - 1, raw.end), '-Wformat=', "spurious trailing '%' in format");
      return;
    }
    for (const star of [raw.width, raw.precision]) {
      if (star !== '*') continue;
      const given = args[next];
      next += 1;
      const what = star === raw.width ? 'field width' : 'field precision';
      if (given && given.type.kind !== 'error' && !fits(INT, given.type, 'd')) {
        const at = place(literal, raw.end - raw.text.length, raw.end - raw.length.length - 1);
        c.report.warn(
          at,
          '-Wformat=',
          `${what} specifier '*' expects argument of type 'int', but argument ${next} has type ${quoted(given.type)}`,
        );
      }
    }
    const want = expected(raw.conversion, raw.length);
    const shown = `%${raw.length}${raw.conversion}`;
    const spot = place(literal, raw.end - raw.text.length, raw.end);
    if (!want) {
      if (!'eEfFgGaA'.includes(raw.conversion))
        c.report.warn(spot, '-Wformat=', `unknown conversion type character '${raw.conversion}' in format`);
      else next += 1;
      continue;
    }
    const arg = args[next];
    next += 1;
    if (!arg) {
      c.report.warn(
        spot,
        '-Wformat=',
        `format '${shown}' expects a matching '${shownType(want, raw.length).slice(1, -1)}' argument`,
      );
      continue;
    }
    const got = arg.type;
    if (got.kind !== 'error' && !fits(want, got, raw.conversion))
      c.report.warn(
        spot,
        '-Wformat=',
        `format '${shown}' expects argument of type ${shownType(want, raw.length)}, but argument ${next} has type ${quoted(got)}`,
      );
  }
  if (next < args.length) c.report.warn(literal.loc, '-Wformat-extra-args', 'too many arguments for format');
}

/** gcc names the types of %zu and %zd by their typedefs. */
const shownType = (type: Type, length: string): string =>
  length === 'z' && type.kind === 'int' ? (type.signed ? "'ssize_t'" : "'size_t'") : quoted(type);
