// Named starting points of the lab machine.
import type { PodSpec } from '../container/cluster/index.ts';
import type { ContainerSpec, FileSpec } from '../container/runtime/index.ts';
import type { LabInit, LabNode, TerminalSpec } from './init.ts';

export interface Scenario {
  /** Stored in links and progress: never renamed. */
  readonly id: string;
  readonly title: string;
  /** What there is to see, in one sentence. */
  readonly about: string;
  readonly init: LabInit;
}

/**
 * The prompt of Debian's bash, with the marks of semantic prompts (OSC 133: status of the command before, prompt start and end),
 * which terminals use to know where a command ended. They are invisible.
 */
const BASHRC: FileSpec = {
  // The variable is what the package bash-completion sets: here it makes Tab offer pids, signals, jobs and option names.
  text: "PS1='\\[\\e]133;D;$?\\a\\e]133;A\\a\\]\\u@\\h:\\w\\$ \\[\\e]133;B\\a\\]'\nBASH_COMPLETION_VERSINFO=2\n",
};

/** The same for the shell of busybox images, which reads the file that ENV names. Its prompt is `/ # `. */
export const ASHRC: FileSpec = { text: "PS1='\x1b]133;D;$?\x07\x1b]133;A\x07$PWD # \x1b]133;B\x07'\n" };

/** Where kubectl on the node finds its cluster, as kubeadm writes it. */
const KUBECONFIG: FileSpec = {
  text: `apiVersion: v1
clusters:
- cluster:
    server: https://127.0.0.1:6443
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
    user: kubernetes-admin
  name: kubernetes-admin@kubernetes
current-context: kubernetes-admin@kubernetes
kind: Config
preferences: {}
users:
- name: kubernetes-admin
  user: {}
`,
  mode: 0o600,
};

/** Shells on the node have the prompt, too; kubectl finds its cluster. */
export const NODE_FILES: Readonly<Record<string, FileSpec>> = {
  '/root/.bashrc': BASHRC,
  '/root/.kube/config': KUBECONFIG,
};

/** A container whose interactive shells have the lab's prompt. */
export const labContainer = (spec: ContainerSpec): ContainerSpec => ({
  ...spec,
  files: { '/root/.bashrc': BASHRC, '/home/user/.bashrc': BASHRC, ...spec.files },
});

export const DEFAULT_SIZE = { rows: 24, cols: 80 } as const;

/** One container named web-0 with this PID 1 and a `docker exec -it web-0 bash` terminal beside a terminal on the node. */
export function oneContainer(
  argv: readonly string[],
  more: Partial<ContainerSpec> = {},
  terminals: readonly TerminalSpec[] = [{ kind: 'exec' }, { kind: 'node' }],
): LabInit {
  return { size: DEFAULT_SIZE, containers: [labContainer({ name: 'web-0', argv, ...more })], terminals };
}

/** What {@link onePod} takes besides the containers: fields of the pod (shareProcessNamespace, restartPolicy …), settings of its node. */
export type PodOptions = Partial<Omit<PodSpec, 'containers'>> & { readonly node?: LabNode };

/**
 * A pod named web-0 with these containers, a terminal in the first of them beside one on the node.
 *
 * A container may have `livenessProbe`, `readinessProbe`, `startupProbe` (as in the API: `{ exec: { command: [...] },
 * periodSeconds: 10, timeoutSeconds: 1, failureThreshold: 3 }`), `preStop` and `resources` (they decide the QoS class). They run
 * in virtual time, and their events are those of a real kubelet. Limits that no pod can ask for are the node's:
 *
 *     onePod([{ name: 'web', image: 'lab/web:1', argv: ['python3', '/app/app.py'], livenessProbe: … }], {
 *       shareProcessNamespace: true,          // pause is PID 1 and reaps
 *       node: {
 *         podPidsLimit: 64,                   // pids.max of the pod's cgroup
 *         threadsMax: 400,                    // tasks of the whole machine: forks fail on the node, too
 *         pidAvailable: '10%',                // evictionHard: PIDPressure, then the greediest pod is evicted
 *         cgroupDriver: 'systemd',            // kubepods.slice/… instead of /kubepods/…
 *         files: nodeCron('zombie-killer', 5, ZOMBIE_KILLER),
 *       },
 *     })
 */
export function onePod(
  containers: PodSpec['containers'],
  { node, ...more }: PodOptions = {},
  terminals: readonly TerminalSpec[] = [{ kind: 'exec', container: 'web-0' }, { kind: 'node' }],
): LabInit {
  const pod = labPod({ name: 'web-0', labels: { app: 'web' }, ...more, containers });
  return { size: DEFAULT_SIZE, ...(node ? { node } : {}), containers: [], pods: [pod], terminals };
}

/** A pod whose interactive shells have the lab's prompt, for labs with several. */
export function labPod(spec: PodSpec): PodSpec {
  const prompt = { '/root/.bashrc': BASHRC, '/home/user/.bashrc': BASHRC };
  return { ...spec, containers: spec.containers.map((c) => ({ ...c, files: { ...prompt, ...c.files } })) };
}

/** Files of a node whose cron runs this script every so many minutes (at full minutes, as cron does), and notes it in /var/log/syslog. */
export const nodeCron = (name: string, minutes: number, script: string): Readonly<Record<string, FileSpec>> => ({
  [`/etc/cron.d/${name}`]: { text: `*/${minutes} * * * * root /usr/local/sbin/${name}\n` },
  [`/usr/local/sbin/${name}`]: { text: script, mode: 0o755 },
});

/** What some operators install against zombies: it kills the parent of each, whatever that is. A container's PID 1, seen from the node, dies of it. */
export const ZOMBIE_KILLER = `#!/bin/bash
# Every zombie has a parent that does not wait: get rid of it.
ps -eo pid,ppid,stat | awk '$3 ~ /^Z/ { print $2 }' | sort -u | while read -r parent; do
  [ "$parent" -gt 1 ] && kill -9 "$parent"
done
`;

export const BASE_SCENARIOS: readonly Scenario[] = [
  {
    id: 'bash',
    title: 'A plain container',
    about: 'A Debian-like container with an interactive bash; PID 1 is sleep.',
    init: oneContainer(['sleep', 'infinity'], {}, [{ kind: 'exec' }]),
  },
  {
    id: 'pod',
    title: 'A pod',
    about: 'A pod of one container that drains when it is stopped, with kubectl and crictl on its node.',
    init: onePod([{ name: 'web', image: 'lab/web:1', argv: ['/app/web'] }]),
  },
];
