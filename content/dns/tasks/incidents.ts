// Section 8: the race is cured for both images, two name servers become one. The third replay has a file of its own.
import type { ScriptStep, Task, TaskRun } from '../../../src/lesson/index.ts';
import {
  askedFor,
  askedIn,
  askedOf,
  bare,
  deed,
  DONE,
  found,
  hint,
  isOver,
  kubectl,
  NOT_YET,
  seconds,
  tookMs,
  type Asked,
} from '../look.ts';
import deny from './deny.ts';

const SPLIT = { scenario: 'dns-split-horizon', view: 'network' } as const;

const KUBE_DNS = '10.96.0.10';
const INTRANET = 'intranet.corp.example';
const PODS = ['debian', 'alpine'] as const;

const lookups = (run: TaskRun, host: string): readonly Asked[] =>
  askedIn(run, host).filter((a) => isOver(a) && a.lookups.length > 0);

const lastFor = (run: TaskRun, host: string, name: string): Asked | undefined =>
  lookups(run, host).findLast((a) => bare(askedFor(a)).split('.')[0] === name.split('.')[0]);

const asksBoth = (asked: Asked): boolean => ['A', 'AAAA'].every((type) => asked.queries.some((q) => q.type === type));

/** One server instead of another in the pod's file, which is a mount: it can be written, and not be replaced. */
const askInstead = (from: string, to: string, where: string): ScriptStep => ({
  type: `sed 's/${from}/${to}/' /etc/resolv.conf > /tmp/new; cat /tmp/new > /etc/resolv.conf`,
  in: where,
});

/** Without the second server. */
const onlyFirst = (where: string): ScriptStep => ({
  type: 'grep -v 172.18.0.53 /etc/resolv.conf > /tmp/new; cat /tmp/new > /etc/resolv.conf',
  in: where,
});

const lookUp = (name: string, where: string): ScriptStep => ({ type: `getent ahosts ${name}`, in: where });

