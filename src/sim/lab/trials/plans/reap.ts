// Schedules about collecting: bursts, slow deaths, deaths close together, adopted zombies, stopped children, a crowd.
import { between, CHILDREN, SLEEPER, settle, START_CHILDREN, type Finding, type Plan } from '../plan.ts';
import type { Witness } from '../witness.ts';
import { count, crowdedOut, endedEarly, zombiesLeft } from '../words.ts';

/** Nobody left behind, and PID 1 still there. */
const clean = (w: Witness): Finding => endedEarly(w) ?? zombiesLeft(w) ?? crowdedOut(w);

const script = (about: string, ...lines: readonly string[]): { readonly script: string } => ({
  script: `#!/bin/bash\n# ${about}\n${lines.join('\n')}\n`,
});

const burst: Plan = {
  id: 'burst',
  title: 'A burst',
  asks: 'Several children end at the same instant.',
  duty: 'reap',
  make(rng) {
    const n = between(rng, 4, 9);
    return {
      story: `${n} children that PID 1 has adopted are ended by one signal to their group.`,
      command: SLEEPER,
      files: {
        [CHILDREN]: script(
          `${n} children, left to PID 1 and then ended all at once.`,
          `setsid bash -c 'for i in {1..${n}}; do sleep 1000 & done; echo $$ >/tmp/group'`,
          'sleep 0.1',
          'kill -KILL -- -$(cat /tmp/group)',
        ),
      },
      acts: [START_CHILDREN, settle()],
      check: clean,
    };
  },
};

const slow: Plan = {
  id: 'slow',
  title: 'One after the other',
  asks: 'Children end one by one, with time between them.',
  duty: 'reap',
  make(rng) {
    const naps = Array.from({ length: between(rng, 3, 5) }, (_, i) =>
      (0.05 + 0.1 * i + between(rng, 0, 5) / 100).toFixed(2),
    );
    return {
      story: `${naps.length} children end after ${naps.join(', ')} seconds.`,
      command: SLEEPER,
      files: {
        [CHILDREN]: script(
          'Children of different length. The parentheses end at once, so that PID 1 gets what is in them.',
          ...naps.map((nap) => `(sleep ${nap} &)`),
        ),
      },
      acts: [START_CHILDREN, settle()],
      check: clean,
    };
  },
};

const close: Plan = {
  id: 'close',
  title: 'During the handler',
  asks: 'Children end while PID 1 is still dealing with the one before.',
  duty: 'reap',
  make(rng) {
    const n = between(rng, 10, 16);
    const gap = between(rng, 20, 60);
    return {
      story: `${n} children end ${gap} microseconds apart.`,
      command: SLEEPER,
      files: {
        [CHILDREN]: script(
          `${n} children that end ${gap} microseconds apart, all left to PID 1.`,
          'at=$(( ${EPOCHREALTIME/./} + 150000 ))',
          `for i in {1..${n}}; do`,
          `  left=$(( at + i * ${gap} - \${EPOCHREALTIME/./} ))`,
          '  (sleep 0.$(printf %06d $left) &)',
          'done',
        ),
      },
      acts: [START_CHILDREN, settle()],
      check: clean,
    };
  },
};

const orphans: Plan = {
  id: 'orphans',
  title: 'Somebody else’s zombies',
  asks: 'A parent that never waited dies. PID 1 inherits its dead, and its living.',
  duty: 'reap',
  make(rng) {
    const dead = between(rng, 3, 7);
    const nap = (between(rng, 20, 60) / 100).toFixed(2);
    return {
      story: `A parent with ${dead} zombies is killed: PID 1 gets them all at once. A grandchild lives on for ${nap} s and ends later.`,
      command: SLEEPER,
      files: {
        [CHILDREN]: script(
          `${dead} zombies whose parent never waits, until it is killed. And a grandchild that outlives both.`,
          `/app/zombies ${dead} &`,
          'sleep 0.1',
          'kill -KILL $!',
          `bash -c '(sleep ${nap}; exit 3) & exit'`,
        ),
      },
      acts: [START_CHILDREN, settle()],
      check: clean,
    };
  },
};

const stopped: Plan = {
  id: 'stopped',
  title: 'Stopped is not dead',
  asks: 'A child is stopped and continued. That sends SIGCHLD, too, but there is nothing to collect.',
  duty: 'reap',
  make(rng) {
    const nap = 900 + between(rng, 1, 99);
    return {
      story: `A child gets SIGSTOP, a moment later SIGCONT, and ends after that.`,
      command: SLEEPER,
      files: {
        [CHILDREN]: script(
          'A child of PID 1 is stopped, continued, and ended.',
          `(sleep ${nap} &)`,
          'sleep 0.1',
          "pkill -STOP -f '^sleep'",
          'sleep 0.2',
          "pkill -CONT -f '^sleep'",
          'sleep 0.1',
          `pkill -KILL -f '^sleep ${nap}'`,
        ),
      },
      acts: [START_CHILDREN, settle()],
      check(w) {
        if (w.ended)
          return `PID 1 ended after a child had been *stopped*. SIGCHLD comes for that as well; WIFSTOPPED says that it was no death.`;
        return zombiesLeft(w) ?? crowdedOut(w);
      },
    };
  },
};

const crowd: Plan = {
  id: 'crowd',
  title: 'A crowd',
  asks: 'Hundreds of short children in a container that may have only a few dozen processes.',
  duty: 'reap',
  make(rng) {
    const rounds = between(rng, 8, 11);
    const each = between(rng, 20, 26);
    const most = 48;
    return {
      story: `${rounds * each} children in ${rounds} waves, under pids.max ${most}. Zombies count.`,
      command: SLEEPER,
      pidsMax: most,
      files: {
        [CHILDREN]: script(
          `${rounds} waves of ${each} short children, all left to PID 1.`,
          `for round in {1..${rounds}}; do`,
          `  (for i in {1..${each}}; do sleep 0.03 & done)`,
          '  sleep 0.06',
          'done',
        ),
      },
      acts: [START_CHILDREN, settle(3500)],
      check(w) {
        const early = endedEarly(w);
        if (early !== undefined) return early;
        if (w.refused > 0)
          return `The container was full: at pids.max ${most}, ${count(w.refused, 'fork')} failed. ${zombiesLeft(w) ?? 'The zombies were collected too late.'}`;
        return zombiesLeft(w) ?? crowdedOut(w);
      },
    };
  },
};

export const REAP_PLANS: readonly Plan[] = [slow, burst, close, orphans, stopped, crowd];
