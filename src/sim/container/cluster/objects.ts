/** The API's objects, made from what the kubelet knows. */
import { rfc3339NanoFixed } from '../cli/docker/time.ts';
import type { KubeObject } from '../cluster-api.ts';
import { imageId } from '../daemon/images.ts';
import type { JsonObject } from '../engine-api.ts';
import { qosClass } from './groups.ts';
import type { Kubelet } from './kubelet.ts';
import { failuresOf, periodOf, successesOf, timeoutOf } from './probes.ts';
import type { ClusterEvent, ContainerState, Pod, PodContainer, PodContainerSpec, Probe } from './spec.ts';

export const NODE_UID = '7d5c3f1e-2a64-4c0e-a1b7-5e0f9d8c7b6a';
export const HOST_IP = '172.18.0.2';

/** Times of the API have whole seconds. */
export function isoSeconds(kubelet: Kubelet, at: number): string {
  const { epoch } = kubelet.manager.host.k;
  return `${rfc3339NanoFixed(BigInt(Math.floor(epoch + at)) * 1000n).slice(0, 19)}Z`;
}

export function isoNano(kubelet: Kubelet, at: number): string {
  return rfc3339NanoFixed(BigInt(Math.floor(kubelet.manager.host.k.epoch + at)) * 1000n);
}

export const containerUri = (id: string): string => `containerd://${id}`;

function stateOf(kubelet: Kubelet, state: ContainerState | undefined): JsonObject {
  const iso = (at: number): string => isoSeconds(kubelet, at);
  if (state === undefined) return {};
  const message = state.kind === 'running' || state.message === undefined ? {} : { message: state.message };
  if (state.kind === 'running') return { running: { startedAt: iso(state.startedAt) } };
  if (state.kind === 'waiting') return { waiting: { ...message, reason: state.reason } };
  return {
    terminated: {
      containerID: containerUri(state.id),
      exitCode: state.exitCode,
      finishedAt: iso(state.finishedAt),
      ...message,
      reason: state.reason,
      startedAt: iso(state.startedAt),
    },
  };
}

const isReady = (pc: PodContainer): boolean => pc.state.kind === 'running' && pc.started && pc.ready;

/** With the defaults that the API server fills in. */
function probeSpec(probe: Probe): JsonObject {
  const { exec, httpGet, tcpSocket, initialDelaySeconds: delay } = probe;
  return {
    ...(exec ? { exec: { command: exec.command } } : {}),
    failureThreshold: failuresOf(probe),
    ...(httpGet ? { httpGet: { path: httpGet.path ?? '/', port: httpGet.port, scheme: 'HTTP' } } : {}),
    ...(delay === undefined || delay === 0 ? {} : { initialDelaySeconds: delay }),
    periodSeconds: periodOf(probe),
    successThreshold: successesOf(probe),
    ...(tcpSocket ? { tcpSocket: { port: tcpSocket.port } } : {}),
    ...(probe.terminationGracePeriodSeconds === undefined
      ? {}
      : { terminationGracePeriodSeconds: probe.terminationGracePeriodSeconds }),
    timeoutSeconds: timeoutOf(probe),
  };
}

function containerStatus(kubelet: Kubelet, pc: PodContainer): JsonObject {
  const running = pc.state.kind === 'running';
  return {
    ...(pc.current ? { containerID: containerUri(pc.current.id) } : {}),
    image: pc.spec.image,
    imageID: pc.current ? imageId(pc.spec.image) : '',
    lastState: stateOf(kubelet, pc.last),
    name: pc.spec.name,
    ready: isReady(pc),
    restartCount: pc.restarts,
    started: running && pc.started,
    state: stateOf(kubelet, pc.state),
  };
}

function containerSpec(pc: PodContainer): JsonObject {
  const { spec } = pc;
  if (spec.given) return givenSpec(spec, spec.given);
  return {
    command: spec.argv,
    ...(spec.env ? { env: Object.entries(spec.env).map(([name, value]) => ({ name, value })) } : {}),
    image: spec.image,
    imagePullPolicy: 'IfNotPresent',
    ...(spec.preStop ? { lifecycle: { preStop: { exec: { command: spec.preStop } } } } : {}),
    ...(spec.livenessProbe ? { livenessProbe: probeSpec(spec.livenessProbe) } : {}),
    name: spec.name,
    ...(spec.readinessProbe ? { readinessProbe: probeSpec(spec.readinessProbe) } : {}),
    resources: { ...spec.resources },
    ...(spec.uid === undefined ? {} : { securityContext: { runAsUser: spec.uid } }),
    ...(spec.startupProbe ? { startupProbe: probeSpec(spec.startupProbe) } : {}),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  };
}

/** Reasons of a container that has never run. */
const NOT_BEGUN = new Set(['ContainerCreating', 'ErrImagePull', 'ImagePullBackOff']);

/** What the API was given, with the defaults that it fills in. */
function givenSpec(spec: PodContainerSpec, given: JsonObject): JsonObject {
  const probes = (['livenessProbe', 'readinessProbe', 'startupProbe'] as const).flatMap((key) => {
    const probe = spec[key];
    return probe ? [[key, probeSpec(probe)] as const] : [];
  });
  return {
    imagePullPolicy: /:latest$|^[^:@]*$/.test(spec.image) ? 'Always' : 'IfNotPresent',
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    ...given,
    image: spec.image,
    ...Object.fromEntries(probes),
  };
}

