// dirs, pushd, popd
import { isErr, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { BuiltinRun } from './index.ts';
import { builtinError } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';
import { displayDir } from '../vars/dynamic.ts';
import { changeDirectory } from './cd.ts';
import { EX_USAGE, usage } from './options.ts';

const all = (sh: Shell): ByteString[] => [sh.cwd, ...sh.dirStack];

function print(sh: Shell, long: boolean, style: 'line' | 'lines' | 'numbered'): void {
  const list = all(sh).map((dir) => (long ? dir : displayDir(sh, dir)));
  if (style === 'line') sh.out += `${list.join(' ')}\n`;
  else
    sh.out += list.map((dir, i) => (style === 'numbered' ? `${String(i).padStart(2)}  ${dir}\n` : `${dir}\n`)).join('');
}

/** `+2` counts from the left, `-2` from the right; undefined when it is no such number, -1 out of range. */
function position(sh: Shell, text: ByteString): number | undefined {
  const match = /^([-+])([0-9]+)$/.exec(text);
  if (!match) return undefined;
  const n = Number(match[2]);
  const size = all(sh).length;
  const index = match[1] === '+' ? n : size - 1 - n;
  return index >= 0 && index < size ? index : -1;
}

function outOfRange(sh: Shell, text: ByteString): number {
  builtinError(
    sh,
    sh.dirStack.length === 0
      ? 'directory stack empty'
      : `${text.replace(/^[-+]/, '')}: directory stack index out of range`,
  );
  return 1;
}

export const dirsBuiltin: BuiltinRun = (sh, words) => {
  let long = false;
  let style: 'line' | 'lines' | 'numbered' = 'line';
  for (const word of words.slice(1)) {
    if (word === '--') break;
    const index = position(sh, word);
    if (index !== undefined) {
      if (index < 0) return outOfRange(sh, word);
      const dir = all(sh)[index] ?? '';
      sh.out += `${long ? dir : displayDir(sh, dir)}\n`;
      return 0;
    }
    if (/^-[clpv]+$/.test(word)) {
      for (const letter of word.slice(1)) {
        if (letter === 'c') {
          sh.dirStack = [];
          return 0;
        }
        if (letter === 'l') long = true;
        else style = letter === 'p' ? 'lines' : 'numbered';
      }
      continue;
    }
    builtinError(sh, word.startsWith('-') ? `${word}: invalid number` : `${word}: invalid option`);
    usage(sh);
    return EX_USAGE;
  }
  print(sh, long, style);
  return 0;
};

function* enter(sh: Shell, dir: ByteString): Sys<boolean> {
  const result = yield* changeDirectory(sh, dir, false);
  if (!isErr(result)) return true;
  builtinError(sh, `${dir}: ${result.text}`);
  return false;
}

function* push(sh: Shell, words: readonly ByteString[]): Sys<number> {
  let rest = words;
  let stay = false;
  if (rest[0] === '-n') {
    stay = true;
    rest = rest.slice(1);
  }
  if (rest[0] === '--') rest = rest.slice(1);
  const arg = rest[0];
  if (rest.length > 1) {
    builtinError(sh, 'too many arguments');
    return 1;
  }
  if (arg === undefined) {
    const top = sh.dirStack[0];
    if (top === undefined) {
      builtinError(sh, 'no other directory');
      return 1;
    }
    const old = sh.cwd;
    if (!stay && !(yield* enter(sh, top))) return 1;
    sh.dirStack = [old, ...sh.dirStack.slice(1)];
    print(sh, false, 'line');
    return 0;
  }
  const index = position(sh, arg);
  if (index !== undefined) {
    if (index < 0) return outOfRange(sh, arg);
    const list = all(sh);
    const turned = [...list.slice(index), ...list.slice(0, index)];
    if (!stay && !(yield* enter(sh, turned[0] ?? ''))) return 1;
    sh.dirStack = turned.slice(1);
    print(sh, false, 'line');
    return 0;
  }
  if (arg.startsWith('-') && arg !== '-') {
    builtinError(sh, `${arg}: invalid number`);
    usage(sh);
    return EX_USAGE;
  }
  if (stay) {
    sh.dirStack = [arg, ...sh.dirStack];
    print(sh, false, 'line');
    return 0;
  }
  const old = sh.cwd;
  if (!(yield* enter(sh, arg))) return 1;
  sh.dirStack = [old, ...sh.dirStack];
  print(sh, false, 'line');
  return 0;
}

export const pushdBuiltin: BuiltinRun = (sh, words) => push(sh, words.slice(1));

function* pop(sh: Shell, words: readonly ByteString[]): Sys<number> {
  let rest = words;
  let stay = false;
  if (rest[0] === '-n') {
    stay = true;
    rest = rest.slice(1);
  }
  if (rest[0] === '--') rest = rest.slice(1);
  const arg = rest[0];
  let index = stay ? 1 : 0;
  if (arg !== undefined) {
    const at = position(sh, arg);
    if (at === undefined) {
      builtinError(sh, `${arg}: invalid ${arg.startsWith('-') ? 'number' : 'argument'}`);
      usage(sh);
      return EX_USAGE;
    }
    if (at < 0 || sh.dirStack.length === 0) return outOfRange(sh, arg);
    index = at;
  }
  if (sh.dirStack.length === 0) {
    builtinError(sh, 'directory stack empty');
    return 1;
  }
  if (index === 0) {
    if (!(yield* enter(sh, sh.dirStack[0] ?? ''))) return 1;
    sh.dirStack = sh.dirStack.slice(1);
  } else sh.dirStack = sh.dirStack.filter((_, i) => i !== index - 1);
  print(sh, false, 'line');
  return 0;
}

export const popdBuiltin: BuiltinRun = (sh, words) => pop(sh, words.slice(1));
