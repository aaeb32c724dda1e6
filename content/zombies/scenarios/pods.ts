// Pods and their node: who reaps in a pod, probes that leave zombies, a cure that kills, a node whose numbers run out.
import type { PodSpec } from '../../../src/sim/container/cluster/index.ts';
import type { LabScenario } from '../../../src/lesson/index.ts';
import { DEFAULT_SIZE, labPod, nodeCron, onePod, ZOMBIE_KILLER, type LabInit } from '../../../src/sim/lab/index.ts';

type Options = Readonly<Record<string, string>>;

const PYTHON = ['python3', '/app/pysleep.py'];

const PID1: Readonly<Record<string, readonly string[]>> = {
  python: PYTHON,
  tini: ['tini', '--', ...PYTHON],
};

function reapingPod(options: Options): LabInit {
  return onePod([{ name: 'web', image: 'lab/web:1', argv: PID1[options['app'] ?? ''] ?? PYTHON }], {
    shareProcessNamespace: options['share'] === 'yes',
  });
}

const CHECK = `#!/bin/bash
# Is the store there? Ask it, and look for PONG.
store-cli ping | grep -q PONG
`;

/** Longer than the probe's timeout, which is a second. */
const STORE_CLI = `#!/bin/bash
# The store is stuck today: it takes the question and does not answer.
exec sleep 3
`;

const PROBE_FILES = {
  '/app/check.sh': { text: CHECK, mode: 0o755 },
  '/usr/local/bin/store-cli': { text: STORE_CLI, mode: 0o755 },
};

function probedPod(options: Options): LabInit {
  return onePod(
    [
      {
        name: 'store',
        image: 'lab/web:1',
        argv: PID1[options['app'] ?? ''] ?? PYTHON,
        files: PROBE_FILES,
        readinessProbe: { exec: { command: ['/app/check.sh'] }, periodSeconds: 5, timeoutSeconds: 1 },
      },
    ],
    { node: { podPidsLimit: 64 } },
  );
}

/** An app that works and leaves a zombie now and then. */
const WORKER = `#!/bin/bash
exec /app/zombies 2
`;

function hunted(): LabInit {
  return onePod(
    [
      {
        name: 'tenant',
        image: 'lab/web:1',
        argv: ['/app/worker.sh'],
        files: { '/app/worker.sh': { text: WORKER, mode: 0o755 } },
      },
    ],
    { node: { files: nodeCron('zombie-killer', 1, ZOMBIE_KILLER) } },
  );
}

/** A queue whose probes are cut off, beside two pods that do nothing wrong. */
function crowded(options: Options): LabInit {
  const pod = (name: string, argv: readonly string[], more: Partial<PodSpec['containers'][number]> = {}) =>
    labPod({ name, labels: { app: name }, containers: [{ name: 'main', image: 'lab/web:1', argv, ...more }] });
  return {
    size: DEFAULT_SIZE,
    containers: [],
    node: { threadsMax: 48, ...(options['eviction'] === 'on' ? { pidAvailable: '15%' } : {}) },
    pods: [
      pod('web-0', ['/app/web']),
      pod('queue-0', ['/app/zombies', '24'], {
        files: PROBE_FILES,
        livenessProbe: {
          exec: { command: ['/app/check.sh'] },
          periodSeconds: 5,
          timeoutSeconds: 1,
          failureThreshold: 1000,
        },
      }),
      pod('cache-0', ['/app/reap_handler', '0']),
    ],
    terminals: [{ kind: 'exec', container: 'web-0' }, { kind: 'node' }],
  };
}

export default [
  {
    id: 'reaping-pod',
    title: 'Who reaps in a pod',
    about: 'A pod with and without a shared pid namespace.',
    choices: [
      {
        name: 'share',
        label: 'shareProcessNamespace',
        values: [
          { value: 'no', label: 'false', about: 'Each container has a PID 1 of its own.' },
          { value: 'yes', label: 'true', about: 'pause is PID 1 of all of them.' },
        ],
        initial: 'no',
      },
      {
        name: 'app',
        label: 'The app',
        values: [
          { value: 'python', label: 'Python' },
          { value: 'tini', label: 'tini and Python' },
        ],
        initial: 'python',
      },
    ],
    view: 'states',
    init: reapingPod,
  },
  {
    id: 'probe-zombies',
    title: 'An exec probe that leaves zombies',
    about: 'Every five seconds a readiness probe is cut off after one second. What it had started stays.',
    choices: [
      {
        name: 'app',
        label: 'The app',
        values: [
          { value: 'python', label: 'Python' },
          { value: 'tini', label: 'tini and Python' },
        ],
        initial: 'python',
      },
    ],
    view: 'states',
    init: probedPod,
  },
  {
    id: 'zombie-killer',
    title: 'A cure that kills',
    about: 'A pod whose container restarts for no reason that Kubernetes knows.',
    choices: [],
    view: 'states',
    init: hunted,
  },
  {
    id: 'crowded-node',
    title: 'A node out of pids',
    about: 'Three pods, one of which takes the numbers of all.',
    choices: [
      {
        name: 'eviction',
        label: 'evictionHard pid.available',
        values: [
          { value: 'off', label: 'not set', about: 'Nobody watches.' },
          { value: 'on', label: '15%', about: 'The kubelet acts before the numbers are used up.' },
        ],
        initial: 'off',
      },
    ],
    view: 'states',
    init: crowded,
  },
] satisfies readonly LabScenario[];
