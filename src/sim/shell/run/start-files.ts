// The files that a shell runs when it starts. One that only sets variables to plain values needs no language.
import { isErr, O_RDONLY, S_IFDIR, S_IFMT, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { get } from '../vars/read.ts';
import { assignPlain, isOrdinary } from '../vars/plain.ts';
import type { Invocation } from './invocation.ts';
import { language } from './language.ts';
import { readAll } from './read-all.ts';
import type { Shell } from './shell.ts';

export function* startFiles(sh: Shell, inv: Invocation): Sys<void> {
  const files: ByteString[] = [];
  const home = get(sh, 'HOME') ?? '';
  if (inv.login && !inv.noprofile)
    files.push('/etc/profile', ...(sh.dash ? [`${home}/.profile`] : [`${home}/.bash_profile`, `${home}/.profile`]));
  if (sh.dash) {
    const env = sh.interactive ? get(sh, 'ENV') : undefined;
    if (env) files.push(env);
  } else if (sh.interactive && !inv.login && !inv.norc) files.push('/etc/bash.bashrc', inv.rcfile ?? `${home}/.bashrc`);
  else if (!sh.interactive && get(sh, 'BASH_ENV')) files.push(get(sh, 'BASH_ENV') ?? '');
  for (const file of files) yield* startFile(sh, file);
}

function* startFile(sh: Shell, file: ByteString): Sys<void> {
  if (isErr(yield* sys.stat(file))) return;
  const text = yield* readFile(file);
  if (text === undefined) {
    yield* (yield* language(sh)).sourceFile(sh, file);
    return;
  }
  const settings = settingsOf(text);
  // A shell with arguments may have options (-x, -v, -n, -a) that change what running an assignment does.
  if (settings === undefined || sh.speaks || !settings.every(([name]) => isOrdinary(sh, name)))
    yield* (yield* language(sh)).sourceText(sh, file, file, text);
  else for (const [name, value] of settings) assignPlain(sh, name, value);
}

/** Undefined: there is something to say about it. */
function* readFile(file: ByteString): Sys<ByteString | undefined> {
  const fd = file.includes('/') ? yield* sys.open(file, O_RDONLY) : undefined;
  if (fd === undefined || isErr(fd)) return undefined;
  const stat = yield* sys.fstat(fd);
  const isFile = !isErr(stat) && (stat.mode & S_IFMT) !== S_IFDIR;
  const text = isFile ? yield* readAll(fd) : undefined;
  yield* sys.close(fd);
  return text;
}

const SETTING = /^([A-Za-z_][A-Za-z0-9_]*)=(?:'([^']*)'|([A-Za-z0-9_./,@%+-]*))$/;

/** The assignments of a text that has nothing else but comments; undefined when it says more. */
function settingsOf(text: ByteString): readonly (readonly [name: ByteString, value: ByteString])[] | undefined {
  const settings: [ByteString, ByteString][] = [];
  for (const line of text.split('\n')) {
    if (/^[ \t]*(?:#|$)/.test(line)) continue;
    const match = SETTING.exec(line);
    if (!match) return undefined;
    settings.push([match[1] ?? '', match[2] ?? match[3] ?? '']);
  }
  return settings;
}
