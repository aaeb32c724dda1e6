// Redirections: opening, duplicating, here-documents; undoing them after a builtin or compound command.
import {
  E,
  isErr,
  O_APPEND,
  O_CREAT,
  O_EXCL,
  O_RDONLY,
  O_RDWR,
  O_TRUNC,
  O_WRONLY,
  S_IFMT,
  S_IFREG,
  sys,
  type ByteString,
  type Errno,
  type Sys,
} from '../../kernel/abi/index.ts';
import { expandStringGeneral, expandWords } from '../expand/expander.ts';
import type { Redir } from '../parse/nodes.ts';
import { assign, assignElement, AssignFault } from '../vars/access.ts';
import { get, isName, splitReference } from '../vars/read.ts';
import { ExitShell } from './faults.ts';
import { complain, flush } from './report.ts';
import type { SavedFd, Shell } from './shell.ts';

/** A pipe takes this much without a reader; larger here-documents go to a file. */
const PIPE_CAPACITY = 65536;
const FIRST_SAVED = 10;

/** Undo information of `apply`, in order. */
export type Undo = SavedFd[];

class RedirectFailed extends Error {}

function fail(sh: Shell, redir: Redir, text: ByteString): never {
  sh.line = redir.line;
  complain(sh, text);
  throw new RedirectFailed(text);
}

const ASH_WORDS: Readonly<Record<string, string>> = {
  'Directory nonexistent': 'nonexistent directory',
  'No such file': 'no such file',
};

function openError(sh: Shell, redir: Redir, name: ByteString, error: Errno, creating: boolean): never {
  if (!sh.dash) return fail(sh, redir, `${name}: ${error.text}`);
  const text =
    error === E.ENOENT
      ? creating
        ? 'Directory nonexistent'
        : 'No such file'
      : error === E.ENOTDIR
        ? creating
          ? 'Directory nonexistent'
          : 'No such file'
        : error.text;
  if (sh.flavour === 'ash')
    return fail(sh, redir, `can't ${creating ? 'create' : 'open'} ${name}: ${ASH_WORDS[text] ?? text}`);
  return fail(sh, redir, `cannot ${creating ? 'create' : 'open'} ${name}: ${text}`);
}

function* save(fd: number, undo: Undo | undefined): Sys<void> {
  if (!undo || undo.some((entry) => entry.fd === fd)) return;
  const copy = yield* sys.dupfd(fd, FIRST_SAVED, true);
  undo.push({ fd, saved: isErr(copy) ? -1 : copy });
}

/** Moves `from` to `to`, saving what was there. */
function* move(from: number, to: number, undo: Undo | undefined): Sys<void> {
  if (from === to) {
    if (undo && !undo.some((entry) => entry.fd === to)) undo.push({ fd: to, saved: -1 });
    return;
  }
  yield* save(to, undo);
  yield* sys.dup2(from, to);
  yield* sys.close(from);
}

/** Text in a pipe (or an unlinked file when it is long), ready to be read. */
export function* textFd(text: ByteString): Sys<number | Errno> {
  if (text.length <= PIPE_CAPACITY) {
    const pipe = yield* sys.pipe();
    if (isErr(pipe)) return pipe;
    yield* sys.writeAll(pipe.w, text);
    yield* sys.close(pipe.w);
    return pipe.r;
  }
  const path = `/tmp/sh-thd.${yield* sys.getpid()}${text.length}`;
  const w = yield* sys.open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600);
  if (isErr(w)) return w;
  yield* sys.writeAll(w, text);
  yield* sys.close(w);
  const r = yield* sys.open(path, O_RDONLY);
  yield* sys.unlink(path);
  return r;
}

/** The one word a redirection's target gives; several or none are ambiguous. */
function* target(sh: Shell, redir: Redir): Sys<ByteString> {
  if (sh.dash) return yield* expandStringGeneral(sh, redir.word, 'string');
  const words = yield* expandWords(sh, [redir.word]);
  if (words.length !== 1) return fail(sh, redir, `${redir.word.text}: ambiguous redirect`);
  return words[0] ?? '';
}

