/** A pod on the lab's node, through kubectl and crictl. */
import { expect, test } from 'vitest';
import { HeadlessTerminal } from '../../../testkit/lab/terminal.ts';
import { type LabInit, oneContainer, onePod, type TerminalSpec } from '../../lab/index.ts';
import type { PodSpec } from './index.ts';

const NODE: readonly TerminalSpec[] = [{ kind: 'node' }];

interface Node {
  readonly out: (command: string) => string;
  /** Virtual seconds that a command takes. */
  readonly seconds: (command: string) => number;
  readonly status: (command: string) => number | undefined;
}

function node(init: LabInit): Node {
  const terminal = new HeadlessTerminal(init, init.terminals.length - 1);
  return {
    out: (command) => terminal.command(command, 600).output,
    status: (command) => terminal.command(command, 600).status,
    seconds: (command) => {
      const from = terminal.machine.now;
      terminal.command(command, 600);
      return (terminal.machine.now - from) / 1_000_000;
    },
  };
}

const pod = (
  argv: readonly string[],
  more: Partial<Omit<PodSpec, 'containers'>> = {},
  preStop?: readonly string[],
): Node => node(onePod([{ name: 'web', image: 'lab/web:1', argv, ...(preStop ? { preStop } : {}) }], more, NODE));

const IGNORES = ['sleep', '1000'];
const script = (text: string): readonly string[] => ['bash', '-c', text];

test('get, describe, exec and logs show the running pod', () => {
  const n = pod(['/app/web']);
  expect(n.out('kubectl get pods')).toMatch(/^NAME +READY +STATUS +RESTARTS +AGE\nweb-0 +1\/1 +Running +0 +0s\n$/);
  const described = n.out('kubectl describe pod web-0');
  expect(described).toContain('Container ID:  containerd://');
  expect(described).toMatch(/Normal +Started +0s +kubelet +Started container web\n/);
  expect(n.out('kubectl exec web-0 -- cat /proc/1/comm')).toBe('web\n');
  expect(n.out('echo in | kubectl exec -i web-0 -- cat')).toBe('in\n');
  expect(n.status("kubectl exec web-0 -- sh -c 'exit 7'")).toBe(7);
  expect(n.out('kubectl logs web-0')).toBe('web: listening on 8080\n');
  expect(n.out("kubectl get pod web-0 -o jsonpath='{.spec.terminationGracePeriodSeconds}'")).toBe('30');
});

test('the terminal in the pod has its host name', () => {
  const terminal = new HeadlessTerminal(onePod([{ name: 'web', image: 'lab/web:1', argv: ['/app/web'] }]));
  expect(terminal.command('hostname').output).toBe('web-0\n');
  expect(
    new HeadlessTerminal(onePod([{ name: 'web', image: 'lab/web:1', argv: ['/app/web'] }]), 1).command(
      'kubectl get po -o name',
    ).output,
  ).toBe('pod/web-0\n');
});

test('a lab without pods has a cluster without pods', () => {
  const n = node(oneContainer(['sleep', '1000']));
  expect(n.out('kubectl get pods')).toBe('No resources found in default namespace.\n');
  expect(n.out('kubectl get deploy,svc')).toMatch(/^NAME[^]*service\/kubernetes +ClusterIP +10.96.0.1/);
  expect(n.out('kubectl get pod nope')).toBe('Error from server (NotFound): pods "nope" not found\n');
  expect(n.out('crictl ps -q')).toBe('');
});

test('delete waits for a handler that ends the program', () => {
  const n = pod(['/app/web']);
  const took = n.seconds('kubectl delete pod web-0');
  expect(took).toBeGreaterThan(2.9);
  expect(took).toBeLessThan(5);
  expect(n.out('kubectl get pods')).toBe('No resources found in default namespace.\n');
  expect(n.out('docker ps -aq')).toBe('');
});

test('PID 1 without a handler is killed when the grace period is over', () => {
  expect(pod(IGNORES).seconds('kubectl delete pod web-0')).toBeCloseTo(30, 1);
  expect(pod(IGNORES, { terminationGracePeriodSeconds: 5 }).seconds('kubectl delete pod web-0')).toBeCloseTo(5, 1);
  expect(pod(IGNORES).seconds('kubectl delete pod web-0 --grace-period=7')).toBeCloseTo(7, 1);
});

test('while it ends the pod is Terminating; a shorter period overtakes', () => {
  const n = pod(IGNORES);
  n.out('kubectl delete pod web-0 --wait=false');
  expect(n.out('kubectl get pods')).toMatch(/Terminating/);
  expect(n.seconds('kubectl delete pod web-0 --grace-period=3')).toBeCloseTo(3, 1);
});

