// The machines of lesson 1: one container whose PID 1 and entrypoint form can be chosen, and a pod whose containers share a
// pid namespace.
import { DEFAULT_SIZE, labContainer, oneContainer, type LabInit } from '../../src/sim/lab/index.ts';
import type { Choice, Chooser, LabScenario, Options } from '../scenarios.ts';

interface Program extends Choice {
  readonly argv: readonly string[];
}

const program = (group: string, id: string, label: string, about: string, ...argv: readonly string[]): Program => ({
  id,
  label,
  group,
  about,
  argv,
});

/** What can be PID 1. `group` is the language. */
const PROGRAMS: readonly Program[] = [
  program('C', 'sleep', 'sleep', 'No handler: the plainest PID 1.', 'sleep', '1000'),
  program('C', 'c', 'C, no handler', 'Sleeps for ever, catches nothing.', '/app/sleeper'),
  program('C', 'exit', 'C, handler exits', 'TERM makes it say goodbye and exit with 0.', '/app/term_exit'),
  program('C', 'handler', 'C, handler goes on', 'Catches TERM, INT and USR1 and keeps running.', '/app/term_handler'),
  program('C', 'ignore', 'C, ignores TERM', 'Sets TERM to SIG_IGN.', '/app/term_ign'),
  program('C', 'block', 'C, blocks TERM', 'TERM stays pending until USR1 opens the mask.', '/app/term_block'),
  program('C', 'fault', 'C, faults on demand', 'USR1: a real fault. USR2: abort().', '/app/segv'),
  program('C', 'web', 'C, server that drains', 'TERM makes it drain for three seconds.', '/app/web'),
  program('C', 'stubborn', 'C, stubborn', 'Ignores HUP, INT, QUIT and TERM.', '/app/stubborn'),
  program('Shell', 'bash', 'bash, a loop', 'A script without a trap.', 'bash', '/app/loop.sh'),
  program('Shell', 'trap-fg', 'bash, trap, child in front', 'The trap waits for the child.', 'bash', '/app/trap_fg.sh'),
  program('Shell', 'trap-wait', 'bash, trap and wait', 'The trap runs at once.', 'bash', '/app/trap_wait.sh'),
  program('Shell', 'entry-noexec', 'entrypoint without exec', 'The shell stays PID 1.', '/app/entry_noexec.sh'),
  program('Shell', 'entry-exec', 'entrypoint with exec', 'The app becomes PID 1.', '/app/entry_exec.sh'),
  program('Go', 'go', 'Go, no signal.Notify', 'Only the handlers of the runtime.', '/app/gosleep'),
  program('Go', 'goterm', 'Go, signal.Notify', 'TERM arrives on a channel, exit 0.', '/app/goterm'),
  program('Go', 'goignore', 'Go, signal.Ignore', 'TERM is ignored.', '/app/goign'),
  program('Python', 'python', 'Python, no handler', 'Only SIGINT is caught.', 'python3', '/app/pysleep.py'),
  program('Python', 'pyterm', 'Python, handler', 'signal.signal for TERM.', 'python3', '/app/pyterm.py'),
  program('Node', 'node', 'Node, no listener', 'One-shot handlers of the runtime.', 'node', '/app/nodeint.js'),
  program('Node', 'nodeterm', 'Node, listener', "process.on('SIGTERM') closes the server.", 'node', '/app/nodeterm.js'),
];

interface Form extends Choice {
  readonly wrap: (argv: readonly string[]) => readonly string[];
}

const words = (argv: readonly string[]): string => argv.join(' ');

/** How the image starts the program. */
const FORMS: readonly Form[] = [
  { id: 'exec', label: 'exec form', about: 'CMD ["app"]: no shell.', wrap: (argv) => argv },
  { id: 'sh', label: 'shell form', about: 'CMD app: /bin/sh -c "app"; sh is dash.', wrap: (argv) => ['sh', '-c', words(argv)] },
  {
    id: 'sh-list',
    label: 'shell form, more after it',
    about: '/bin/sh -c "app; true".',
    wrap: (argv) => ['sh', '-c', `${words(argv)}; true`],
  },
  { id: 'bash', label: 'bash -c', about: 'bash execs a single command.', wrap: (argv) => ['bash', '-c', words(argv)] },
  { id: 'tini', label: 'tini', about: 'tini -- app (docker run --init).', wrap: (argv) => ['tini', '--', ...argv] },
  {
    id: 'tini-sh',
    label: 'tini and a shell',
    about: 'tini -- sh -c "app; true".',
    wrap: (argv) => ['tini', '--', 'sh', '-c', `${words(argv)}; true`],
  },
  {
    id: 'tini-g',
    label: 'tini -g and a shell',
    about: 'tini -g -- sh -c "app; true": signals the whole group.',
    wrap: (argv) => ['tini', '-g', '--', 'sh', '-c', `${words(argv)}; true`],
  },
];

const SENDERS: readonly Choice[] = [
  { id: 'container', label: 'from inside', about: 'A process of the same pid namespace.' },
  { id: 'host', label: 'from the host', about: 'A process of the namespace above.' },
];

const SIGNALS: readonly Choice[] = ['TERM', 'KILL', 'INT', 'HUP', 'QUIT', 'STOP', 'CONT', 'USR1', 'USR2', 'SEGV'].map(
  (id) => ({ id, label: `SIG${id}` }),
);

const chooser = (id: string, label: string, choices: readonly Choice[]): Chooser => ({
  id,
  label,
  choices: choices.map(({ id: choice, label: text, group, about }) => ({
    id: choice,
    label: text,
    ...(group === undefined ? {} : { group }),
    ...(about === undefined ? {} : { about }),
  })),
});

/** An unknown choice (an old or mistyped link) means the first. */
function chosen<T extends Choice>(choices: readonly T[], id: string | undefined): T {
  const found = choices.find((choice) => choice.id === id) ?? choices[0];
  if (!found) throw new RangeError('a chooser needs choices');
  return found;
}

function pid1(options: Options): LabInit {
  const { argv } = chosen(PROGRAMS, options['pid1']);
  return oneContainer(chosen(FORMS, options['form']).wrap(argv));
}

function sendLine(options: Options): { type: string; in?: string } {
  const { id: signal } = chosen(SIGNALS, options['signal']);
  return chosen(SENDERS, options['sender']).id === 'host'
    ? { type: `docker kill -s ${signal} web-0`, in: 'host' }
    : { type: `kill -${signal} 1` };
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
    init: pid1({}),
    choosers: [
      chooser('pid1', 'PID 1', PROGRAMS),
      chooser('form', 'Started as', FORMS),
      chooser('sender', 'Sender', SENDERS),
      chooser('signal', 'Signal', SIGNALS),
    ],
    setUp: pid1,
    send: sendLine,
  },
  {
    id: 'shared-pid',
    title: 'A pod with one pid namespace',
    about: 'shareProcessNamespace: pause is PID 1, the app is an ordinary process.',
    init: sharedPod({}),
    choosers: [chooser('pid1', 'The app', PROGRAMS)],
    setUp: sharedPod,
  },
] satisfies readonly LabScenario[];
