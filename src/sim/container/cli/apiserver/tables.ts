/** The tables that kube-apiserver makes for `kubectl get`: columns (a `+` marks those of -o wide) and cells of each kind. */
import type { ApiResource, KubeObject, Table } from '../../cluster-api.ts';
import { humanAge } from './age.ts';
import { at, items, num, pairs, secondsSince, selectorText, str, text } from './json.ts';
import { podRow } from './pod-row.ts';

type Cells = readonly (string | number)[];

interface Printer {
  readonly columns: readonly string[];
  readonly cells: (o: KubeObject, nowMs: number) => Cells;
}

const NONE = '<none>';

function ageOf(time: string, nowMs: number): string {
  const s = secondsSince(time, nowMs);
  return s === undefined ? '<unknown>' : humanAge(s);
}

const age = (o: KubeObject, nowMs: number): string => ageOf(o.metadata.creationTimestamp ?? '', nowMs);
const name = (o: KubeObject): string => o.metadata.name;

function pod(o: KubeObject, nowMs: number): Cells {
  const row = podRow(o, nowMs);
  const gates = items(o, 'spec', 'readinessGates').length;
  const field = (...path: string[]): string => str(o, ...path) || NONE;
  return [
    name(o),
    row.ready,
    row.status,
    row.restarts,
    age(o, nowMs),
    field('status', 'podIP'),
    field('spec', 'nodeName'),
    field('status', 'nominatedNodeName'),
    gates > 0 ? `0/${gates}` : NONE,
  ];
}

function service(o: KubeObject, nowMs: number): Cells {
  const type = str(o, 'spec', 'type') || 'ClusterIP';
  const ingress = items(o, 'status', 'loadBalancer', 'ingress').map((i) => str(i, 'ip') || str(i, 'hostname'));
  const external =
    type === 'ExternalName'
      ? str(o, 'spec', 'externalName')
      : type === 'LoadBalancer'
        ? ingress.join(',') || '<pending>'
        : NONE;
  const ports = items(o, 'spec', 'ports').map((p) => {
    const node = num(p, 'nodePort');
    return `${num(p, 'port')}${node === 0 ? '' : `:${node}`}/${str(p, 'protocol') || 'TCP'}`;
  });
  return [
    name(o),
    type,
    str(o, 'spec', 'clusterIP') || NONE,
    external,
    ports.join(',') || NONE,
    age(o, nowMs),
    selectorText(at(o, 'spec', 'selector')),
  ];
}

function several(list: readonly string[], otherwise: string): string {
  if (list.length === 0) return otherwise;
  return list.slice(0, 3).join(',') + (list.length > 3 ? ` + ${list.length - 3} more...` : '');
}

function endpoints(o: KubeObject, nowMs: number): Cells {
  const list = items(o, 'subsets').flatMap((s) =>
    items(s, 'ports').flatMap((p) => items(s, 'addresses').map((a) => `${str(a, 'ip')}:${num(p, 'port')}`)),
  );
  return [name(o), several(list, NONE), age(o, nowMs)];
}

function slices(o: KubeObject, nowMs: number): Cells {
  const addresses = items(o, 'endpoints').flatMap((e) => items(e, 'addresses').map((a) => text(a)));
  return [
    name(o),
    str(o, 'addressType'),
    several(
      items(o, 'ports').map((p) => String(num(p, 'port'))),
      '<unset>',
    ),
    several(addresses, '<unset>'),
    age(o, nowMs),
  ];
}

function containersOf(o: KubeObject): [string, string] {
  const list = items(o, 'spec', 'template', 'spec', 'containers');
  return [list.map((c) => str(c, 'name')).join(','), list.map((c) => str(c, 'image')).join(',')];
}

function replicas(o: KubeObject): number {
  return at(o, 'spec', 'replicas') === undefined ? 1 : num(o, 'spec', 'replicas');
}

function deployment(o: KubeObject, nowMs: number): Cells {
  const s = (key: string): number => num(o, 'status', key);
  return [
    name(o),
    `${s('readyReplicas')}/${replicas(o)}`,
    s('updatedReplicas'),
    s('availableReplicas'),
    age(o, nowMs),
    ...containersOf(o),
    selectorText(at(o, 'spec', 'selector', 'matchLabels')),
  ];
}

function replicaSet(o: KubeObject, nowMs: number): Cells {
  return [
    name(o),
    replicas(o),
    num(o, 'status', 'replicas'),
    num(o, 'status', 'readyReplicas'),
    age(o, nowMs),
    ...containersOf(o),
    selectorText(at(o, 'spec', 'selector', 'matchLabels')),
  ];
}