test('by force the object is gone at once, the processes later', () => {
  const n = pod(IGNORES);
  n.out('kubectl delete pod web-0 --force --grace-period=0');
  expect(n.out('kubectl get pods')).toBe('No resources found in default namespace.\n');
  expect(n.out('crictl ps -q')).not.toBe('');
  expect(n.out('sleep 3; crictl ps -q')).toBe('');
});

test('preStop runs inside the grace period; one that is still running leaves two seconds', () => {
  expect(
    pod(IGNORES, { terminationGracePeriodSeconds: 6 }, ['sleep', '4']).seconds('kubectl delete pod web-0'),
  ).toBeCloseTo(6, 1);
  expect(
    pod(IGNORES, { terminationGracePeriodSeconds: 6 }, ['sleep', '60']).seconds('kubectl delete pod web-0'),
  ).toBeCloseTo(8, 1);
  const handler = script("trap 'exit 0' TERM; while :; do sleep 0.1; done");
  const took = pod(handler, {}, ['sleep', '4']).seconds('kubectl delete pod web-0');
  expect(took).toBeGreaterThan(4);
  expect(took).toBeLessThan(5);
});

test('a container that ends is begun again in place, later every time', () => {
  const n = pod(script('echo run; sleep 1; exit 3'));
  expect(n.out('sleep 2.5; kubectl get pods')).toMatch(/1\/1 +Running +1 \(\d+s ago\)/);
  expect(n.out('sleep 2; kubectl get pods')).toMatch(/0\/1 +CrashLoopBackOff +1 \(\d+s ago\)/);
  expect(n.out('kubectl logs -p web-0')).toBe('run\n');
  const described = n.out('kubectl describe pod web-0');
  expect(described).toMatch(/Last State: +Terminated\n +Reason: +Error\n +Exit Code: +3\n/);
  expect(described).toMatch(/Warning +BackOff .*Back-off restarting failed container web in pod web-0_default\(/);
  expect(n.out('sleep 10; kubectl get pods')).toMatch(/ 2 \(\d+s ago\)/);
  expect(
    n.out(
      "kubectl get pod -o jsonpath='{.items[0].status.containerStatuses[0].state.waiting.message}'; sleep 3; kubectl get pod -o jsonpath='{.items[0].status.containerStatuses[0].state.waiting.message}'",
    ),
  ).toContain('back-off 20s');
});

test('restart policies and programs that are not there', () => {
  expect(pod(['true'], { restartPolicy: 'OnFailure' }).out('sleep 3; kubectl get pods')).toMatch(/0\/1 +Completed +0 /);
  expect(pod(['false'], { restartPolicy: 'Never' }).out('sleep 3; kubectl get pods')).toMatch(/0\/1 +Error +0 /);
  const described = pod(['/nope'], { restartPolicy: 'Never' }).out('sleep 1; kubectl describe pod web-0');
  expect(described).toMatch(/Reason: +StartError/);
  expect(described).toContain('exec: "/nope": stat /nope: no such file or directory');
  expect(described).not.toContain('Started container');
});

test('with a shared pid namespace pause is PID 1, and its end takes the pod along', () => {
  const containers = [
    { name: 'web', image: 'lab/web:1', argv: ['/app/web'] },
    { name: 'side', image: 'debian:12', argv: ['sleep', '1000'] },
  ];
  const n = node(onePod(containers, { shareProcessNamespace: true }));
  expect(n.out('kubectl exec web-0 -c side -- cat /proc/1/comm')).toBe('pause\n');
  expect(n.out('kubectl exec web-0 -- ps -eo comm')).toMatch(/pause[^]*web[^]*sleep/);
  n.out('pkill -9 pause; sleep 2');
  expect(n.out('kubectl get pods')).toMatch(/2\/2 +Running +2 /);
  expect(n.out('kubectl get events')).toContain('Pod sandbox changed, it will be killed and re-created.');
  // A sleep that is not PID 1 needs no handler.
  expect(n.seconds('kubectl delete pod web-0')).toBeLessThan(5);
});

test('crictl sees the same containers, and the kubelet begins again what it stopped', () => {
  const n = pod(IGNORES);
  expect(n.out('crictl pods')).toMatch(/Ready +web-0 +default +0 /);
  expect(n.out('crictl exec $(crictl ps -q) cat /proc/1/comm')).toBe('sleep\n');
  expect(n.out('crictl inspect $(crictl ps -q)')).toContain('"state": "CONTAINER_RUNNING"');
  expect(n.seconds('crictl stop -t 4 $(crictl ps -q)')).toBeCloseTo(4, 1);
  n.out('sleep 2');
  expect(n.out('crictl ps')).toMatch(/Running +web +1 /);
  expect(n.out('kubectl describe pod web-0')).toMatch(/Exit Code: +137/);
});
