/** A pod of the API as the kubelet runs it. */
import { at, items, num, pairs, str, text } from '../../cli/apiserver/json.ts';
import type { KubeObject } from '../../cluster-api.ts';
import type { Json, JsonObject } from '../../engine-api.ts';
import type { Amounts, Owner, PodContainerSpec, PodSpec, Probe, Resources } from '../spec.ts';
import { type FoundImage, imageOf } from './images.ts';

const words = (list: readonly Json[]): readonly string[] => list.map((each) => text(each));

/** Images that are on the node because a pod of the lab runs them, and what they run. */
export type KnownImages = ReadonlyMap<string, readonly string[]>;

export function containerFrom(c: Json, known: KnownImages): PodContainerSpec {
  const image = str(c, 'image');
  const here = known.get(image);
  const found: FoundImage | undefined =
    here === undefined ? imageOf(image) : { entrypoint: [], cmd: here, present: true };
  const command = words(items(c, 'command'));
  const args = words(items(c, 'args'));
  const { entrypoint = [], cmd = [] } = found ?? {};
  const uid = at(c, 'securityContext', 'runAsUser') ?? found?.uid;
  const hook = words(items(c, 'lifecycle', 'preStop', 'exec', 'command'));
  return {
    name: str(c, 'name'),
    image,
    argv: command.length > 0 ? [...command, ...args] : [...entrypoint, ...(args.length > 0 ? args : cmd)],
    env: Object.fromEntries(
      items(c, 'env').flatMap((e) => (at(e, 'value') === undefined ? [] : [[str(e, 'name'), str(e, 'value')]])),
    ),
    ...(typeof uid === 'number' ? { uid } : {}),
    ...(hook.length > 0 ? { preStop: hook } : {}),
    ...resourcesOf(c),
    ...probe(c, 'livenessProbe'),
    ...probe(c, 'readinessProbe'),
    ...probe(c, 'startupProbe'),
    ...(at(c, 'tty') === true ? { tty: true } : {}),
    pull: found === undefined ? 'missing' : found.present ? 'present' : 'pull',
    given: c as JsonObject,
  };
}

function resourcesOf(c: Json): { readonly resources?: Resources } {
  const amounts = (key: string): Amounts => Object.fromEntries(pairs(at(c, 'resources', key)));
  const [requests, limits] = [amounts('requests'), amounts('limits')];
  if (Object.keys(requests).length + Object.keys(limits).length === 0) return {};
  return {
    resources: {
      ...(Object.keys(limits).length > 0 ? { limits } : {}),
      ...(Object.keys(requests).length > 0 ? { requests } : {}),
    },
  };
}

const NUMBERS = [
  'failureThreshold',
  'initialDelaySeconds',
  'periodSeconds',
  'successThreshold',
  'terminationGracePeriodSeconds',
  'timeoutSeconds',
] as const;

function probe(c: Json, key: 'livenessProbe' | 'readinessProbe' | 'startupProbe'): Partial<PodContainerSpec> {
  const p = at(c, key);
  if (p === undefined || p === null) return {};
  const command = words(items(p, 'exec', 'command'));
  // A name stands for the container's port of that name.
  const port = (of: string): number => {
    const name = str(p, of, 'port');
    const named = items(c, 'ports').find((each) => str(each, 'name') === name);
    return named === undefined ? Number(name) || 0 : num(named, 'containerPort');
  };
  const result: Probe = {
    ...(command.length > 0 ? { exec: { command } } : {}),
    ...(at(p, 'httpGet') === undefined
      ? {}
      : { httpGet: { path: str(p, 'httpGet', 'path') || '/', port: port('httpGet') } }),
    ...(at(p, 'tcpSocket') === undefined ? {} : { tcpSocket: { port: port('tcpSocket') } }),
    ...Object.fromEntries(NUMBERS.flatMap((n) => (typeof at(p, n) === 'number' ? [[n, num(p, n)]] : []))),
  };
  return { [key]: result };
}

export function podFrom(o: KubeObject, known: KnownImages): PodSpec {
  const policy = str(o, 'spec', 'restartPolicy');
  const grace = at(o, 'spec', 'terminationGracePeriodSeconds');
  const owner = items(o, 'metadata', 'ownerReferences')[0];
  return {
    name: o.metadata.name,
    namespace: o.metadata.namespace ?? 'default',
    labels: o.metadata.labels ?? {},
    annotations: o.metadata.annotations ?? {},
    ...(owner === undefined ? {} : { owner: owner as JsonObject as unknown as Owner }),
    containers: items(o, 'spec', 'containers').map((c) => containerFrom(c, known)),
    ...(at(o, 'spec', 'hostPID') === true ? { hostPID: true } : {}),
    ...(at(o, 'spec', 'shareProcessNamespace') === true ? { shareProcessNamespace: true } : {}),
    ...(typeof grace === 'number' ? { terminationGracePeriodSeconds: grace } : {}),
    ...(policy === 'OnFailure' || policy === 'Never' ? { restartPolicy: policy } : {}),
    given: (at(o, 'spec') ?? {}) as JsonObject,
  };
}
