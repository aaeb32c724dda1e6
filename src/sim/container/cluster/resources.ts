/** What this API server serves. Of kinds without a controller here (stateful sets, jobs ...) there are only objects. */
import type { ApiResource } from '../cluster-api.ts';

type Row = readonly [group: string, kind: string, plural: string, shortName: string, scope: '' | 'namespaced' | 'all'];

const ROWS: readonly Row[] = [
  ['', 'ConfigMap', 'configmaps', 'cm', 'namespaced'],
  ['', 'Endpoints', 'endpoints', 'ep', 'namespaced'],
  ['', 'Event', 'events', 'ev', 'namespaced'],
  ['', 'Namespace', 'namespaces', 'ns', ''],
  ['', 'Node', 'nodes', 'no', ''],
  ['', 'Pod', 'pods', 'po', 'all'],
  ['', 'Secret', 'secrets', '', 'namespaced'],
  ['', 'ServiceAccount', 'serviceaccounts', 'sa', 'namespaced'],
  ['', 'Service', 'services', 'svc', 'all'],
  ['apps', 'DaemonSet', 'daemonsets', 'ds', 'all'],
  ['apps', 'Deployment', 'deployments', 'deploy', 'all'],
  ['apps', 'ReplicaSet', 'replicasets', 'rs', 'all'],
  ['apps', 'StatefulSet', 'statefulsets', 'sts', 'all'],
  ['batch', 'CronJob', 'cronjobs', 'cj', 'all'],
  ['batch', 'Job', 'jobs', '', 'all'],
  ['discovery.k8s.io', 'EndpointSlice', 'endpointslices', '', 'namespaced'],
  ['networking.k8s.io', 'NetworkPolicy', 'networkpolicies', 'netpol', 'namespaced'],
];

export const RESOURCES: readonly ApiResource[] = ROWS.map(([group, kind, plural, shortName, scope]) => ({
  group,
  version: 'v1',
  kind,
  plural,
  namespaced: scope !== '',
  shortNames: shortName === '' ? [] : [shortName],
  categories: scope === 'all' ? ['all'] : [],
}));
