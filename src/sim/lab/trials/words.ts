// Why a program failed a schedule, in words with numbers: what it did, what should have been, and where it stands now.
import { has, SIGCHLD } from '../../kernel/abi/index.ts';
import type { ProcessView } from '../../kernel/index.ts';
import { sigName, type Watched, type Witness } from './witness.ts';

export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
const times = (n: number): string => (n === 0 ? 'never' : n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`);

export function statusWords(status: number): string {
  const signal = status & 0x7f;
  return signal === 0 ? `exit code ${(status >> 8) & 0xff}` : `killed by ${sigName(signal)}`;
}

/** `PID 1 is at line 12, sleeping in pause()` */
export function whereIs(process: ProcessView | undefined): string {
  if (!process) return '';
  const line = process.line === undefined ? '' : `at line ${process.line}, `;
  return ` PID 1 is ${line}${process.doing}.`;
}

const duration = (micros: number): string => `${Math.round(micros / 1000)} ms`;

/** PID 1 is gone although nothing asked it to go. */
export function endedEarly(w: Witness): string | undefined {
  if (!w.ended) return undefined;
  return `PID 1 ended (${statusWords(w.ended.status)}) although its command still ran, and the kernel killed everything else in the container.`;
}

function how(w: Witness): string {
  const process = w.process;
  const deaths = w.deaths.size;
  if (process && has(process.caught, SIGCHLD)) {
    const merged = w.merged > 0 ? ` (${count(w.merged, 'SIGCHLD')} merged with one that was still pending)` : '';
    if (w.handlerRuns === 0)
      return `There is a handler for SIGCHLD, but it never ran: they had ended before it was installed, and no other child has ended since.${whereIs(process)}`;
    const each = w.collected.size === w.handlerRuns ? ', one each time' : '';
    return `The handler ran ${times(w.handlerRuns)} for ${count(deaths, 'death')}${merged} and collected ${w.collected.size}${each}.`;
  }
  if (process && has(process.ignored, SIGCHLD))
    return `SIGCHLD is ignored, but that spares only children that end afterwards.${whereIs(process)}`;
  const waited = w.collected.size === 0 ? 'has collected none' : `has collected ${w.collected.size}`;
  return `PID 1 has no handler for SIGCHLD and ${waited}.${whereIs(process)}`;
}

/** Dead children that are still there. */
export function zombiesLeft(w: Witness): string | undefined {
  const left = w.zombies.length;
  if (left === 0) return undefined;
  const all = w.deaths.size;
  const of =
    left === all
      ? all === 1
        ? 'The child'
        : all === 2
          ? 'Both children'
          : `All ${all} children`
      : `${left} of ${all} children`;
  return `${of} ${left === 1 ? 'is' : 'are'} still ${left === 1 ? 'a zombie' : 'zombies'}. ${how(w)}`;
}

/** The schedule could not take its course. Without that, nothing is shown by its having left no zombie. */
export function crowdedOut(w: Witness): string | undefined {
  if (!w.unfinished) return undefined;
  const mine = [...w.last.processes.values()].filter((p) => p.parent === w.init).length;
  return `The children of this schedule did not get their turn: PID 1 has ${count(mine, 'child', 'children')} of its own making and leaves no room.${whereIs(w.process)}`;
}

/** At most this part of the time may be used while nothing happens: a look every tenth of a second is far below it. */
const CALM = 0.02;

export function restless(w: Witness, watched: Watched | undefined, when: string): string | undefined {
  if (!watched || watched.used <= watched.micros * CALM) return undefined;
  const part = Math.round((100 * watched.used) / watched.micros);
  return `PID 1 used ${part} % of a processor for ${duration(watched.micros)} ${when}: a busy loop.${whereIs(w.process)}`;
}

/** The run was stopped before its end. */
export const neverRests = (w: Witness): string =>
  `PID 1 kept the machine busy without end, and the run was stopped.${whereIs(w.process)}`;

export function notStarted(w: Witness, command: readonly string[]): string | undefined {
  if (w.main !== undefined) return undefined;
  return `PID 1 was started as \`/app/init ${command.join(' ')}\` and never ran that command.`;
}
