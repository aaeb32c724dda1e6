// Controlling terminals and job control (drivers/tty/tty_jobctrl.c, credentials(7)).
import {
  E,
  MILLISECOND,
  SIGCONT,
  SIGHUP,
  SIGTTIN,
  SIGTTOU,
  SIGWINCH,
  has,
  type Errno,
  type Micros,
  type Signal,
  type WinSize,
} from '../abi/index.ts';
import type { Tty } from '../fs/types.ts';
import type { Kernel } from '../kernel.ts';
import type { Block, Process, Task } from '../state.ts';
import { resumeOutput } from './output.ts';

/** signal.c `is_ignored`: blocked or ignored by this task. */
const isIgnored = (t: Task, sig: Signal): boolean =>
  has(t.blocked, sig) || t.process.sighand.actions[sig]?.disposition.kind === 'ignore';

/**
 * `__tty_check_change`: may this task use the terminal now? A background job is signalled (SIGTTIN, SIGTTOU) and tries again
 * when it is in the foreground.
 */
export function checkChange(k: Kernel, t: Task, tty: Tty, sig: Signal): undefined | Errno | Block {
  const p = t.process;
  if (p.tty !== tty || tty.foreground === 0 || tty.foreground === p.pgid) return undefined;
  if (isIgnored(t, sig)) return sig === SIGTTIN ? E.EIO : undefined;
  if (k.groupIsOrphaned(p.pgid)) return E.EIO;
  const what = sig === SIGTTIN ? 'reads from the terminal' : 'changes the terminal';
  k.sendToGroup(p.pgid, sig, `a background job ${what} ${tty.name}`);
  return {
    kind: 'block',
    on: [],
    wchan: 'tty_check_change',
    doing: 'in the background, waiting to use the terminal',
    sleep: 'interruptible',
    restarts: true,
  };
}

/** TIOCSCTTY, and open(2) by a session leader without O_NOCTTY. */
export function setControlling(k: Kernel, t: Task, tty: Tty): 0 | Errno {
  const p = t.process;
  if (p.tty === tty && p.sid === p.pid) return 0;
  if (p.sid !== p.pid || p.tty) return E.EPERM;
  if (tty.session !== 0 && tty.session !== p.sid) return E.EPERM;
  tty.session = p.sid;
  tty.foreground = p.pgid;
  p.tty = tty;
  k.touch(p);
  return 0;
}

/** Whether open(2) makes this terminal the controlling one. */
export const takesOnOpen = (t: Task, tty: Tty): boolean =>
  t.process.sid === t.process.pid && !t.process.tty && tty.session === 0;

/** TIOCSPGRP. `pgid` is a host number. */
export function setForeground(k: Kernel, t: Task, tty: Tty, pgid: number): 0 | Errno | Block {
  const p = t.process;
  if (tty.hungUp) return E.EIO;
  const refused = checkChange(k, t, tty, SIGTTOU);
  if (refused) return refused;
  if (p.tty !== tty || tty.session !== p.sid) return E.ENOTTY;
  let member: Process | undefined;
  for (const other of k.processes()) {
    if (other.pgid === pgid) {
      member = other;
      break;
    }
  }
  if (!member) return E.ESRCH;
  if (member.sid !== p.sid) return E.EPERM;
  if (tty.foreground === pgid) return 0;
  const before = tty.foreground;
  tty.foreground = pgid;
  for (const other of k.processes()) if (other.pgid === pgid || other.pgid === before) k.touch(other);
  const { late } = tty;
  tty.late = undefined;
  if (late && k.now <= late.until) k.sendToGroup(pgid, late.sig, late.reason);
  return 0;
}

/** How long a key's signal waits for a living foreground group: a shell has the terminal back at once. */
const LATE: Micros = 20 * MILLISECOND;

/**
 * A key that signals was pressed. Fidelity: Linux loses it when it comes in the microseconds between the death of a job and its
 * shell's taking the terminal back. Our steps are as long as many a command runs, so a loop of short commands would be dead
 * at every other key press; here the key then waits for the shell.
 */
export function signalForeground(k: Kernel, tty: Tty, sig: Signal, reason: string): void {
  if (tty.foreground === 0) return;
  for (const p of k.processes()) {
    if (p.pgid !== tty.foreground || p.exitStatus !== undefined) continue;
    k.sendToGroup(tty.foreground, sig, reason);
    return;
  }
  tty.late = { sig, until: k.now + LATE, reason };
}

/** TIOCNOTTY (`disassociate_ctty`): a leader takes its whole session off the terminal; the foreground group gets HUP and CONT. */
export function giveUpControlling(k: Kernel, t: Task, tty: Tty): 0 | Errno {
  const leader = t.process;
  if (leader.tty !== tty) return E.ENOTTY;
  if (leader.sid !== leader.pid) {
    leader.tty = undefined;
    k.touch(leader);
    return 0;
  }
  const { foreground } = tty;
  const reason = `the leader of the session gave ${tty.name} up`;
  if (foreground !== 0) for (const sig of [SIGHUP, SIGCONT]) k.sendToGroup(foreground, sig, reason);
  for (const p of [...k.processes()]) {
    if (p.sid !== leader.sid || p.tty !== tty) continue;
    p.tty = undefined;
    k.touch(p);
  }
  tty.session = 0;
  tty.foreground = 0;
  return 0;
}

/** The window changed: TIOCSWINSZ, or the learner's screen. */
export function ttyResize(k: Kernel, tty: Tty, size: WinSize): void {
  if (size.rows === tty.size.rows && size.cols === tty.size.cols) return;
  tty.size = { rows: size.rows, cols: size.cols };
  if (tty.foreground !== 0) k.sendToGroup(tty.foreground, SIGWINCH, `the window of ${tty.name} changed its size`);
}

/** `__tty_hangup`: every open description is dead, the session loses its terminal, its leader is told. */
function hangUp(k: Kernel, tty: Tty, exitSession: boolean, reason: string): void {
  if (tty.hungUp) return;
  tty.hungUp = true;
  const { session, foreground } = tty;
  resumeOutput(k, tty);
  if (session !== 0) {
    for (const p of [...k.processes()]) {
      if (p.sid !== session) continue;
      if (p.tty === tty) {
        p.tty = undefined;
        k.touch(p);
      }
      if (p.pid === session && !exitSession) {
        k.sendToProcess(p, SIGHUP, 'SI_KERNEL', reason);
        k.sendToProcess(p, SIGCONT, 'SI_KERNEL', reason);
      }
    }
  }
  if (exitSession && foreground !== 0) k.sendToGroup(foreground, SIGHUP, reason);
  tty.session = 0;
  tty.foreground = 0;
  k.wake(tty.readable);
  k.wake(tty.writable);
  releaseTty(tty);
}

/** The window is closed or the connection is lost. */
export const ttyHangup = (k: Kernel, tty: Tty): void => hangUp(k, tty, false, `${tty.name} was closed`);

/** `disassociate_ctty` at the exit of a session leader. */
export function disassociateCtty(k: Kernel, p: Process): void {
  const { tty } = p;
  if (p.sid !== p.pid || !tty) return;
  hangUp(k, tty, true, `the leader of the session on ${tty.name} ended`);
}

/** Both sides are closed: the number in /dev/pts is free again. */
export function releaseTty(tty: Tty): void {
  if (tty.hungUp && tty.opens === 0 && tty.mnt.pts.get(tty.index) === tty) tty.mnt.pts.delete(tty.index);
}
