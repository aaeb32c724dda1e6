/** The machine of "Write your own reaper": PID 1 is compiled from /app/init.c, and a schedule of children can be chosen. */
import { plain, type LabScenario } from '../../../src/lesson/index.ts';
import { INIT_SOURCE, PLANS, reaperInit, STARTS, VARIATIONS } from '../../../src/sim/lab/trials/index.ts';

export const reaperScenarios = [
  {
    id: 'reaper',
    title: 'Write your own reaper',
    about: 'PID 1 is a C program of yours: edit it, run it, step through it, have it examined.',
    choices: [
      {
        name: 'start',
        label: 'PID 1',
        values: STARTS.map(({ id, label, watch }) => ({ value: id, label, about: plain(watch) })),
        initial: STARTS[0].id,
      },
      {
        name: 'children',
        label: 'Children',
        values: [
          { value: 'yours', label: 'yours', about: 'Nothing happens but what you do.' },
          ...PLANS.map(({ id, title, asks }) => ({ value: id, label: title, about: plain(asks) })),
        ],
        initial: 'yours',
      },
      {
        name: 'variation',
        label: 'Numbers',
        values: VARIATIONS.map((value) => ({ value, label: value, about: 'The same schedule with other numbers.' })),
        initial: VARIATIONS[0] ?? '1',
      },
    ],
    program: { file: INIT_SOURCE, choice: 'start', starts: STARTS },
    init: reaperInit,
  },
] satisfies readonly LabScenario[];
