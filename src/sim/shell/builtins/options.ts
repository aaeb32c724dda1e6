// Option parsing of builtins (bash's internal_getopt, dash's nextopt) with each shell's messages.
import type { ByteString } from '../../kernel/abi/index.ts';
import { builtinError } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';
import { SYNOPSIS } from './usage.ts';

export interface Options {
  /** Letter → argument ('' for flags). The last one wins. */
  readonly has: ReadonlyMap<string, ByteString>;
  /** Letters in the order given. */
  readonly order: readonly string[];
  /** Operands. */
  readonly rest: readonly ByteString[];
}

/** EX_USAGE of bash builtins. */
export const EX_USAGE = 2;

export function usage(sh: Shell): void {
  const synopsis = SYNOPSIS[sh.builtin];
  if (synopsis !== undefined && !sh.dash) sh.err += `${sh.builtin}: usage: ${synopsis}\n`;
}

/**
 * Parses `args` (without the name). `spec` is like getopt's: a letter with `:` takes an argument; `+` in front also allows `+x` options,
 * which come back as `+x`. Undefined after a message.
 */
export function parseOptions(sh: Shell, args: readonly ByteString[], spec: string): Options | undefined {
  const plus = spec.startsWith('+');
  const letters = plus ? spec.slice(1) : spec;
  const has = new Map<string, ByteString>();
  const order: string[] = [];
  let i = 0;
  for (; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    if (arg === '--') {
      i += 1;
      break;
    }
    const sign = arg[0];
    if (!(sign === '-' || (plus && sign === '+')) || arg.length < 2) break;
    for (let j = 1; j < arg.length; j += 1) {
      const letter = arg[j] ?? '';
      const at = letters.indexOf(letter);
      if (at < 0 || letter === ':') {
        if (sh.dash) {
          builtinError(sh, `Illegal option -${letter}`);
        } else {
          builtinError(sh, `${sign}${letter}: invalid option`);
          usage(sh);
        }
        return undefined;
      }
      const key = sign === '+' ? `+${letter}` : letter;
      order.push(key);
      if (letters[at + 1] !== ':') {
        has.set(key, '');
        continue;
      }
      let value = arg.slice(j + 1);
      if (value === '') {
        i += 1;
        const next = args[i];
        if (next === undefined) {
          if (sh.dash) builtinError(sh, `No arg for -${letter} option`);
          else {
            builtinError(sh, `-${letter}: option requires an argument`);
            usage(sh);
          }
          return undefined;
        }
        value = next;
      }
      has.set(key, value);
      break;
    }
  }
  return { has, order, rest: args.slice(i) };
}

/** A whole decimal number with optional sign and blanks, as bash's legal_number takes it. */
export function legalNumber(text: ByteString): number | undefined {
  if (!/^[ \t]*[-+]?[0-9]+[ \t]*$/.test(text)) return undefined;
  const value = Number(text);
  return Math.abs(value) > Number.MAX_SAFE_INTEGER * 1024 ? undefined : value;
}
