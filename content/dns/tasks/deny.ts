// Section 8, the third replay: what still works under a default deny, and a rule that lets the names through and nothing else.
import type { ScriptStep, Task } from '../../../src/lesson/index.ts';
import {
  askedIn,
  deed,
  DONE,
  found,
  hint,
  isAnswer,
  isOver,
  kubectl,
  NOT_YET,
  seconds,
  tookMs,
  type Asked,
} from '../look.ts';

const DENIED = { scenario: 'dns-deny-egress', view: 'network' } as const;

const DNS_PODS = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
};

/** A further rule for the policy that is there. */
const addRule = (...protocols: readonly string[]): ScriptStep => ({
  type: `kubectl patch networkpolicy allow-web --type=json -p '${JSON.stringify([
    {
      op: 'add',
      path: '/spec/egress/-',
      value: { ...DNS_PODS, ports: protocols.map((protocol) => ({ protocol, port: 53 })) },
    },
  ])}'`,
  in: 'host',
});

const answeredBy =
  (proto: 'udp' | 'tcp') =>
  (asked: Asked): boolean =>
    asked.queries.some((q) => q.proto === proto && isAnswer(q));

/** Connections to something else than a name server. */
const others = (asked: Asked): readonly Asked['connections'][number][] =>
  asked.connections.filter(({ port }) => port !== 53);

/** Something came back from there, be it a refusal. */
const reached = ({ what }: Asked['connections'][number]): boolean => what !== 'syn' && what !== 'timed-out';

const LOOK_UP: ScriptStep = { type: 'getent ahosts web' };

export default [
  {
    id: 'deny-seen',
    section: 'incidents',
    title: 'Replay 3. From the Debian pod: reach `web` by its address, 10.96.24.80, and by its name',
    lab: DENIED,
    check: (run) => {
      const mine = askedIn(run, 'debian').filter(isOver);
      const byName = mine.find(
        (a) => a.queries.length > 0 && !found(a) && a.queries.every(({ reply }) => reply === undefined),
      );
      const byAddress = mine.some((a) => others(a).some(reached));
      if (byName && byAddress && tookMs(byName) > 4500) return DONE;
      if (byAddress)
        return hint('By address it works: the policy lets that through. And `curl http://web/`? Give it its time.');
      return byName
        ? hint(`${seconds(tookMs(byName))} of silence. And by address: \`curl http://10.96.24.80/\`?`)
        : NOT_YET;
    },
    hints: [
      '`curl http://10.96.24.80/`, then `curl http://web/`.',
      'The second one takes twenty seconds. That is the finding.',
    ],
    solution: [{ type: 'curl -sS http://10.96.24.80/' }, { type: 'time curl -sS http://web/' }, { waitMs: 8000 }],
    nearMisses: [
      { run: [{ type: 'curl -sS http://10.96.24.80/' }], hint: 'By address it works' },
      { run: [{ type: 'curl -sS http://web/' }, { waitMs: 8000 }], hint: 'And by address' },
    ],
  },
  {
    id: 'deny-repair',
    section: 'incidents',
    title:
      'Replay 3. Let names through by UDP and by TCP, and nothing else: show all three from the Debian pod, the third with `curl -m 2 http://10.96.31.80/`',
    lab: DENIED,
    check: (run) => {
      const mine = askedIn(run, 'debian').filter(isOver);
      const first = mine.findIndex(answeredBy('udp'));
      if (first < 0) {
        const tried = kubectl(run, /\b(apply|create|replace|edit|patch)\b/);
        const lost = mine.findLast((a) => a.queries.length > 0);
        if (tried && lost)
          return hint(
            'There is a rule, and the packets are still dropped. The plug-in sees the address of the CoreDNS *pod*, after DNAT, not 10.96.0.10; and is the rule for UDP?',
          );
        if (lost) return hint(`${deed(lost)} was not answered: no rule lets its packets to CoreDNS.`);
        return tried ? hint('There is a rule. Does a lookup work now?') : NOT_YET;
      }
      const after = mine.slice(first);
      const open = after.flatMap((a) => others(a).filter((each) => each.to !== '10.96.24.80' && reached(each)));
      if (open[0])
        return hint(
          `${open[0].to} can be reached as well: everything is open. The names were to be let through, and nothing else.`,
        );
      const closed = after.some((a) => others(a).some(({ to }) => to !== '10.96.24.80'));
      const tcp = after.some(answeredBy('tcp'));
      if (tcp && closed) return DONE;
      if (!tcp)
        return after.some((a) =>
          [...a.queries, ...a.connections].some((each) => ('proto' in each ? each.proto === 'tcp' : each.port === 53)),
        )
          ? hint('By UDP it works, by TCP it does not. Large answers will fail.')
          : hint('By UDP it works. And by TCP: `dig +tcp web.default.svc.cluster.local`?');
      return hint('Names are let through, by both. Is everything else still closed? `curl -m 2 http://10.96.31.80/`');
    },
    hints: [
      '`kubectl get networkpolicy` on the host. `/root/allow-dns.yaml` is a beginning: two things in it are wrong.',
      'In `to`, one item with both: `namespaceSelector` (`kubernetes.io/metadata.name: kube-system`) and `podSelector` (`k8s-app: kube-dns`). In `ports`: UDP 53 and TCP 53.',
      'Then in the pod: `getent ahosts web`, `dig +tcp web.default.svc.cluster.local`, `curl -m 2 http://10.96.31.80/`.',
    ],
    solution: [
      addRule('UDP', 'TCP'),
      LOOK_UP,
      { type: 'dig +tcp +short web.default.svc.cluster.local' },
      { type: 'curl -sS -m 2 http://10.96.31.80/' },
    ],
    nearMisses: [
      {
        run: [
          { type: 'kubectl apply -f /root/allow-dns.yaml', in: 'host' },
          { type: 'dig +tries=1 +time=1 web.default.svc.cluster.local' },
        ],
        hint: 'after DNAT',
      },
      {
        run: [
          { type: 'kubectl delete networkpolicy --all', in: 'host' },
          LOOK_UP,
          { type: 'curl -sS -m 2 http://10.96.31.80/' },
        ],
        hint: 'everything is open',
      },
      { run: [addRule('UDP'), LOOK_UP], hint: 'And by TCP' },
      {
        run: [addRule('UDP'), LOOK_UP, { type: 'dig +tcp +tries=1 +time=1 web.default.svc.cluster.local' }],
        hint: 'Large answers will fail',
      },
      {
        run: [addRule('UDP', 'TCP'), LOOK_UP, { type: 'dig +tcp +short web.default.svc.cluster.local' }],
        hint: 'still closed',
      },
    ],
  },
] satisfies readonly Task[];
