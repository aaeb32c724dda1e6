// Section 7: whose fault is it? Inside and outside, the server behind, another server, and the packets themselves.
import type { Task } from '../../../src/lesson/index.ts';
import {
  askedFor,
  askedIn,
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
  type Asked,
} from '../look.ts';

const OUTSIDE = /(^|\.)example\.com$/;
const CLUSTER = /^(web|api|db|kubernetes|kube-dns)\b/;
const UPSTREAM = '172.18.0.1';

const outside = (asked: Asked): boolean => OUTSIDE.test(bare(askedFor(asked))) && !CLUSTER.test(bare(askedFor(asked)));

export default [
  {
    id: 'inside-outside',
    section: 'debug',
    title: 'Halve the problem: one name of the cluster, and one from outside, through the C library of the Debian pod',
    check: (run) => {
      const mine = askedIn(run, 'debian').filter((a) => isOver(a) && a.lookups.length > 0);
      const inside = mine.some((a) => !outside(a) && found(a) && a.queries.length > 0);
      const failed = mine.some((a) => outside(a) && !found(a));
      if (inside && failed) return DONE;
      if (inside)
        return hint(
          'The cluster’s names are fine, so CoreDNS is alive. And a name from outside: `getent ahosts example.com`?',
        );
      if (failed) return hint('Names from outside fail. And those of the cluster: `getent ahosts web`?');
      const other = askedIn(run, 'debian').filter(isOver).at(-1);
      return other && ownResolver(other)
        ? hint(
            `\`${other.program}\` shows what \`${other.program}\` does. Ask as an application would: \`getent ahosts\`.`,
          )
        : NOT_YET;
    },
    hints: ['`getent ahosts web`, then `getent ahosts example.com`. The second one needs its time.'],
    solution: [{ type: 'getent ahosts web' }, { type: 'getent ahosts example.com' }, { waitMs: 30_000 }],
    nearMisses: [
      { run: [{ type: 'getent ahosts web' }], hint: 'And a name from outside' },
      { run: [{ type: 'dig web.default.svc.cluster.local' }], hint: 'Ask as an application would' },
    ],
  },
  {
    id: 'ask-upstream',
    section: 'debug',
    title: 'Prove whose fault it is: ask the server to which CoreDNS forwards, yourself',
    check: (run) => {
      const mine = askedOf(run).filter(
        (a) => a.queries.some((q) => q.to === UPSTREAM && q.reply === undefined) && a.endedAt !== undefined,
      );
      if (mine.length > 0) return DONE;
      const last = askedOf(run).findLast((a) => a.queries.length > 0);
      if (last?.queries.some((q) => q.to === UPSTREAM)) return hint(`${deed(last)} is still waiting for it.`);
      if (last)
        return hint(
          `${deed(last)} asked ${last.queries.at(-1)?.to ?? ''}. The Corefile says \`forward . /etc/resolv.conf\`: CoreDNS’s own file, which is that of the node.`,
        );
      return run.inputs.length > 0 ? hint('Which server is it? `cat /etc/resolv.conf` on the host.') : NOT_YET;
    },
    hints: ['On the host: `cat /etc/resolv.conf` names it.', 'In the pod: `dig @172.18.0.1 example.com`.'],
    solution: [{ type: 'cat /etc/resolv.conf', in: 'host' }, { type: 'dig @172.18.0.1 example.com' }, { waitMs: 3000 }],
    nearMisses: [
      { run: [{ type: 'dig web.default.svc.cluster.local' }], hint: 'The Corefile says' },
      { run: [{ type: 'cat /etc/resolv.conf' }], hint: 'on the host' },
    ],
  },
  {
    id: 'new-upstream',
    section: 'debug',
    title: 'Another server is at 172.18.0.3. Let CoreDNS forward to it, and find `example.com` from a pod',
    check: (run) => {
      const over = askedOf(run).filter((a) => isOver(a) && outside(a) && a.host !== 'host');
      const good = (a: Asked): boolean =>
        a.queries.some((q) => q.to === '10.96.0.10' && OUTSIDE.test(bare(q.name)) && isAnswer(q));
      if (over.some(good)) return DONE;
      const changed = kubectl(run, /\b(apply|replace|edit|patch)\b/);
      const last = over.at(-1);
      if (last && ownResolver(last) && last.queries.some(isAnswer))
        return hint(
          `The server at ${last.queries.at(-1)?.to ?? ''} answers you. Now CoreDNS has to ask it: \`forward\` in the Corefile.`,
        );
      if (last && found(last) && last.queries.every((q) => q.to !== '10.96.0.10'))
        return hint(
          `${deed(last)} asked ${last.queries.at(-1)?.to ?? ''} itself, not CoreDNS. One pod is helped by that.`,
        );
      if (!changed)
        return run.inputs.length > 0
          ? hint('The Corefile is in the config map `coredns` of `kube-system`. Its line `forward` names whom to ask.')
          : NOT_YET;
      return last
        ? hint('Not found yet. Is the new Corefile loaded? `kubectl -n kube-system logs -l k8s-app=kube-dns`')
        : hint('The config map is changed. Wait until it is loaded (up to two minutes), then look the name up.');
    },
    hints: [
      'On the host: `kubectl -n kube-system edit cm coredns`, `forward . 172.18.0.3`.',
      'Wait for the reload, or `kubectl -n kube-system rollout restart deployment coredns`.',
      'Then `getent ahosts example.com` in a pod.',
    ],
    solution: [
      {
        type: "kubectl -n kube-system get cm coredns -o yaml | sed 's/forward . [^ ]*/forward . 172.18.0.3/' | kubectl apply -f -",
        in: 'host',
      },
      { waitMs: 120_000 },
      { type: 'getent ahosts example.com' },
    ],
    nearMisses: [
      { run: [{ type: 'dig @172.18.0.3 example.com' }], hint: 'Now CoreDNS has to ask it' },
      {
        run: [{ type: 'echo nameserver 172.18.0.3 > /etc/resolv.conf' }, { type: 'getent ahosts example.com' }],
        hint: 'One pod is helped',
      },
      { run: [{ type: 'kubectl -n kube-system get cm coredns -o yaml', in: 'host' }], hint: 'names whom to ask' },
    ],
  },
  {
    id: 'no-shell',
    section: 'debug',
    title:
      'The pod `go` has no shell. Look up `web.prod` with its own program, and then with Debian’s, from inside of that pod',
    lab: { scenario: 'dns-cluster', options: { ndots: '5' }, view: 'network' },
    check: (run) => {
      const mine = askedIn(run, 'go').filter((a) => a.queries.length > 0);
      const own = mine.some((a) => a.program === 'golook' && a.lookups.length > 0);
      const guest = mine.some((a) => a.program !== 'golook' && isOver(a));
      if (own && guest) return DONE;
      if (own)
        return hint(
          'That was Go’s resolver. Now a container with tools beside it: `kubectl debug -it go --image=debian:12`.',
        );
      if (guest)
        return hint(
          'A guest in the pod’s network has asked, with Debian’s libc. The program itself is `/golook`: `kubectl exec go -- /golook web.prod`.',
        );
      if (kubectl(run, /\bexec\b.*\b(ba)?sh\b/))
        return hint(
          'There is no shell in that image, and no `cat`. `kubectl exec` can start what is there: `/golook NAME`.',
        );
      const other = askedOf(run).filter(isOver).at(-1);
      return other ? hint(`${deed(other)}: that is another pod.`) : NOT_YET;
    },
    hints: [
      'On the host: `kubectl exec go -- /golook web.prod`.',
      '`kubectl debug -it go --image=debian:12 -- bash` adds a container to the pod. Look `web.prod` up in it with `getent ahosts`, and leave with `exit`.',
    ],
    solution: [
      { type: 'kubectl exec go -- /golook web.prod', in: 'host' },
      { type: 'kubectl debug -it go --image=debian:12 -- bash', in: 'host' },
      { waitMs: 1500 },
      { type: 'getent ahosts web.prod', in: 'host' },
      { type: 'exit', in: 'host' },
    ],
    nearMisses: [
      { run: [{ type: 'kubectl exec -it go -- sh', in: 'host' }], hint: 'There is no shell' },
      { run: [{ type: 'kubectl exec go -- /golook web.prod', in: 'host' }], hint: 'Now a container with tools' },
      { run: [{ type: 'getent ahosts web.prod' }], hint: 'that is another pod' },
    ],
  },
  {
    id: 'count-packets',
    section: 'debug',
    title: 'Watch a lookup of `web.prod` on the wire with `tcpdump`: four questions, four answers',
    lab: { scenario: 'dns-cluster', options: { ndots: '5' }, view: 'network' },
    check: (run) => {
      const said = ['debian', 'alpine', 'host'].map((tab) => run.screen(tab)).join('\n');
      const questions = said.match(/ > [\d.]+\.53: \d+\+.* (A|AAAA)\? web\.prod/g)?.length ?? 0;
      const answers = said.match(/\.53 > [\d.]+: \d+/g)?.length ?? 0;
      if (questions >= 4 && answers >= 4) return DONE;
      if (questions > 0)
        return hint(
          `tcpdump has shown ${queries(questions)} for \`web.prod\`. A program that asks for A and AAAA, such as \`curl\`, makes four.`,
        );
      if (/listening on|tcpdump/.test(said)) {
        const last = askedOf(run).findLast((a) => a.queries.length > 0);
        return last
          ? hint(
              'tcpdump runs, or ran, and has not seen a question for `web.prod`. It has to listen *while* somebody asks, in the same pod.',
            )
          : hint(
              'tcpdump listens. Now look `web.prod` up in another terminal, or put it into the background with `&`.',
            );
      }
      const last = askedOf(run).findLast((a) => a.queries.length > 0);
      return last
        ? hint(
            `${deed(last)} sent ${queries(last.queries.length)}, and nobody was listening. Start \`tcpdump -n port 53\` first.`,
          )
        : NOT_YET;
    },
    hints: [
      'In the Debian pod: `tcpdump -n port 53 &`. It goes on in the background.',
      'Then `curl -s http://web.prod/ > /dev/null`, and count. `kill %1` ends it.',
    ],
    solution: [
      { type: 'tcpdump -l -n port 53 &' },
      { waitMs: 500 },
      { type: 'curl -s http://web.prod/ > /dev/null' },
      { waitMs: 1500 },
      { type: 'kill %1' },
      { waitMs: 500 },
    ],
    nearMisses: [
      { run: [{ type: 'curl -s http://web.prod/ > /dev/null' }], hint: 'nobody was listening' },
      { run: [{ type: 'tcpdump -l -n port 53 &' }, { waitMs: 500 }], hint: 'Now look `web.prod` up' },
      {
        run: [
          { type: 'tcpdump -l -n port 53 &' },
          { waitMs: 500 },
          { type: 'getent ahosts web.prod' },
          { waitMs: 1500 },
        ],
        hint: 'tcpdump has shown 2 queries',
      },
    ],
  },
] satisfies readonly Task[];
