// Start of an interactive shell: job control, history file, editor.
import { isErr, O_RDONLY, sys, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { LineReaderFactory } from '../edit-api.ts';
import { History } from '../history/list.ts';
import { get, lookup } from '../vars/read.ts';
import { newVariable } from '../vars/variable.ts';
import { createPlainReader } from './plain-reader.ts';
import type { Shell } from './shell.ts';
import { readAll } from './read-all.ts';
import { startJobControl } from './terminal.ts';

function setDefault(sh: Shell, name: ByteString, value: ByteString): void {
  if (get(sh, name) === undefined) sh.vars.global.set(name, newVariable(value));
}

export function* startInteractive(sh: Shell, makeReader: LineReaderFactory | undefined): Sys<void> {
  yield* startJobControl(sh);
  if (sh.dash) {
    sh.reader = createPlainReader();
    return;
  }
  sh.shopts.add('expand_aliases');
  sh.options.add('histexpand');
  sh.options.add('history');
  sh.options.add('emacs');
  setDefault(sh, 'PS1', '\\s-\\v\\$ ');
  setDefault(sh, 'PS2', '> ');
  setDefault(sh, 'HISTSIZE', '500');
  setDefault(sh, 'HISTFILESIZE', '500');
  if (lookup(sh, 'HISTFILE') === undefined)
    sh.vars.global.set('HISTFILE', newVariable(`${get(sh, 'HOME') ?? ''}/.bash_history`));
  sh.history = new History();
  sh.history.configure(get(sh, 'HISTSIZE'));
  yield* loadHistory(sh);
  yield* windowSize(sh);
  const tty = yield* sys.isatty(0);
  sh.reader = makeReader && tty ? makeReader() : createPlainReader();
}

function* loadHistory(sh: Shell): Sys<void> {
  const file = get(sh, 'HISTFILE');
  if (!file) return;
  const fd = yield* sys.open(file, O_RDONLY);
  if (isErr(fd)) return;
  const text = yield* readAll(fd);
  yield* sys.close(fd);
  for (const line of text.split('\n')) if (line !== '') sh.history?.push(line);
}

/** `checkwinsize` */
export function* windowSize(sh: Shell): Sys<void> {
  if (!sh.shopts.has('checkwinsize')) return;
  const size = yield* sys.getwinsize(0);
  if (isErr(size) || size.cols === 0) return;
  for (const [name, value] of [
    ['LINES', size.rows],
    ['COLUMNS', size.cols],
  ] as const)
    sh.vars.global.set(name, { ...newVariable(String(value)), exported: sh.vars.global.get(name)?.exported ?? false });
}
