// One step's moves: who changed place between the view before and its own, over which edges, and why in words.
import { signalName } from '../../sim/kernel/abi/signals.ts';
import type { MachineEvent, Pid, Step } from '../../sim/kernel/events.ts';
import type { MachineView, ProcessView } from '../../sim/kernel/view.ts';
import { innerPid, statusWords, who } from '../names.ts';
import { changesBetween, type Change } from './changes.ts';
import type { Move } from './moves.ts';
import { EDGES, placeOf, wayBetween, type EdgeId, type PlaceId } from './places.ts';

const MINOR: ReadonlySet<EdgeId> = new Set<EdgeId>(['sleep', 'wake']);

const isInside = (process: ProcessView | undefined): boolean => (process?.nspid.length ?? 0) > 1;

/** The moves between the view before and a step's view; the one that the step's own event tells comes last. */
export function movesOf(before: MachineView, step: Step<MachineView>): readonly Move[] {
  const { event } = step;
  const about = subjectOf(event);
  const moves: Move[] = [];
  let own: Move | undefined;
  for (const change of changesBetween(before, step.view)) {
    const move = moveOf(change, before, step);
    if (!move) continue;
    if (change.pid === about) own = move;
    else moves.push(move);
  }
  if (event.kind === 'fork-refused') moves.push(refusedMove(event, step));
  if (own) moves.push(own);
  return moves;
}

/** What has moved since the last step, in the machine as it is now: falling asleep makes no step of its own. */
export function movesSince(last: Step<MachineView>, view: MachineView): readonly Move[] {
  return movesOf(last.view, { ...last, at: view.at, view, event: { kind: 'boot' } });
}

/** The kernel functions of a move's edges: those that fit its cause. */
export function functionsOf(move: Move): readonly string[] {
  return move.edges.flatMap((edge) => {
    const names = EDGES[edge].functions.map(([name]) => name);
    if (edge === 'block') return names.filter((name) => (name === 'wait_for_vfork_done') === (move.tag === 'vfork'));
    if (edge === 'wake' || edge === 'continue')
      return names.filter(
        (name) => (name === 'signal_wake_up_state') === (/^SIG/.test(move.tag) && move.tag !== 'SIGCONT'),
      );
    return names;
  });
}

function subjectOf(event: MachineEvent): Pid | undefined {
  switch (event.kind) {
    case 'fork':
      return event.child;
    case 'exit':
    case 'reap':
    case 'state':
      return event.pid;
    default:
      return undefined;
  }
}

function moveOf({ pid, before, after }: Change, was: MachineView, step: Step<MachineView>): Move | undefined {
  const { index, at, view, event } = step;
  const from: PlaceId = before ? placeOf(before) : 'new';
  const to: PlaceId = after ? placeOf(after) : 'X';
  if (from === to) return undefined;
  const common = {
    pid,
    name: who(after ? view : was, pid),
    from,
    to,
    step: index,
    at,
    refused: false,
    inside: isInside(after ?? before),
    container: (after ?? before)?.container,
  };
  if (!before) {
    const parent = after?.parent ?? 0;
    const how = event.kind === 'fork' && event.child === pid ? event.how : 'fork';
    // A child may have fallen asleep again before its first step.
    const rest = to === 'R' ? [] : wayBetween('R', to as Exclude<PlaceId, 'new' | 'X'>);
    return {
      ...common,
      edges: ['fork', ...rest],
      major: true,
      tag: forkTag(view, parent, how),
      words: forkWords(view, parent, pid, how),
    };
  }
  if (!after) {
    const reap = event.kind === 'reap' && event.pid === pid ? event : undefined;
    const auto = reap !== undefined && reap.by !== undefined && /no zombie is kept/.test(reap.why);
    const by = reap?.by === undefined ? undefined : who(view.processes.get(reap.by) ? view : was, reap.by);
    const way = from === 'Z' ? [] : wayBetween(placeOf(before), 'Z');
    return {
      ...common,
      edges: [...way, auto || by === undefined ? 'autoreap' : 'reap'],
      major: true,
      tag: auto ? 'not kept' : by === undefined ? 'no parent' : `wait4 by ${shortPid(view, reap?.by)}`,
      words: auto
        ? `${common.name} is gone at once: ${reap.why}.`
        : by === undefined
          ? `${common.name} is gone${reap ? `: ${reap.why}` : ''}.`
          : `${by} collects ${common.name}${zap(reap?.why)}: its pid is free.`,
    };
  }
  const edges = wayBetween(placeOf(before), placeOf(after));
  const last = edges.at(-1);
  if (last === undefined) return undefined;
  const { tag, words } = said(last, common.name, before, after, step);
  return { ...common, edges, major: edges.some((edge) => !MINOR.has(edge)), tag, words };
}

const zap = (why: string | undefined): string => (why?.startsWith('zap_pid_ns') ? ' (zap_pid_ns_processes)' : '');

const shortPid = (view: MachineView, pid: Pid | undefined): string => {
  const process = pid === undefined ? undefined : view.processes.get(pid);
  return process ? String(innerPid(process)) : String(pid ?? '');
};

