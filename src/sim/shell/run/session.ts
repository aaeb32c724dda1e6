// Start and end of an interactive shell: job control, history file, editor.
import {
  isErr,
  O_CREAT,
  O_RDONLY,
  O_TRUNC,
  O_WRONLY,
  SIGCONT,
  SIGTERM,
  sys,
  type ByteString,
  type Sys,
} from '../../kernel/abi/index.ts';
import type { LineReaderFactory } from '../edit-api.ts';
import { History } from '../history/list.ts';
import { stateOf } from '../jobs/table.ts';
import { get, lookup } from '../vars/access.ts';
import { newVariable } from '../vars/variable.ts';
import { createPlainReader } from './plain-reader.ts';
import type { Shell } from './shell.ts';
import { readAll } from './subst.ts';
import { endJobControl, startJobControl } from './terminal.ts';

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

function* saveHistory(sh: Shell): Sys<void> {
  const file = get(sh, 'HISTFILE');
  if (!file || !sh.history || sh.history.entries.length === 0) return;
  const fd = yield* sys.open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600);
  if (isErr(fd)) return;
  yield* sys.writeAll(fd, sh.history.entries.map((line) => `${line}\n`).join(''));
  yield* sys.close(fd);
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

/** At the end: history is saved, stopped jobs are ended, the terminal goes back. */
export function* leaveInteractive(sh: Shell): Sys<void> {
  if (!sh.dash && sh.opt('history')) yield* saveHistory(sh);
  if (sh.jobControl) {
    for (const job of sh.jobs.list()) {
      if (stateOf(job) !== 'stopped') continue;
      yield* sys.kill(-job.pgrp, SIGTERM);
      yield* sys.kill(-job.pgrp, SIGCONT);
    }
  }
  yield* endJobControl(sh);
}
