// Schedules about the command that PID 1 was told to run: started, signalled, and its end passed on as the container's own.
import { signalName, SIGHUP, SIGINT, SIGKILL, SIGSEGV, SIGTERM, SIGUSR1 } from '../../../kernel/abi/index.ts';
import { between, CHILDREN, end, MAIN, pick, START_CHILDREN, type, wait, type Finding, type Plan } from '../plan.ts';
import { sigName, type Witness } from '../witness.ts';
import { notStarted, statusWords, whereIs } from '../words.ts';

const COMMAND: readonly string[] = ['bash', MAIN];

const script = (about: string, ...lines: readonly string[]): { readonly script: string } => ({
  script: `#!/bin/bash\n# ${about}\n${lines.join('\n')}\n`,
});

/** The container must end with this code, because its command did. */
function passedOn(w: Witness, expected: number): Finding {
  const never = notStarted(w, COMMAND);
  if (never !== undefined) return never;
  const { mainEnded, ended, exitCode } = w;
  if (ended && (!mainEnded || w.killedWithInit))
    return `PID 1 ended first (${statusWords(ended.status)}), and its command was killed with everything else in the container.`;
  if (!mainEnded) return `The command is still running.${whereIs(w.process)}`;
  const said = statusWords(mainEnded.status);
  if (exitCode === undefined)
    return `The command ended (${said}), but PID 1 did not, so the container goes on without its program.${whereIs(w.process)}`;
  if (exitCode === expected) return undefined;
  const killed = (mainEnded.status & 0x7f) !== 0;
  return `The command ${killed ? 'was' : 'ended with'} ${said}; the container ended with ${exitCode} instead of ${expected}${killed ? ` (128 + ${mainEnded.status & 0x7f})` : ''}.`;
}

const status: Plan = {
  id: 'status',
  title: 'The exit code',
  asks: 'The command exits with a code; the container must end with the same, whatever other children said.',
  duty: 'main',
  make(rng) {
    const code = between(rng, 2, 99);
    const other = code > 50 ? code - 30 : code + 30;
    return {
      story: `The command exits with ${code}. Shortly before, an orphan exits with ${other}; another one never ends.`,
      command: COMMAND,
      needsCommand: true,
      files: {
        [MAIN]: script('The command: works a while and exits.', 'sleep 0.5', `exit ${code}`),
        [CHILDREN]: script(
          'Two orphans: one exits before the command does, one never.',
          `(bash -c 'sleep 0.1; exit ${other}' &)`,
          '(sleep 1000 &)',
        ),
      },
      acts: [START_CHILDREN, end(2000)],
      check: (w) => passedOn(w, code),
    };
  },
};

const killed: Plan = {
  id: 'killed',
  title: '128 + signal',
  asks: 'The command is killed by a signal; the container must end with 128 + its number.',
  duty: 'main',
  make(rng) {
    const sig = pick(rng, [SIGKILL, SIGSEGV, SIGUSR1, SIGTERM]);
    return {
      story: `The command ends by ${sigName(sig)}.`,
      command: COMMAND,
      needsCommand: true,
      files: { [MAIN]: script('The command: ends by a signal.', 'sleep 0.2', `kill -${signalName(sig)} $$`) },
      acts: [end(1500)],
      check: (w) => passedOn(w, 128 + sig),
    };
  },
};

const forward: Plan = {
  id: 'forward',
  title: 'Pass it on',
  asks: 'Signals for PID 1 are meant for its command: HUP, INT, and at last TERM.',
  duty: 'main',
  make(rng) {
    const code = between(rng, 100, 120);
    const first = pick(rng, [SIGHUP, SIGINT]);
    const order = [first, first === SIGHUP ? SIGINT : SIGHUP];
    return {
      story: `From the host come ${order.map(sigName).join(', ')} and SIGTERM. The command handles all three and exits with ${code} upon the last.`,
      command: COMMAND,
      needsCommand: true,
      files: {
        [MAIN]: script(
          'The command: has a trap for each signal, and exits when it gets TERM.',
          "trap 'echo HUP >>/tmp/got' HUP",
          "trap 'echo INT >>/tmp/got' INT",
          `trap 'exit ${code}' TERM`,
          'while :; do sleep 0.5 & wait $!; done',
        ),
      },
      acts: [
        wait(300),
        ...order.flatMap((sig) => [type(`docker kill -s ${signalName(sig)} web-0`), wait(300)]),
        type('docker stop -t 3 web-0'),
        end(1000),
      ],
      check(w) {
        const never = notStarted(w, COMMAND);
        if (never !== undefined) return never;
        for (const sig of [...order, SIGTERM]) {
          if (w.forwarded.includes(sig)) continue;
          const got = w.sent.find((each) => each.sig === sig);
          if (got?.dropped)
            return `${sigName(sig)} for PID 1 was dropped: it has no handler, and PID 1 is not ended by default actions. The command never heard of it.`;
          if (!got)
            return `PID 1 was gone before ${sigName(sig)} was sent${w.ended ? ` (${statusWords(w.ended.status)})` : ''}.`;
          return `PID 1 got ${sigName(sig)} and sent nothing to its command.${whereIs(w.process)}`;
        }
        return passedOn(w, code);
      },
    };
  },
};

const paused: Plan = {
  id: 'paused',
  title: 'Its command is stopped',
  asks: 'The command is stopped and continued: that is no end of it.',
  duty: 'main',
  make(rng) {
    const code = between(rng, 2, 60);
    return {
      story: `The command stops itself, is continued after a moment, and exits with ${code}.`,
      command: COMMAND,
      needsCommand: true,
      files: {
        [MAIN]: script(
          'The command: stops, goes on, exits.',
          'sleep 0.2',
          '(sleep 0.3; kill -CONT $$) &',
          'kill -STOP $$',
          'sleep 0.2',
          `exit ${code}`,
        ),
      },
      acts: [end(2000)],
      check(w) {
        const never = notStarted(w, COMMAND);
        if (never !== undefined) return never;
        if (w.ended && (!w.mainEnded || w.killedWithInit))
          return `The command was only *stopped*, and PID 1 ended (${statusWords(w.ended.status)}). A status has four kinds: look at it with WIFEXITED and WIFSIGNALED.`;
        return passedOn(w, code);
      },
    };
  },
};

export const MAIN_PLANS: readonly Plan[] = [status, killed, paused, forward];
