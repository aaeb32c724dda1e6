// cd, pwd
import { isErr, S_IFDIR, S_IFMT, sys, type ByteString, type Errno, type Sys } from '../../kernel/abi/index.ts';
import type { BuiltinRun } from './index.ts';
import { builtinError } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';
import { assign, AssignFault } from '../vars/access.ts';
import { get } from '../vars/read.ts';
import { newVariable } from '../vars/variable.ts';
import { EX_USAGE, parseOptions } from './options.ts';

/** Removes `.`, `..` and doubled slashes without looking at the disk. */
export function canonical(path: ByteString): ByteString {
  const out: ByteString[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') out.pop();
    else out.push(part);
  }
  return `/${out.join('/')}`;
}

export function setPwd(sh: Shell, name: 'PWD' | 'OLDPWD', value: ByteString): void {
  if (sh.vars.find(name) === undefined) {
    const v = newVariable();
    v.exported = !sh.dash;
    sh.vars.global.set(name, v);
  }
  try {
    assign(sh, name, value);
    const v = sh.vars.find(name);
    if (v && !sh.dash) v.exported = true;
  } catch (error) {
    if (!(error instanceof AssignFault)) throw error;
  }
}

/** Changes the directory and PWD/OLDPWD; the error, or the new logical directory. */
export function* changeDirectory(sh: Shell, dir: ByteString, physical: boolean): Sys<ByteString | Errno> {
  const base = get(sh, 'PWD') ?? sh.cwd;
  const logical = canonical(dir.startsWith('/') ? dir : `${base}/${dir}`);
  let target = logical;
  if (physical) {
    const error = yield* sys.chdir(dir);
    if (isErr(error)) return error;
    const real = yield* sys.getcwd();
    target = isErr(real) ? logical : real;
  } else {
    const error = yield* sys.chdir(logical);
    if (isErr(error)) {
      // The logical path may be stale: the name itself counts then.
      const plain = yield* sys.chdir(dir);
      if (isErr(plain)) return plain;
      const real = yield* sys.getcwd();
      target = isErr(real) ? logical : real;
    }
  }
  setPwd(sh, 'OLDPWD', get(sh, 'PWD') ?? sh.cwd);
  setPwd(sh, 'PWD', target);
  sh.cwd = target;
  return target;
}

function* change(sh: Shell, words: readonly ByteString[], physical: boolean): Sys<number> {
  let dir = words[0];
  let show = false;
  if (dir === undefined) {
    dir = get(sh, 'HOME');
    if (dir === undefined) {
      if (sh.dash) return 0;
      builtinError(sh, 'HOME not set');
      return 1;
    }
  } else if (dir === '-') {
    dir = get(sh, 'OLDPWD');
    if (dir === undefined) {
      if (sh.dash) dir = get(sh, 'PWD') ?? '/';
      else {
        builtinError(sh, 'OLDPWD not set');
        return 1;
      }
    }
    show = true;
  }
  if (dir === '') {
    if (show) sh.out += '\n';
    return 0;
  }
  const cdpath = get(sh, 'CDPATH');
  if (cdpath !== undefined && cdpath !== '' && !/^(?:\/|\.\.?(?:\/|$))/.test(dir)) {
    for (const prefix of cdpath.split(':')) {
      const full = prefix === '' ? dir : `${prefix}/${dir}`;
      const stat = yield* sys.stat(full);
      if (isErr(stat) || (stat.mode & S_IFMT) !== S_IFDIR) continue;
      const result = yield* changeDirectory(sh, full, physical);
      if (isErr(result)) continue;
      if (prefix !== '') sh.out += `${result}\n`;
      return 0;
    }
  }
  let result = yield* changeDirectory(sh, dir, physical);
  if (isErr(result) && sh.shopts.has('cdable_vars') && get(sh, dir) !== undefined) {
    result = yield* changeDirectory(sh, get(sh, dir) ?? '', physical);
    show = true;
  }
  if (isErr(result)) {
    builtinError(
      sh,
      sh.dash ? `can't cd to ${dir}${sh.flavour === 'ash' ? `: ${result.text}` : ''}` : `${dir}: ${result.text}`,
    );
    return sh.dash ? 2 : 1;
  }
  if (show) sh.out += `${result}\n`;
  return 0;
}

export const cdBuiltin: BuiltinRun = (sh, words) => {
  if (words[1] === '-') return change(sh, words.slice(1), sh.opt('physical'));
  const options = parseOptions(sh, words.slice(1), sh.dash ? 'LP' : 'LPe@');
  if (!options) return EX_USAGE;
  if (!sh.dash && options.rest.length > 1) {
    builtinError(sh, 'too many arguments');
    return 1;
  }
  const last = options.order.filter((letter) => letter === 'L' || letter === 'P').pop();
  return change(sh, options.rest, last === undefined ? sh.opt('physical') : last === 'P');
};

function* physicalDirectory(sh: Shell): Sys<number> {
  const real = yield* sys.getcwd();
  if (isErr(real)) {
    builtinError(sh, `error retrieving current directory: getcwd: cannot access parent directories: ${real.text}`);
    return 1;
  }
  sh.out += `${real}\n`;
  return 0;
}

export const pwdBuiltin: BuiltinRun = (sh, words) => {
  const options = parseOptions(sh, words.slice(1), 'LP');
  if (!options) return EX_USAGE;
  const last = options.order[options.order.length - 1];
  if (last === 'P' || (last === undefined && sh.opt('physical'))) return physicalDirectory(sh);
  sh.out += `${sh.cwd}\n`;
  return 0;
};
