// A container whose last place is taken: an app, and a helper beside it that never waits for its children.
import type { LabScenario } from '../../../src/lesson/index.ts';
import { oneContainer } from '../../../src/sim/lab/index.ts';

const APP = `#!/bin/bash
# The app, and a helper that somebody added later.
/app/web &
web=$!
sleep 0.2
/app/zombies 30 &
wait "$web"
`;

const PIDS_MAX = 20;

export default [
  {
    id: 'full',
    title: 'A container without a free place',
    about: 'pids.max is 20, and the dead hold nearly all of it. Nothing can be started any more.',
    choices: [],
    view: 'states',
    init: () =>
      oneContainer(['bash', '/app/app.sh'], {
        pidsMax: PIDS_MAX,
        files: { '/app/app.sh': { text: APP, mode: 0o755 } },
      }),
  },
] satisfies readonly LabScenario[];
