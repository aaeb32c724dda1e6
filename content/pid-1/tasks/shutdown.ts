// Sections 7 and 8: traps, shells in front of the app, and stopping in time.
import { SIGKILL, SIGTERM, type Task } from '../../../src/lesson/index.ts';
import {
  aboutLast,
  deliveries,
  DONE,
  hasExited,
  hint,
  isInit,
  isShell,
  nameOf,
  NOT_YET,
  others,
  signals,
  sigName,
  theContainer,
  toInit,
} from '../look.ts';

export default [
  {
    id: 'trap-late',
    section: 'traps-and-exec',
    title:
      'PID 1 is a bash script with a trap and a child in front. Send `SIGTERM`, then make the trap run now: status 0',
    lab: { scenario: 'pid1', options: { pid1: 'trap-fg' }, view: 'processes' },
    check: (run) => {
      const noted = deliveries(run).some(
        ({ to, sig, effect }) => isInit(to) && sig === SIGTERM && effect === 'handler',
      );
      const box = theContainer(run.view);
      if (hasExited(run.view)) {
        return noted && box?.exitCode === 0
          ? DONE
          : hint(
              `It ended with ${box?.exitCode ?? 'another status'}: the trap never ran. Reset, and leave PID 1 alone this time.`,
            );
      }
      const child = others(run.view).find((p) => p.comm === 'sleep');
      if (noted) {
        return hint(
          `bash has noted SIGTERM and waits for ${child ? nameOf(child) : 'its child'}. End that one, and the trap can run.`,
        );
      }
      const childGone = deliveries(run).some(
        ({ to, effect }) => !isInit(to) && !isShell(to) && to.nspid.length > 1 && effect === 'terminate',
      );
      if (childGone)
        return hint(
          'You ended the child, and the loop started the next one. bash had no SIGTERM to act on: send that first.',
        );
      return aboutLast(run, { sig: SIGTERM, from: 'inside' });
    },
    hints: ['`kill 1` first. Then look who is in front: `ps axf`.', 'The child is process 2: `kill 1`, then `kill 2`.'],
    solution: [{ type: 'kill 1' }, { type: 'kill 2' }, { waitMs: 500 }],
    nearMisses: [
      { run: [{ type: 'kill 1' }, { waitMs: 500 }], hint: 'noted SIGTERM and waits' },
      { run: [{ type: 'kill 2' }, { waitMs: 500 }], hint: 'started the next one' },
      { run: [{ type: 'docker kill web-0', in: 'host' }, { waitMs: 500 }], hint: 'the trap never ran' },
    ],
  },
  {
    id: 'reach-the-app',
    section: 'traps-and-exec',
    title:
      'A shell without `exec` is PID 1, the app is its child. Get the app to run its handler: the container ends with 0',
    lab: { scenario: 'pid1', options: { pid1: 'entry-noexec' }, view: 'processes' },
    check: (run) => {
      const ran = deliveries(run).some(
        ({ to, sig, effect }) =>
          !isInit(to) && sig === SIGTERM && effect === 'handler' && to.nspid.length > 1 && !isShell(to),
      );
      const box = theContainer(run.view);
      if (hasExited(run.view)) {
        if (ran && box?.exitCode === 0) return DONE;
        return hint(
          `It ended with ${box?.exitCode ?? 'another status'}, and the app's handler never ran. Reset, and ask politely.`,
        );
      }
      if (ran) return NOT_YET;
      const last = signals(run)
        .filter(({ from }) => from !== 'kernel')
        .at(-1);
      if (last?.to && isInit(last.to))
        return hint(
          `PID 1 is the shell, without a handler for ${sigName(last.sig)}: dropped, and the app never hears of it. Whom do you really mean?`,
        );
      return NOT_YET;
    },
    hints: ['`ps axf -o pid,ppid,stat,args` shows who is behind the shell.', 'The app is process 2: `kill 2`.'],
    solution: [{ type: 'kill 2' }, { waitMs: 1000 }],
    nearMisses: [
      { run: [{ type: 'kill 1' }], hint: 'never hears of it' },
      { run: [{ type: 'kill -9 2' }, { waitMs: 500 }], hint: 'handler never ran' },
    ],
  },
  {
    id: 'drain',
    section: 'shut-down',
    title: 'Stop the server so that it can drain for its three seconds: status 0',
    lab: { scenario: 'pid1', options: { pid1: 'web' }, view: 'signals' },
    check: (run) => {
      const asked = deliveries(run).some(
        ({ to, sig, effect }) => isInit(to) && sig === SIGTERM && effect === 'handler',
      );
      if (hasExited(run.view)) {
        if (asked && theContainer(run.view)?.exitCode === 0) return DONE;
        return asked
          ? hint('It began to drain, and then the grace period was over: SIGKILL, 137. Give it more time.')
          : hint('It was killed without being asked. SIGKILL leaves no time to drain.');
      }
      return asked ? hint('It is draining. Wait for it.') : aboutLast(run, { sig: SIGTERM, from: 'above' });
    },
    hints: ['`docker stop` waits ten seconds unless told otherwise.', 'On the host, type `docker stop web-0`.'],
    solution: [{ type: 'docker stop web-0', in: 'host' }, { waitMs: 5000 }],
    nearMisses: [
      { run: [{ type: 'docker stop -t 1 web-0', in: 'host' }, { waitMs: 3000 }], hint: 'Give it more time' },
      { run: [{ type: 'docker kill web-0', in: 'host' }, { waitMs: 1000 }], hint: 'without being asked' },
    ],
  },
  {
    id: 'stop-too-short',
    section: 'shut-down',
    title: 'Now the accident: let it be asked politely *and* killed while it still drains: status 137',
    lab: { scenario: 'pid1', options: { pid1: 'web' }, view: 'signals' },
    check: (run) => {
      const asked = deliveries(run).some(
        ({ to, sig, effect }) => isInit(to) && sig === SIGTERM && effect === 'handler',
      );
      const killed = toInit(signals(run), SIGKILL).some(({ from }) => from === 'above');
      if (!hasExited(run.view)) return asked ? hint('It drains, and nobody has cut it short yet.') : NOT_YET;
      if (asked && killed && theContainer(run.view)?.signal === SIGKILL) return DONE;
      return asked
        ? hint('It had enough time and ended with 0. Choose a grace period shorter than its three seconds.')
        : hint('Killed, but never asked: that is `docker kill`. The accident needs SIGTERM first.');
    },
    hints: [
      '`docker stop` takes the grace period with `-t`, in seconds.',
      'On the host, type `docker stop -t 1 web-0`.',
    ],
    solution: [{ type: 'docker stop -t 1 web-0', in: 'host' }, { waitMs: 3000 }],
    nearMisses: [
      { run: [{ type: 'docker stop web-0', in: 'host' }, { waitMs: 6000 }], hint: 'shorter than its three seconds' },
      { run: [{ type: 'docker kill web-0', in: 'host' }, { waitMs: 1000 }], hint: 'never asked' },
    ],
  },
  {
    id: 'shared-kill',
    section: 'shut-down',
    title: 'A pod with a shared pid namespace: end the app (`sleep 1000`) with `SIGKILL`, from your shell inside',
    lab: { scenario: 'shared-pid', options: { pid1: 'sleep' }, view: 'signals' },
    check: (run) => {
      const killed = signals(run).some(
        ({ sig, from, to, outcome }) =>
          sig === SIGKILL &&
          from === 'inside' &&
          outcome === 'queued' &&
          to !== undefined &&
          !isInit(to) &&
          to.comm === 'sleep',
      );
      const app = run.view.containers.find(({ name }) => name === 'web-0');
      if (killed && app?.signal === SIGKILL) return DONE;
      const last = signals(run)
        .filter(({ from }) => from !== 'kernel')
        .at(-1);
      if (!last?.to) return NOT_YET;
      if (isInit(last.to) && last.outcome === 'dropped')
        return hint('Process 1 is pause here, and it is the one that is protected now. Which number has your app?');
      if (isInit(last.to))
        return hint(
          `${sigName(last.sig)} reached pause, and its handler ends it: with it goes the whole pod. Reset, and look for the number of the app.`,
        );
      return last.from === 'above'
        ? hint('That came from the host. The point is that it works from inside now.')
        : hint(`That was ${sigName(last.sig)} to ${nameOf(last.to)}. Send SIGKILL to the app.`);
    },
    hints: ['`ps -ef` shows the whole pod. Who is process 1 now?', 'The app is process 2: `kill -9 2`.'],
    solution: [{ type: 'kill -9 2' }, { waitMs: 500 }],
    nearMisses: [
      { run: [{ type: 'kill -9 1' }], hint: 'pause here' },
      { run: [{ type: 'kill 1' }, { waitMs: 500 }], hint: 'its handler ends it' },
      { run: [{ type: 'kill 2' }, { waitMs: 500 }], hint: 'Send SIGKILL to the app' },
    ],
  },
  {
    id: 'restart-in-place',
    section: 'shut-down',
    title:
      'This container is started again when it ends. Restart it from inside: a shell without `exec` is PID 1, the app is its child',
    lab: { scenario: 'restart', options: { pid1: 'entry-noexec' }, view: 'processes' },
    check: (run) => {
      const sent = signals(run).filter(({ from }) => from === 'inside' || from === 'above');
      const box = theContainer(run.view);
      if (box && box.restarts > 0 && sent.some(({ from, to }) => from === 'inside' && to !== undefined && !isInit(to)))
        return DONE;
      const last = sent.at(-1);
      if (!last?.to) return NOT_YET;
      if (last.from === 'above')
        return hint(
          'That was done from the host. With `kubectl exec` you would have a shell inside, and nothing else.',
        );
      if (isInit(last.to))
        return hint(
          `PID 1 is a shell without a handler for ${sigName(last.sig)}: dropped. But it only waits for somebody, and then it is through.`,
        );
      return NOT_YET;
    },
    hints: ['The shell ends when its child has ended. Who is the child?', 'Type `kill 2`; the restart takes a moment.'],
    solution: [{ type: 'kill 2' }, { waitMs: 2000 }],
    nearMisses: [
      { run: [{ type: 'kill 1' }], hint: 'waits for somebody' },
      { run: [{ type: 'kill -9 1' }], hint: 'waits for somebody' },
      { run: [{ type: 'docker kill -s KILL web-0', in: 'host' }, { waitMs: 2000 }], hint: 'done from the host' },
    ],
  },
] satisfies readonly Task[];