export default [
  {
    id: 'replay-both',
    section: 'incidents',
    title: 'Replay 1. On both pods, `web` is found in less than a second, with A and AAAA. CoreDNS stays as it is',
    check: (run) => {
      const last = PODS.map((host) => lookups(run, host).findLast(asksBoth));
      const quick = last.map((a) => a !== undefined && found(a) && tookMs(a) < 1000);
      if (quick.every(Boolean)) return DONE;
      const slow = last.find((a, i) => a !== undefined && quick[i] === false);
      if (slow) {
        const scaled = kubectl(run, /\bscale\b/)
          ? ' More replicas do not help: the packet is lost before it gets there.'
          : '';
        const musl =
          slow.host === 'alpine' && quick[0] === true ? ' musl does not know that option. What helps every image?' : '';
        return hint(`${deed(slow)} took ${seconds(tookMs(slow))}.${scaled}${musl}`);
      }
      if (quick.some(Boolean))
        return hint(`That was ${quick[0] === true ? 'Debian. Now Alpine.' : 'Alpine. Now Debian.'}`);
      return askedOf(run).length > 0
        ? hint(
            'That program did not ask for A and AAAA together. The gateway and the worker do: `curl`, and `wget` on Alpine.',
          )
        : NOT_YET;
    },
    hints: [
      '`kubectl -n kube-system get pods`: on this node runs a cache that no pod asks. Its address is 169.254.20.10.',
      'In `/etc/resolv.conf` of each pod, put that address in the place of 10.96.0.10. (The file is a mount: write it with `cat`; `sed -i` cannot replace it.)',
      'Then `time curl -s http://web/` on Debian, `time wget -qO- http://web/` on Alpine.',
    ],
    solution: [
      ...PODS.map((where) => askInstead(KUBE_DNS, '169.254.20.10', where)),
      { type: 'time curl -s http://web/' },
      { type: 'time wget -qO- http://web/', in: 'alpine' },
    ],
    nearMisses: [
      { run: [{ type: 'curl -s http://web/' }], hint: 'took 5.0 s' },
      {
        run: [
          { type: 'kubectl -n kube-system scale deployment coredns --replicas=4', in: 'host' },
          { waitMs: 3000 },
          { type: 'curl -s http://web/' },
        ],
        hint: 'More replicas do not help',
      },
      {
        run: [
          ...PODS.map((where) => ({ type: 'echo options single-request-reopen >> /etc/resolv.conf', in: where })),
          { type: 'curl -s http://web/' },
          { type: 'wget -qO- http://web/', in: 'alpine' },
        ],
        hint: 'musl does not know that option',
      },
      { run: [{ type: 'getent ahosts web' }], hint: 'did not ask for A and AAAA together' },
    ],
  },
  {
    id: 'split-debian',
    section: 'incidents',
    title: 'Replay 2. On Debian, look up `web` and `intranet.corp.example`. Which one is found?',
    lab: SPLIT,
    check: (run) => {
      const [web, intranet] = ['web', INTRANET].map((name) => lastFor(run, 'debian', name));
      if (web && intranet && found(web) && !found(intranet)) return DONE;
      if (web) return hint('`web` is found: the first server knows it. And `intranet.corp.example`?');
      return intranet
        ? hint(
            found(intranet)
              ? 'Found, with a file that is no longer the one of the report.'
              : 'The intranet is not found, though the second server knows it. And `web`?',
          )
        : NOT_YET;
    },
    hints: ['`getent ahosts web`, then `getent ahosts intranet.corp.example`.'],
    solution: [lookUp('web', 'debian'), lookUp(INTRANET, 'debian')],
    nearMisses: [
      { run: [lookUp('web', 'debian')], hint: 'And `intranet.corp.example`?' },
      { run: [lookUp(INTRANET, 'debian')], hint: 'And `web`?' },
    ],
  },
  {
    id: 'split-alpine',
    section: 'incidents',
    title: 'Replay 2. The same two names on Alpine. And who was the first to answer?',
    lab: SPLIT,
    check: (run) => {
      const [web, intranet] = ['web', INTRANET].map((name) => lastFor(run, 'alpine', name));
      if (web && intranet && !found(web) && found(intranet)) return DONE;
      if (web)
        return hint(
          '`web` is not found. Two servers were asked; one knows it, and the other was faster. And `intranet.corp.example`?',
        );
      if (intranet) return hint('The intranet is found. And `web`?');
      return lookups(run, 'debian').length > 0 ? hint('That was Debian. Now in the Alpine pod.') : NOT_YET;
    },
    hints: ['In the Alpine pod: `getent ahosts web`, then `getent ahosts intranet.corp.example`.'],
    solution: [lookUp('web', 'alpine'), lookUp(INTRANET, 'alpine')],
    nearMisses: [
      { run: [lookUp('web', 'alpine')], hint: 'the other was faster' },
      { run: [lookUp(INTRANET, 'alpine')], hint: 'And `web`?' },
      { run: [lookUp('web', 'debian')], hint: 'That was Debian' },
    ],
  },
  {
    id: 'split-repair',
    section: 'incidents',
    title: 'Replay 2. Both names on both pods, with one name server in the file, and the routing in the Corefile',
    lab: SPLIT,
    check: (run) => {
      const all = PODS.flatMap((host) =>
        ['web', INTRANET].map((name) => ({ host, name, last: lastFor(run, host, name) })),
      );
      const good = all.filter(
        ({ last }) => last !== undefined && found(last) && last.queries.every(({ to }) => to === KUBE_DNS),
      );
      if (good.length === all.length) return DONE;
      const two = all.find(({ last }) => last?.queries.some(({ to }) => to !== KUBE_DNS));
      const failed = all.find(({ last }) => last !== undefined && !found(last));
      if (failed && !two)
        return hint(
          `${failed.host} did not find \`${failed.name}\`. ${kubectl(run, /\b(apply|replace|edit|patch)\b/) ? 'Is the new Corefile loaded? It takes up to two minutes.' : 'Now CoreDNS has to know whom to ask for `corp.example`.'}`,
        );
      if (two)
        return hint(
          `${two.host} still asks two servers: \`${two.name}\` went to 172.18.0.53 as well. Routing by name is for CoreDNS.`,
        );
      return good.length > 0 ? hint(`${good.length} of ${all.length}: two names on two pods.`) : NOT_YET;
    },
    hints: [
      'A block of its own in the Corefile: `corp.example:53 { forward . 172.18.0.53 }` (on lines of their own).',
      'In each pod: the file without the second server, for example `grep -v 172.18.0.53 /etc/resolv.conf > /tmp/new; cat /tmp/new > /etc/resolv.conf`.',
      'Wait for the reload (up to two minutes), then `getent ahosts` both names in both pods.',
    ],
    solution: [
      ...PODS.map(onlyFirst),
      {
        type: "kubectl -n kube-system get cm coredns -o yaml | sed 's/^    \\.:53 {$/    corp.example:53 {\\n        errors\\n        forward . 172.18.0.53\\n    }\\n&/' | kubectl apply -f -",
        in: 'host',
      },
      { waitMs: 120_000 },
      ...PODS.flatMap((where) => ['web', INTRANET].map((name) => lookUp(name, where))),
    ],
    nearMisses: [
      { run: [lookUp('web', 'debian'), lookUp(INTRANET, 'alpine')], hint: 'still asks two servers' },
      {
        run: [onlyFirst('debian'), lookUp('web', 'debian'), lookUp(INTRANET, 'debian')],
        hint: 'Now CoreDNS has to know',
      },
      { run: [onlyFirst('debian'), lookUp('web', 'debian')], hint: '1 of 4' },
    ],
  },
  ...deny,
] satisfies readonly Task[];
