// nsenter of util-linux 2.38: from the node into the namespaces of a container.
import {
  SIGSTOP,
  WUNTRACED,
  isErr,
  sys,
  wExitStatus,
  wIfExited,
  wIfStopped,
  wTermSig,
  type ByteString,
  type Program,
  type Sys,
} from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { execCommandOrShell } from '../crt/shell.ts';
import { getopt } from '../lib/getopt.ts';

const HELP = `
Usage:
 nsenter [options] [<program> [<argument>...]]

Run a program with namespaces of other processes.

Options:
 -a, --all              enter all namespaces
 -t, --target <pid>     target process to get namespaces from
 -m, --mount[=<file>]   enter mount namespace
 -u, --uts[=<file>]     enter UTS namespace (hostname etc)
 -i, --ipc[=<file>]     enter System V IPC namespace
 -n, --net[=<file>]     enter network namespace
 -p, --pid[=<file>]     enter pid namespace
 -C, --cgroup[=<file>]  enter cgroup namespace
 -U, --user[=<file>]    enter user namespace
 -T, --time[=<file>]    enter time namespace
 -S, --setuid <uid>     set uid in entered namespace
 -G, --setgid <gid>     set gid in entered namespace
     --preserve-credentials do not touch uids or gids
 -r, --root[=<dir>]     set the root directory
 -w, --wd[=<dir>]       set the working directory
 -W. --wdns <dir>       set the working directory in namespace
 -F, --no-fork          do not fork before exec'ing <program>
 -Z, --follow-context   set SELinux context according to --target PID

 -h, --help             display this help
 -V, --version          display version

For more details see nsenter(1).
`;

const LONG = {
  all: 'a',
  help: 'h',
  version: 'V',
  'target=': 't',
  'mount=?': 'm',
  'uts=?': 'u',
  'ipc=?': 'i',
  'net=?': 'n',
  'pid=?': 'p',
  'user=?': 'U',
  'cgroup=?': 'C',
  'time=?': 'T',
  'setuid=': 'S',
  'setgid=': 'G',
  'root=?': 'r',
  'wd=?': 'w',
  'wdns=': 'W',
  'no-fork': 'F',
  'preserve-credentials': 'keep',
  'follow-context': 'Z',
};

/** In the order in which they are opened and entered. */
const KINDS: readonly (readonly [letter: string, file: string])[] = [
  ['U', 'ns/user'],
  ['C', 'ns/cgroup'],
  ['i', 'ns/ipc'],
  ['u', 'ns/uts'],
  ['n', 'ns/net'],
  ['p', 'ns/pid'],
  ['m', 'ns/mnt'],
  ['T', 'ns/time'],
];

function* fail(text: ByteString): Sys<number> {
  yield* sys.writeAll(2, `nsenter: ${text}\n`);
  return 1;
}

/** Waits for the program; a stop of it stops nsenter too, so that the shell's job control works. */
function* waitFor(child: number): Sys<number> {
  for (;;) {
    const done = yield* sys.wait4(child, WUNTRACED);
    if (isErr(done)) {
      if (done.name === 'EINTR') continue;
      return 1;
    }
    if (done === 0) continue;
    if (wIfStopped(done.status)) {
      yield* sys.kill(yield* sys.getpid(), SIGSTOP);
      continue;
    }
    if (wIfExited(done.status)) return wExitStatus(done.status);
    yield* sys.kill(yield* sys.getpid(), wTermSig(done.status));
    return 128 + wTermSig(done.status);
  }
}

const run: Program = function* (argv, env) {
  const parsed = getopt(argv, { short: '+ahVt:m::u::i::n::p::C::U::T::S:G:r::w::W:FZ', long: LONG }, env);
  const flags = new Set<string>();
  let target: number | undefined;
  const ids = new Map<string, number>();
  for (const { key, arg } of parsed.options) {
    if (key === '?') {
      yield* sys.writeAll(2, `${arg}\nTry 'nsenter --help' for more information.\n`);
      return 1;
    }
    if (key === 'h' || key === 'V') {
      yield* sys.writeAll(1, key === 'h' ? HELP : 'nsenter from util-linux 2.38.1\n');
      return 0;
    }
    if (key === 't') {
      if (!/^[0-9]+$/.test(arg ?? '')) return yield* fail(`failed to parse pid: '${arg}'`);
      target = Number(arg);
    }
    if (key === 'S' || key === 'G') ids.set(key, Number(arg));
    flags.add(key);
  }
  const wanted = KINDS.filter(([letter]) => flags.has('a') || flags.has(letter));
  for (const [, file] of wanted) {
    if (target === undefined) return yield* fail(`neither filename nor target pid supplied for ${file}`);
    const path = `/proc/${target}/${file}`;
    const link = yield* sys.readlink(path);
    if (isErr(link)) return yield* fail(`cannot open ${path}: ${link.text}`);
  }
  if (wanted.length > 0 && target !== undefined) {
    // Fidelity: this machine enters the pid, mount and UTS namespaces together
    const entered = yield* sys.setns(target);
    if (isErr(entered)) return yield* fail(`reassociate to namespace '${wanted[0]?.[1]}' failed: ${entered.text}`);
  }
  const become = function* (): Sys<number> {
    const gid = ids.get('G');
    const uid = ids.get('S');
    if (gid !== undefined) yield* sys.setgid(gid);
    if (uid !== undefined) yield* sys.setuid(uid);
    return yield* execCommandOrShell('nsenter', parsed.operands, env);
  };
  // only children are in the new pid namespace
  if (flags.has('F') || !wanted.some(([letter]) => letter === 'p')) return yield* become();
  const child = yield* sys.fork(become);
  if (isErr(child)) return yield* fail(`fork failed: ${child.text}`);
  return yield* waitFor(child);
};

export const nsenter: Command = {
  name: 'nsenter',
  paths: ['/usr/bin/nsenter'],
  pkg: 'util-linux',
  run,
  support: {
    level: 'partial',
    note: 'The pid, mount and UTS namespaces are entered together; network, IPC, user and time namespaces do not exist here.',
    options: ['-a', '-t', '-m', '-u', '-i', '-n', '-p', '-C', '-S', '-G', '-F', '-h', '-V'],
  },
  man: {
    summary: 'run a program in the namespaces of another process',
    synopsis: 'nsenter [options] [<program> [<argument>...]]',
    text: '`nsenter -t PID -p -m ps -ef` on the node shows what the container of that process sees.',
  },
};