function phaseOf(pod: Pod): string {
  if (pod.evicted !== undefined) return 'Failed';
  const states = pod.containers.map((pc) => pc.state);
  const policy = pod.spec.restartPolicy ?? 'Always';
  const forGood = (s: ContainerState): boolean =>
    s.kind === 'terminated' &&
    (pod.deletion !== undefined || policy === 'Never' || (policy === 'OnFailure' && s.exitCode === 0));
  if (!states.every(forGood))
    return states.some((s) => s.kind === 'waiting' && NOT_BEGUN.has(s.reason)) ? 'Pending' : 'Running';
  return states.every((s) => s.kind === 'terminated' && s.exitCode === 0) ? 'Succeeded' : 'Failed';
}

function conditions(kubelet: Kubelet, pod: Pod): readonly JsonObject[] {
  const unready = pod.containers.filter((pc) => !isReady(pc)).map((pc) => pc.spec.name);
  const changed = pod.containers.reduce(
    (at, { state, readyAt }) =>
      Math.max(
        at,
        readyAt,
        state.kind === 'running' ? state.startedAt : state.kind === 'terminated' ? state.finishedAt : at,
      ),
    pod.createdAt,
  );
  const one = (type: string, ok: boolean, at: number): JsonObject => ({
    lastProbeTime: null,
    lastTransitionTime: isoSeconds(kubelet, at),
    ...(ok ? {} : { message: `containers with unready status: [${unready.join(' ')}]`, reason: 'ContainersNotReady' }),
    status: ok ? 'True' : 'False',
    type,
  });
  const ready = unready.length === 0;
  return [
    one('PodReadyToStartContainers', true, pod.createdAt),
    one('Initialized', true, pod.createdAt),
    one('Ready', ready, changed),
    one('ContainersReady', ready, changed),
    one('PodScheduled', true, pod.createdAt),
  ];
}

const toleration = (key: string): JsonObject => ({
  effect: 'NoExecute',
  key: `node.kubernetes.io/${key}`,
  operator: 'Exists',
  tolerationSeconds: 300,
});

export function podObject(kubelet: Kubelet, pod: Pod): KubeObject {
  const { spec, deletion } = pod;
  const created = isoSeconds(kubelet, pod.createdAt);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      creationTimestamp: created,
      ...(deletion
        ? {
            deletionGracePeriodSeconds: deletion.grace,
            deletionTimestamp: isoSeconds(kubelet, deletion.asked + deletion.grace * 1_000_000),
          }
        : {}),
      ...(Object.keys(pod.annotations).length > 0 ? { annotations: pod.annotations } : {}),
      ...(Object.keys(pod.labels).length > 0 ? { labels: pod.labels } : {}),
      name: spec.name,
      namespace: pod.namespace,
      ...(spec.owner ? { ownerReferences: [{ ...spec.owner }] } : {}),
      resourceVersion: String(pod.version),
      uid: pod.uid,
    },
    spec: {
      ...spec.given,
      containers: pod.containers.map(containerSpec),
      ...(pod.ephemeral.length > 0 ? { ephemeralContainers: pod.ephemeral.map(containerSpec) } : {}),
      dnsPolicy: spec.given?.['dnsPolicy'] ?? 'ClusterFirst',
      enableServiceLinks: true,
      nodeName: kubelet.node,
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
      restartPolicy: spec.restartPolicy ?? 'Always',
      schedulerName: 'default-scheduler',
      securityContext: spec.given?.['securityContext'] ?? {},
      serviceAccount: 'default',
      serviceAccountName: 'default',
      ...(spec.hostPID === undefined ? {} : { hostPID: spec.hostPID }),
      ...(spec.shareProcessNamespace === undefined ? {} : { shareProcessNamespace: spec.shareProcessNamespace }),
      terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds ?? 30,
      tolerations: [toleration('not-ready'), toleration('unreachable')],
    },
    status: {
      conditions: conditions(kubelet, pod),
      containerStatuses: pod.containers.map((pc) => containerStatus(kubelet, pc)),
      ...(pod.ephemeral.length > 0
        ? { ephemeralContainerStatuses: pod.ephemeral.map((pc) => ({ ...containerStatus(kubelet, pc), ready: false })) }
        : {}),
      hostIP: HOST_IP,
      hostIPs: [{ ip: HOST_IP }],
      ...(pod.evicted === undefined ? {} : { message: pod.evicted }),
      phase: phaseOf(pod),
      // It has an address when its sandbox has been made.
      ...(pod.sandbox.status === 'created' ? {} : { podIP: pod.ip, podIPs: [{ ip: pod.ip }] }),
      qosClass: qosClass(spec),
      ...(pod.evicted === undefined ? {} : { reason: 'Evicted' }),
      startTime: created,
    },
  };
}

export function eventObject(kubelet: Kubelet, e: ClusterEvent, index: number): KubeObject {
  const { about } = e;
  const iso = (at: number): string => isoSeconds(kubelet, at);
  const host: JsonObject = e.component === 'kubelet' ? { host: kubelet.node } : {};
  return {
    apiVersion: 'v1',
    count: e.count,
    eventTime: null,
    firstTimestamp: iso(e.first),
    involvedObject: {
      apiVersion: about.apiVersion,
      ...(e.container === undefined ? {} : { fieldPath: `spec.containers{${e.container}}` }),
      kind: about.kind,
      name: about.name,
      ...(about.kind === 'Node' ? {} : { namespace: about.namespace }),
      uid: about.uid,
    },
    kind: 'Event',
    lastTimestamp: iso(e.last),
    message: e.message,
    metadata: {
      creationTimestamp: iso(e.first),
      name: `${about.name}.${(0x18a0_0000_0000 + index).toString(16)}`,
      namespace: about.namespace,
      uid: `${(about.kind === 'Node' ? NODE_UID : about.uid).slice(0, 24)}${index.toString(16).padStart(12, '0')}`,
    },
    reason: e.reason,
    reportingComponent: e.component,
    reportingInstance: e.component === 'kubelet' ? kubelet.node : '',
    source: { component: e.component, ...host },
    type: e.type,
  };
}
