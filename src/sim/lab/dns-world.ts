// What there is to find by name: services of two namespaces, and a little of the world outside.
import type { KubeObject } from '../container/cluster/index.ts';
import type { ZoneData } from '../dns/index.ts';

/** Answers of a resolver behind CoreDNS. The addresses are those that RFC 5737 and RFC 3849 keep for documents. */
export const OUTSIDE: ZoneData = {
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

const PROD = 'prod';

const deployment = (name: string, namespace: string, replicas = 1): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace, labels: { app: name } },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        containers: [{ name, image: 'lab/web:1', ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }] }],
      },
    },
  },
});

const service = (name: string, namespace: string, clusterIP: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec: {
    clusterIP,
    ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 'http' }],
    selector: { app: name },
  },
});

/** One of a set whose pods have names of their own, as a StatefulSet makes them. */
const member = (name: string, index: number): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `${name}-${index}`, namespace: PROD, labels: { app: name } },
  spec: {
    hostname: `${name}-${index}`,
    subdomain: name,
    containers: [{ name, image: 'lab/web:1', ports: [{ name: 'postgres', containerPort: 5432, protocol: 'TCP' }] }],
  },
});

/** web in default; web, api, the headless db with two pods, and billing, a name outside, in prod. */
export const shop = (): readonly KubeObject[] => [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: PROD } },
  deployment('web', 'default'),
  service('web', 'default', '10.96.24.80'),
  deployment('web', PROD),
  service('web', PROD, '10.96.31.80'),
  deployment('api', PROD),
  service('api', PROD, '10.96.31.90'),
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'db', namespace: PROD },
    spec: {
      clusterIP: 'None',
      ports: [{ name: 'postgres', port: 5432, protocol: 'TCP', targetPort: 'postgres' }],
      selector: { app: 'db' },
    },
  },
  member('db', 0),
  member('db', 1),
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'billing', namespace: PROD },
    spec: { type: 'ExternalName', externalName: 'billing.example.com' },
  },
];
