// The states of a task as places of a graph, and the ways between them with the kernel function that takes each.
// Every way leads through R: only a task that runs can go to sleep, stop or end; all others must be woken first.
import type { ProcessView } from '../../sim/kernel/view.ts';

export type PlaceId = 'new' | 'R' | 'S' | 'D' | 'T' | 't' | 'Z' | 'X';
/** Where living and dead processes stand; `new` and `X` hold nobody that still is in the process table. */
export type StandingPlace = Exclude<PlaceId, 'new' | 'X'>;
export const STANDING: readonly StandingPlace[] = ['R', 'S', 'D', 'T', 't', 'Z'];

export type EdgeId =
  | 'fork'
  | 'sleep'
  | 'wake'
  | 'block'
  | 'unblock'
  | 'stop'
  | 'continue'
  | 'trap'
  | 'resume'
  | 'exit'
  | 'reap'
  | 'autoreap';

interface Explained {
  readonly title: string;
  /** Two sentences at most. */
  readonly about: string;
  /** The Linux functions, and the file of each. */
  readonly functions: readonly (readonly [name: string, file: string])[];
}

export interface Place extends Explained {
  readonly id: PlaceId;
  /** As the kernel calls the state. */
  readonly constant: string;
}

export interface Edge extends Explained {
  readonly id: EdgeId;
  readonly from: PlaceId;
  readonly to: PlaceId;
  /** A word or two beside the arrow. */
  readonly label: string;
}

export const PLACES: Readonly<Record<PlaceId, Place>> = {
  new: {
    id: 'new',
    title: 'fork',
    constant: 'TASK_NEW',
    about:
      'A new process is a copy of its parent. Before it is made, it must get a pid and a place in its pids cgroup.',
    functions: [
      ['copy_process', 'kernel/fork.c'],
      ['pids_can_fork', 'kernel/cgroup/pids.c'],
    ],
  },
  R: {
    id: 'R',
    title: 'Running',
    constant: 'TASK_RUNNING',
    about: 'It runs, or it could run and waits for a processor. Linux has one letter for both.',
    functions: [['__schedule', 'kernel/sched/core.c']],
  },
  S: {
    id: 'S',
    title: 'Sleeping',
    constant: 'TASK_INTERRUPTIBLE',
    about: 'It waits for something: input, a child, time. What it waits for wakes it, and so does a signal.',
    functions: [['schedule', 'kernel/sched/core.c']],
  },
  D: {
    id: 'D',
    title: 'Disk sleep',
    constant: 'TASK_UNINTERRUPTIBLE',
    about:
      'It waits and signals do not wake it: usually for a disk or a file server. A vfork parent shows D too, but SIGKILL ends it.',
    functions: [
      ['io_schedule', 'kernel/sched/core.c'],
      ['wait_for_vfork_done', 'kernel/fork.c'],
    ],
  },
  T: {
    id: 'T',
    title: 'Stopped',
    constant: '__TASK_STOPPED',
    about: 'SIGSTOP or Ctrl-Z stopped it. Signals wait for it until SIGCONT; only SIGKILL does not wait.',
    functions: [['do_signal_stop', 'kernel/signal.c']],
  },
  t: {
    id: 't',
    title: 'Traced',
    constant: '__TASK_TRACED',
    about: 'Its tracer (strace, a debugger) holds it, and only the tracer lets it go on. SIGKILL works.',
    functions: [['ptrace_stop', 'kernel/signal.c']],
  },
  Z: {
    id: 'Z',
    title: 'Zombie',
    constant: 'EXIT_ZOMBIE',
    about:
      'It has ended: no memory, no files, no code. Its pid and its exit status stay until its parent waits for it.',
    functions: [['exit_notify', 'kernel/exit.c']],
  },
  X: {
    id: 'X',
    title: 'Gone',
    constant: 'EXIT_DEAD',
    about: 'The last trace is removed: the pid may be used again, and the pids cgroup has room for one more.',
    functions: [['release_task', 'kernel/exit.c']],
  },
};

