/** A small cluster for the tests: pods, services, namespaces as kubectl shows them. */
import type { KubeObject } from '../../cluster-api.ts';
import type { Json, JsonObject } from '../../engine-api.ts';
import { slicesOf } from '../api/endpoints.ts';
import type { TrafficObjects } from './objects.ts';

export const object = (kind: string, namespace: string, name: string, more: JsonObject = {}): KubeObject =>
  ({
    apiVersion: 'v1',
    kind,
    ...more,
    metadata: { ...(more['metadata'] as JsonObject | undefined), name, namespace },
  }) as JsonObject as KubeObject;

interface PodOptions {
  readonly ready?: boolean;
  readonly ending?: boolean;
  readonly spec?: Json;
}

const pod = (
  namespace: string,
  name: string,
  ip: string,
  labels: Readonly<Record<string, string>>,
  { ready = true, ending = false, spec = {} }: PodOptions = {},
): KubeObject =>
  object('Pod', namespace, name, {
    metadata: { labels, uid: name, ...(ending ? { deletionTimestamp: '2026-03-02T10:00:00Z' } : {}) },
    spec: {
      containers: [
        {
          name: 'c',
          ports: [
            { name: 'http', containerPort: 8080 },
            { name: 'dns', containerPort: 53, protocol: 'UDP' },
          ],
        },
      ],
      nodeName: 'host',
      ...(spec as object),
    },
    status: { podIP: ip, phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  });

const namespace = (name: string, labels: Readonly<Record<string, string>> = {}): KubeObject =>
  object('Namespace', '', name, { metadata: { labels: { 'kubernetes.io/metadata.name': name, ...labels } } });

const service = (name: string, spec: Json): KubeObject =>
  object('Service', 'default', name, { metadata: { uid: name }, spec });

const PODS = [
  pod('default', 'web-1', '10.244.0.11', { app: 'web' }),
  pod('default', 'web-2', '10.244.0.12', { app: 'web' }, { ready: false }),
  pod(
    'default',
    'db-0',
    '10.244.0.21',
    { app: 'db' },
    {
      spec: {
        hostname: 'db-0',
        subdomain: 'db',
        containers: [{ name: 'c', ports: [{ name: 'pg', containerPort: 5432 }] }],
      },
    },
  ),
  pod(
    'default',
    'db-1',
    '10.244.0.22',
    { app: 'db' },
    {
      ready: false,
      spec: {
        hostname: 'db-1',
        subdomain: 'db',
        containers: [{ name: 'c', ports: [{ name: 'pg', containerPort: 5433 }] }],
      },
    },
  ),
  pod('default', 'old', '10.244.0.31', { app: 'old' }, { ending: true }),
  pod('kube-system', 'coredns', '10.244.0.53', { 'k8s-app': 'kube-dns' }),
  pod('prod', 'shop', '10.244.0.41', { app: 'shop', tier: 'front' }),
  pod('prod', 'agent', '172.18.0.2', { app: 'shop' }, { spec: { hostNetwork: true, containers: [] } }),
];

const SERVICES = [
  service('web', {
    clusterIP: '10.96.0.80',
    clusterIPs: ['10.96.0.80'],
    selector: { app: 'web' },
    ports: [{ name: 'http', port: 80, targetPort: 'http' }],
    type: 'NodePort',
  }),
  service('db', { clusterIP: 'None', selector: { app: 'db' }, ports: [{ name: 'pg', port: 5432, targetPort: 'pg' }] }),
  service('early', {
    clusterIP: '10.96.0.81',
    selector: { app: 'web' },
    publishNotReadyAddresses: true,
    ports: [{ port: 80, targetPort: 8080 }],
  }),
  service('old', { clusterIP: '10.96.0.82', selector: { app: 'old' }, ports: [{ port: 80, targetPort: 8080 }] }),
  service('none', { clusterIP: '10.96.0.83', selector: { app: 'nobody' }, ports: [{ port: 80, targetPort: 8080 }] }),
  service('away', { type: 'ExternalName', externalName: 'example.com' }),
];

export const world = (policies: readonly KubeObject[] = []): TrafficObjects => ({
  namespaces: [namespace('default'), namespace('kube-system'), namespace('prod', { team: 'shop' })],
  services: SERVICES,
  slices: slicesOf(SERVICES, PODS, '172.18.0.2'),
  pods: PODS,
  policies,
});
