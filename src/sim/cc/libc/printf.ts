// The formatting of printf(3): directives from the format, values from the call.
import { formatInteger, padString, readDirective, resolve } from '../../posix/printf.ts';
import { E } from '../../kernel/abi/errno.ts';
import type { Process } from '../process.ts';
import { CHAR, INT, LONG, SHORT, UCHAR, UINT, ULONG, USHORT, type IntType } from '../types.ts';
import { normal } from '../value.ts';
import type { Arguments } from './function.ts';

/** Longer results are cut: one call must not fill the memory. */
const MAX_OUTPUT = 1_000_000;

const SIGNED: Readonly<Record<string, IntType>> = { hh: CHAR, h: SHORT, '': INT };
const UNSIGNED: Readonly<Record<string, IntType>> = { hh: UCHAR, h: USHORT, '': UINT };

const TEXTS = new Map(Object.values(E).map((each) => [each.code, each.text]));

/** strerror(3) */
export const errorText = (code: number): string =>
  TEXTS.get(code) ?? (code === 0 ? 'Success' : `Unknown error ${code}`);

/** `first`: the index of the format's first argument. */
export function format(m: Process, text: string, a: Arguments, first: number): string {
  let out = '';
  let next = first;
  let at = 0;
  while (at < text.length && out.length < MAX_OUTPUT) {
    const percent = text.indexOf('%', at);
    if (percent < 0) return out + text.slice(at);
    out += text.slice(at, percent);
    const raw = readDirective(text, percent);
    at = raw.end;
    const star = (wanted: unknown): number => {
      if (wanted !== '*') return 0;
      next += 1;
      return a.int(next - 1);
    };
    const width = star(raw.width);
    const d = resolve(raw, width, star(raw.precision));
    switch (raw.conversion) {
      case '%':
        out += '%';
        break;
      case 'd':
      case 'i':
      case 'u':
      case 'o':
      case 'x':
      case 'X': {
        const signed = raw.conversion === 'd' || raw.conversion === 'i';
        const type = (signed ? SIGNED : UNSIGNED)[raw.length] ?? (signed ? LONG : ULONG);
        out += formatInteger(d, BigInt(normal(BigInt(a.value(next)), type)));
        next += 1;
        break;
      }
      case 'c':
        out += padString({ ...d, precision: undefined }, String.fromCharCode(a.int(next) & 0xff));
        next += 1;
        break;
      case 's': {
        const address = a.long(next);
        next += 1;
        // glibc prints (null), unless the precision is too short for it.
        if (address === 0)
          out += padString(
            { ...d, precision: undefined },
            d.precision !== undefined && d.precision < 6 ? '' : '(null)',
          );
        else out += padString(d, m.memory.string(address, d.precision ?? MAX_OUTPUT));
        break;
      }
      case 'p': {
        const value = a.value(next);
        next += 1;
        const shown = value === 0 ? '(nil)' : `0x${value.toString(16)}`;
        out += padString({ ...d, precision: undefined }, shown);
        break;
      }
      case 'm':
        out += padString(d, errorText(m.errno));
        break;
      case 'n':
        m.memory.storeInt(a.long(next), out.length);
        next += 1;
        break;
      default:
        out += raw.text;
    }
  }
  return out;
}
