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

/** Code groups, each a chunk of the lab's pages (see adapters/lab/library.ts), in the order of the image. */
export const GROUPS: Readonly<Record<'core' | 'procps' | 'tools' | 'demo' | 'pager', readonly Command[]>> = {
  core: [...bashCommands, sleep],
  procps: procpsCommands,
  tools: toolCommands,
  demo: demoCommands,
  pager: pagerCommands(() => COMMANDS),
};

export const COMMANDS: readonly Command[] = Object.values(GROUPS).flat();

/** Scripts that the image ships as plain files. */
export const SCRIPTS: Readonly<Record<string, FileSpec>> = Object.fromEntries(demoFiles.map((file) => [file.path, { text: file.text, mode: file.mode }]));

/** Only on the node; its program is made per machine, since it talks to that machine's daemon. */
const DOCKER: Command = {
  name: 'docker', paths: ['/usr/bin/docker'], pkg: 'docker-ce-cli',
  *run() {
    yield* sys.writeAll(2, 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n');
    return 1;
  },
  support: {
    level: 'partial', note: 'no build, swarm, networks or volumes; stops of several containers follow one another', options: ['ps', 'exec', 'stop', 'kill', 'restart', 'logs', 'inspect', 'top', 'run', 'stats', 'pause', 'rm', 'events'],
  },
};

export const NODE_COMMANDS: readonly Command[] = [DOCKER];
