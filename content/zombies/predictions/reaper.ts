// The guess of "Write your own reaper": what the textbook handler does about children that ended before it was there.
import type { Prediction } from '../../../src/lesson/index.ts';
import { zombiesOf } from '../look.ts';

export const reaperPredictions = [
  {
    id: 'reaper-before-handler',
    section: 'your-own-reaper',
    question:
      'PID 1 forks a few children that end at once, and then becomes, by `exec`, a program with the textbook handler: `while (waitpid(-1, NULL, WNOHANG) > 0);`. No other child ends. What becomes of the first ones?',
    options: [
      {
        id: 'collected',
        text: 'The handler collects them as soon as it is installed',
        why: 'A handler runs when a signal comes. Their SIGCHLDs came before, and were not kept.',
      },
      {
        id: 'exec',
        text: '`exec` clears them away',
        why: '`exec` changes the program, not the process: the number stays, and so do its children, dead or alive.',
      },
      { id: 'stay', text: 'They stay zombies until some other child ends' },
      {
        id: 'ever',
        text: 'They stay zombies for ever',
        why: 'The next SIGCHLD, whoever it is about, makes the loop run, and the loop takes everybody who is there.',
      },
    ],
    answer: 'stay',
    explain:
      'At the time of their deaths the disposition of `SIGCHLD` was the default, which is to do nothing: the signal is not even kept pending. The zombies are kept. So the program that starts later finds children to collect and nobody who says so.',
    lab: { scenario: 'reaper', options: { start: 'loop', children: 'early', variation: '1' }, view: 'states' },
    run: [{ type: 'ps -ef' }, { type: '(sleep 0.1 &)' }, { waitMs: 600 }, { type: 'ps -ef' }],
    proof: ({ steps, view }) =>
      zombiesOf(view).length === 0 &&
      steps.some((step) => step.event.kind === 'input' && zombiesOf(step.view).length > 0),
  },
] satisfies readonly Prediction[];
