// "Write your own reaper": the text that runs as PID 1 has been examined, and did its duties.
import type { Script, Task, TaskRun, Verdict } from '../../../src/lesson/index.ts';
import { BUILD_LINE, INIT_SOURCE, RESTART_LINE, STARTS, type Duty } from '../../../src/sim/lab/trials/index.ts';
import { DONE, hint, NOT_YET, theContainer } from '../../pid-1/look.ts';
import {
  ANY_STATUS,
  COLLECTS,
  DEAF,
  ENDLESS_LOOP,
  LOOKS_FIRST,
  NO_SIGNAL_STATUS,
  ONCE_NOHANG,
  ONLY_ITS_OWN,
  WHOLE_INIT,
} from '../programs/reaper.ts';

/** What runs as PID 1 of the container, when it was compiled from C. */
function runningText(run: TaskRun): string | undefined {
  const init = theContainer(run.view)?.init;
  return init === undefined ? undefined : run.view.processes.get(init)?.source?.text;
}

const isStart = (text: string): boolean => STARTS.some((start) => start.text === text);

/** Done when PID 1's text passed every schedule about these duties. */
function examined(run: TaskRun, duties: readonly Duty[]): Verdict {
  const text = runningText(run);
  if (text === undefined)
    return theContainer(run.view)?.status === 'exited'
      ? hint('Your PID 1 has ended, and the container with it. Run it again, and have it examined while it runs.')
      : NOT_YET;
  const report = run.report?.(text);
  if (!report)
    return isStart(text) ? NOT_YET : hint('It runs as PID 1. Now let the examiner try it: *Check my program*.');
  const failed = report.verdicts.flatMap(({ duty, title, reason }) =>
    duties.includes(duty) && reason !== undefined ? [`${title}: ${reason}`] : [],
  );
  const [first] = failed;
  return first === undefined ? DONE : hint(first);
}

/** What the editor does for a learner: save, compile, start again with it, examine. */
const asInit = (text: string): Script => [
  { save: INIT_SOURCE, text },
  { type: BUILD_LINE, in: 'host' },
  { type: RESTART_LINE, in: 'host' },
  { examine: text },
];

const textOf = (id: string): string => STARTS.find((start) => start.id === id)?.text ?? '';

export const reaperTasks = [
  {
    id: 'reaper-collects',
    section: 'your-own-reaper',
    title: 'Run a PID 1 that collects *every* child, however many end together',
    check: (run) => examined(run, ['reap']),
    hints: [
      'How many children may have ended when one SIGCHLD arrives? How does `waitpid` say that there are no more?',
      '`waitpid(-1, NULL, WNOHANG)` returns the number of a child, 0 when none has ended, and -1 when there is none. Which of the three means “look again”?',
      '`while (waitpid(-1, NULL, WNOHANG) > 0);` in the handler. Then *Run as PID 1* and *Check my program*.',
    ],
    solution: asInit(COLLECTS),
    nearMisses: [
      { run: asInit(textOf('once')), hint: 'The handler ran once for' },
      { run: asInit(ONCE_NOHANG), hint: 'merged with one that was still pending' },
      { run: asInit(ONLY_ITS_OWN), hint: 'no handler for SIGCHLD' },
      { run: asInit(COLLECTS).slice(0, 3), hint: 'Check my program' },
    ],
  },
  {
    id: 'reaper-sleeps',
    section: 'your-own-reaper',
    title: 'Now also: use no processor while nothing happens, and forget nobody who died before your handler was there',
    check: (run) => examined(run, ['reap', 'calm']),
    hints: [
      'Open the run of a schedule that failed, and press *To signal or death* in the debugger: does the handler ever run?',
      'A child that ended before `sigaction` was called has sent its SIGCHLD to nobody. It is a zombie all the same, and `waitpid` finds it.',
      'Call the collecting loop once yourself, after `sigaction` and before the first `pause`.',
    ],
    solution: asInit(LOOKS_FIRST),
    nearMisses: [
      { run: asInit(COLLECTS), hint: 'it never ran' },
      { run: asInit(textOf('blocking')), hint: 'a busy loop' },
      { run: asInit(ENDLESS_LOOP), hint: 'a busy loop' },
    ],
  },
  {
    id: 'reaper-whole',
    section: 'your-own-reaper',
    title:
      'Make it an init: it runs the command that it is given, passes HUP, INT and TERM on, and ends as the command ended',
    check: (run) => examined(run, ['reap', 'calm', 'main']),
    hints: [
      'PID 1 is started as `/app/init COMMAND ARGUMENT…`: `fork`, and `execvp(argv[1], argv + 1)` in the child.',
      'Keep the number of that child. When `waitpid` returns it, the container is over: `WIFEXITED` and `WEXITSTATUS`, or 128 + `WTERMSIG`. Any other number is an orphan.',
      'A handler for HUP, INT and TERM that calls `kill(command, sig)`. After it `waitpid` returns -1: wait again. A blocking `waitpid` needs no handler for SIGCHLD at all.',
    ],
    solution: asInit(WHOLE_INIT),
    nearMisses: [
      { run: asInit(LOOKS_FIRST), hint: 'never ran that command' },
      { run: asInit(ANY_STATUS), hint: 'although its command still ran' },
      { run: asInit(NO_SIGNAL_STATUS), hint: 'instead of' },
      { run: asInit(DEAF), hint: 'was dropped' },
    ],
  },
] satisfies readonly Task[];
