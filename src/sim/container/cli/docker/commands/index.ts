/** All commands of the docker client, in the groups of its help. Those without `run` are known by name only. */
import { define, NO_ARGS, type DockerCommand } from '../define.ts';
import { events } from './events.ts';
import { exec } from './exec.ts';
import { imageLs, images } from './images.ts';
import { info } from './info.ts';
import { containerInspect, imageInspect, inspect } from './inspect.ts';
import { kill, pause, rename, restart, rm, stop, unpause, wait } from './lifecycle.ts';
import { logs } from './logs.ts';
import { attach, containerPrune, imageRm, port, pull, rmi, tag } from './more.ts';
import { ls, ps } from './ps.ts';
import { create, run } from './run.ts';
import { start } from './start.ts';
import { stats } from './stats.ts';
import { top } from './top.ts';
import { version, VERSION_LINE } from './version.ts';

export { VERSION_LINE };

/** A command of the real client that the simulator does not run. */
function absent(name: string, short: string, group = ''): DockerCommand {
  return define(name, { use: '', short, args: { kind: 'any' }, support: 'none', group });
}

function management(name: string, short: string, subs: readonly DockerCommand[]): DockerCommand {
  return define(name, { use: '', short, args: NO_ARGS, subs, group: 'management' });
}

const commit = absent('commit', "Create a new image from a container's changes");
const cp = absent('cp', 'Copy files/folders between a container and the local filesystem');
const diff = absent('diff', "Inspect changes to files or directories on a container's filesystem");
const exporting = absent('export', "Export a container's filesystem as a tar archive");
const update = absent('update', 'Update configuration of one or more containers');
const history = absent('history', 'Show the history of an image');
const importing = absent('import', 'Import the contents from a tarball to create a filesystem image');
const load = absent('load', 'Load an image from a tar archive or STDIN');
const save = absent('save', 'Save one or more images to a tar archive (streamed to STDOUT by default)');
const build = absent('build', 'Build an image from a Dockerfile', 'common');
const push = absent('push', 'Upload an image to a registry', 'common');

const CONTAINER = [
  attach,
  commit,
  cp,
  create,
  diff,
  exec,
  exporting,
  containerInspect,
  kill,
  logs,
  ls,
  pause,
  port,
  containerPrune,
  rename,
  restart,
  rm,
  run,
  start,
  stats,
  stop,
  top,
  unpause,
  update,
  wait,
];
const IMAGE = [
  build,
  history,
  importing,
  imageInspect,
  load,
  imageLs,
  absent('prune', 'Remove unused images'),
  pull,
  push,
  imageRm,
  save,
  tag,
];
const SYSTEM = [absent('df', 'Show docker disk usage'), events, info, absent('prune', 'Remove unused data')];

export const COMMANDS: readonly DockerCommand[] = [
  run,
  exec,
  ps,
  build,
  pull,
  push,
  images,
  absent('login', 'Authenticate to a registry', 'common'),
  absent('logout', 'Log out from a registry', 'common'),
  absent('search', 'Search Docker Hub for images', 'common'),
  version,
  info,
  absent('builder', 'Manage builds', 'management'),
  absent('checkpoint', 'Manage checkpoints', 'management'),
  management('container', 'Manage containers', CONTAINER),
  absent('context', 'Manage contexts', 'management'),
  management('image', 'Manage images', IMAGE),
  absent('manifest', 'Manage Docker image manifests and manifest lists', 'management'),
  absent('network', 'Manage networks', 'management'),
  absent('plugin', 'Manage plugins', 'management'),
  management('system', 'Manage Docker', SYSTEM),
  absent('trust', 'Manage trust on Docker images', 'management'),
  absent('volume', 'Manage volumes', 'management'),
  absent('config', 'Manage Swarm configs', 'swarm'),
  absent('node', 'Manage Swarm nodes', 'swarm'),
  absent('secret', 'Manage Swarm secrets', 'swarm'),
  absent('service', 'Manage Swarm services', 'swarm'),
  absent('stack', 'Manage Swarm stacks', 'swarm'),
  absent('swarm', 'Manage Swarm', 'swarm'),
  attach,
  commit,
  cp,
  create,
  diff,
  events,
  exporting,
  history,
  importing,
  inspect,
  kill,
  load,
  logs,
  pause,
  port,
  rename,
  restart,
  rm,
  rmi,
  save,
  start,
  stats,
  stop,
  tag,
  top,
  unpause,
  update,
  wait,
];
