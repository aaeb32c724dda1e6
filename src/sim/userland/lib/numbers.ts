// Numbers in arguments and sizes for people, as gnulib's xstrtol and human_readable do them.
import type { ByteString } from '../../kernel/abi/index.ts';

const LETTERS = 'KMGTPEZY';

/** Multipliers: `b` 512, `kB` 1000, `K` and `KiB` 1024, and so on. Undefined: no such suffix. */
export function multiplier(suffix: string): number | undefined {
  if (suffix === '') return 1;
  if (suffix === 'b') return 512;
  if (suffix === 'c') return 1;
  if (suffix === 'w') return 2;
  const found = /^([kKMGTPEZY])(B|iB)?$/.exec(suffix);
  if (!found) return undefined;
  const power = LETTERS.indexOf((found[1] ?? '').toUpperCase()) + 1;
  return (found[2] === 'B' ? 1000 : 1024) ** power;
}

/** A count with an optional suffix; undefined when it is none. */
export function parseCount(text: ByteString): number | undefined {
  const found = /^[ \t]*\+?([0-9]+)([a-zA-Z]*)$/.exec(text);
  if (!found) return undefined;
  const factor = multiplier(found[2] ?? '');
  return factor === undefined ? undefined : Number(found[1]) * factor;
}

/** `1.5K`, `12M`: one decimal below ten, always rounded up, as `ls -h`, `du -h` and `df -h` do. */
export function humanSize(bytes: number, base = 1024): string {
  if (bytes < base) return String(bytes);
  let value = bytes;
  let power = 0;
  while (value >= base && power < LETTERS.length) {
    value /= base;
    power += 1;
  }
  const letter = base === 1000 && power === 1 ? 'k' : (LETTERS[power - 1] ?? '');
  if (value < 10) {
    const tenths = Math.ceil(value * 10 - 1e-9);
    if (tenths < 100) return `${Math.floor(tenths / 10)}.${tenths % 10}${letter}`;
    return `10${letter}`;
  }
  const whole = Math.ceil(value - 1e-9);
  if (whole >= base && power < LETTERS.length) return `1.0${LETTERS[power] ?? ''}`;
  return `${whole}${letter}`;
}

/** Base-10 text that is exactly a non-negative integer. */
export const isDigits = (text: string): boolean => /^[0-9]+$/.test(text);
