// Guesses about shutting down: traps, exec, init programs.
import { SIGTERM, type Prediction } from '../../../src/lesson/index.ts';
import { deliveries, hasExited, isInit, theContainer } from '../look.ts';
import { lab } from './lab.ts';

export default [
  {
    id: 'trap-late',
    section: 'traps-and-exec',
    question: 'PID 1 is the script above, with `sleep 1000` in front. You send `SIGTERM`. When does the trap run?',
    options: [
      {
        id: 'now',
        text: 'At once: there is a handler',
        why: "bash's handler runs at once. It only takes a note; the trap is shell code.",
      },
      { id: 'never', text: 'Never: PID 1 drops it', why: 'It is caught: the bit 4000 is in SigCgt.' },
      { id: 'child', text: 'When the `sleep` in front has ended' },
    ],
    answer: 'child',
    explain: 'bash runs traps between commands. The foreground command has to end first.',
    run: [{ type: 'kill 1' }, { waitMs: 3000 }, { type: 'ps -o pid,ppid,stat,args -e' }],
    proof: (run) => {
      const caught = deliveries(run).some(
        ({ to, sig, effect }) => isInit(to) && sig === SIGTERM && effect === 'handler',
      );
      return caught && !hasExited(run.view);
    },
  },
  {
    id: 'tini-and-shell',
    section: 'shut-down',
    question:
      'PID 1 is tini, its child is `sh -c "app; true"`, and the app has a handler that tidies up. `docker stop`. What happens?',
    options: [
      {
        id: 'graceful',
        text: 'tini passes the signal on, the app tidies up, 0',
        why: 'It passes it on to its child. That is the shell.',
      },
      { id: 'shell', text: 'The shell dies of TERM, tini exits with 143, the app is killed without its handler' },
      {
        id: 'timeout',
        text: 'Nothing for ten seconds, then 137',
        why: 'So it would be without tini. Behind tini the shell is an ordinary process.',
      },
    ],
    answer: 'shell',
    explain: 'tini signals its direct child only. `tini -g` signals the whole process group; then the app hears it.',
    lab: lab('exit', 'tini-sh'),
    run: [{ type: 'docker kill -s TERM web-0', in: 'host' }, { waitMs: 1000 }],
    proof: (run) => {
      const handlerRan = deliveries(run).some(({ to, effect }) => to.comm === 'term_exit' && effect === 'handler');
      return !handlerRan && theContainer(run.view)?.exitCode === 143;
    },
  },
] satisfies readonly Prediction[];
