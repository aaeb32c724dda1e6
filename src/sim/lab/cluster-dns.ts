// The cluster's DNS as kubeadm installs it (kubernetes v1.34, cmd/kubeadm/app/phases/addons/dns/manifests.go).
import type { KubeObject } from '../container/cluster/index.ts';

/** The Corefile that kubeadm installs. */
export const COREFILE = `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30 {
       disable success cluster.local
       disable denial cluster.local
    }
    loop
    reload
    loadbalance
}
`;

const LABELS = { 'k8s-app': 'kube-dns' };

const PORTS = [
  ['dns', 53, 'UDP'],
  ['dns-tcp', 53, 'TCP'],
  ['metrics', 9153, 'TCP'],
] as const;

const PROBE_PORTS = [
  ['liveness-probe', 8080, 'TCP'],
  ['readiness-probe', 8181, 'TCP'],
] as const;

const meta = (name: string): KubeObject['metadata'] => ({ name, namespace: 'kube-system' });

const service: KubeObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    ...meta('kube-dns'),
    annotations: { 'prometheus.io/port': '9153', 'prometheus.io/scrape': 'true' },
    labels: { ...LABELS, 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS' },
  },
  spec: {
    clusterIP: '10.96.0.10',
    ports: PORTS.map(([name, port, protocol]) => ({ name, port, protocol, targetPort: port })),
    selector: LABELS,
  },
};

const container = {
  name: 'coredns',
  image: 'registry.k8s.io/coredns/coredns:v1.12.1',
  imagePullPolicy: 'IfNotPresent',
  args: ['-conf', '/etc/coredns/Corefile'],
  livenessProbe: {
    failureThreshold: 5,
    httpGet: { path: '/health', port: 'liveness-probe', scheme: 'HTTP' },
    initialDelaySeconds: 60,
    periodSeconds: 10,
    successThreshold: 1,
    timeoutSeconds: 5,
  },
  ports: [...PORTS, ...PROBE_PORTS].map(([name, containerPort, protocol]) => ({ containerPort, name, protocol })),
  readinessProbe: {
    failureThreshold: 3,
    httpGet: { path: '/ready', port: 'readiness-probe', scheme: 'HTTP' },
    periodSeconds: 10,
    successThreshold: 1,
    timeoutSeconds: 1,
  },
  resources: { limits: { memory: '170Mi' }, requests: { cpu: '100m', memory: '70Mi' } },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  },
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
  volumeMounts: [{ mountPath: '/etc/coredns', name: 'config-volume', readOnly: true }],
};

const deployment = (replicas: number): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { ...meta('coredns'), labels: LABELS },
  spec: {
    replicas,
    selector: { matchLabels: LABELS },
    strategy: { rollingUpdate: { maxUnavailable: 1 }, type: 'RollingUpdate' },
    template: {
      metadata: { labels: LABELS },
      spec: {
        containers: [container],
        dnsPolicy: 'Default',
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        priorityClassName: 'system-cluster-critical',
        serviceAccountName: 'coredns',
        tolerations: [
          { key: 'CriticalAddonsOnly', operator: 'Exists' },
          { effect: 'NoSchedule', key: 'node-role.kubernetes.io/control-plane' },
        ],
        volumes: [
          { configMap: { items: [{ key: 'Corefile', path: 'Corefile' }], name: 'coredns' }, name: 'config-volume' },
        ],
      },
    },
  },
});

/** The service kube-dns, the config map coredns, and the deployment. Spread it into `objects` of a LabInit. */
export function clusterDns(corefile: string = COREFILE, replicas = 2): readonly KubeObject[] {
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta('coredns') },
    service,
    { apiVersion: 'v1', data: { Corefile: corefile }, kind: 'ConfigMap', metadata: meta('coredns') },
    deployment(replicas),
  ];
}
