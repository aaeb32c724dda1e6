// Named starting points of the lab machine.
import type { PodSpec } from '../container/cluster/index.ts';
import type { ContainerSpec, FileSpec } from '../container/runtime/index.ts';
import type { LabInit, TerminalSpec } from './init.ts';

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

/** Shells on the node have it, too. */
export const NODE_FILES: Readonly<Record<string, FileSpec>> = { '/root/.bashrc': BASHRC };

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

/** A pod named web-0 with these containers, a terminal in the first of them beside one on the node. */
export function onePod(
  containers: PodSpec['containers'],
  more: Partial<Omit<PodSpec, 'containers'>> = {},
  terminals: readonly TerminalSpec[] = [{ kind: 'exec', container: 'web-0' }, { kind: 'node' }],
): LabInit {
  const prompt = { '/root/.bashrc': BASHRC, '/home/user/.bashrc': BASHRC };
  const pod: PodSpec = {
    name: 'web-0',
    labels: { app: 'web' },
    ...more,
    containers: containers.map((c) => ({ ...c, files: { ...prompt, ...c.files } })),
  };
  return { size: DEFAULT_SIZE, containers: [], pods: [pod], terminals };
}

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
