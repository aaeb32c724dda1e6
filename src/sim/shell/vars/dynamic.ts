// What the computed variables hold when they are read, and what an assignment to them does: RANDOM, SECONDS, LINENO, FUNCNAME and their kin.
import type { ByteString } from '../../kernel/abi/index.ts';
import { nodeText } from '../parse/print.ts';
import { SET_OPTIONS, SHOPT_NAMES } from '../run/options.ts';
import type { Shell } from '../run/shell.ts';
import { AssocArray } from './assoc.ts';
import type { Variable } from './variable.ts';

/** Listed by `set` from the start; the others once they were used. */
const ALWAYS_LISTED = new Set([
  '_',
  'BASH_SOURCE',
  'BASH_LINENO',
  'DIRSTACK',
  'GROUPS',
  'SHELLOPTS',
  'BASHOPTS',
  'BASH_ALIASES',
  'BASH_CMDS',
]);

export const listed = (v: Variable): boolean =>
  v.dynamic === undefined || v.used === true || ALWAYS_LISTED.has(v.dynamic);

/** Park and Miller's generator as bash 5.2 uses it (lib/sh/random.c), 15 bits of it folded. */
export function nextRandom(sh: Shell): number {
  for (;;) {
    const last = sh.random === 0 ? 123459876 : sh.random;
    const high = Math.trunc(last / 127773);
    const low = last % 127773;
    const t = 16807 * low - 2836 * high;
    sh.random = t < 0 ? t + 0x7fffffff : t;
    const value = ((sh.random >>> 16) ^ (sh.random & 0xffff)) & 0x7fff;
    if (value !== sh.lastRandom) {
      sh.lastRandom = value;
      return value;
    }
  }
}

function micros(sh: Shell): string {
  return `${Math.floor(sh.now / 1_000_000)}.${String(Math.floor(sh.now % 1_000_000)).padStart(6, '0')}`;
}

/** Brings a dynamic variable up to date; false when it is not set at the moment (FUNCNAME outside functions). */
export function refresh(sh: Shell, v: Variable): boolean {
  v.used = true;
  switch (v.dynamic) {
    case 'RANDOM':
      v.value = String(nextRandom(sh));
      return true;
    case 'SRANDOM':
      v.value = String(((nextRandom(sh) << 17) ^ (nextRandom(sh) << 3) ^ nextRandom(sh)) >>> 0);
      return true;
    case 'SECONDS':
      v.value = String(Math.floor((sh.now - sh.startTime) / 1_000_000) + sh.secondsBase);
      return true;
    case 'EPOCHSECONDS':
      v.value = String(Math.floor(sh.now / 1_000_000));
      return true;
    case 'EPOCHREALTIME':
      v.value = micros(sh);
      return true;
    case 'LINENO':
      v.value = String(sh.line);
      return true;
    case 'BASHPID':
      v.value = String(sh.realPid);
      return true;
    case 'BASH_SUBSHELL':
      v.value = String(sh.subshell);
      return true;
    case 'BASH_COMMAND':
      v.value = typeof sh.commandNode === 'string' ? sh.commandNode : sh.commandNode ? nodeText(sh.commandNode) : '';
      return true;
    case '_':
      v.value = sh.lastArg;
      return true;
    case 'BASH_ARGV0':
      v.value = sh.arg0;
      return true;
    case 'HISTCMD':
      v.value = String(sh.history ? sh.history.next : 0);
      return true;
    case 'SHELLOPTS':
      v.value = SET_OPTIONS.filter((o) => sh.options.has(o.name))
        .map((o) => o.name)
        .join(':');
      return true;
    case 'BASHOPTS':
      v.value = SHOPT_NAMES.filter((name) => sh.shopts.has(name)).join(':');
      return true;
    case 'BASH_ALIASES':
      v.assoc = AssocArray.from(sh.aliases);
      return true;
    case 'BASH_CMDS':
      v.assoc = AssocArray.from([...sh.hash].map(([name, entry]) => [name, entry.path] as const));
      return true;
    case 'PIPESTATUS':
      v.array = sh.pipeStatus.map(String);
      return true;
    case 'DIRSTACK':
      v.array = [sh.cwd, ...sh.dirStack];
      return true;
    case 'GROUPS':
      v.array = [String(sh.gid)];
      return true;
    case 'FUNCNAME': {
      if (!sh.frames.some((frame) => frame.kind !== 'main')) {
        v.array = [];
        return false;
      }
      v.array = sh.frames.map((frame) => (frame.kind === 'source' ? 'source' : frame.name)).reverse();
      return true;
    }
    case 'BASH_SOURCE':
      v.array = sh.frames.map((frame) => frame.source).reverse();
      return true;
    case 'BASH_LINENO':
      v.array = sh.frames.map((frame) => String(frame.line)).reverse();
      return true;
    default:
      return true;
  }
}

/** What an assignment to a dynamic variable does; true when the value is not to be stored. */
export function assignDynamic(sh: Shell, v: Variable, value: ByteString): boolean {
  switch (v.dynamic) {
    case 'RANDOM':
      sh.random = Number.parseInt(value, 10) >>> 0;
      sh.lastRandom = -1;
      return true;
    case 'SECONDS':
      sh.secondsBase = Number.parseInt(value, 10) || 0;
      sh.startTime = sh.now;
      return true;
    case 'LINENO':
      sh.line = Number.parseInt(value, 10) || 0;
      return true;
    case 'BASH_ARGV0':
      sh.arg0 = value;
      return true;
    case undefined:
      return false;
    default:
      return true;
  }
}

/** `~` for the home directory, as `dirs` and DIRSTACK show it. */
export function displayDir(sh: Shell, dir: ByteString): ByteString {
  const home = sh.vars.find('HOME')?.value;
  if (home === undefined || home === '' || home === '/') return dir;
  return dir === home ? '~' : dir.startsWith(`${home}/`) ? `~${dir.slice(home.length)}` : dir;
}

export const lastIndex = (array: readonly ByteString[]): number => {
  let last = array.length - 1;
  while (last >= 0 && !(last in array)) last -= 1;
  return last;
};
