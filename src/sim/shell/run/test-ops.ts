// File and string tests shared by `[`, `test` and `[[`.
import {
  isErr,
  R_OK,
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  S_IFSOCK,
  S_ISGID,
  S_ISUID,
  S_ISVTX,
  sys,
  W_OK,
  X_OK,
  type ByteString,
  type Stat,
  type Sys,
} from '../../kernel/abi/index.ts';
import { getElement } from '../vars/access.ts';
import { get, lookup, splitReference } from '../vars/read.ts';
import { isArray } from '../vars/variable.ts';
import type { Shell } from './shell.ts';
import { SET_OPTIONS } from './options.ts';

export const UNARY_OPERATORS = new Set('abcdefghknoprstuvwxzGLNORS'.split('').map((c) => `-${c}`));
export const BINARY_OPERATORS = new Set([
  '=',
  '==',
  '!=',
  '<',
  '>',
  '-eq',
  '-ne',
  '-lt',
  '-le',
  '-gt',
  '-ge',
  '-nt',
  '-ot',
  '-ef',
]);

const TYPES: Readonly<Record<string, number>> = {
  '-b': S_IFBLK,
  '-c': S_IFCHR,
  '-d': S_IFDIR,
  '-f': S_IFREG,
  '-p': S_IFIFO,
  '-S': S_IFSOCK,
};
const BITS: Readonly<Record<string, number>> = { '-g': S_ISGID, '-u': S_ISUID, '-k': S_ISVTX };

export function* unaryTest(sh: Shell, op: string, operand: ByteString, conditional: boolean): Sys<boolean> {
  switch (op) {
    case '-z':
      return operand === '';
    case '-n':
      return operand !== '';
    case '-v':
      return variableSet(sh, operand);
    case '-R':
      return sh.vars.find(operand)?.nameref === true;
    case '-o':
      return SET_OPTIONS.some((option) => option.name === operand) && sh.opt(operand);
    case '-t': {
      const fd = /^[0-9]+$/.test(operand.trim()) ? Number(operand.trim()) : -1;
      return fd >= 0 && (yield* sys.isatty(fd));
    }
    case '-r':
      return !isErr(yield* sys.access(operand, R_OK));
    case '-w':
      return !isErr(yield* sys.access(operand, W_OK));
    case '-x':
      return !isErr(yield* sys.access(operand, X_OK));
  }
  void conditional;
  if (operand === '') return false;
  const stat: Stat | ReturnType<typeof Object> =
    op === '-h' || op === '-L' ? yield* sys.lstat(operand) : yield* statOf(operand);
  if (isErr(stat)) return false;
  const s = stat as Stat;
  if (op === '-h' || op === '-L') return (s.mode & S_IFMT) === S_IFLNK;
  if (op === '-a' || op === '-e') return true;
  if (op === '-s') return s.size > 0;
  if (op === '-O') return s.uid === sh.euid;
  if (op === '-G') return s.gid === sh.gid;
  if (op === '-N') return s.mtime > s.atime;
  const type = TYPES[op];
  if (type !== undefined) return (s.mode & S_IFMT) === type;
  return (s.mode & (BITS[op] ?? 0)) !== 0;
}

function* statOf(path: ByteString): Sys<Stat | ReturnType<typeof Object>> {
  const fd = /^\/dev\/fd\/([0-9]+)$/.exec(path);
  return fd ? yield* sys.fstat(Number(fd[1])) : yield* sys.stat(path);
}

export function variableSet(sh: Shell, name: ByteString): boolean {
  const reference = splitReference(name);
  if (reference) {
    if (reference.index === '@' || reference.index === '*') {
      const v = lookup(sh, reference.name);
      return v !== undefined && ((v.array?.length ?? 0) > 0 || (v.assoc?.size ?? 0) > 0 || v.value !== undefined);
    }
    return getElement(sh, reference.name, reference.index) !== undefined;
  }
  if (/^[0-9]+$/.test(name)) return Number(name) <= sh.positional.length;
  const v = lookup(sh, name);
  if (v && isArray(v)) return v.array ? v.array[0] !== undefined : v.assoc?.get('0') !== undefined;
  return get(sh, name) !== undefined;
}

export function* compareFiles(op: string, a: ByteString, b: ByteString): Sys<boolean> {
  const left = yield* sys.stat(a);
  const right = yield* sys.stat(b);
  if (op === '-ef') return !isErr(left) && !isErr(right) && left.dev === right.dev && left.ino === right.ino;
  if (op === '-nt') return !isErr(left) && (isErr(right) || left.mtime > right.mtime);
  return !isErr(right) && (isErr(left) || left.mtime < right.mtime);
}
