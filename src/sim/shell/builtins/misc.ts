// let, caller, enable, times, umask, ulimit
import { sys, type ByteString, type Limits, type Sys } from '../../kernel/abi/index.ts';
import { BUILTINS, builtinNames, type BuiltinRun } from './index.ts';
import { arithmetic } from '../expand/expander.ts';
import { isZero } from '../expand/int64.ts';
import { ExpansionFault } from '../run/faults.ts';
import { builtinError } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';
import { EX_USAGE, legalNumber, parseOptions, usage } from './options.ts';

export const letBuiltin: BuiltinRun = (sh, words) => {
  const args = words[1] === '--' ? words.slice(2) : words.slice(1);
  if (args.length === 0) {
    builtinError(sh, 'expression expected');
    return 1;
  }
  let value: number | bigint = 0;
  for (const text of args) {
    try {
      value = arithmetic(sh, text);
    } catch (error) {
      if (!(error instanceof ExpansionFault) || error.fatal) throw error;
      builtinError(sh, error.message);
      return 1;
    }
  }
  return isZero(value) ? 1 : 0;
};

export const callerBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), '');
  if (!options) return EX_USAGE;
  const frames = [...sh.frames].reverse();
  const text = options.rest[0];
  if (text === undefined) {
    const top = frames[0];
    sh.out += `${top?.line ?? 0} ${top && top.kind !== 'main' ? frames[1]?.source || 'main' : 'NULL'}\n`;
    return 0;
  }
  const n = legalNumber(text);
  if (n === undefined || n < 0) {
    builtinError(sh, `${text}: invalid number`);
    usage(sh);
    return EX_USAGE;
  }
  const frame = frames[n];
  const above = frames[n + 1];
  if (!frame || frame.kind === 'main' || !above) return 1;
  sh.out += `${frame.line} ${above.kind === 'source' ? 'source' : above.name} ${above.source}\n`;
  return 0;
};

export const enableBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), 'adnpsf:');
  if (!options) return EX_USAGE;
  const { has, rest } = options;
  if (rest.length === 0 || has.has('p')) {
    for (const name of builtinNames(false)) {
      const off = sh.disabled.has(name);
      if (has.has('s') && BUILTINS[name]?.special !== true) continue;
      if (has.has('a') || off === has.has('n')) sh.out += `enable ${off ? '-n ' : ''}${name}\n`;
    }
    return 0;
  }
  let status = 0;
  for (const name of rest) {
    if (!builtinNames(false).includes(name)) {
      builtinError(sh, `${name}: not a shell builtin`);
      status = 1;
    } else if (has.has('n')) sh.disabled.add(name);
    else sh.disabled.delete(name);
  }
  return status;
};

const clock = (micros: number): string => {
  const minutes = Math.floor(micros / 60_000_000);
  return `${minutes}m${((micros - minutes * 60_000_000) / 1_000_000).toFixed(3)}s`;
};
const dashClock = (micros: number): string => {
  const minutes = Math.floor(micros / 60_000_000);
  return `${minutes}m${((micros - minutes * 60_000_000) / 1_000_000).toFixed(6)}s`;
};

function* showTimes(sh: Shell): Sys<number> {
  const { self, children } = yield* sys.times();
  const f = sh.dash ? dashClock : clock;
  sh.out += `${f(self.user)} ${f(self.system)}\n${f(children.user)} ${f(children.system)}\n`;
  return 0;
}

export const timesBuiltin: BuiltinRun = (sh, words) => {
  if (!sh.dash && words.length > 1 && words[1]?.startsWith('-')) {
    if (!parseOptions(sh, words.slice(1), '')) return EX_USAGE;
  }
  return showTimes(sh);
};

const symbolic = (mask: number): string => {
  const part = (shift: number): string => {
    const bits = ~(mask >> shift) & 7;
    return (bits & 4 ? 'r' : '') + (bits & 2 ? 'w' : '') + (bits & 1 ? 'x' : '');
  };
  return `u=${part(6)},g=${part(3)},o=${part(0)}`;
};

