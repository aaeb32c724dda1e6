// One process in each state, side by side.
import type { LabScenario } from '../../../src/lesson/index.ts';
import { oneContainer } from '../../../src/sim/lab/index.ts';

const LETTERS = `#!/bin/bash
# One process for each letter that ps knows.
sleep 1000 &           # S
/app/vforker &         # D, with a child in S
sleep 2000 &           # T, soon
sleep 0.005
kill -STOP $!
sleep 3000 &           # t: a tracer holds it
/app/tracer $! &
/app/zombies 1 &       # a parent in S, its child in Z
/app/leader_exit &     # Zl
yes > /dev/null &       # R
wait
`;

export default [
  {
    id: 'letters',
    title: 'One process for each state',
    about: 'Running, sleeping, uninterruptible, stopped, traced, dead, and one that only looks dead.',
    choices: [],
    view: 'states',
    init: () =>
      oneContainer(['bash', '/app/letters.sh'], { files: { '/app/letters.sh': { text: LETTERS, mode: 0o755 } } }),
  },
] satisfies readonly LabScenario[];