type How = Extract<MachineEvent, { kind: 'fork' }>['how'];

function forkTag(view: MachineView, parent: Pid, how: How): string {
  if (how === 'container') return 'container start';
  if (how === 'exec-session') return 'docker exec';
  return `${how === 'vfork' ? 'vfork' : 'fork'} by ${shortPid(view, parent)}`;
}

function forkWords(view: MachineView, parent: Pid, child: Pid, how: How): string {
  const name = who(view, child);
  if (how === 'container') return `${name} is the first process of a container.`;
  if (how === 'exec-session') return `${name} enters the container from outside (docker exec).`;
  return `${who(view, parent)} ${how === 'vfork' ? 'vforks' : 'forks'}: ${name} is new.`;
}

function refusedMove(event: Extract<MachineEvent, { kind: 'fork-refused' }>, step: Step<MachineView>): Move {
  const parent = step.view.processes.get(event.parent);
  return {
    pid: event.parent,
    name: who(step.view, event.parent),
    from: 'new',
    to: 'new',
    edges: ['fork'],
    step: step.index,
    at: step.at,
    major: true,
    refused: true,
    inside: isInside(parent),
    container: parent?.container,
    tag: 'EAGAIN',
    words: `${who(step.view, event.parent)} may not fork: ${event.why}. fork returns EAGAIN, Resource temporarily unavailable.`,
  };
}

interface Said {
  readonly tag: string;
  readonly words: string;
}

/** Why a process took an edge, from the event, from what it did before and from what it does now. */
function said(edge: EdgeId, name: string, before: ProcessView, after: ProcessView, step: Step<MachineView>): Said {
  const { event } = step;
  const own = event.kind === 'state' && event.pid === after.pid ? event.why : '';
  switch (edge) {
    case 'sleep':
      return { tag: call(after), words: `${name} blocks: ${after.doing}.` };
    case 'block':
      return { tag: call(after), words: `${name} waits, and no signal wakes it: ${after.doing}.` };
    case 'wake':
    case 'unblock':
      return wakes(name, before, after, step);
    case 'stop':
      return { tag: own.replace('stopped by ', '') || 'stop', words: `${name} stops${own === '' ? '' : `: ${own}`}.` };
    case 'continue':
      return {
        tag: own.replace('continued by ', '') || 'SIGCONT',
        words: `${name} goes on${own === '' ? '' : `: ${own}`}.`,
      };
    case 'trap':
      return { tag: 'ptrace', words: `${name} is ${own === '' ? 'stopped for its tracer' : own}.` };
    case 'resume':
      return { tag: 'ptrace', words: `${name} goes on: its tracer lets it.` };
    default: {
      if (after.threads > 1)
        return {
          tag: 'main thread',
          words: `The main thread of ${name} ends while ${after.threads - 1} more live: it is shown as Z, but the process lives on.`,
        };
      const status = statusWords(after.exitStatus ?? 0, signalName);
      const sleeping = before.state === 'S' || before.state === 'D' ? ' The signal woke it to end it.' : '';
      const killed = status.startsWith('killed');
      return {
        tag: killed
          ? status.replace('killed by ', '').replace(', core dumped', '')
          : status.replace('exit code ', 'exit(') + ')',
        words: `${name} ends: ${status}.${killed ? sleeping : ''} It is a zombie until its parent waits.`,
      };
    }
  }
}

/** The call it sleeps in, as far as the kernel says: the function in /proc/pid/wchan. */
const call = (process: ProcessView): string => CALLS[process.wchan] ?? (process.wchan || EDGES.sleep.label);

const CALLS: Readonly<Record<string, string>> = {
  __do_sys_pause: 'pause',
  sigsuspend: 'sigsuspend',
  do_sigtimedwait: 'sigtimedwait',
  do_wait: 'wait4',
  hrtimer_nanosleep: 'nanosleep',
  wait_woken: 'read',
  n_tty_read: 'read',
  n_tty_write: 'write',
  anon_pipe_read: 'read',
  anon_pipe_write: 'write',
  ep_poll: 'epoll_wait',
  'poll_schedule_timeout.constprop.0': 'poll',
  kernel_clone: 'vfork',
};

function wakes(name: string, before: ProcessView, after: ProcessView, { event, view }: Step<MachineView>): Said {
  const words = (tag: string, why: string): Said => ({ tag, words: `${name} wakes: ${why}.` });
  if ((event.kind === 'signal' || event.kind === 'deliver') && event.target === after.pid) {
    const sig = `SIG${signalName(event.sig)}`;
    return words(sig, `${sig} has come`);
  }
  if (before.wchan === 'do_wait') {
    const child = event.kind === 'exit' || event.kind === 'zombie' || event.kind === 'reap' ? event.pid : undefined;
    return words(
      'a child',
      child === undefined ? 'something happened to a child' : `its child ${who(view, child)} has ended`,
    );
  }
  if (before.wchan === 'hrtimer_nanosleep') return words('timer', 'its time is over');
  if (event.kind === 'input' && before.tty !== undefined) return words('input', 'there is input');
  return words('wake-up', `it was ${before.doing}`);
}
