// Executing programs: execve and what the shell says when it does not work.
import {
  E,
  isErr,
  O_RDONLY,
  S_IFDIR,
  S_IFMT,
  sys,
  X_OK,
  type ByteString,
  type Errno,
  type Sys,
} from '../../kernel/abi/index.ts';
import { environment } from '../vars/access.ts';
import { nodeText } from '../parse/print.ts';
import { complain, flush } from './report.ts';
import type { Found } from './search.ts';
import type { Shell } from './shell.ts';
import { readAll } from './read-all.ts';
import { runText } from './text.ts';
import { newVariable, Scopes } from '../vars/variable.ts';
import { installSpecials } from '../vars/special.ts';
import { defaultOptions, defaultShopts } from './defaults.ts';
import { needsAnsi, ansiQuote } from '../expand/quote.ts';

export const EX_NOTFOUND = 127;
export const EX_NOEXEC = 126;

/** bash shows names with control characters quoted in this message. */
const shown = (sh: Shell, name: ByteString): ByteString =>
  needsAnsi(name, sh.locale === 'UTF-8') ? ansiQuote(name, sh.locale === 'UTF-8') : name;

/** "command not found", 127. */
export function* reportMissing(sh: Shell, name: ByteString): Sys<number> {
  complain(sh, sh.dash ? `${name}: not found` : `${shown(sh, name)}: command not found`);
  yield* flush(sh);
  return EX_NOTFOUND;
}

/** Variables and exported functions as a new program gets them. */
export function programEnvironment(sh: Shell): Map<ByteString, ByteString> {
  const env = environment(sh);
  for (const [name, entry] of sh.functions)
    if (entry.exported) env.set(`BASH_FUNC_${name}%%`, `() ${nodeText(entry.def.body, true)}`);
  return env;
}

/** Replaces the process; the status when that fails. */
export function* execProgram(sh: Shell, found: Found, words: readonly ByteString[]): Sys<number> {
  const env = programEnvironment(sh);
  env.set('_', found.path);
  if (sh.dash) env.delete('_');
  const error = yield* sys.execve(found.path, words, env);
  if (error === E.ENOEXEC) return yield* runAsScript(sh, found.path, words);
  return yield* explain(sh, words[0] ?? '', found.path, error);
}

export function* explain(sh: Shell, name: ByteString, path: ByteString, error: Errno): Sys<number> {
  const status = error === E.ENOENT || (sh.dash && error === E.ENOTDIR) ? EX_NOTFOUND : EX_NOEXEC;
  if (sh.dash) {
    complain(sh, `${name}: ${error === E.ENOENT || error === E.ENOTDIR ? 'not found' : error.text}`);
    yield* flush(sh);
    return status;
  }
  const stat = yield* sys.stat(path);
  if (!isErr(stat) && (stat.mode & S_IFMT) === S_IFDIR) complain(sh, `${name}: ${E.EISDIR.text}`);
  else if (isErr(stat) || isErr(yield* sys.access(path, X_OK))) complain(sh, `${name}: ${error.text}`);
  else if (error === E.ENOENT) complain(sh, `${name}: cannot execute: required file not found`);
  else {
    const interpreter = yield* hashBang(path);
    complain(
      sh,
      interpreter === undefined
        ? `${name}: ${error.text}`
        : `${name}: ${interpreter.replace(/\r$/, '^M')}: bad interpreter: ${error.text}`,
    );
  }
  yield* flush(sh);
  return status;
}

function* hashBang(path: ByteString): Sys<ByteString | undefined> {
  const fd = yield* sys.open(path, O_RDONLY);
  if (isErr(fd)) return undefined;
  const head = yield* sys.read(fd, 128);
  yield* sys.close(fd);
  if (isErr(head) || !head.startsWith('#!')) return undefined;
  return /^#![ \t]*([^ \t\n]*)/.exec(head)?.[1];
}

/** A text file without `#!`: the shell reads it itself, as a new shell would. */
function* runAsScript(sh: Shell, path: ByteString, words: readonly ByteString[]): Sys<number> {
  const fd = yield* sys.open(path, O_RDONLY);
  if (isErr(fd)) return yield* explain(sh, words[0] ?? '', path, fd);
  const text = yield* readAll(fd);
  yield* sys.close(fd);
  const head = text.slice(0, 80).split('\n')[0] ?? '';
  if (/\0/.test(head)) {
    complain(sh, `${words[0] ?? ''}: cannot execute binary file: ${E.ENOEXEC.text}`);
    yield* flush(sh);
    return EX_NOEXEC;
  }
  const env = programEnvironment(sh);
  sh.vars = new Scopes();
  if (!sh.dash) installSpecials(sh);
  for (const [name, value] of env) {
    const v = newVariable(value);
    v.exported = true;
    sh.vars.global.set(name, v);
  }
  sh.vars.global.set('IFS', newVariable(' \t\n'));
  sh.options = defaultOptions(sh.dash);
  sh.shopts = defaultShopts();
  sh.functions.clear();
  sh.aliases.clear();
  sh.frames = [{ name: 'main', source: path, line: 0, kind: 'main' }];
  sh.inFunction = 0;
  sh.arg0 = path;
  sh.positional = words.slice(1);
  sh.pid = sh.realPid;
  sh.interactiveShell = false;
  sh.commandString = false;
  sh.subshell = 0;
  sh.traps.clear();
  return yield* runText(sh, text, { name: undefined, line: 1 });
}
