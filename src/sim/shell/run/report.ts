// Messages: who complains (`script.sh: line 3: `), and when builtin output reaches its descriptor.
import { isErr, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { Shell } from './shell.ts';

export const baseName = (path: ByteString): ByteString => path.slice(path.lastIndexOf('/') + 1);

/** Name a message begins with: the script, or the file a function was defined in (bash's get_name_for_error). */
export function errorName(sh: Shell): ByteString {
  if (sh.dash) return sh.arg0;
  if (!sh.interactiveShell) {
    const source = sh.frames[sh.frames.length - 1]?.source;
    return source === undefined || source === '' ? sh.arg0 : source;
  }
  return baseName(sh.shellName);
}

/** busybox (ash_vmsg): the builtin before the line, and the line only in scripts and of builtins that nobody watches. */
function ashPrefix(sh: Shell, builtin: ByteString): ByteString {
  const script = sh.arg0 !== sh.shellName;
  const line = script ? sh.line : builtin === '' || sh.interactiveShell ? undefined : 0;
  return `${sh.arg0}: ${builtin === '' ? '' : `${builtin}: `}${line === undefined ? '' : `line ${line}: `}`;
}

export function prefix(sh: Shell): ByteString {
  if (sh.flavour === 'ash') return ashPrefix(sh, sh.dashContext);
  if (sh.dash) return `${sh.arg0}: ${sh.line}: ${sh.dashContext === '' ? '' : `${sh.dashContext}: `}`;
  return sh.interactiveShell ? `${errorName(sh)}: ` : `${errorName(sh)}: line ${sh.line}: `;
}

/** A message of the shell itself; written at the next flush. */
export function complain(sh: Shell, text: ByteString): void {
  sh.err += `${prefix(sh)}${text}\n`;
}

/** A message of the running builtin: `cd: /x: No such file or directory`. */
export function builtinError(sh: Shell, text: ByteString): void {
  if (sh.flavour === 'ash') {
    sh.err += `${ashPrefix(sh, sh.builtin)}${text}\n`;
    return;
  }
  if (sh.dash) {
    sh.err += `${sh.arg0}: ${sh.line}: ${sh.builtin === '' ? '' : `${sh.builtin}: `}${text}\n`;
    return;
  }
  complain(sh, sh.builtin === '' ? text : `${sh.builtin}: ${text}`);
}

/** Writes what builtins left behind: messages first, as stderr is unbuffered. False when standard output could not take it. */
export function* flush(sh: Shell): Sys<boolean> {
  if (sh.err !== '') {
    const text = sh.err;
    sh.err = '';
    yield* sys.writeAll(2, text);
  }
  if (sh.out === '') return true;
  const text = sh.out;
  sh.out = '';
  const result = yield* sys.writeAll(1, text);
  if (!isErr(result)) return true;
  if (sh.dash) sh.err += `${prefix(sh)}${sh.builtin}: I/O error\n`;
  else builtinError(sh, `write error: ${result.text}`);
  const message = sh.err;
  sh.err = '';
  yield* sys.writeAll(2, message);
  return false;
}
