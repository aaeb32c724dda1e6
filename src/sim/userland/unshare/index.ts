// unshare of util-linux 2.38: a program in namespaces of its own.
import {
  IGNORE,
  SIGINT,
  SIGKILL,
  SIGTERM,
  isErr,
  signalNumber,
  sys,
  wExitStatus,
  wIfExited,
  wTermSig,
  type ByteString,
  type Program,
  type Sys,
} from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { execCommandOrShell } from '../crt/shell.ts';
import { getopt } from '../lib/getopt.ts';
import { readProc } from '../procps/proc.ts';

const HELP = `
Usage:
 unshare [options] [<program> [<argument>...]]

Run a program with some namespaces unshared from the parent.

Options:
 -m, --mount[=<file>]      unshare mounts namespace
 -u, --uts[=<file>]        unshare UTS namespace (hostname etc)
 -p, --pid[=<file>]        unshare pid namespace
 -f, --fork                fork before launching <program>
 --kill-child[=<signame>]  when dying, kill the forked child (implies --fork)
                             defaults to SIGKILL
 --mount-proc[=<dir>]      mount proc filesystem first (implies --mount)

 -h, --help                display this help
 -V, --version             display version

For more details see unshare(1).
`;

const LONG = {
  help: 'h',
  version: 'V',
  'mount=?': 'm',
  'uts=?': 'u',
  'ipc=?': 'i',
  'net=?': 'n',
  'pid=?': 'p',
  'user=?': 'U',
  'cgroup=?': 'C',
  'time=?': 'T',
  fork: 'f',
  'kill-child=?': 'kill-child',
  'mount-proc=?': 'mount-proc',
  'map-root-user': 'r',
  'setuid=': 'S',
  'setgid=': 'G',
};

function* fail(text: ByteString): Sys<number> {
  yield* sys.writeAll(2, `unshare: ${text}\n`);
  return 1;
}

/** CAP_SYS_ADMIN, which a container does not have by default (capabilities(7)). */
const SYS_ADMIN = 21n;

function* mayUnshare(): Sys<boolean> {
  const self = yield* readProc('/proc/self');
  const effective = self?.status.get('CapEff');
  return effective === undefined || ((BigInt(`0x${effective}`) >> SYS_ADMIN) & 1n) === 1n;
}

const run: Program = function* (argv, env) {
  const parsed = getopt(argv, { short: '+fhVmuinpCTUrc', long: LONG }, env);
  const flags = new Set<string>();
  let deathSignal: number | undefined;
  for (const { key, arg } of parsed.options) {
    if (key === '?') {
      yield* sys.writeAll(2, `${arg}\nTry 'unshare --help' for more information.\n`);
      return 1;
    }
    if (key === 'h' || key === 'V') {
      yield* sys.writeAll(1, key === 'h' ? HELP : 'unshare from util-linux 2.38.1\n');
      return 0;
    }
    if (key === 'kill-child') {
      deathSignal = arg === undefined ? SIGKILL : signalNumber(arg);
      if (deathSignal === undefined) return yield* fail(`unknown signal: ${arg}`);
    }
    flags.add(key);
  }
  const namespaces = ['m', 'u', 'p', 'i', 'n', 'C', 'T', 'U', 'mount-proc'].some((key) => flags.has(key));
  if (namespaces && !(yield* mayUnshare())) return yield* fail('unshare failed: Operation not permitted');
  const become = function* (): Sys<number> {
    if (deathSignal !== undefined) yield* sys.prctl('pdeathsig', deathSignal);
    return yield* execCommandOrShell('unshare', parsed.operands, env);
  };
  if (!namespaces && !flags.has('f')) return yield* become();
  // Fidelity: namespaces are made by the fork, so there always is one
  const child = yield* sys.fork(become, {
    newPid: flags.has('p'),
    newMount: flags.has('m') || flags.has('mount-proc'),
    mountProc: flags.has('mount-proc'),
    newUts: flags.has('u'),
    newCgroup: flags.has('C'),
  });
  if (isErr(child)) return yield* fail(`fork failed: ${child.text}`);
  // the terminal's signals are the child's business
  yield* sys.signal(SIGINT, IGNORE);
  yield* sys.signal(SIGTERM, IGNORE);
  for (;;) {
    const done = yield* sys.wait4(child);
    if (isErr(done) || done === 0) {
      if (isErr(done) && done.name !== 'EINTR') return 1;
      continue;
    }
    if (wIfExited(done.status)) return wExitStatus(done.status);
    yield* sys.kill(yield* sys.getpid(), wTermSig(done.status));
    return 128 + wTermSig(done.status);
  }
};

export const unshare: Command = {
  name: 'unshare',
  paths: ['/usr/bin/unshare'],
  pkg: 'util-linux',
  run,
  support: {
    level: 'partial',
    note: 'Pid, mount, UTS and cgroup namespaces; it always forks. User, network, IPC and time namespaces do not exist here.',
    options: ['-m', '-u', '-p', '-C', '-f', '--mount-proc', '--kill-child', '-h', '-V'],
  },
  man: {
    summary: 'run a program in new namespaces',
    synopsis: 'unshare [options] [<program> [<argument>...]]',
    text: '`unshare --pid --fork --mount-proc bash`: a shell that is PID 1 of a pid namespace of its own.',
  },
};
