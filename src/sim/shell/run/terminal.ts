// Job control's terminal: taking it at the start (bash's initialize_job_control).
import { IGNORE, isErr, SIGTSTP, SIGTTIN, SIGTTOU, sys, type Sys } from '../../kernel/abi/index.ts';
import { complain, flush } from './report.ts';
import type { Shell } from './shell.ts';

/** Puts the shell into its own foreground group and remembers the terminal. */
export function* startJobControl(sh: Shell): Sys<void> {
  if (!sh.interactive) {
    // `set -m` in a script: groups for children, the terminal only if there is one.
    sh.options.add('monitor');
    return;
  }
  const tty = yield* controllingTerminal(sh);
  if (tty < 0) {
    if (sh.dash) complain(sh, "can't access tty; job control turned off");
    else {
      complain(sh, 'cannot set terminal process group (-1): Inappropriate ioctl for device');
      complain(sh, 'no job control in this shell');
    }
    yield* flush(sh);
    return;
  }
  sh.tty = tty;
  const group = yield* sys.tcgetpgrp(tty);
  sh.originalPgrp = isErr(group) ? sh.realPid : group;
  for (const sig of [SIGTSTP, SIGTTIN, SIGTTOU]) yield* sys.sigaction(sig, IGNORE);
  const own = yield* sys.getpgid(0);
  if (own !== sh.realPid) yield* sys.setpgid(0, sh.realPid);
  const now = yield* sys.getpgid(0);
  sh.pgrp = isErr(now) ? sh.realPid : now;
  yield* sys.tcsetpgrp(tty, sh.pgrp);
  const state = yield* sys.tcgetattr(tty);
  if (!isErr(state)) sh.ttyState = state;
  sh.options.add('monitor');
}

function* controllingTerminal(sh: Shell): Sys<number> {
  const source = (yield* sys.isatty(2)) ? 2 : (yield* sys.isatty(0)) ? 0 : -1;
  if (source < 0) return -1;
  const group = yield* sys.tcgetpgrp(source);
  if (isErr(group)) return -1;
  // bash keeps its copy at the top of the table, dash at 10.
  const copy = yield* sys.dupfd(source, sh.dash ? 10 : 255, true);
  return isErr(copy) ? source : copy;
}
