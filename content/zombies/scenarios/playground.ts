// The playground: choose PID 1, what makes zombies, and how many processes the container may have.
import type { LabScenario } from '../../../src/lesson/index.ts';
import { chosen, choice, program, type Options, type Program, type Value } from '../../choices.ts';
import { oneContainer, type LabInit, type TerminalSpec } from '../../../src/sim/lab/index.ts';

/** Kinds of PID 1, by what they do about the dead. */
const PROGRAMS: readonly Program[] = [
  program('sleep', 'sleep', 'Waits for nobody: what it adopts stays.', 'sleep', 'infinity'),
  program('never', 'C, never waits', 'Three children of its own, and no wait() anywhere.', '/app/zombies', '3'),
  program('one', 'C, waits for one pid', 'A supervisor that knows its worker only.', '/app/supervisor', '/app/sleeper'),
  program('once', 'C, one wait a signal', 'The handler says `if` where `while` belongs.', '/app/reap_once', '5'),
  program('loop', 'C, WNOHANG loop', 'The handler waits until nobody is left.', '/app/reap_handler', '5'),
  program('blocking', 'C, blocking wait', 'Does nothing else than wait.', '/app/reap_block', '5'),
  program('ignore', 'C, SIGCHLD ignored', 'The kernel keeps no zombies for it.', '/app/chld_ign', '5'),
  program('bash', 'bash', 'A script; bash reaps what it adopts.', 'bash', '/app/loop.sh'),
  program('dash', 'sh (dash)', 'The shell of Debian scripts.', 'sh', '-c', 'while :; do sleep 1000; done'),
  program('ash', 'busybox sh', 'The shell of Alpine.', 'busybox', 'sh', '-c', 'while :; do sleep 1000; done'),
  program('tini', 'tini', 'docker run --init.', 'tini', '--', 'sleep', 'infinity'),
  program('dumb-init', 'dumb-init', 'Another small init.', 'dumb-init', 'sleep', 'infinity'),
  program('busybox-init', 'busybox init', 'Looks about once a second.', 'busybox', 'init'),
  program('python', 'Python', 'Knows nothing of strangers.', 'python3', '/app/pysleep.py'),
  program('pyreap', 'Python that reaps', 'Eleven lines about SIGCHLD.', 'python3', '/app/pyreap.py'),
  program('node', 'Node', 'Reaps what it spawned, and nothing else.', 'node', '/app/nodespawn.js'),
  program('go', 'Go', 'The runtime reaps nothing by itself.', '/app/gosleep'),
  program('gozombie', 'Go, Start without Wait', 'Two children of its own.', '/app/gozombie'),
];

interface Workload extends Value {
  readonly argv: readonly string[] | undefined;
}

/** What runs in the second terminal. */
const WORKLOADS: readonly Workload[] = [
  { value: 'quiet', label: 'nothing', about: 'Make your own.', argv: undefined },
  {
    value: 'parent',
    label: 'a parent that never waits',
    about: '/app/zombies 5 in a terminal of its own.',
    argv: ['/app/zombies', '5'],
  },
  {
    value: 'orphans',
    label: 'orphans, again and again',
    about: 'Three orphans every second, each ends after 0.3 s.',
    argv: ['bash', '-c', 'while :; do /app/mkdaemon 3; sleep 1; done'],
  },
  {
    value: 'bomb',
    label: 'forks until refused',
    about: '/app/forker: as many children as the kernel allows.',
    argv: ['bash', '-c', 'sleep 1; exec /app/forker 10000'],
  },
];

interface Limit extends Value {
  readonly pidsMax: number | undefined;
}

const LIMITS: readonly Limit[] = [
  { value: 'none', label: 'none', about: 'pids.max is max.', pidsMax: undefined },
  { value: '10', label: '10', pidsMax: 10 },
  { value: '20', label: '20', pidsMax: 20 },
  { value: '50', label: '50', pidsMax: 50 },
  { value: '10000', label: '10000', pidsMax: 10_000 },
];

function playground(options: Options): LabInit {
  const { pidsMax } = chosen(LIMITS, options['limit']);
  const { argv } = chosen(WORKLOADS, options['workload']);
  const work: readonly TerminalSpec[] = argv === undefined ? [] : [{ kind: 'exec', argv, title: 'workload' }];
  return oneContainer(chosen(PROGRAMS, options['pid1']).argv, pidsMax === undefined ? {} : { pidsMax }, [
    { kind: 'exec' },
    ...work,
    { kind: 'node' },
  ]);
}

export default [
  {
    id: 'zombies',
    title: 'Zombies',
    about: 'Choose who is PID 1, what leaves the dead, and how many processes the container may have.',
    choices: [
      choice('pid1', 'PID 1', PROGRAMS, 'sleep'),
      choice('workload', 'Beside it', WORKLOADS, 'parent'),
      choice('limit', 'pids.max', LIMITS, 'none'),
    ],
    view: 'states',
    init: playground,
  },
] satisfies readonly LabScenario[];
