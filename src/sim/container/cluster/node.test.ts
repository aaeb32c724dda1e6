/** What the node does around the containers: pids limits, probes, what runs beside them. */
import { expect, test } from 'vitest';
import { HeadlessTerminal } from '../../../testkit/lab/terminal.ts';
import { type LabInit, nodeCron, oneContainer, onePod, type TerminalSpec, ZOMBIE_KILLER } from '../../lab/index.ts';
import type { PodContainerSpec } from './index.ts';

const NODE: readonly TerminalSpec[] = [{ kind: 'node' }];

interface Node {
  readonly out: (command: string) => string;
  readonly status: (command: string) => number | undefined;
}

function node(init: LabInit): Node {
  const terminal = new HeadlessTerminal(init, init.terminals.length - 1);
  return {
    out: (command) => terminal.command(command, 3600).output,
    status: (command) => terminal.command(command, 3600).status,
  };
}

type More = Parameters<typeof onePod>[1];

const pod = (argv: readonly string[], spec: Partial<PodContainerSpec> = {}, more: More = {}): Node =>
  node(onePod([{ name: 'web', image: 'lab/web:1', argv, ...spec }], more, NODE));

/** Does not reap what it adopts. */
const PYTHON = ['python3', '/app/pysleep.py'];
const ZOMBIES = "ps -eo stat,comm | grep -c '^Z'";

test('a probe that times out leaves its child to PID 1, where it becomes a zombie', () => {
  const livenessProbe = { exec: { command: ['sh', '-c', 'sleep 5; true'] }, failureThreshold: 100 };
  const n = pod(PYTHON, { livenessProbe });
  n.out('sleep 57');
  expect(n.out(ZOMBIES)).toBe('5\n');
  expect(n.out('kubectl get events')).toContain(
    'Liveness probe failed: command timed out: "sh -c sleep 5; true" timed out after 1s',
  );
  expect(n.out('kubectl describe pod web-0')).toContain(
    'Liveness:       exec [sh -c sleep 5; true] delay=0s timeout=1s period=10s #success=1 #failure=100',
  );
  // A shell that is PID 1 reaps them.
  const reaping = pod(['bash', '-c', 'while :; do sleep 1; done'], { livenessProbe });
  reaping.out('sleep 57');
  expect(reaping.out(ZOMBIES)).toBe('0\n');
});

