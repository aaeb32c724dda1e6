// End of an interactive shell, and of job control: history file, stopped jobs, terminal.
import {
  DEFAULT,
  isErr,
  O_CREAT,
  O_TRUNC,
  O_WRONLY,
  SIGCONT,
  SIGTERM,
  SIGTSTP,
  SIGTTIN,
  SIGTTOU,
  sys,
  type Sys,
} from '../../kernel/abi/index.ts';
import { stateOf } from '../jobs/table.ts';
import { get } from '../vars/read.ts';
import type { Shell } from './shell.ts';

function* saveHistory(sh: Shell): Sys<void> {
  const file = get(sh, 'HISTFILE');
  if (!file || !sh.history || sh.history.entries.length === 0) return;
  const fd = yield* sys.open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600);
  if (isErr(fd)) return;
  yield* sys.writeAll(fd, sh.history.entries.map((line) => `${line}\n`).join(''));
  yield* sys.close(fd);
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

export function* stopJobControl(sh: Shell): Sys<void> {
  sh.options.delete('monitor');
  if (sh.tty < 0) return;
  for (const sig of [SIGTSTP, SIGTTIN, SIGTTOU]) yield* sys.sigaction(sig, DEFAULT);
}

/** At the end of an interactive shell: the group it found gets the terminal back. */
export function* endJobControl(sh: Shell): Sys<void> {
  if (sh.tty >= 0 && sh.jobControl && sh.originalPgrp > 0 && sh.originalPgrp !== sh.pgrp)
    yield* sys.tcsetpgrp(sh.tty, sh.originalPgrp);
}
