// Section 6: answers that are more than one address, and three changes of the Corefile, each seen in what comes back.
import type { Task, TaskRun } from '../../../src/lesson/index.ts';
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
  isNo,
  isOver,
  kubectl,
  NOT_YET,
  ownResolver,
  queries,
  type Asked,
} from '../look.ts';
import replicas from './replicas.ts';

/** Cluster IPs of the two Services `web`. */
const WEB = ['10.96.24.80', '10.96.31.80'];

const inCluster = (name: string): boolean => /\.cluster\.local$/.test(bare(name));

/** Somebody changed the config map, by whatever verb. */
const changed = (run: TaskRun): boolean => kubectl(run, /\b(apply|replace|edit|patch)\b/);

/** Reload looks at the file now and then, and the file in the pod is renewed by the kubelet, once a minute or so. */
const RELOAD_MS = 120_000;

/** Changes the Corefile as a person without an editor does. */
const corefile = (sed: string): { readonly type: string; readonly in: 'host' } => ({
  type: `kubectl -n kube-system get cm coredns -o yaml | sed '${sed}' | kubectl apply -f -`,
  in: 'host',
});

const lastIn = (run: TaskRun, host: string): Asked | undefined =>
  askedIn(run, host).findLast((a) => isOver(a) && a.queries.length > 0);