function node(o: KubeObject, nowMs: number): Cells {
  const ready = items(o, 'status', 'conditions').some((c) => str(c, 'type') === 'Ready' && str(c, 'status') === 'True');
  const roles = pairs(at(o, 'metadata', 'labels')).flatMap(([k]) =>
    k.startsWith('node-role.kubernetes.io/') ? [k.slice(k.indexOf('/') + 1)] : [],
  );
  const address = (type: string): string =>
    str(items(o, 'status', 'addresses').find((a) => str(a, 'type') === type) ?? null, 'address') || NONE;
  const info = (key: string): string => str(o, 'status', 'nodeInfo', key);
  return [
    name(o),
    (ready ? 'Ready' : 'NotReady') + (at(o, 'spec', 'unschedulable') === true ? ',SchedulingDisabled' : ''),
    roles.join(',') || NONE,
    age(o, nowMs),
    info('kubeletVersion'),
    address('InternalIP'),
    address('ExternalIP'),
    info('osImage'),
    info('kernelVersion'),
    info('containerRuntimeVersion'),
  ];
}

function event(o: KubeObject, nowMs: number): Cells {
  const first = ageOf(str(o, 'firstTimestamp') || str(o, 'eventTime'), nowMs);
  const series = at(o, 'series') !== undefined && at(o, 'series') !== null;
  const lastTime = series ? str(o, 'series', 'lastObservedTime') : str(o, 'lastTimestamp');
  const count = series ? num(o, 'series', 'count') : num(o, 'count') || 1;
  const host = str(o, 'source', 'host');
  const source = (str(o, 'source', 'component') || str(o, 'reportingComponent')) + (host === '' ? '' : `, ${host}`);
  const object = `${str(o, 'involvedObject', 'kind').toLowerCase()}/${str(o, 'involvedObject', 'name')}`;
  return [
    lastTime === '' ? first : ageOf(lastTime, nowMs),
    str(o, 'type'),
    str(o, 'reason'),
    object,
    str(o, 'involvedObject', 'fieldPath'),
    source,
    str(o, 'message').trim(),
    first,
    count,
    name(o),
  ];
}

const size = (o: KubeObject, key: string): number => pairs(at(o, key)).length;

const PRINTERS: Readonly<Record<string, Printer>> = {
  pods: {
    columns: ['Name', 'Ready', 'Status', 'Restarts', 'Age', 'IP+', 'Node+', 'Nominated Node+', 'Readiness Gates+'],
    cells: pod,
  },
  services: { columns: ['Name', 'Type', 'Cluster-IP', 'External-IP', 'Port(s)', 'Age', 'Selector+'], cells: service },
  endpoints: { columns: ['Name', 'Endpoints', 'Age'], cells: endpoints },
  endpointslices: { columns: ['Name', 'AddressType', 'Ports', 'Endpoints', 'Age'], cells: slices },
  configmaps: {
    columns: ['Name', 'Data', 'Age'],
    cells: (o, now) => [name(o), size(o, 'data') + size(o, 'binaryData'), age(o, now)],
  },
  secrets: {
    columns: ['Name', 'Type', 'Data', 'Age'],
    cells: (o, now) => [name(o), str(o, 'type') || 'Opaque', size(o, 'data'), age(o, now)],
  },
  serviceaccounts: {
    columns: ['Name', 'Secrets', 'Age'],
    cells: (o, now) => [name(o), items(o, 'secrets').length, age(o, now)],
  },
  namespaces: {
    columns: ['Name', 'Status', 'Age'],
    cells: (o, now) => [name(o), str(o, 'status', 'phase'), age(o, now)],
  },
  networkpolicies: {
    columns: ['Name', 'Pod-Selector', 'Age'],
    cells: (o, now) => [name(o), selectorText(at(o, 'spec', 'podSelector', 'matchLabels')), age(o, now)],
  },
  nodes: {
    columns: [
      'Name',
      'Status',
      'Roles',
      'Age',
      'Version',
      'Internal-IP+',
      'External-IP+',
      'OS-Image+',
      'Kernel-Version+',
      'Container-Runtime+',
    ],
    cells: node,
  },
  deployments: {
    columns: ['Name', 'Ready', 'Up-to-date', 'Available', 'Age', 'Containers+', 'Images+', 'Selector+'],
    cells: deployment,
  },
  replicasets: {
    columns: ['Name', 'Desired', 'Current', 'Ready', 'Age', 'Containers+', 'Images+', 'Selector+'],
    cells: replicaSet,
  },
  events: {
    columns: [
      'Last Seen',
      'Type',
      'Reason',
      'Object',
      'Subobject+',
      'Source+',
      'Message',
      'First Seen+',
      'Count+',
      'Name+',
    ],
    cells: event,
  },
};

const PLAIN: Printer = { columns: ['Name', 'Created At'], cells: (o) => [name(o), o.metadata.creationTimestamp ?? ''] };

export function tableOf(resource: ApiResource, objects: readonly KubeObject[], nowMs: number): Table {
  const printer = PRINTERS[resource.plural] ?? PLAIN;
  return {
    columns: printer.columns.map((c) =>
      c.endsWith('+') ? { name: c.slice(0, -1), priority: 1 } : { name: c, priority: 0 },
    ),
    rows: objects.map((object) => ({ cells: printer.cells(object, nowMs), object })),
  };
}