export const EDGES: Readonly<Record<EdgeId, Edge>> = {
  fork: {
    id: 'fork',
    from: 'new',
    to: 'R',
    label: 'fork',
    title: 'fork: a new process',
    about: 'The child is a copy of its parent and may run at once. A full pids cgroup refuses it with EAGAIN.',
    functions: [
      ['copy_process', 'kernel/fork.c'],
      ['wake_up_new_task', 'kernel/sched/core.c'],
    ],
  },
  sleep: {
    id: 'sleep',
    from: 'R',
    to: 'S',
    label: 'blocks',
    title: 'A call blocks',
    about: 'read, wait4, nanosleep, pause: there is nothing to do yet, so the task gives the processor away.',
    functions: [['schedule', 'kernel/sched/core.c']],
  },
  wake: {
    id: 'wake',
    from: 'S',
    to: 'R',
    label: 'wakes',
    title: 'Woken up',
    about: 'What it waited for is there, its timer fired, or a signal interrupts the call.',
    functions: [
      ['try_to_wake_up', 'kernel/sched/core.c'],
      ['signal_wake_up_state', 'kernel/signal.c'],
    ],
  },
  block: {
    id: 'block',
    from: 'R',
    to: 'D',
    label: 'waits',
    title: 'Waits without listening to signals',
    about: 'The kernel must finish something first: a request to a file server, or the child of a vfork.',
    functions: [
      ['request_wait_answer', 'fs/fuse/dev.c'],
      ['wait_for_vfork_done', 'kernel/fork.c'],
    ],
  },
  unblock: {
    id: 'unblock',
    from: 'D',
    to: 'R',
    label: 'done',
    title: 'The wait is over',
    about: 'The answer came, or the vfork child has executed a program or ended.',
    functions: [
      ['try_to_wake_up', 'kernel/sched/core.c'],
      ['complete_vfork_done', 'kernel/fork.c'],
    ],
  },
  stop: {
    id: 'stop',
    from: 'R',
    to: 'T',
    label: 'stop',
    title: 'Stopped by a signal',
    about: 'SIGSTOP, SIGTSTP (Ctrl-Z), SIGTTIN or SIGTTOU: all its threads stop, and its parent hears of it.',
    functions: [['do_signal_stop', 'kernel/signal.c']],
  },
  continue: {
    id: 'continue',
    from: 'T',
    to: 'R',
    label: 'cont',
    title: 'Goes on',
    about: 'SIGCONT wakes it the moment it is sent, even if it is blocked or ignored. SIGKILL wakes it to end it.',
    functions: [
      ['prepare_signal', 'kernel/signal.c'],
      ['signal_wake_up_state', 'kernel/signal.c'],
    ],
  },
  trap: {
    id: 'trap',
    from: 'R',
    to: 't',
    label: 'trap',
    title: 'Stopped for its tracer',
    about: 'A signal or a system call under ptrace: the tracer is told and decides how it goes on.',
    functions: [['ptrace_stop', 'kernel/signal.c']],
  },
  resume: {
    id: 'resume',
    from: 't',
    to: 'R',
    label: 'go',
    title: 'Let go by its tracer',
    about: 'PTRACE_CONT, PTRACE_SYSCALL or PTRACE_DETACH; or SIGKILL.',
    functions: [
      ['ptrace_resume', 'kernel/ptrace.c'],
      ['ptrace_detach', 'kernel/ptrace.c'],
    ],
  },
  exit: {
    id: 'exit',
    from: 'R',
    to: 'Z',
    label: 'exit',
    title: 'It ends',
    about: 'exit, or a fatal signal. Memory and files go, children get a new parent, the parent gets SIGCHLD.',
    functions: [
      ['do_exit', 'kernel/exit.c'],
      ['exit_notify', 'kernel/exit.c'],
    ],
  },
  reap: {
    id: 'reap',
    from: 'Z',
    to: 'X',
    label: 'wait4',
    title: 'Collected by its parent',
    about: 'wait4, waitpid or waitid hands the exit status over and frees the pid. Nothing else removes a zombie.',
    functions: [
      ['wait_task_zombie', 'kernel/exit.c'],
      ['release_task', 'kernel/exit.c'],
    ],
  },
  autoreap: {
    id: 'autoreap',
    from: 'Z',
    to: 'X',
    label: 'auto',
    title: 'Nobody has to collect it',
    about: 'The parent ignores SIGCHLD or has set SA_NOCLDWAIT: the kernel keeps no zombie, and wait says ECHILD.',
    functions: [
      ['do_notify_parent', 'kernel/signal.c'],
      ['release_task', 'kernel/exit.c'],
    ],
  },
};

export function placeOf(process: ProcessView): StandingPlace {
  return process.state === 'X' ? 'Z' : process.state;
}

/** Dead and not collected. A main thread that ended before the others shows Z too, but its process lives. */
export const isZombie = (process: ProcessView): boolean => process.state === 'Z' && process.threads === 1;

const LEAVE: Readonly<Record<StandingPlace, EdgeId | undefined>> = {
  R: undefined,
  S: 'wake',
  D: 'unblock',
  T: 'continue',
  t: 'resume',
  Z: undefined,
};
const ENTER: Readonly<Record<StandingPlace, EdgeId | undefined>> = {
  R: undefined,
  S: 'sleep',
  D: 'block',
  T: 'stop',
  t: 'trap',
  Z: 'exit',
};

/** The edges of a way between two places. */
export function wayBetween(from: StandingPlace, to: StandingPlace): readonly EdgeId[] {
  if (from === to) return [];
  const first = LEAVE[from];
  const last = ENTER[to];
  return [...(first ? [first] : []), ...(last ? [last] : [])];
}
