/** Containers in a description: image, ports, state, limits, probes, environment, mounts. */
import type { Json } from '../../../engine-api.ts';
import { at, items, num, pairs, str, text } from '../../apiserver/json.ts';
import { rfc1123, title, type Writer } from './writer.ts';

/** `level` is where the names of the containers stand (without their own two columns). */
export function describeContainers(
  w: Writer,
  heading: string,
  containers: readonly Json[],
  statuses: readonly Json[],
  level: number,
): void {
  if (containers.length === 0) return;
  w.line(level, `${heading}:`);
  for (const c of containers) {
    const status = statuses.find((s) => str(s, 'name') === str(c, 'name'));
    // Names stand one column right of the heading's level in a template, two in a pod.
    w.line(0, `${'  '.repeat(level)}${level === 0 ? '  ' : ' '}${str(c, 'name')}:`);
    oneContainer(w, c, status, 2);
  }
}

function oneContainer(w: Writer, c: Json, status: Json | undefined, level: number): void {
  if (status !== undefined) w.line(level, `Container ID:\t${str(status, 'containerID')}`);
  w.line(level, `Image:\t${str(c, 'image')}`);
  if (status !== undefined) w.line(level, `Image ID:\t${str(status, 'imageID')}`);
  ports(w, c, level);
  words(w, 'Command', items(c, 'command'), level);
  words(w, 'Args', items(c, 'args'), level);
  if (status !== undefined) {
    state(w, 'State', at(status, 'state'), level);
    if (at(status, 'lastState', 'terminated') !== undefined) state(w, 'Last State', at(status, 'lastState'), level);
    w.line(level, `Ready:\t${title(at(status, 'ready') === true)}`);
    w.line(level, `Restart Count:\t${num(status, 'restartCount')}`);
  }
  resources(w, 'Limits', at(c, 'resources', 'limits'), level);
  resources(w, 'Requests', at(c, 'resources', 'requests'), level);
  for (const [name, key] of [
    ['Liveness', 'livenessProbe'],
    ['Readiness', 'readinessProbe'],
    ['Startup', 'startupProbe'],
  ] as const) {
    const p = at(c, key);
    if (p !== undefined && p !== null) w.line(level, `${name}:\t${probe(p)}`);
  }
  environment(w, c, level);
  mounts(w, c, level);
}

function ports(w: Writer, c: Json, level: number): void {
  const list = items(c, 'ports');
  const named = (p: Json, n: number): string =>
    `${n}/${str(p, 'protocol') || 'TCP'}${str(p, 'name') === '' ? '' : ` (${str(p, 'name')})`}`;
  const plural = list.length > 1 ? 's' : '';
  w.line(level, `Port${plural}:\t${list.map((p) => named(p, num(p, 'containerPort'))).join(', ') || '<none>'}`);
  w.line(level, `Host Port${plural}:\t${list.map((p) => named(p, num(p, 'hostPort'))).join(', ') || '<none>'}`);
}

function words(w: Writer, name: string, list: readonly Json[], level: number): void {
  if (list.length === 0) return;
  w.line(level, `${name}:`);
  for (const x of list) for (const l of text(x).split('\n')) w.line(level + 1, l);
}

function state(w: Writer, name: string, s: Json | undefined, level: number): void {
  const [waiting, running, ended] = [at(s ?? null, 'waiting'), at(s ?? null, 'running'), at(s ?? null, 'terminated')];
  if (running !== undefined && running !== null) {
    w.line(level, `${name}:\tRunning`);
    w.line(level + 1, `Started:\t${rfc1123(str(running, 'startedAt'))}`);
  } else if (ended !== undefined && ended !== null) {
    w.line(level, `${name}:\tTerminated`);
    if (str(ended, 'reason') !== '') w.line(level + 1, `Reason:\t${str(ended, 'reason')}`);
    if (str(ended, 'message') !== '') w.line(level + 1, `Message:\t${str(ended, 'message')}`);
    w.line(level + 1, `Exit Code:\t${num(ended, 'exitCode')}`);
    if (num(ended, 'signal') > 0) w.line(level + 1, `Signal:\t${num(ended, 'signal')}`);
    w.line(level + 1, `Started:\t${rfc1123(str(ended, 'startedAt'))}`);
    w.line(level + 1, `Finished:\t${rfc1123(str(ended, 'finishedAt'))}`);
  } else {
    w.line(level, `${name}:\tWaiting`);
    const reason = waiting === undefined || waiting === null ? '' : str(waiting, 'reason');
    if (reason !== '') w.line(level + 1, `Reason:\t${reason}`);
  }
}