function* openForWrite(sh: Shell, redir: Redir, path: ByteString, flags: number): Sys<number> {
  if (sh.opt('noclobber') && (redir.operator === '>' || redir.operator === '&>')) {
    const stat = yield* sys.stat(path);
    if (!isErr(stat) && (stat.mode & S_IFMT) === S_IFREG) {
      return fail(
        sh,
        redir,
        sh.dash ? `cannot create ${path}: File exists` : `${path}: cannot overwrite existing file`,
      );
    }
  }
  const fd = yield* sys.open(path, flags, 0o666);
  return isErr(fd) ? openError(sh, redir, path, fd, true) : fd;
}

function* dupTo(sh: Shell, redir: Redir, word: ByteString, to: number, undo: Undo | undefined): Sys<void> {
  const moving = word.endsWith('-') && word !== '-';
  const digits = moving ? word.slice(0, -1) : word;
  if (word === '-') {
    yield* save(to, undo);
    yield* sys.close(to);
    return;
  }
  const from = Number(digits);
  if (from !== to) {
    const check = yield* sys.getfl(from);
    if (isErr(check)) {
      yield* badFd(sh, redir, digits);
      return;
    }
    yield* save(to, undo);
    yield* sys.dup2(from, to);
    // bash does not open the moved descriptor again afterwards.
    if (moving) yield* sys.close(from);
  } else if (isErr(yield* sys.getfl(from))) yield* badFd(sh, redir, digits);
}

function* badFd(sh: Shell, redir: Redir, word: ByteString): Sys<void> {
  fail(
    sh,
    redir,
    sh.dash
      ? `${word}: Bad file descriptor`
      : `${/^[0-9]+-?$/.test(redir.word.text) ? word : redir.word.text}: ${E.EBADF.text}`,
  );
}

function* one(sh: Shell, redir: Redir, undo: Undo | undefined): Sys<void> {
  const { operator } = redir;
  const input = operator === '<' || operator === '<>' || operator === '<&' || operator.startsWith('<<');
  if (redir.fdName !== undefined) return yield* named(sh, redir, undo);
  const to = redir.fd ?? (input ? 0 : 1);
  switch (operator) {
    case '<<':
    case '<<-':
    case '<<<': {
      let text = yield* expandStringGeneral(sh, redir.word, 'string');
      if (operator === '<<<') text += '\n';
      const fd = yield* textFd(text);
      if (isErr(fd)) return fail(sh, redir, `cannot create temp file for here-document: ${fd.text}`);
      return yield* move(fd, to, undo);
    }
    case '<':
    case '<>': {
      const path = yield* target(sh, redir);
      const fd = yield* sys.open(path, operator === '<' ? O_RDONLY : O_RDWR | O_CREAT, 0o666);
      if (isErr(fd)) return openError(sh, redir, path, fd, operator === '<>');
      return yield* move(fd, to, undo);
    }
    case '>':
    case '>|':
    case '>>': {
      const path = yield* target(sh, redir);
      const flags = O_WRONLY | O_CREAT | (operator === '>>' ? O_APPEND : O_TRUNC);
      return yield* move(yield* openForWrite(sh, redir, path, flags), to, undo);
    }
    case '&>':
    case '&>>':
      return yield* both(sh, redir, yield* target(sh, redir), operator === '&>>', undo);
    case '<&':
    case '>&': {
      const word = yield* target(sh, redir);
      if (/^[0-9]+-?$|^-$/.test(word)) return yield* dupTo(sh, redir, word, to, undo);
      if (sh.dash) {
        complain(sh, 'Syntax error: Bad fd number');
        yield* flush(sh);
        if (!sh.interactive) throw new ExitShell(2);
        throw new RedirectFailed('Bad fd number');
      }
      if (operator === '>&' && redir.fd === undefined && word !== '') return yield* both(sh, redir, word, false, undo);
      return fail(sh, redir, `${redir.word.text}: ambiguous redirect`);
    }
  }
}

function* both(sh: Shell, redir: Redir, path: ByteString, append: boolean, undo: Undo | undefined): Sys<void> {
  yield* move(yield* openForWrite(sh, redir, path, O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC)), 1, undo);
  yield* save(2, undo);
  yield* sys.dup2(1, 2);
}