export default [
  {
    id: 'headless',
    section: 'coredns',
    title: 'Get the addresses of all pods behind the headless Service `db` of `prod`, in one answer',
    check: (run) => {
      const asked = askedOf(run).flatMap((a) => a.queries);
      if (asked.some((q) => q.type === 'A' && inCluster(q.name) && q.reply?.rcode === 0 && q.reply.answers > 1))
        return DONE;
      const last = askedOf(run).findLast((a) => isOver(a) && a.queries.length > 0);
      const query = last?.queries.at(-1);
      if (!last || !query) return NOT_YET;
      if (isNo(query))
        return hint(
          `There is no \`${query.name}\`. ${ownResolver(last) ? 'Write the whole name: `<service>.<namespace>.svc.cluster.local`.' : 'In which namespace is `db`?'}`,
        );
      return query.reply?.answers === 1
        ? hint(
            `\`${query.name}\` has one address. ${/^db-\d/.test(query.name) ? 'That is one pod of it. Ask for the Service.' : 'A Service with a cluster IP has one. Which one has none?'}`,
          )
        : hint(`\`${query.name}\`: nothing of type ${query.type}.`);
    },
    hints: [
      '`kubectl get svc -A` on the host: which one has the cluster IP `None`?',
      'In the pod: `dig +short db.prod.svc.cluster.local`.',
    ],
    solution: [{ type: 'dig +short db.prod.svc.cluster.local' }],
    nearMisses: [
      { run: [{ type: 'dig +short web.prod.svc.cluster.local' }], hint: 'has one address' },
      { run: [{ type: 'dig db.prod' }], hint: 'Write the whole name' },
      { run: [{ type: 'getent ahosts db' }], hint: 'In which namespace' },
      { run: [{ type: 'dig +short db-0.db.prod.svc.cluster.local' }], hint: 'one pod of it' },
    ],
  },
  {
    id: 'srv-port',
    section: 'coredns',
    title: 'On which port do they listen? Let DNS tell you',
    check: (run) => {
      const all = askedOf(run).flatMap((a) => a.queries);
      const srv = all.filter(({ type }) => type === 'SRV');
      if (srv.some((q) => isAnswer(q) && bare(q.name).endsWith('db.prod.svc.cluster.local'))) return DONE;
      const last = srv.at(-1);
      if (last)
        return isAnswer(last)
          ? hint(`That was \`${last.name}\`. The question is about \`db\` of \`prod\`.`)
          : hint(
              `There is no SRV record of \`${last.name}\`. A port has the name \`_<port>._<protocol>.\` before that of the Service; or ask for the Service’s own name.`,
            );
      const other = all.at(-1);
      return other ? hint(`${other.type} records have no port in them. Another type has.`) : NOT_YET;
    },
    hints: [
      'The type is SRV. `dig` takes it as a word beside the name.',
      'Type `dig srv +short db.prod.svc.cluster.local`. Or by name of the port: `_postgres._tcp.db.prod.svc.cluster.local`.',
    ],
    solution: [{ type: 'dig srv +short _postgres._tcp.db.prod.svc.cluster.local' }],
    nearMisses: [
      { run: [{ type: 'dig db.prod.svc.cluster.local' }], hint: 'have no port' },
      { run: [{ type: 'dig srv db.prod' }], hint: 'There is no SRV record' },
      { run: [{ type: 'dig srv web.prod.svc.cluster.local' }], hint: 'The question is about' },
    ],
  },
  {
    id: 'log-queries',
    section: 'coredns',
    title: 'Make CoreDNS write down every query, and read one of Debian’s in `kubectl logs`',
    check: (run) => {
      const said = run.screen('host');
      if (/\[INFO\] \d+\.\d+\.\d+\.\d+:\d+ - \d+ "A+ IN /.test(said)) return DONE;
      if (!changed(run))
        return run.inputs.length > 0
          ? hint('CoreDNS writes no queries down: its Corefile does not have the plugin `log`.')
          : NOT_YET;
      if (/Reloading complete/.test(said))
        return hint(
          'It has been loaded again. Now a lookup from the Debian pod, and the logs once more: of both pods, either may have been asked.',
        );
      return hint(
        'The config map is changed. The file in the pods comes after a while, and `reload` looks at it every 30 seconds. `kubectl -n kube-system logs -l k8s-app=kube-dns` says when it has.',
      );
    },
    hints: [
      'On the host: `kubectl -n kube-system edit cm coredns`, and a line `log` below `errors`.',
      'Up to two minutes later it is loaded. `kubectl -n kube-system rollout restart deployment coredns` is faster.',
      'A lookup in the Debian pod, then `kubectl -n kube-system logs -l k8s-app=kube-dns` on the host.',
    ],
    solution: [
      corefile('s/^        errors$/&\\n        log/'),
      { waitMs: RELOAD_MS },
      { type: 'getent ahosts web' },
      { type: 'kubectl -n kube-system logs -l k8s-app=kube-dns --tail=5', in: 'host' },
    ],
    nearMisses: [
      {
        run: [{ type: 'getent ahosts web' }, { type: 'kubectl -n kube-system logs -l k8s-app=kube-dns', in: 'host' }],
        hint: 'does not have the plugin',
      },
      {
        run: [
          corefile('s/^        errors$/&\\n        log/'),
          { type: 'getent ahosts web' },
          { type: 'kubectl -n kube-system logs -l k8s-app=kube-dns', in: 'host' },
        ],
        hint: 'comes after a while',
      },
    ],
  },
  {
    id: 'rewrite-name',
    section: 'coredns',
    title: 'In the Corefile, let `shop.example.com` lead to the Service `web`, and find it from a pod',
    check: (run) => {
      const mine = askedOf(run).filter((a) => isOver(a) && a.queries.some((q) => bare(q.name) === 'shop.example.com'));
      if (mine.some((a) => a.lookups.some(({ addresses }) => addresses.some((each) => WEB.includes(each)))))
        return DONE;
      if (
        mine.some(
          (a) =>
            ownResolver(a) &&
            a.queries.some((q) => q.type === 'A' && isAnswer(q) && bare(q.name) === 'shop.example.com'),
        )
      )
        return DONE;
      const quiet = askedOf(run).findLast(
        (a) => isOver(a) && bare(askedFor(a)) === 'shop.example.com' && a.queries.length === 0,
      );
      if (quiet && found(quiet))
        return hint(`${deed(quiet)} found it in \`/etc/hosts\`, for this pod alone. It is to be in the Corefile.`);
      const last = mine.at(-1);
      if (last)
        return hint(
          changed(run)
            ? 'Not yet: the new file has to arrive in the pods and be loaded, and “no such name” may be in the cache for up to 30 seconds.'
            : 'There is no such name outside. The Corefile can say that it means another one.',
        );
      return changed(run)
        ? hint('The config map is changed. Wait until it is loaded, then look the name up.')
        : NOT_YET;
    },
    hints: [
      '`rewrite name shop.example.com web.default.svc.cluster.local`: one line in the Corefile’s block.',
      '`kubectl -n kube-system edit cm coredns` on the host, then wait for the reload (up to two minutes).',
      'Then `getent ahosts shop.example.com` in a pod.',
    ],
    solution: [
      corefile('s/^        ready$/&\\n        rewrite name shop.example.com web.default.svc.cluster.local/'),
      { waitMs: RELOAD_MS },
      { type: 'getent ahosts shop.example.com' },
    ],
    nearMisses: [
      { run: [{ type: 'getent ahosts shop.example.com' }], hint: 'no such name outside' },
      {
        run: [{ type: 'echo 10.96.24.80 shop.example.com >> /etc/hosts' }, { type: 'getent ahosts shop.example.com' }],
        hint: 'for this pod alone',
      },
      {
        run: [
          corefile('s/^        ready$/&\\n        rewrite name shop.example.com web.default.svc.cluster.local/'),
          { type: 'getent ahosts shop.example.com' },
        ],
        hint: 'Not yet',
      },
    ],
  },
  {
    id: 'autopath-on',
    section: 'coredns',
    title: 'Let CoreDNS work the list off: `curl` on Debian finds `example.com`, without a final dot, with two queries',
    check: (run) => {
      const mine = askedIn(run, 'debian').filter(
        (a) => isOver(a) && askedFor(a) === 'example.com' && a.lookups.length > 0,
      );
      const pair = (a: Asked): boolean => a.queries.some(({ type }) => type === 'AAAA') && a.queries.length === 2;
      const listed = (a: Asked): boolean => inCluster(a.queries[0]?.name ?? '');
      if (mine.some((a) => found(a) && pair(a) && listed(a))) return DONE;
      const last = mine.at(-1);
      if (last && !listed(last))
        return hint(
          'Two queries, because the name was taken as it is. The file of the pod stays as it was; CoreDNS is to do it.',
        );
      if (last)
        return hint(
          `${queries(last.queries.length)}. ${changed(run) ? 'Is the new Corefile loaded yet? `autopath @kubernetes` needs `pods verified`.' : 'Two lines of the Corefile change that.'}`,
        );
      const other = lastIn(run, 'debian');
      if (other) return hint(`That was \`${askedFor(other)}\`. Ask for \`example.com\`, as it is, with \`curl\`.`);
      return changed(run)
        ? hint('The config map is changed. Wait until it is loaded, then `curl example.com` on Debian.')
        : NOT_YET;
    },
    hints: [
      'In the block of the Corefile: `autopath @kubernetes`, and `pods verified` instead of `pods insecure`.',
      'Wait for the reload (up to two minutes), then `curl -m 2 http://example.com` on Debian.',
    ],
    solution: [
      corefile('s/pods insecure/pods verified/;s/^        ready$/&\\n        autopath @kubernetes/'),
      { waitMs: RELOAD_MS },
      { type: 'curl -sS -m 2 http://example.com' },
    ],
    nearMisses: [
      { run: [{ type: 'curl -sS -m 2 http://example.com' }], hint: '8 queries' },
      { run: [{ type: 'curl -sS -m 2 http://example.com./' }], hint: 'as it is, with' },
      {
        run: [{ type: 'echo options ndots:1 >> /etc/resolv.conf' }, { type: 'curl -sS -m 2 http://example.com' }],
        hint: 'CoreDNS is to do it',
      },
    ],
  },
  ...replicas,
] satisfies readonly Task[];
