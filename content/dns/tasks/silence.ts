// Section 4: a server that is silent, a Service that nobody is behind, and less patience.
import type { Task } from '../../../src/lesson/index.ts';
import {
  askedIn,
  coreDns,
  deed,
  DONE,
  found,
  hint,
  isOver,
  NOT_YET,
  ownResolver,
  seconds,
  tookMs,
  type Asked,
} from '../look.ts';

/** Somebody let go of it, and said so: an ICMP message, not silence. */
const refused = (asked: Asked): boolean => asked.queries.some(({ fate }) => fate === 'refused');

/** Nobody answered, and nobody refused. */
const silent = (asked: Asked): boolean =>
  !found(asked) &&
  asked.queries.length > 0 &&
  asked.queries.every(({ reply, fate }) => reply === undefined && fate !== 'refused');

const STOP_ALL = { type: 'kill -STOP $(pidof coredns)', in: 'host' } as const;

export default [
  {
    id: 'freeze-coredns',
    section: 'silence',
    title: 'From the node, stop all of CoreDNS, and let Debian look up `web` until it gives up. How many seconds?',
    check: (run) => {
      const mine = askedIn(run, 'debian').filter((a) => isOver(a) && !ownResolver(a));
      if (mine.some((a) => silent(a) && tookMs(a) > 19_000)) return DONE;
      const all = coreDns(run.view);
      const stopped = all.filter((each) => each.stopped).length;
      const last = mine.at(-1);
      if (all.length === 0)
        return hint(
          'They are gone, and that is not silence: the node refuses what is sent to a Service without endpoints. Stopped, not ended.',
        );
      if (stopped === 0)
        return last
          ? hint(
              `${deed(last)} was answered: CoreDNS is running. \`SIGSTOP\` stops a process and leaves its port open.`,
            )
          : NOT_YET;
      if (stopped < all.length)
        return hint(
          `${stopped} of ${all.length} is stopped. The other one still answers, whenever the Service sends a packet there.`,
        );
      return last
        ? hint(
            `Both are stopped. ${deed(last)} took ${seconds(tookMs(last))}: look up \`web\`, without a final dot, and do not interrupt it.`,
          )
        : hint('Both are stopped. Now look `web` up in the Debian pod, with `time`.');
    },
    hints: [
      'On the host: `pgrep -a coredns`, and the signal that no process can catch, and that does not end it.',
      'Type `kill -STOP $(pidof coredns)` on the host, then `time getent ahosts web` in the Debian pod.',
    ],
    solution: [STOP_ALL, { type: 'time getent ahosts web' }, { waitMs: 8000 }],
    nearMisses: [
      { run: [{ type: 'kill -STOP $(pgrep -o coredns)', in: 'host' }], hint: '1 of 2 is stopped' },
      { run: [{ type: 'getent ahosts web' }], hint: 'CoreDNS is running' },
      { run: [STOP_ALL, { type: 'getent ahosts web.default.svc.cluster.local.' }], hint: 'without a final dot' },
      {
        run: [
          { type: 'kubectl -n kube-system scale deployment coredns --replicas=0', in: 'host' },
          { waitMs: 40_000 },
          { type: 'getent ahosts web' },
        ],
        hint: 'Stopped, not ended',
      },
    ],
  },
  {
    id: 'scale-to-zero',
    section: 'silence',
    title: 'Scale CoreDNS to zero, and look up `web` on Debian and on Alpine',
    check: (run) => {
      const last = (host: string): Asked | undefined =>
        askedIn(run, host).findLast((a) => isOver(a) && a.lookups.length > 0);
      const [d, a] = [last('debian'), last('alpine')];
      const dNow = d !== undefined && !found(d) && refused(d) && tookMs(d) < 500;
      const aLate = a !== undefined && !found(a) && refused(a) && tookMs(a) > 4500;
      if (dNow && aLate) return DONE;
      const left = coreDns(run.view);
      if (left.some(({ stopped }) => stopped))
        return hint(
          'A stopped process is silent. This task is about none at all: `kubectl -n kube-system scale deployment coredns --replicas=0`.',
        );
      if (left.length > 0) return run.inputs.length > 0 ? hint(`${left.length} of CoreDNS still run.`) : NOT_YET;
      if (dNow) return hint('Debian was told at once. Now Alpine.');
      return aLate
        ? hint('Five seconds on Alpine. Now Debian.')
        : hint('Nobody is behind the Service any more. Look `web` up in both pods.');
    },
    hints: [
      'On the host: `kubectl -n kube-system scale deployment coredns --replicas=0`. It takes a moment until they are gone.',
      'Then `time getent ahosts web` in both pods.',
    ],
    solution: [
      { type: 'kubectl -n kube-system scale deployment coredns --replicas=0', in: 'host' },
      { waitMs: 40_000 },
      { type: 'time getent ahosts web' },
      { type: 'time getent ahosts web', in: 'alpine' },
    ],
    nearMisses: [
      {
        run: [{ type: 'kubectl -n kube-system scale deployment coredns --replicas=1', in: 'host' }, { waitMs: 40_000 }],
        hint: '1 of CoreDNS still run',
      },
      { run: [STOP_ALL], hint: 'A stopped process is silent' },
      {
        run: [
          { type: 'kubectl -n kube-system scale deployment coredns --replicas=0', in: 'host' },
          { waitMs: 40_000 },
          { type: 'getent ahosts web' },
        ],
        hint: 'Now Alpine',
      },
    ],
  },
  {
    id: 'less-patience',
    section: 'silence',
    title: 'CoreDNS is stopped and stays so. Make a lookup of `web` on Debian fail within four seconds',
    check: (run) => {
      const mine = askedIn(run, 'debian').filter(
        (a) => isOver(a) && !ownResolver(a) && silent(a) && a.queries.length > 0,
      );
      if (mine.some((a) => a.lookups.length > 0 && tookMs(a) < 4500)) return DONE;
      const last = mine.at(-1);
      if (last)
        return hint(
          `${seconds(tookMs(last))}. Two names, each asked as often as \`attempts\` says, for as long as \`timeout\` says.`,
        );
      const all = coreDns(run.view);
      if (all.length > 0 && all.every(({ stopped }) => stopped))
        return hint('All of CoreDNS is stopped. Now the options in the pod’s file, and a lookup.');
      return run.inputs.length > 0
        ? hint('CoreDNS answers. Stop it first: `kill -STOP $(pidof coredns)` on the host.')
        : NOT_YET;
    },
    hints: [
      'First `kill -STOP $(pidof coredns)` on the host.',
      'Two names, two attempts: with one second each it is four.',
      '`echo options timeout:1 >> /etc/resolv.conf`, then `time getent ahosts web`.',
    ],
    solution: [STOP_ALL, { type: 'echo options timeout:1 >> /etc/resolv.conf' }, { type: 'time getent ahosts web' }],
    nearMisses: [
      { run: [STOP_ALL], hint: 'Now the options' },
      {
        run: [
          STOP_ALL,
          { type: 'echo options attempts:1 >> /etc/resolv.conf' },
          { type: 'time getent ahosts web' },
          { waitMs: 3000 },
        ],
        hint: '10.0 s',
      },
      {
        run: [{ type: 'echo options timeout:1 >> /etc/resolv.conf' }, { type: 'getent ahosts web' }],
        hint: 'Stop it first',
      },
    ],
  },
] satisfies readonly Task[];
