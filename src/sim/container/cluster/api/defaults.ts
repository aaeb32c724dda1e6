/** What the API server fills in when an object is created (pkg/apis: defaults.go; registry strategies). */
import { at, items, num, str } from '../../cli/apiserver/json.ts';
import { isObject } from '../../cli/apiserver/patch.ts';
import type { KubeObject } from '../../cluster-api.ts';
import type { Json, JsonObject } from '../../engine-api.ts';

const spec = (o: KubeObject): JsonObject => (isObject(o['spec']) ? o['spec'] : {});
const map = (v: Json | undefined): JsonObject => (isObject(v) ? v : {});

function template(t: Json | undefined): JsonObject {
  const metadata = map(at(t ?? null, 'metadata'));
  const own = map(at(t ?? null, 'spec'));
  return {
    ...map(t),
    metadata,
    spec: {
      dnsPolicy: 'ClusterFirst',
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      terminationGracePeriodSeconds: 30,
      ...own,
      containers: items(own, 'containers').map((c): Json => ({
        imagePullPolicy: /:latest$|^[^:@]*$/.test(str(c, 'image')) ? 'Always' : 'IfNotPresent',
        resources: {},
        terminationMessagePath: '/dev/termination-log',
        terminationMessagePolicy: 'File',
        ...map(c),
        ...(items(c, 'ports').length > 0
          ? { ports: items(c, 'ports').map((p): Json => ({ protocol: 'TCP', ...map(p) })) }
          : {}),
      })),
    },
  };
}

function deployment(o: KubeObject): JsonObject {
  const own = spec(o);
  const strategy = map(own['strategy']);
  const recreate = strategy['type'] === 'Recreate';
  return {
    progressDeadlineSeconds: 600,
    replicas: 1,
    revisionHistoryLimit: 10,
    ...own,
    strategy: recreate
      ? { type: 'Recreate' }
      : {
          rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%', ...map(strategy['rollingUpdate']) },
          type: 'RollingUpdate',
        },
    template: template(own['template']),
  };
}

/** `address`: the next free one of 10.96.0.0/12. */
function service(o: KubeObject, address: () => string): JsonObject {
  const own = spec(o);
  const type = str(o, 'spec', 'type') || 'ClusterIP';
  const common = { internalTrafficPolicy: 'Cluster', sessionAffinity: 'None', type };
  const ports = items(o, 'spec', 'ports').map((p): Json => ({
    protocol: 'TCP',
    targetPort: num(p, 'port'),
    ...map(p),
  }));
  if (type === 'ExternalName') return { sessionAffinity: 'None', ...own, type, ...(ports.length > 0 ? { ports } : {}) };
  const ip = str(o, 'spec', 'clusterIP') || address();
  return {
    ...common,
    ...own,
    clusterIP: ip,
    clusterIPs: [ip],
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
    ...(ports.length > 0 ? { ports } : {}),
  };
}

function policy(o: KubeObject): JsonObject {
  const own = spec(o);
  const types = ['Ingress', ...(items(o, 'spec', 'egress').length === 0 ? [] : ['Egress'])];
  return { podSelector: {}, policyTypes: types, ...own };
}

export function withDefaults(o: KubeObject, address: () => string): KubeObject {
  switch (o.kind) {
    case 'Deployment':
      return { ...o, metadata: { ...o.metadata, generation: 1 }, spec: deployment(o) };
    case 'ReplicaSet':
    case 'StatefulSet':
    case 'DaemonSet':
      return {
        ...o,
        metadata: { ...o.metadata, generation: 1 },
        spec: {
          ...(o.kind === 'DaemonSet' ? {} : { replicas: 1 }),
          ...spec(o),
          template: template(spec(o)['template']),
        },
      };
    case 'Service':
      return { ...o, spec: service(o, address), status: { loadBalancer: {} } };
    case 'NetworkPolicy':
      return { ...o, spec: policy(o) };
    case 'Secret':
      return { ...secret(o), type: str(o, 'type') || 'Opaque' };
    case 'Namespace':
      return {
        ...o,
        metadata: { ...o.metadata, labels: { 'kubernetes.io/metadata.name': o.metadata.name, ...o.metadata.labels } },
        spec: { finalizers: ['kubernetes'] },
        status: { phase: 'Active' },
      };
    default:
      return o;
  }
}

/** stringData is written only: it goes into data. */
function secret(o: KubeObject): KubeObject {
  const { stringData, ...rest } = o as JsonObject;
  if (!isObject(stringData)) return o;
  const data = Object.fromEntries(
    Object.entries(stringData).map(([key, v]) => [key, base64(typeof v === 'string' ? v : JSON.stringify(v))]),
  );
  return { ...rest, data: { ...map(rest['data']), ...data } } as JsonObject as KubeObject;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i += 3) {
    const [a = 0, b, c] = [0, 1, 2].map((n) => (i + n < text.length ? text.charCodeAt(i + n) : undefined));
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    out += `${DIGITS[bits >> 18] ?? ''}${DIGITS[(bits >> 12) & 63] ?? ''}`;
    out += `${b === undefined ? '=' : (DIGITS[(bits >> 6) & 63] ?? '')}${c === undefined ? '=' : (DIGITS[bits & 63] ?? '')}`;
  }
  return out;
}