/** `{name}>file`: the shell picks a descriptor from 10 on and keeps it open. */
function* named(sh: Shell, redir: Redir, undo: Undo | undefined): Sys<void> {
  const name = redir.fdName ?? '';
  const reference = splitReference(name);
  if (redir.operator === '<&' || redir.operator === '>&') {
    const word = yield* target(sh, redir);
    if (word === '-') {
      const value = get(sh, name);
      if (value === undefined || !/^[0-9]+$/.test(value)) return fail(sh, redir, `${name}: ambiguous redirect`);
      yield* sys.close(Number(value));
      return;
    }
    const copy = yield* sys.dupfd(Number(word.replace(/-$/, '')), FIRST_SAVED, false);
    if (isErr(copy)) return fail(sh, redir, `${word}: ${copy.text}`);
    if (word.endsWith('-')) yield* sys.close(Number(word.slice(0, -1)));
    return setFd(sh, redir, name, reference, copy);
  }
  const inner: Redir = { ...redir, fdName: undefined, fd: undefined };
  let fd: number | Errno;
  if (redir.operator.startsWith('<<')) {
    const text = yield* expandStringGeneral(sh, redir.word, 'string');
    fd = yield* textFd(redir.operator === '<<<' ? `${text}\n` : text);
  } else {
    const path = yield* target(sh, redir);
    if (redir.operator === '<' || redir.operator === '<>') {
      fd = yield* sys.open(path, redir.operator === '<' ? O_RDONLY : O_RDWR | O_CREAT, 0o666);
      if (isErr(fd)) return openError(sh, redir, path, fd, false);
    } else
      fd = yield* openForWrite(sh, inner, path, O_WRONLY | O_CREAT | (redir.operator === '>>' ? O_APPEND : O_TRUNC));
  }
  if (isErr(fd)) return fail(sh, redir, `${name}: ${fd.text}`);
  const high = yield* sys.dupfd(fd, FIRST_SAVED, false);
  yield* sys.close(fd);
  if (isErr(high)) return fail(sh, redir, `${name}: ${high.text}`);
  if (undo && sh.shopts.has('varredir_close')) undo.push({ fd: high, saved: -1 });
  setFd(sh, redir, name, reference, high);
}

function setFd(
  sh: Shell,
  redir: Redir,
  name: ByteString,
  reference: { readonly name: ByteString; readonly index: ByteString } | undefined,
  fd: number,
): void {
  try {
    if (reference) assignElement(sh, reference.name, reference.index, String(fd));
    else if (isName(name)) assign(sh, name, String(fd));
  } catch (error) {
    if (!(error instanceof AssignFault)) throw error;
    complain(sh, error.message);
    fail(sh, redir, `${name}: cannot assign fd to variable`);
  }
}

/** Performs redirections in order. False after a message when one failed; what was done before it stays for `restore`. */
export function* applyRedirections(sh: Shell, redirs: readonly Redir[], undo: Undo | undefined): Sys<boolean> {
  const line = sh.line;
  try {
    for (const redir of redirs) yield* one(sh, redir, undo);
    sh.line = line;
    return true;
  } catch (error) {
    if (!(error instanceof RedirectFailed)) throw error;
    yield* flush(sh);
    sh.line = line;
    return false;
  }
}

export function* restore(undo: Undo): Sys<void> {
  for (const { fd, saved } of [...undo].reverse()) {
    if (saved < 0) yield* sys.close(fd);
    else {
      yield* sys.dup2(saved, fd);
      yield* sys.close(saved);
    }
  }
}

/** `exec` made its redirections permanent: the saved copies go. */
export function* forget(undo: Undo): Sys<void> {
  for (const { saved } of undo) if (saved >= 0) yield* sys.close(saved);
}

/** dash: a failed redirection of a special builtin ends a script. */
export function specialFailure(sh: Shell): number {
  if (sh.dash && !sh.interactive) throw new ExitShell(failedRedirection(sh));
  return failedRedirection(sh);
}

/** The status of a command whose redirection failed. */
export const failedRedirection = (sh: Shell): number => (sh.dash && sh.flavour !== 'ash' ? 2 : 1);
