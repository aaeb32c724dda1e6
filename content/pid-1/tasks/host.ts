// Section 4: signals from the namespace above.
import { SIGCONT, SIGKILL, SIGSTOP, SIGTERM, type Task } from '../../../src/lesson/index.ts';
import {
  aboutLast,
  deliveries,
  DONE,
  hasExited,
  hint,
  initOf,
  isInit,
  signals,
  theContainer,
  toInit,
} from '../look.ts';

export default [
  {
    id: 'term-host',
    section: 'from-the-host',
    title: "From the host: send `SIGTERM` to the container's PID 1",
    check: (run) => {
      const sent = toInit(signals(run), SIGTERM);
      if (sent.some(({ from }) => from === 'above')) return DONE;
      return aboutLast(run, { sig: SIGTERM, from: 'above' });
    },
    hints: ['In the tab *host*: `docker kill` can send any signal.', 'On the host, type `docker kill -s TERM web-0`.'],
    solution: [{ type: 'docker kill -s TERM web-0', in: 'host' }],
    nearMisses: [
      { run: [{ type: 'kill 1' }], hint: 'from inside' },
      { run: [{ type: 'kill 1', in: 'host' }], hint: "host's own init" },
      { run: [{ type: 'docker kill -s HUP web-0', in: 'host' }], hint: 'That was SIGHUP' },
    ],
  },
  {
    id: 'stop-host',
    section: 'from-the-host',
    title: 'Freeze PID 1 from the host with `SIGSTOP`; then wake it up again, from wherever you like',
    check: (run) => {
      const stop = deliveries(run).find(({ to, effect }) => isInit(to) && effect === 'stop');
      if (!stop) {
        const inside = toInit(signals(run), SIGSTOP).some(({ from }) => from === 'inside');
        return inside
          ? hint('SIGSTOP from inside is dropped. Send it from the tab *host*.')
          : aboutLast(run, { sig: SIGSTOP, from: 'above' });
      }
      const woken = toInit(signals(run), SIGCONT).some(({ journey }) => journey > stop.journey);
      const init = initOf(run.view);
      if (woken && init && init.state !== 'T') return DONE;
      return init
        ? hint('It is stopped: state T. Now wake it up. Which signal continues a stopped process?')
        : hint('It is gone. Reset the machine.');
    },
    hints: [
      'On the host: `docker kill -s STOP web-0`. Look at `ps -o pid,stat,comm -p 1` inside.',
      'SIGCONT continues it; from inside, `kill -CONT 1` is enough.',
    ],
    solution: [{ type: 'docker kill -s STOP web-0', in: 'host' }, { type: 'kill -CONT 1' }],
    nearMisses: [
      { run: [{ type: 'kill -STOP 1' }], hint: 'from inside is dropped' },
      { run: [{ type: 'docker kill -s STOP web-0', in: 'host' }], hint: 'Now wake it up' },
    ],
  },
  {
    id: 'kill-host',
    section: 'from-the-host',
    title: 'End it: kill PID 1 from the host, and read the status of the container',
    check: (run) => {
      const forced = toInit(signals(run), SIGKILL).some(({ from }) => from === 'above');
      if (forced && hasExited(run.view) && theContainer(run.view)?.signal === SIGKILL) return DONE;
      return aboutLast(run, { sig: SIGKILL, from: 'above' });
    },
    hints: [
      'Without `-s`, `docker kill` sends SIGKILL.',
      'On the host, type `docker kill web-0`, then `docker ps -a`.',
    ],
    solution: [{ type: 'docker kill web-0', in: 'host' }],
    nearMisses: [
      { run: [{ type: 'kill -9 1' }], hint: 'from inside' },
      { run: [{ type: 'docker kill -s TERM web-0', in: 'host' }], hint: 'That was SIGTERM' },
    ],
  },
] satisfies readonly Task[];
