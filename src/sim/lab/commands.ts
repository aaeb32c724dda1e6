// Everything that is installed on the machines of the lab: one list, in one place.
import { bashCommands } from '../shell/index.ts';
import { demoCommands, demoFiles } from '../userland/demo.registry.ts';
import { pagerCommands } from '../userland/pager.registry.ts';
import { procpsCommands } from '../userland/procps.registry.ts';
import { sleep } from '../userland/sleep/index.ts';
import { toolCommands } from '../userland/tools.registry.ts';
import type { FileSpec } from '../container/runtime/index.ts';
import { sys } from '../kernel/abi/index.ts';
import type { Command } from '../userland/command.ts';
import { imageCommands, netCommands } from './net-commands.ts';

/** Code groups, each a chunk of the lab's pages (see adapters/lab/library.ts), in the order of the image. */
export const GROUPS: Readonly<Record<'core' | 'procps' | 'tools' | 'demo' | 'pager' | 'net', readonly Command[]>> = {
  core: [...bashCommands, sleep],
  procps: procpsCommands,
  tools: toolCommands,
  demo: demoCommands,
  pager: pagerCommands(() => COMMANDS),
  net: netCommands,
};

export const COMMANDS: readonly Command[] = Object.values(GROUPS).flat();

/** Programs of single images: the library knows their group, no other image has them. */
export const IMAGE_COMMANDS: Readonly<Record<'net', readonly Command[]>> = { net: imageCommands };

/** Scripts that the image ships as plain files. */
export const SCRIPTS: Readonly<Record<string, FileSpec>> = {
  ...Object.fromEntries(demoFiles.map((file) => [file.path, { text: file.text, mode: file.mode }])),
  // What Tab offers behind a command where the shell's start-up file asks for it: a name and its options a line.
  '/usr/share/bash-completion/options': {
    text: COMMANDS.map(({ name, support }) => [name, ...support.options.filter((option) => option.startsWith('-'))])
      .filter((words) => words.length > 1)
      .map((words) => `${words.join(' ')}\n`)
      .join(''),
  },
};

/** Only on the node; their programs are made per machine, since they talk to that machine's daemons. */
const nodeOnly = (
  name: string,
  path: string,
  pkg: string,
  unreachable: string,
  support: Command['support'],
): Command => ({
  name,
  paths: [path],
  pkg,
  support,
  *run() {
    yield* sys.writeAll(2, `${unreachable}\n`);
    return 1;
  },
});

export const NODE_COMMANDS: readonly Command[] = [
  nodeOnly(
    'docker',
    '/usr/bin/docker',
    'docker-ce-cli',
    'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
    {
      level: 'partial',
      note: 'no build, swarm, networks or volumes; stops of several containers follow one another',
      options: [
        'ps',
        'exec',
        'stop',
        'kill',
        'restart',
        'logs',
        'inspect',
        'top',
        'run',
        'stats',
        'pause',
        'rm',
        'events',
      ],
    },
  ),
  nodeOnly(
    'kubectl',
    '/usr/local/bin/kubectl',
    'kubectl',
    'The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?',
    {
      level: 'partial',
      note: 'controllers for deployments, replica sets and endpoints only; no port-forward, proxy, drain; explain knows pods only',
      options: [
        'annotate',
        'api-resources',
        'apply',
        'attach',
        'auth',
        'cluster-info',
        'config',
        'cp',
        'create',
        'debug',
        'delete',
        'describe',
        'diff',
        'edit',
        'events',
        'exec',
        'explain',
        'expose',
        'get',
        'label',
        'logs',
        'patch',
        'replace',
        'rollout',
        'run',
        'scale',
        'set',
        'top',
        'version',
        'wait',
      ],
    },
  ),
  nodeOnly(
    'kube-apiserver',
    '/usr/local/bin/kube-apiserver',
    'kubernetes',
    'kube-apiserver: no kubelet on this machine',
    {
      level: 'partial',
      note: 'started with labs that bring objects; controllers of deployments, replica sets and endpoint slices; config maps, secrets and empty directories as volumes; network policies enforced, as a plug-in that can does; other kinds are only kept',
      options: [],
    },
  ),
  nodeOnly(
    'crictl',
    '/usr/local/bin/crictl',
    'cri-tools',
    'FATA[0000] validate service connection: validate CRI v1 runtime API for endpoint "unix:///run/containerd/containerd.sock"',
    {
      level: 'partial',
      note: 'texts are from knowledge, not from recordings; no images, stats or creating',
      options: ['ps', 'pods', 'inspect', 'inspectp', 'stop', 'rm', 'exec', 'logs'],
    },
  ),
];