/** `u=rwx,g-w`: the new mask, or the character that is wrong. */
function applySymbolic(mask: number, text: ByteString): number | string {
  let allowed = ~mask & 0o777;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)([-+=])([rwxugo]*)/.exec(clause);
    if (!match || match[0].length < clause.length)
      return match ? (clause[match[0].length] ?? '') : (clause.replace(/^[ugoa]*/, '')[0] ?? clause);
    const who = match[1] === '' || match[1]?.includes('a') ? 'ugo' : (match[1] ?? '');
    let bits = 0;
    for (const c of match[3] ?? '')
      bits |= c === 'r' ? 4 : c === 'w' ? 2 : c === 'x' ? 1 : (allowed >> (c === 'u' ? 6 : c === 'g' ? 3 : 0)) & 7;
    for (const [letter, shift] of [
      ['u', 6],
      ['g', 3],
      ['o', 0],
    ] as const) {
      if (!who.includes(letter)) continue;
      if (match[2] === '+') allowed |= bits << shift;
      else if (match[2] === '-') allowed &= ~(bits << shift);
      else allowed = (allowed & ~(7 << shift)) | (bits << shift);
    }
  }
  return ~allowed & 0o777;
}

function* umask(sh: Shell, has: ReadonlyMap<string, ByteString>, text: ByteString | undefined): Sys<number> {
  const old = yield* sys.umask(0);
  yield* sys.umask(old);
  if (text === undefined) {
    const shown = has.has('S') ? symbolic(old) : old.toString(8).padStart(4, '0');
    sh.out += has.has('p') ? `umask ${has.has('S') ? '-S ' : ''}${shown}\n` : `${shown}\n`;
    return 0;
  }
  let mask: number;
  if (/^[0-9]/.test(text)) {
    if (!/^[0-7]+$/.test(text) || Number.parseInt(text, 8) > 0o7777) {
      builtinError(sh, sh.dash ? `Illegal number: ${text}` : `${text}: octal number out of range`);
      return sh.dash ? 2 : 1;
    }
    mask = Number.parseInt(text, 8);
  } else {
    const result = applySymbolic(old, text);
    if (typeof result === 'string') {
      builtinError(
        sh,
        sh.dash
          ? `Illegal mode: ${text}`
          : /^[ugoa]*[-+=]/.test(text)
            ? `\`${result}': invalid symbolic mode character`
            : `\`${result}': invalid symbolic mode operator`,
      );
      return sh.dash ? 2 : 1;
    }
    mask = result;
  }
  yield* sys.umask(mask);
  if (has.has('S') && !sh.dash) sh.out += `${symbolic(mask)}\n`;
  return 0;
}

export const umaskBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), sh.dash ? 'S' : 'Sp');
  if (!options) return EX_USAGE;
  return umask(sh, options.has, options.rest[0]);
};

interface Resource {
  readonly letter: string;
  readonly text: string;
  readonly unit: string;
  readonly limit: keyof Limits | undefined;
  /** Value when the kernel keeps none. */
  readonly fixed: string;
}

