// The zones that the course's name servers know: a small cluster, and a little of the world outside.
import type { ZoneData } from '../server/index.ts';

const CLUSTER_TTL = 30;

const service = (name: string, address: string): ZoneData['records'][number] => [
  `${name}.svc.cluster.local.`,
  'A',
  CLUSTER_TTL,
  address,
];

/** Answers as CoreDNS's kubernetes plugin gives them: authoritative, without recursion. */
const CLUSTER: ZoneData = {
  origin: 'cluster.local.',
  aa: true,
  ra: false,
  soa: 'ns.dns.cluster.local. hostmaster.cluster.local. 1763900000 7200 1800 86400 30',
  records: [
    service('kubernetes.default', '10.96.0.1'),
    service('kube-dns.kube-system', '10.96.0.10'),
    service('web.default', '10.96.24.80'),
    service('web.prod', '10.96.31.80'),
    service('api.prod', '10.96.31.90'),
    service('db.prod', '10.244.2.11'),
    service('db.prod', '10.244.3.12'),
    service('db.prod', '10.244.4.13'),
    service('db-0.db.prod', '10.244.2.11'),
    service('db-1.db.prod', '10.244.3.12'),
    service('db-2.db.prod', '10.244.4.13'),
    ['billing.prod.svc.cluster.local.', 'CNAME', CLUSTER_TTL, 'billing.example.com.'],
    ['_postgres._tcp.db.prod.svc.cluster.local.', 'SRV', CLUSTER_TTL, '0 33 5432 db-0.db.prod.svc.cluster.local.'],
  ],
};

/** Answers of a resolver behind CoreDNS. The addresses are those that RFC 5737 and RFC 3849 keep for documents. */
const OUTSIDE: ZoneData = {
  origin: '.',
  aa: false,
  ra: true,
  soa: 'a.root-servers.net. nstld.verisign-grs.com. 2026112300 1800 900 604800 86400',
  records: [
    ['example.com.', 'A', 300, '192.0.2.80'],
    ['example.com.', 'AAAA', 300, '2001:db8::80'],
    ['www.example.com.', 'CNAME', 300, 'example.com.'],
    ['api.example.com.', 'A', 300, '192.0.2.90'],
    ['api.example.com.', 'AAAA', 300, '2001:db8::90'],
    ['billing.example.com.', 'A', 300, '192.0.2.91'],
    ['v4only.example.com.', 'A', 300, '192.0.2.44'],
    ['intranet.corp.example.', 'A', 300, '198.51.100.20'],
    ...Array.from({ length: 40 }, (_, i): ZoneData['records'][number] => [
      'many.example.com.',
      'A',
      60,
      `203.0.113.${i + 1}`,
    ]),
  ],
};

export const COURSE_ZONES: readonly ZoneData[] = [CLUSTER, OUTSIDE];
