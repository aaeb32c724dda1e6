// The machines of lesson 1: one container whose PID 1 and entrypoint form can be chosen, and a pod whose containers share a
// pid namespace.
import type { LabScenario } from '../../src/lesson/index.ts';
import { chosen, choice, program, type Options, type Program, type Value } from '../choices.ts';
import { DEFAULT_SIZE, labContainer, oneContainer, type LabInit } from '../../src/sim/lab/index.ts';

/** What can be PID 1. */
const PROGRAMS: readonly Program[] = [
  program('sleep', 'sleep', 'No handler: the plainest PID 1.', 'sleep', '1000'),
  program('c', 'C, no handler', 'Sleeps for ever, catches nothing.', '/app/sleeper'),
  program('exit', 'C, handler exits', 'TERM makes it say goodbye and exit with 0.', '/app/term_exit'),
  program('handler', 'C, handler goes on', 'Catches TERM, INT and USR1 and keeps running.', '/app/term_handler'),
  program('ignore', 'C, ignores TERM', 'Sets TERM to SIG_IGN.', '/app/term_ign'),
  program('block', 'C, blocks TERM', 'TERM stays pending until USR1 opens the mask.', '/app/term_block'),
  program('fault', 'C, faults on demand', 'USR1: a real fault. USR2: abort().', '/app/segv'),
  program('web', 'C, server that drains', 'TERM makes it drain for three seconds.', '/app/web'),
  program('stubborn', 'C, stubborn', 'Ignores HUP, INT, QUIT and TERM.', '/app/stubborn'),
  program('bash', 'bash, a loop', 'A script without a trap.', 'bash', '/app/loop.sh'),
  program('trap-fg', 'bash, trap, child in front', 'The trap waits for the child.', 'bash', '/app/trap_fg.sh'),
  program('trap-wait', 'bash, trap and wait', 'The trap runs at once.', 'bash', '/app/trap_wait.sh'),
  program('entry-noexec', 'entrypoint without exec', 'The shell stays PID 1.', '/app/entry_noexec.sh'),
  program('entry-exec', 'entrypoint with exec', 'The app becomes PID 1.', '/app/entry_exec.sh'),
  program('go', 'Go, no signal.Notify', 'Only the handlers of the runtime.', '/app/gosleep'),
  program('goterm', 'Go, signal.Notify', 'TERM arrives on a channel, exit 0.', '/app/goterm'),
  program('goignore', 'Go, signal.Ignore', 'TERM is ignored.', '/app/goign'),
  program('python', 'Python, no handler', 'Only SIGINT is caught.', 'python3', '/app/pysleep.py'),
  program('pyterm', 'Python, handler', 'signal.signal for TERM.', 'python3', '/app/pyterm.py'),
  program('node', 'Node, no listener', 'One-shot handlers of the runtime.', 'node', '/app/nodeint.js'),
  program('nodeterm', 'Node, listener', "process.on('SIGTERM') closes the server.", 'node', '/app/nodeterm.js'),
];

interface Form extends Value {
  readonly wrap: (argv: readonly string[]) => readonly string[];
}

const words = (argv: readonly string[]): string => argv.join(' ');

/** How the image starts the program. */
const FORMS: readonly Form[] = [
  { value: 'exec', label: 'exec form', about: 'CMD ["app"]: no shell.', wrap: (argv) => argv },
  {
    value: 'sh',
    label: 'shell form',
    about: 'CMD app: /bin/sh -c "app"; sh is dash.',
    wrap: (argv) => ['sh', '-c', words(argv)],
  },
  {
    value: 'sh-list',
    label: 'shell form, more after it',
    about: '/bin/sh -c "app; true".',
    wrap: (argv) => ['sh', '-c', `${words(argv)}; true`],
  },
  {
    value: 'bash',
    label: 'bash -c',
    about: 'bash execs a single command.',
    wrap: (argv) => ['bash', '-c', words(argv)],
  },
  {
    value: 'bash-list',
    label: 'bash -c, more after it',
    about: 'bash -c "app; true": nothing to replace.',
    wrap: (argv) => ['bash', '-c', `${words(argv)}; true`],
  },
  {
    value: 'ash',
    label: 'busybox sh -c (Alpine)',
    about: 'busybox execs the last command, too.',
    wrap: (argv) => ['busybox', 'sh', '-c', words(argv)],
  },
  { value: 'tini', label: 'tini', about: 'tini -- app (docker run --init).', wrap: (argv) => ['tini', '--', ...argv] },
  {
    value: 'tini-sh',
    label: 'tini and a shell',
    about: 'tini -- sh -c "app; true".',
    wrap: (argv) => ['tini', '--', 'sh', '-c', `${words(argv)}; true`],
  },
  {
    value: 'tini-g',
    label: 'tini -g and a shell',
    about: 'tini -g -- sh -c "app; true": signals the whole group.',
    wrap: (argv) => ['tini', '-g', '--', 'sh', '-c', `${words(argv)}; true`],
  },
];

function pid1(options: Options): LabInit {
  const { argv } = chosen(PROGRAMS, options['pid1']);
  return oneContainer(chosen(FORMS, options['form']).wrap(argv));
}

/** Started again whenever it ends, in the same place: what the kubelet does with restartPolicy Always. */
function restarted(options: Options): LabInit {
  return oneContainer(chosen(PROGRAMS, options['pid1']).argv, { restart: 'always' });
}

/** A pod with shareProcessNamespace: the pause process is PID 1 of both containers. */
function sharedPod(options: Options): LabInit {
  const { argv } = chosen(PROGRAMS, options['pid1']);
  return {
    size: DEFAULT_SIZE,
    containers: [
      labContainer({ name: 'pod-0', hostname: 'web-0', argv: ['/pause'] }),
      labContainer({ name: 'web-0', argv, pidOf: 'pod-0' }),
    ],
    terminals: [{ kind: 'exec', container: 'web-0' }, { kind: 'node' }],
  };
}

export default [
  {
    id: 'pid1',
    title: 'PID 1',
    about: 'Choose what PID 1 is, how it is started and who sends the signal.',
    choices: [choice('pid1', 'PID 1', PROGRAMS), choice('form', 'Started as', FORMS)],
    init: pid1,
  },
  {
    id: 'restart',
    title: 'A container that is restarted',
    about: 'When PID 1 ends, the container starts again in place, as under a kubelet.',
    choices: [choice('pid1', 'PID 1', PROGRAMS)],
    init: restarted,
  },
  {
    id: 'shared-pid',
    title: 'A pod with one pid namespace',
    about: 'shareProcessNamespace: pause is PID 1, the app is an ordinary process.',
    choices: [choice('pid1', 'The app', PROGRAMS)],
    init: sharedPod,
  },
] satisfies readonly LabScenario[];
