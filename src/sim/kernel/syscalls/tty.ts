// Terminal calls: settings, window size, foreground group, controlling terminal (ioctl_tty(2)).
import { E, SIGTTOU, isErr, type Errno } from '../abi/index.ts';
import { fileOf } from '../fs/fdtable.ts';
import type { Tty } from '../fs/types.ts';
import type { Kernel } from '../kernel.ts';
import { processByNr } from '../ns/pid.ts';
import { isBlock, type CallHandlers, type Task } from '../state.ts';
import { changeMode } from '../tty/line.ts';
import { checkChange, giveUpControlling, setControlling, setForeground, ttyResize } from '../tty/jobctl.ts';
import { hostToNr } from './ids.ts';

type Names =
  | 'tcgetattr'
  | 'tcsetattr'
  | 'tcgetpgrp'
  | 'tcsetpgrp'
  | 'getwinsize'
  | 'setwinsize'
  | 'setctty'
  | 'dropctty'
  | 'ttyname';

function ttyOf(t: Task, fd: number): Tty | Errno {
  const file = fileOf(t, fd);
  if (!file) return E.EBADF;
  if (!file.tty) return E.ENOTTY;
  return file.tty.hungUp ? E.EIO : file.tty;
}

/** The host number of a group the caller names; undefined: nobody is in it. */
function groupByNr(k: Kernel, t: Task, nr: number): number | undefined {
  const leader = processByNr(t.ns, nr);
  if (leader?.pgid === leader?.pid && leader) return leader.pid;
  for (const each of t.ns.tasks.values()) if (hostToNr(k, t, each.process.pgid) === nr) return each.process.pgid;
  return leader?.pid;
}

export const ttyCalls: Pick<CallHandlers, Names> = {
  tcgetattr(_k, t, fd) {
    const tty = ttyOf(t, fd);
    return isErr(tty) ? tty : tty.termios;
  },
  tcsetattr(k, t, fd, settings) {
    const tty = ttyOf(t, fd);
    if (isErr(tty)) return tty;
    const refused = checkChange(k, t, tty, SIGTTOU);
    if (refused && (isErr(refused) || isBlock(refused))) return refused;
    const before = tty.termios;
    tty.termios = { ...before, ...settings };
    if (tty.termios.icanon !== before.icanon) changeMode(k, tty, tty.termios.icanon);
    return 0;
  },
  tcgetpgrp(k, t, fd) {
    const tty = ttyOf(t, fd);
    if (isErr(tty)) return tty;
    if (t.process.tty !== tty) return E.ENOTTY;
    return hostToNr(k, t, tty.foreground);
  },
  tcsetpgrp(k, t, fd, pgid) {
    const tty = ttyOf(t, fd);
    if (isErr(tty)) return tty;
    if (pgid < 0) return E.EINVAL;
    const host = groupByNr(k, t, pgid);
    // The check for a background caller comes before the group is looked up (tty_jobctrl.c, tiocspgrp).
    return setForeground(k, t, tty, host ?? -1);
  },
  getwinsize(_k, t, fd) {
    const tty = ttyOf(t, fd);
    return isErr(tty) ? tty : tty.size;
  },
  setwinsize(k, t, fd, size) {
    const tty = ttyOf(t, fd);
    if (isErr(tty)) return tty;
    ttyResize(k, tty, size);
    return 0;
  },
  setctty(k, t, fd) {
    const tty = ttyOf(t, fd);
    return isErr(tty) ? tty : setControlling(k, t, tty);
  },
  dropctty(k, t, fd) {
    const tty = ttyOf(t, fd);
    return isErr(tty) ? tty : giveUpControlling(k, t, tty);
  },
  ttyname(_k, t, fd) {
    const tty = ttyOf(t, fd);
    if (isErr(tty)) return tty === E.EIO ? E.ENOTTY : tty;
    // A terminal of another mount namespace has no name here.
    return tty.mnt.id === t.mnt.id || t.mnt.pts === tty.mnt.pts ? tty.name : E.ENODEV;
  },
};
