// What would make a zombie go: its parent waits, its parent ends, or (no) a signal to the zombie. Each with what it will do here.
import { SIGCHLD, SIGCONT, SIGKILL, SIGTERM, has, signalName } from '../../sim/kernel/abi/signals.ts';
import type { Pid } from '../../sim/kernel/events.ts';
import type { MachineView, ProcessView } from '../../sim/kernel/view.ts';
import { innerPid, who } from '../names.ts';
import { fromOutside, looksNow, nameOf, zombiesOf, type Case } from './case.ts';
import { habitOf, newReaper } from './reaper.ts';

/** A signal that may be sent from a terminal; who types it where is for the page to find out. */
export interface Attempt {
  readonly sig: number;
  readonly target: Pid;
  /** Only the host may do it: the target is PID 1, or not in the container. */
  readonly fromHost: boolean;
}

export interface Way {
  readonly title: string;
  /** goes: the zombie is gone then · stays · maybe: the machine does not tell. */
  readonly effect: 'goes' | 'stays' | 'maybe';
  readonly words: string;
  readonly attempt: Attempt | undefined;
}

export function waysOut(c: Case): readonly Way[] {
  const { zombie, parent } = c;
  if (zombie.threads > 1)
    return [
      {
        title: 'Kill it',
        effect: 'goes',
        words:
          'Its other threads live, so signals work: SIGKILL ends all of them, and then the parent can wait for it.',
        attempt: { sig: SIGKILL, target: zombie.pid, fromHost: false },
      },
    ];
  return [...(parent ? [parentWaits(c, parent), parentDies(c, parent)] : []), killZombie(zombie)];
}

const killZombie = (zombie: ProcessView): Way => ({
  title: 'Kill the zombie',
  effect: 'stays',
  words:
    'kill says 0 and nothing happens: a signal is acted upon by the process itself, on its way back from the kernel, and this one never runs again. It is dead already.',
  attempt: { sig: SIGKILL, target: zombie.pid, fromHost: false },
});

function parentWaits(c: Case, parent: ProcessView): Way {
  const name = nameOf(c);
  const outside = fromOutside(c);
  const chld = { sig: SIGCHLD, target: parent.pid, fromHost: outside };
  if (parent.state === 'T')
    return {
      title: 'Let the parent go on',
      effect: 'maybe',
      words: `SIGCONT makes ${name} run again; then it can hear of its child and wait.`,
      attempt: { sig: SIGCONT, target: parent.pid, fromHost: outside },
    };
  if (parent.state === 't' || parent.state === 'D')
    return {
      title: 'Free the parent',
      effect: 'maybe',
      words: `${name} must run again before it can wait: ${parent.state === 't' ? 'its tracer has to let it go' : 'what it waits for has to come'}.`,
      attempt: undefined,
    };
  if (looksNow(c))
    return {
      title: 'Wait for its next look',
      effect: 'goes',
      words: `${name} has collected children like this one before without being reminded.`,
      attempt: undefined,
    };
  const title = 'Remind the parent: SIGCHLD';
  if (has(parent.blocked, SIGCHLD))
    return {
      title,
      effect: 'stays',
      words: `${name} blocks it: it would stay pending with the one from before.`,
      attempt: chld,
    };
  if (has(parent.ignored, SIGCHLD)) return { title, effect: 'stays', words: `${name} ignores it.`, attempt: chld };
  if (!has(parent.caught, SIGCHLD))
    return {
      title,
      effect: 'stays',
      words: `SIGCHLD does nothing to ${name}: it has no handler, and the default action is to do nothing. Only wait would help, and only the program itself can call it.`,
      attempt: chld,
    };
  return { ...handlerRuns(c, parent, name), title, attempt: chld };
}

/** What one more SIGCHLD to a parent with a handler does, judged by what its handler has done so far. */
function handlerRuns(
  { view, facts, step, zombie }: Case,
  parent: ProcessView,
  name: string,
): Pick<Way, 'effect' | 'words'> {
  const collected = facts.collected(parent.pid, step).length;
  const { handled } = facts.childSignals(parent.pid, step);
  if (
    facts.adopted(zombie.pid, step)?.to === parent.pid &&
    handled > 0 &&
    habitOf(view, facts, step, parent).reaps === 'no'
  )
    return {
      effect: 'stays',
      words: `The handler of ${name} has run before and left what it had adopted: it waits only for children that it knows.`,
    };
  if (collected === 0)
    return { effect: 'maybe', words: `The handler of ${name} runs; this machine has not shown yet whether it waits.` };
  const zombies = zombiesOf(view, parent.pid);
  if (collected <= handled && zombies > 1)
    return {
      effect: 'maybe',
      words: `The handler of ${name} runs once more. So far each run took one child, and ${zombies} are waiting: it may need as many reminders.`,
    };
  return { effect: 'goes', words: `The handler of ${name} runs once more and waits, as it did before.` };
}

function parentDies(c: Case, parent: ProcessView): Way {
  const { view, facts, step, zombie } = c;
  const name = nameOf(c);
  if (fromOutside(c))
    return {
      title: 'The parent ends',
      effect: 'goes',
      words: `${name} belongs to the container engine. When the container is stopped, it is cleaned up with it.`,
      attempt: undefined,
    };
  const ns = view.namespaces.find((each) => each.init === parent.pid);
  const attempt = { sig: deadlyFor(parent), target: parent.pid, fromHost: ns !== undefined };
  if (ns)
    return {
      title: 'PID 1 ends, and the container with it',
      effect: 'goes',
      words: `When ${name} ends, the kernel kills everybody in its namespace and collects all of them, this one too (zap_pid_ns_processes). From inside, SIGKILL does nothing to it; from the host it works.`,
      attempt: { ...attempt, sig: SIGKILL },
    };
  const heir = newReaper(view, parent);
  if (!heir) return { title: 'The parent ends', effect: 'maybe', words: 'Its children get a new parent.', attempt };
  const habit = habitOf(view, facts, step, heir.process);
  const role = heir.role === 'subreaper' ? 'the nearest subreaper' : 'init of the namespace';
  const then = {
    yes: 'It is gone then.',
    no: 'It stays a zombie, with another parent.',
    maybe: 'Try it.',
  }[habit.reaps];
  const shell = zombie.tty !== undefined && parent.sid === parent.pid && parent.tty !== undefined;
  return {
    title: 'Kill the parent',
    effect: habit.reaps === 'yes' ? 'goes' : habit.reaps === 'no' ? 'stays' : 'maybe',
    words: `${who(view, heir.process.pid)} (${role}) adopts its zombies. ${habit.words} ${then}${shell ? ` ${name} leads the session of a terminal, which closes with it.` : ''}`,
    attempt,
  };
}

/** TERM where it works, KILL where it would not. */
function deadlyFor(process: ProcessView): number {
  const deaf = [process.blocked, process.ignored, process.caught].some((set) => has(set, SIGTERM));
  return deaf || process.state === 'T' || process.unkillable ? SIGKILL : SIGTERM;
}

/** `kill -CHLD 12`, with the number that the reader of the command knows. */
export function killLine({ sig, target }: Attempt, view: MachineView, from: 'container' | 'host'): string {
  const process = view.processes.get(target);
  const nr = from === 'host' || !process ? target : innerPid(process);
  return sig === SIGTERM ? `kill ${nr}` : `kill -${sig === SIGKILL ? '9' : signalName(sig)} ${nr}`;
}