function resources(w: Writer, name: string, v: Json | undefined, level: number): void {
  const list = pairs(v);
  if (list.length === 0) return;
  w.line(level, `${name}:`);
  for (const [k, x] of list) w.line(level + 1, `${k}:\t${x}`);
}

function probe(p: Json): string {
  const times = `delay=${num(p, 'initialDelaySeconds')}s timeout=${num(p, 'timeoutSeconds')}s period=${num(p, 'periodSeconds')}s #success=${num(p, 'successThreshold')} #failure=${num(p, 'failureThreshold')}`;
  const [exec, http, tcp, grpc] = [at(p, 'exec'), at(p, 'httpGet'), at(p, 'tcpSocket'), at(p, 'grpc')];
  if (exec !== undefined)
    return `exec [${items(exec, 'command')
      .map((x) => text(x))
      .join(' ')}] ${times}`;
  if (http !== undefined) {
    const path = str(http, 'path');
    return `http-get ${(str(http, 'scheme') || 'HTTP').toLowerCase()}://${str(http, 'host')}:${str(http, 'port')}${path === '' || path.startsWith('/') ? path : `/${path}`} ${times}`;
  }
  if (tcp !== undefined) return `tcp-socket ${str(tcp, 'host')}:${str(tcp, 'port')} ${times}`;
  if (grpc !== undefined) return `grpc <pod>:${num(grpc, 'port')} ${str(grpc, 'service')} ${times}`;
  return `unknown ${times}`;
}

function optional(v: Json): string {
  return String(at(v, 'optional') === true);
}

function environment(w: Writer, c: Json, level: number): void {
  const from = items(c, 'envFrom');
  if (from.length > 0) w.line(level, 'Environment Variables from:');
  for (const e of from) {
    const [kind, ref] =
      at(e, 'configMapRef') === undefined
        ? ['Secret', at(e, 'secretRef') ?? null]
        : ['ConfigMap', at(e, 'configMapRef') ?? null];
    const prefix = str(e, 'prefix') === '' ? '' : ` with prefix '${str(e, 'prefix')}'`;
    w.line(level + 1, `${str(ref, 'name')}\t${kind}${prefix}\tOptional: ${optional(ref)}`);
  }
  const env = items(c, 'env');
  if (env.length === 0) {
    w.line(level, 'Environment:\t<none>');
    return;
  }
  w.line(level, 'Environment:');
  for (const e of env) variable(w, c, e, level + 1);
}

/** What a container may use: its limit or request; without a limit, what the node has. */
function amount(c: Json, resource: string): string {
  const given = str(c, 'resources', ...resource.split('.'));
  return given !== '' ? given : resource.startsWith('limits.') ? 'node allocatable' : '0';
}

function variable(w: Writer, c: Json, e: Json, level: number): void {
  const name = str(e, 'name');
  const source = at(e, 'valueFrom');
  if (source === undefined || source === null) {
    str(e, 'value')
      .split('\n')
      .forEach((l, i) => w.line(level, i === 0 ? `${name}:\t${l}` : `\t${l}`));
    return;
  }
  const [field, resource, secret, map] = [
    at(source, 'fieldRef'),
    at(source, 'resourceFieldRef'),
    at(source, 'secretKeyRef'),
    at(source, 'configMapKeyRef'),
  ];
  if (field !== undefined) w.line(level, `${name}:\t (${str(field, 'apiVersion')}:${str(field, 'fieldPath')})`);
  else if (resource !== undefined)
    w.line(level, `${name}:\t${amount(c, str(resource, 'resource'))} (${str(resource, 'resource')})`);
  else if (secret !== undefined)
    w.line(
      level,
      `${name}:\t<set to the key '${str(secret, 'key')}' in secret '${str(secret, 'name')}'>\tOptional: ${optional(secret)}`,
    );
  else if (map !== undefined)
    w.line(
      level,
      `${name}:\t<set to the key '${str(map, 'key')}' of config map '${str(map, 'name')}'>\tOptional: ${optional(map)}`,
    );
}

function mounts(w: Writer, c: Json, level: number): void {
  const list = items(c, 'volumeMounts');
  if (list.length === 0) {
    w.line(level, 'Mounts:\t<none>');
    return;
  }
  w.line(level, 'Mounts:');
  const sorted = [...list].sort((a, b) => (str(a, 'mountPath') < str(b, 'mountPath') ? -1 : 1));
  for (const m of sorted) {
    const flags = [
      at(m, 'readOnly') === true ? 'ro' : 'rw',
      ...(str(m, 'subPath') === '' ? [] : [`path=${JSON.stringify(str(m, 'subPath'))}`]),
    ];
    w.line(level + 1, `${str(m, 'mountPath')} from ${str(m, 'name')} (${flags.join(',')})`);
  }
}
