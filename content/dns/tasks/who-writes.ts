// Section 2: a pod that got the node's file is found out, the cluster's DNS is asked in spite of it, and a name is found in a file.
import type { Task } from '../../../src/lesson/index.ts';
import {
  askedFor,
  askedOf,
  bare,
  deed,
  DONE,
  found,
  hint,
  isAnswer,
  isOver,
  kubectl,
  NOT_YET,
  ownResolver,
  queries,
} from '../look.ts';

const HOST_NETWORK = { scenario: 'dns-policy', options: { policy: 'hostNetwork' }, view: 'network' } as const;
const KUBE_DNS = '10.96.0.10';
const WEB = 'web.default.svc.cluster.local';

/** Pods that the machine starts with. */
const GIVEN = new Set(['debian', 'alpine', 'go', 'host']);

const isAddress = (name: string): boolean => /^[\d.]+$|:/.test(name);

export default [
  {
    id: 'no-cluster-dns',
    section: 'who-writes',
    title: 'This pod does not find `web`. Find the two proofs: its file, and the lines of its spec that are the reason',
    lab: HOST_NETWORK,
    check: (run) => {
      const inPod = run.screen('debian');
      const file = /^nameserver 172\.18\.0\.1$/m.test(inPod);
      const spec = /hostNetwork"?:\s*true/.test(run.screen('host'));
      if (file && spec) return DONE;
      if (file)
        return hint(
          'The file names the node’s server, and knows nothing of `svc.cluster.local`. Now the reason: `kubectl get pod debian -o yaml` on the host.',
        );
      if (spec)
        return hint(
          'There it is: on the node’s network, and `dnsPolicy` left as it was. What does the file in the pod say?',
        );
      const failed = askedOf(run).some((each) => isOver(each) && !found(each));
      return failed ? hint('It is not found. Which server does the pod ask? `cat /etc/resolv.conf`') : NOT_YET;
    },
    hints: [
      'In the pod: `cat /etc/resolv.conf`.',
      'On the host: `kubectl get pod debian -o yaml | grep -i -e dns -e hostnetwork`.',
    ],
    solution: [
      { type: 'cat /etc/resolv.conf' },
      { type: 'kubectl get pod debian -o yaml | grep -i -e dns -e hostnetwork', in: 'host' },
    ],
    nearMisses: [
      { run: [{ type: 'cat /etc/resolv.conf' }], hint: 'Now the reason' },
      { run: [{ type: 'getent ahosts web' }], hint: 'Which server does the pod ask' },
      { run: [{ type: 'kubectl get pod debian -o yaml | grep -i network', in: 'host' }], hint: 'the file in the pod' },
    ],
  },
  {
    id: 'ask-it-anyway',
    section: 'who-writes',
    title: 'In the same pod: get the address of `web` from the cluster’s DNS all the same',
    lab: HOST_NETWORK,
    check: (run) => {
      const all = askedOf(run).filter(({ host }) => host !== '');
      if (all.some((each) => each.queries.some((q) => q.to === KUBE_DNS && bare(q.name) === WEB && isAnswer(q))))
        return DONE;
      const last = all.filter(isOver).at(-1);
      const query = last?.queries.at(-1);
      if (!last || !query) return NOT_YET;
      if (query.to !== KUBE_DNS)
        return hint(`${deed(last)} asked ${query.to}, as the file says. \`dig\` takes another server behind an \`@\`.`);
      return hint(`${KUBE_DNS} was asked, for \`${query.name}\`. \`dig\` puts nothing behind a name: write all of it.`);
    },
    hints: [
      '`dig @SERVER NAME` asks a server of your choice.',
      'Type `dig @10.96.0.10 web.default.svc.cluster.local`.',
    ],
    solution: [{ type: 'dig @10.96.0.10 web.default.svc.cluster.local +short' }],
    nearMisses: [
      { run: [{ type: 'dig web.default.svc.cluster.local' }], hint: 'asked 172.18.0.1' },
      { run: [{ type: 'dig @10.96.0.10 web' }], hint: 'write all of it' },
    ],
  },
  {
    id: 'pod-of-your-own',
    section: 'who-writes',
    title: 'Start a pod with `ndots: 2` in its `dnsConfig`, and have it ask for `api.example.com` as it is, first',
    lab: { scenario: 'dns-cluster', options: { ndots: '5' }, view: 'network' },
    check: (run) => {
      const over = askedOf(run).filter((each) => isOver(each) && !ownResolver(each) && each.queries.length > 0);
      const mine = over.filter(({ host }) => !GIVEN.has(host));
      const api = mine.filter((each) => bare(askedFor(each)) === 'api.example.com');
      if (api.some((each) => bare(each.queries[0]?.name ?? '') === 'api.example.com' && !askedFor(each).endsWith('.')))
        return DONE;
      const last = mine.at(-1);
      if (last)
        return bare(askedFor(last)) === 'api.example.com'
          ? hint(
              askedFor(last).endsWith('.')
                ? 'The final dot did that. Without it?'
                : `In ${last.host}, \`api.example.com\` was tried with the list first. What does the file there say? \`kubectl exec ${last.host} -- cat /etc/resolv.conf\``,
            )
          : hint(`${deed(last)} asked for \`${askedFor(last)}\`.`);
      const other = over.at(-1);
      if (other) return hint(`That was ${other.host}. A running pod keeps its settings: they belong into a new one.`);
      return kubectl(run, /\b(run|apply|create)\b/)
        ? hint('The pod is there. Now `kubectl exec <pod> -- getent ahosts api.example.com`.')
        : NOT_YET;
    },
    hints: [
      'On the host. `kubectl run` takes JSON for what it has no flag for: `--overrides`.',
      '`kubectl run probe --image=debian:12 --overrides=\'{"spec":{"dnsConfig":{"options":[{"name":"ndots","value":"2"}]}}}\' -- sleep infinity`',
      'Then `kubectl exec probe -- getent ahosts api.example.com`.',
    ],
    solution: [
      {
        type: 'kubectl run probe --image=debian:12 --overrides=\'{"spec":{"dnsConfig":{"options":[{"name":"ndots","value":"2"}]}}}\' -- sleep infinity',
        in: 'host',
      },
      { waitMs: 1500 },
      { type: 'kubectl exec probe -- getent ahosts api.example.com', in: 'host' },
    ],
    nearMisses: [
      {
        run: [
          { type: 'kubectl run probe --image=debian:12 -- sleep infinity', in: 'host' },
          { waitMs: 1500 },
          { type: 'kubectl exec probe -- getent ahosts api.example.com', in: 'host' },
        ],
        hint: 'was tried with the list first',
      },
      { run: [{ type: 'getent ahosts api.example.com' }], hint: 'belong into a new one' },
      {
        run: [{ type: 'kubectl run probe --image=debian:12 -- sleep infinity', in: 'host' }],
        hint: 'The pod is there',
      },
    ],
  },
  {
    id: 'hosts-first',
    section: 'who-writes',
    title: 'Have a name looked up through the C library and found without a single packet',
    check: (run) => {
      const over = askedOf(run).filter((each) => isOver(each));
      const quiet = over.filter((each) => each.lookups.length > 0 && each.queries.length === 0 && found(each));
      if (quiet.some((each) => !isAddress(askedFor(each)))) return DONE;
      const last = over.at(-1);
      if (!last) return NOT_YET;
      if (ownResolver(last))
        return hint(`\`${last.program}\` does not read \`/etc/hosts\`: ${queries(last.queries.length)}.`);
      if (last.queries.length === 0) return hint('No packet, but that was an address and not a name.');
      return hint(
        `${queries(last.queries.length)} for \`${askedFor(last)}\`. What stands in \`/etc/hosts\` needs none; the spec of this pod has put a line there.`,
      );
    },
    hints: ['`cat /etc/hosts`: which name did `hostAliases` add?', 'Type `getent ahosts ledger`.'],
    solution: [{ type: 'cat /etc/hosts' }, { type: 'getent ahosts ledger' }],
    nearMisses: [
      { run: [{ type: 'getent ahosts web' }], hint: 'What stands in `/etc/hosts` needs none' },
      { run: [{ type: 'dig ledger' }], hint: 'does not read' },
      { run: [{ type: 'getent ahosts 10.9.9.9' }], hint: 'an address and not a name' },
    ],
  },
] satisfies readonly Task[];
