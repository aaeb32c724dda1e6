// File modes: as `ls -l` shows them, and as chmod(1), mkdir -m and friends take them.
import {
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFSOCK,
  S_ISGID,
  S_ISUID,
  S_ISVTX,
} from '../../kernel/abi/index.ts';

const TYPE_LETTERS: Readonly<Record<number, string>> = {
  [S_IFDIR]: 'd',
  [S_IFLNK]: 'l',
  [S_IFCHR]: 'c',
  [S_IFBLK]: 'b',
  [S_IFIFO]: 'p',
  [S_IFSOCK]: 's',
};

export const typeLetter = (mode: number): string => TYPE_LETTERS[mode & S_IFMT] ?? '-';

/** `rwxr-sr-t` */
export function permissions(mode: number): string {
  const triple = (shift: number, special: number, letter: string): string => {
    const r = mode & (4 << shift) ? 'r' : '-';
    const w = mode & (2 << shift) ? 'w' : '-';
    const x = (mode & (1 << shift)) !== 0;
    if (mode & special) return r + w + (x ? letter : letter.toUpperCase());
    return r + w + (x ? 'x' : '-');
  };
  return triple(6, S_ISUID, 's') + triple(3, S_ISGID, 's') + triple(0, S_ISVTX, 't');
}

export const modeString = (mode: number): string => typeLetter(mode) + permissions(mode);

/** One `who op what` of a symbolic mode. */
export interface ModeChange {
  readonly op: '+' | '-' | '=';
  /** Bits of who: 0o4700 user, 0o2070 group, 0o1007 others. */
  readonly affected: number;
  /** No `who` was given: the umask protects. */
  readonly masked: boolean;
  readonly bits: number;
  /** X: execute only for directories and files that have it somewhere. */
  readonly conditional: boolean;
  readonly copy: 'u' | 'g' | 'o' | undefined;
}

const PART: Readonly<Record<string, number>> = { u: 0o4700, g: 0o2070, o: 0o1007, a: 0o7777 };
const BITS: Readonly<Record<string, number>> = { r: 0o444, w: 0o222, x: 0o111, s: 0o6000, t: 0o1000 };

/** mode_compile of gnulib; undefined when the text is no mode. */
export function parseMode(text: string): readonly ModeChange[] | undefined {
  if (/^[0-7]+$/.test(text)) {
    const value = Number.parseInt(text, 8);
    if (value > 0o7777) return undefined;
    // fewer than five digits leave a directory's set-id bits alone
    return [
      {
        op: '=',
        affected: text.length < 5 && value <= 0o777 ? 0o1777 | 0o10000 : 0o7777,
        masked: false,
        bits: value,
        conditional: false,
        copy: undefined,
      },
    ];
  }
  const changes: ModeChange[] = [];
  for (const clause of text.split(',')) {
    const found = /^([ugoa]*)((?:[-+=](?:[rwxXst]*|[ugo]|[0-7]+))+)$/.exec(clause);
    if (!found) return undefined;
    const who = found[1] ?? '';
    const affected = [...who].reduce((bits, letter) => bits | (PART[letter] ?? 0), 0);
    for (const action of (found[2] ?? '').match(/[-+=][^-+=]*/g) ?? []) {
      const op = action[0] as '+' | '-' | '=';
      const what = action.slice(1);
      const base = {
        op,
        affected: who === '' ? 0o7777 : affected,
        masked: who === '',
        conditional: what.includes('X'),
        copy: undefined,
      };
      if (/^[ugo]$/.test(what)) changes.push({ ...base, bits: 0, conditional: false, copy: what as 'u' | 'g' | 'o' });
      else if (/^[0-7]+$/.test(what))
        changes.push({ ...base, bits: Number.parseInt(what, 8), affected: 0o7777, masked: false, conditional: false });
      else changes.push({ ...base, bits: [...what].reduce((bits, letter) => bits | (BITS[letter] ?? 0), 0) });
    }
  }
  return changes.length > 0 ? changes : undefined;
}

/** mode_adjust of gnulib. */
export function applyMode(old: number, changes: readonly ModeChange[], isDir: boolean, umask: number): number {
  let mode = old & 0o7777;
  for (const change of changes) {
    const keepsSetId = change.affected === (0o1777 | 0o10000);
    if (keepsSetId) {
      mode = (isDir ? mode & 0o6000 : 0) | change.bits;
      continue;
    }
    let { bits } = change;
    if (change.copy) {
      const shift = change.copy === 'u' ? 6 : change.copy === 'g' ? 3 : 0;
      const three = (mode >> shift) & 7;
      bits = (three << 6) | (three << 3) | three;
    }
    if (change.conditional && (isDir || (mode & 0o111) !== 0)) bits |= 0o111;
    bits &= change.affected;
    if (change.masked) bits &= ~umask;
    if (change.op === '+') mode |= bits;
    else if (change.op === '-') mode &= ~bits;
    else {
      const keep = ~change.affected;
      const setId = isDir ? mode & 0o6000 & change.affected : 0;
      mode = (mode & keep) | bits | setId;
    }
  }
  return mode;
}