test('a liveness probe that fails restarts the container, later every time', () => {
  const livenessProbe = { exec: { command: ['false'] }, periodSeconds: 5, failureThreshold: 2 };
  const n = pod(['/app/web'], { livenessProbe });
  expect(n.out('sleep 12; kubectl get events')).toContain('Container web failed liveness probe, will be restarted');
  expect(n.out('sleep 5; kubectl get pods')).toMatch(/1\/1 +Running +1 \(/);
  expect(n.out('sleep 14; kubectl get pods')).toMatch(/0\/1 +CrashLoopBackOff +1 /);
});

test('readiness and startup probes decide READY', () => {
  const readinessProbe = { exec: { command: ['test', '-e', '/tmp/ready'] }, periodSeconds: 2, failureThreshold: 1 };
  const n = pod(['/app/web'], { readinessProbe });
  expect(n.out('sleep 3; kubectl get pods')).toMatch(/0\/1 +Running +0 /);
  expect(n.out('kubectl get pod web-0 -o jsonpath=\'{.status.conditions[?(@.type=="Ready")].reason}\'')).toBe(
    'ContainersNotReady',
  );
  n.out('kubectl exec web-0 -- touch /tmp/ready');
  expect(n.out('sleep 3; kubectl get pods')).toMatch(/1\/1 +Running +0 /);
  expect(n.out('kubectl get events')).toMatch(/Unhealthy +pod\/web-0 +Readiness probe failed: *\n/);
  const slow = pod(['/app/web'], {
    startupProbe: { exec: { command: ['test', '-e', '/tmp/up'] }, periodSeconds: 1, failureThreshold: 5 },
  });
  expect(slow.out('sleep 2; kubectl get pods')).toMatch(/0\/1 /);
  expect(slow.out('sleep 5; kubectl get events')).toContain('Container web failed startup probe, will be restarted');
});

test('a probe whose program is not there errs, and that changes nothing', () => {
  const n = pod(['/app/web'], { livenessProbe: { exec: { command: ['/nope'] }, periodSeconds: 1 } });
  expect(n.out('sleep 9; kubectl get pods')).toMatch(/1\/1 +Running +0 /);
  expect(n.out('kubectl get events')).toMatch(
    /Liveness probe errored and resulted in unknown state: rpc error: code = Unknown desc = failed to exec in container: failed to start exec "[0-9a-f]{64}": OCI runtime exec failed: exec failed: unable to start container process: exec: "\/nope": stat \/nope: no such file or directory: unknown/,
  );
});

const FULL = ['/app/forker', '100'];

test('podPidsLimit is pids.max of the pod; when it is full, kubectl exec and probes cannot start anything', () => {
  const n = pod(
    FULL,
    { readinessProbe: { exec: { command: ['true'] }, initialDelaySeconds: 2 } },
    { node: { podPidsLimit: 16 } },
  );
  n.out('sleep 4');
  const dir = n.out('echo -n /sys/fs/cgroup/pids/kubepods/besteffort/pod*');
  expect(n.out(`cat ${dir}/pids.max ${dir}/pids.current`)).toBe('16\n16\n');
  const words =
    /OCI runtime exec failed: exec failed: unable to start container process: read init-p: connection reset by peer: unknown/;
  expect(n.out('kubectl exec web-0 -- ls')).toMatch(words);
  expect(n.status('kubectl exec web-0 -- ls')).toBe(1);
  expect(n.out('kubectl get events')).toMatch(words);
  expect(n.out('kubectl get pods')).toMatch(/0\/1 +Running/);
});

test('the groups of pods carry their QoS class', () => {
  const at = (spec: Partial<PodContainerSpec>, cgroupDriver: 'cgroupfs' | 'systemd'): string =>
    pod(['/app/web'], spec, { node: { cgroupDriver } }).out(
      "grep pids: /proc/$(pgrep -x web)/cgroup | sed 's/^8:pids://'",
    );
  const some = { requests: { cpu: '100m' } };
  const all = { limits: { cpu: '1', memory: '64Mi' } };
  expect(at({}, 'cgroupfs')).toMatch(/^\/kubepods\/besteffort\/pod[0-9a-f-]{36}\/[0-9a-f]{64}\n$/);
  expect(at({ resources: all }, 'cgroupfs')).toMatch(/^\/kubepods\/pod[0-9a-f-]{36}\/[0-9a-f]{64}\n$/);
  expect(at({ resources: some }, 'systemd')).toMatch(
    /^\/kubepods.slice\/kubepods-burstable.slice\/kubepods-burstable-pod[0-9a-f_]{36}.slice\/cri-containerd-[0-9a-f]{64}.scope\n$/,
  );
});

test('with a shared pid namespace pause reaps; without it, it does not', () => {
  const orphans = [
    'bash',
    '-c',
    'python3 /app/pysleep.py & for i in 1 2 3; do (sleep 1 & exit 0); done; exec sleep 100',
  ];
  expect(pod(orphans, {}, { shareProcessNamespace: true }).out(`sleep 3; ${ZOMBIES}`)).toBe('0\n');
  expect(pod(orphans).out(`sleep 3; ${ZOMBIES}`)).toBe('3\n');
});

test('a zombie killer in the cron of the node kills a PID 1 that does not wait', () => {
  const n = pod(['/app/zombies', '3'], {}, { node: { files: nodeCron('zombie-killer', 5, ZOMBIE_KILLER) } });
  expect(n.out(ZOMBIES)).toBe('3\n');
  n.out('sleep 300');
  expect(n.out('kubectl get pods')).toMatch(/1\/1 +Running +1 \(/);
  expect(n.out('kubectl describe pod web-0')).toMatch(/Last State: +Terminated\n +Reason: +Error\n +Exit Code: +137\n/);
  expect(n.out('kubectl get events')).not.toContain('Killing');
  expect(n.out('cat /var/log/syslog')).toMatch(
    /^Mar {2}2 10:05:00 host CRON\[\d+\]: \(root\) CMD \(\/usr\/local\/sbin\/zombie-killer\)\n/,
  );
});

test('a node out of pids has the condition and evicts the greediest pod', () => {
  const n = pod(FULL, {}, { node: { threadsMax: 60, pidAvailable: '10%' } });
  expect(n.out('cat /proc/sys/kernel/threads-max')).toContain('Resource temporarily unavailable');
  const m = pod(
    ['bash', '-c', 'for i in $(seq 52); do sleep 1000 & done; wait'],
    {},
    { node: { threadsMax: 60, pidAvailable: '10%' } },
  );
  expect(m.out('sleep 25; kubectl get pods')).toMatch(/web-0 +0\/1 +Error/);
  expect(m.out('kubectl get node host -o jsonpath=\'{.status.conditions[?(@.type=="PIDPressure")].message}\'')).toBe(
    'kubelet has insufficient PID available',
  );
  expect(m.out('kubectl get events')).toMatch(
    /Evicted +pod\/web-0 +The node was low on resource: pids. Threshold quantity: 6, available: \d/,
  );
});

test('docker: pids limit, init and shared namespaces have their effect', () => {
  const n = node(oneContainer(['sleep', '1000'], {}, NODE));
  n.out('docker run -d --name full --pids-limit 5 debian:12 /app/forker 100');
  n.out('sleep 1');
  expect(n.out("docker stats --no-stream --format '{{.PIDs}}' full")).toBe('5\n');
  expect(n.out('docker exec full ls')).toMatch(
    /^OCI runtime exec failed: exec failed: unable to start container process: read init-p: connection reset by peer: unknown\r?\n$/,
  );
  expect(n.status('docker exec full ls')).toBe(126);
  n.out('docker run -d --name tini --init debian:12 sleep 1000');
  expect(n.out('docker exec tini cat /proc/1/comm')).toBe('docker-init\n');
  n.out('docker run -d --name guest --pid container:tini debian:12 sleep 1001');
  expect(n.out('docker exec guest cat /proc/1/comm')).toBe('docker-init\n');
  n.out('docker run -d --name host --pid host debian:12 sleep 1002');
  expect(n.out('docker exec host cat /proc/1/comm')).toBe('systemd\n');
  n.out('docker run -d --name bad debian:12 /app/zombies 2');
  n.out('sleep 1');
  expect(n.out('docker top bad')).toMatch(/\[zombies\] <defunct>/);
});