const RESOURCES: readonly Resource[] = [
  {
    letter: 'R',
    text: 'real-time non-blocking time ',
    unit: '(microseconds, -R)',
    limit: undefined,
    fixed: 'unlimited',
  },
  { letter: 'c', text: 'core file size', unit: '(blocks, -c)', limit: 'coreBlocks', fixed: '0' },
  { letter: 'd', text: 'data seg size', unit: '(kbytes, -d)', limit: undefined, fixed: 'unlimited' },
  { letter: 'e', text: 'scheduling priority', unit: '(-e)', limit: undefined, fixed: '0' },
  { letter: 'f', text: 'file size', unit: '(blocks, -f)', limit: undefined, fixed: 'unlimited' },
  { letter: 'i', text: 'pending signals', unit: '(-i)', limit: undefined, fixed: '15401' },
  { letter: 'l', text: 'max locked memory', unit: '(kbytes, -l)', limit: undefined, fixed: '8192' },
  { letter: 'm', text: 'max memory size', unit: '(kbytes, -m)', limit: undefined, fixed: 'unlimited' },
  { letter: 'n', text: 'open files', unit: '(-n)', limit: 'nofile', fixed: '1024' },
  { letter: 'p', text: 'pipe size', unit: '(512 bytes, -p)', limit: undefined, fixed: '8' },
  { letter: 'q', text: 'POSIX message queues', unit: '(bytes, -q)', limit: undefined, fixed: '819200' },
  { letter: 'r', text: 'real-time priority', unit: '(-r)', limit: undefined, fixed: '0' },
  { letter: 's', text: 'stack size', unit: '(kbytes, -s)', limit: 'stackKib', fixed: '8192' },
  { letter: 't', text: 'cpu time', unit: '(seconds, -t)', limit: undefined, fixed: 'unlimited' },
  { letter: 'u', text: 'max user processes', unit: '(-u)', limit: 'nproc', fixed: 'unlimited' },
  { letter: 'v', text: 'virtual memory', unit: '(kbytes, -v)', limit: undefined, fixed: 'unlimited' },
  { letter: 'x', text: 'file locks', unit: '(-x)', limit: undefined, fixed: 'unlimited' },
];

/** Larger than this is shown as `unlimited` (RLIM_INFINITY). */
const INFINITE = Number.MAX_SAFE_INTEGER;

function* ulimit(
  sh: Shell,
  has: ReadonlyMap<string, ByteString>,
  order: readonly string[],
  text: ByteString | undefined,
): Sys<number> {
  const limits = yield* sys.getlimits();
  const value = (r: Resource): string => {
    const n = r.limit === undefined ? undefined : limits[r.limit];
    return n === undefined ? r.fixed : n >= INFINITE || n === Infinity ? 'unlimited' : String(n);
  };
  if (has.has('a')) {
    for (const r of RESOURCES)
      sh.out += `${(r.text.padEnd(r.letter === 'R' ? 0 : 20) + r.unit.padStart(r.letter === 'R' ? 0 : 20)).padEnd(40)} ${value(r)}\n`;
    return 0;
  }
  const letters = order.filter((letter) => letter !== 'S' && letter !== 'H');
  if (letters.length === 0) letters.push('f');
  if (text === undefined) {
    for (const letter of letters) {
      const r = RESOURCES.find((each) => each.letter === letter);
      if (!r) continue;
      sh.out += letters.length > 1 ? `${`${r.text.padEnd(20)}${r.unit.padStart(20)}`} ${value(r)}\n` : `${value(r)}\n`;
    }
    return 0;
  }
  const r = RESOURCES.find((each) => each.letter === letters[0]);
  if (!/^(?:[0-9]+|unlimited|hard|soft)$/.test(text)) {
    builtinError(sh, sh.dash ? `bad number` : `${text}: invalid number`);
    return sh.dash ? 2 : 1;
  }
  if (!r?.limit || text === 'hard' || text === 'soft') return 0;
  const wanted = text === 'unlimited' ? INFINITE : Number(text);
  if (wanted > limits[r.limit] && sh.euid !== 0) {
    builtinError(sh, `${r.text}: cannot modify limit: Operation not permitted`);
    return sh.dash ? 2 : 1;
  }
  yield* sys.setlimit(r.limit, wanted);
  return 0;
}

export const ulimitBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), sh.dash ? 'HSatfdscmlpnvwr' : 'SHabcdefiklmnpqrstuvxPRT');
  if (!options) return EX_USAGE;
  return ulimit(sh, options.has, options.order, options.rest[0]);
};
