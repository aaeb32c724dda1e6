/** dockerd's texts about containers: STATUS, command lines, refusals (moby v28.2.2, container/state.go, daemon/*.go). */
import { humanDuration } from '../text/units.ts';
import { EngineError } from '../../engine-api.ts';
import type { ContainerFacts } from './facts.ts';
import { parseRfc3339 } from '../docker/time.ts';

/** Whole seconds between a time and now. */
export function secondsSince(time: string | undefined, nowMs: number): number {
  const ms = time === undefined ? undefined : parseRfc3339(time.replace(/\.\d+/, ''));
  return ms === undefined ? 0 : Math.trunc((nowMs - ms) / 1000);
}

/** The STATUS column: `since` words a duration. */
export function statusText(
  c: ContainerFacts,
  nowMs: number,
  since: (seconds: number) => string = humanDuration,
): string {
  const ago = (time: string | undefined): string => `${since(secondsSince(time, nowMs))} ago`;
  switch (c.status) {
    case 'running': {
      const up = `Up ${since(secondsSince(c.startedAt, nowMs))}`;
      if (c.health === undefined) return up;
      return `${up} (${c.health === 'starting' ? 'health: starting' : c.health})`;
    }
    case 'paused':
      return `Up ${since(secondsSince(c.startedAt, nowMs))} (Paused)`;
    case 'restarting':
      return `Restarting (${c.exitCode}) ${ago(c.finishedAt)}`;
    case 'created':
      return 'Created';
    case 'dead':
      return 'Dead';
    case 'removing':
      return 'Removal In Progress';
    case 'exited':
      return `Exited (${c.exitCode}) ${ago(c.finishedAt)}`;
  }
}

/** The command of a listing: arguments with spaces are quoted. */
export function commandLine(cmd: readonly string[]): string {
  return cmd.map((a, i) => (i > 0 && a.includes(' ') ? `'${a}'` : a)).join(' ');
}

const conflict = (message: string): EngineError => new EngineError(409, message);

export const refusal = {
  notRunning: (id: string) => conflict(`container ${id} is not running`),
  nameInUse: (name: string, owner: string) =>
    conflict(
      `Conflict. The container name "/${name}" is already in use by container "${owner}". You have to remove (or rename) that container to be able to reuse that name.`,
    ),
  renameInUse: (name: string, owner: string) =>
    conflict(
      `Error when allocating new name: Conflict. The container name "/${name}" is already in use by container "${owner}". You have to remove (or rename) that container to be able to reuse that name.`,
    ),
  badName: (name: string) =>
    new EngineError(400, `Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`),
  removeRunning: (ref: string, status: string) =>
    conflict(
      `cannot remove container "${ref}": ${status === 'paused' ? 'container is paused and must be unpaused first' : `container is ${status}: stop the container before removing or force remove`}`,
    ),
  startPaused: () => conflict('cannot start a paused container, try unpause instead'),
  alreadyPaused: (id: string) => conflict(`Container ${id} is already paused`),
  notPaused: (id: string) => new EngineError(500, `Container ${id} is not paused`),
  execPaused: (ref: string) => conflict(`Container ${ref} is paused, unpause the container before exec`),
  execRestarting: (id: string) => conflict(`Container ${id} is restarting, wait until the container is running`),
  attachPaused: (ref: string) => conflict(`container ${ref} is paused, unpause the container before attach`),
  noUser: (user: string) => new EngineError(400, `unable to find user ${user}: no matching entries in passwd file`),
  noImage: (ref: string) => new EngineError(404, `No such image: ${ref}`),
  kill: (ref: string, e: EngineError) => new EngineError(e.status, `cannot kill container: ${ref}: ${e.message}`),
} as const;

export function goodName(name: string): boolean {
  return /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name);
}

const SIGNALS: Readonly<Record<string, number>> = {
  ABRT: 6,
  ALRM: 14,
  BUS: 7,
  CHLD: 17,
  CLD: 17,
  CONT: 18,
  FPE: 8,
  HUP: 1,
  ILL: 4,
  INT: 2,
  IO: 29,
  IOT: 6,
  KILL: 9,
  PIPE: 13,
  POLL: 29,
  PROF: 27,
  PWR: 30,
  QUIT: 3,
  SEGV: 11,
  STKFLT: 16,
  STOP: 19,
  SYS: 31,
  TERM: 15,
  TRAP: 5,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  USR1: 10,
  USR2: 12,
  VTALRM: 26,
  WINCH: 28,
  XCPU: 24,
  XFSZ: 25,
  RTMIN: 34,
  RTMAX: 64,
};

/** The number of a signal as `docker kill` takes it: a name with or without SIG in any case, or a number. 0 = none. */
export function signalNumber(text: string): number {
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  const name = text.toUpperCase().replace(/^SIG/, '');
  const realtime = /^(RTMIN\+|RTMAX-)(\d+)$/.exec(name);
  if (realtime !== null) return realtime[1] === 'RTMIN+' ? 34 + Number(realtime[2]) : 64 - Number(realtime[2]);
  return SIGNALS[name] ?? 0;
}

/** The signal of a kill, checked before the container is looked up. */
export function killSignal(ref: string, text: string): number | EngineError {
  const n = text === '' ? 9 : signalNumber(text);
  if (n === 0) return new EngineError(400, `cannot kill container: ${ref}: invalid signal: ${text}`);
  if (n < 1 || n > 64 || n === 32 || n === 33)
    return new EngineError(400, `cannot kill container: ${ref}: the linux daemon does not support signal ${n}`);
  return n;
}
