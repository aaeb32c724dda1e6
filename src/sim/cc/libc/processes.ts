// Processes: fork, exec, wait and what belongs to them. Each is the system call that glibc makes for it.
import {
  isErr,
  sys,
  wCoreDump,
  wExitStatus,
  wIfContinued,
  wIfExited,
  wIfSignaled,
  wIfStopped,
  wStopSig,
  wTermSig,
  type RUsage,
  type Sys,
} from '../../kernel/abi/index.ts';
import { E } from '../../kernel/abi/errno.ts';
import type { Process } from '../process.ts';
import { runProcess } from '../run.ts';
import { calling, plain, result, type Arguments, type LibraryFunction } from './function.ts';

function* fork(m: Process, vfork: boolean): Sys<number> {
  const child = m.fork(vfork);
  const { frame } = child;
  const step = frame.code.steps[frame.pc];
  if (step?.k === 'library' || step?.k === 'call') frame.temps[step.temp] = 0;
  frame.pc += 1;
  frame.calling = false;
  return result(m, yield* sys.fork(() => runProcess(child), { program: child, ...(vfork ? { vfork } : {}) }));
}

/** A vector of strings that ends with NULL. */
function strings(m: Process, address: number): string[] {
  const out: string[] = [];
  for (let at = address; ; at += 8) {
    const pointer = Number(m.memory.loadLong(at));
    if (pointer === 0) return out;
    out.push(m.memory.string(pointer));
  }
}

/** The arguments of execl and execlp, from `first` to the NULL. */
function listed(m: Process, a: Arguments, first: number): string[] {
  const out: string[] = [];
  for (let i = first; i < a.count && a.long(i) !== 0; i += 1) out.push(m.memory.string(a.long(i)));
  return out;
}

const environment = (words: readonly string[]): ReadonlyMap<string, string> =>
  new Map(words.map((word) => [word.split('=', 1)[0] ?? '', word.slice(word.indexOf('=') + 1)]));

function* exec(
  m: Process,
  path: string,
  argv: readonly string[],
  env: ReadonlyMap<string, string> = m.env,
): Sys<number> {
  return result(m, yield* sys.execve(path, argv, env));
}

/** execvp(3): along PATH unless the name has a slash; EACCES is remembered, a file without a format goes to /bin/sh. */
function* execvp(m: Process, file: string, argv: readonly string[]): Sys<number> {
  if (file.includes('/')) return yield* orShell(m, file, argv);
  if (file === '') return result(m, E.ENOENT);
  let denied = false;
  for (const dir of (m.env.get('PATH') ?? '/bin:/usr/bin').split(':')) {
    yield* orShell(m, `${dir === '' ? '.' : dir}/${file}`, argv);
    if (m.errno === E.EACCES.code) denied = true;
    else if (m.errno !== E.ENOENT.code && m.errno !== E.ENOTDIR.code) return -1;
  }
  return result(m, denied ? E.EACCES : E.ENOENT);
}

function* orShell(m: Process, path: string, argv: readonly string[]): Sys<number> {
  const error = yield* sys.execve(path, argv, m.env);
  if (error.name === 'ENOEXEC')
    return result(m, yield* sys.execve('/bin/sh', ['/bin/sh', path, ...argv.slice(1)], m.env));
  return result(m, error);
}

function putUsage(m: Process, address: number, usage: RUsage): void {
  if (address === 0) return;
  m.memory.fill(address, 0, 144);
  [usage.user, usage.system].forEach((micros, i) => {
    m.memory.storeLong(address + 16 * i, Math.floor(micros / 1_000_000));
    m.memory.storeLong(address + 16 * i + 8, micros % 1_000_000);
  });
}

function* wait(m: Process, pid: number, status: number, options: number, usage = 0): Sys<number> {
  const found = yield* sys.wait4(pid, options);
  if (isErr(found)) return result(m, found);
  if (found === 0) return 0;
  if (status !== 0) m.memory.storeInt(status, found.status);
  putUsage(m, usage, found.usage);
  return found.pid;
}

const NOBODY = 'A list of NULL-terminated arguments.';

const flag = (value: boolean): number => (value ? 1 : 0);

const macro = (synopsis: string, run: (status: number) => number, note: string): LibraryFunction =>
  plain('sys/wait.h', synopsis, (_m, a) => run(a.int(0) & 0xffff), { note, macro: true });

/** prctl(2), the options that this kernel knows. */
function* prctl(m: Process, a: Arguments): Sys<number> {
  switch (a.int(0)) {
    case 1:
      return result(m, yield* sys.prctl('pdeathsig', a.int(1)));
    case 15:
      return result(m, yield* sys.prctl('name', m.memory.string(a.long(1), 15)));
    case 36:
      return result(m, yield* sys.prctl('subreaper', a.long(1) === 0 ? 0 : 1));
    case 38:
      return result(m, yield* sys.prctl('no-new-privs', a.int(1)));
    default:
      return result(m, E.EINVAL);
  }
}

export const processFunctions: readonly LibraryFunction[] = [
  calling('unistd.h', 'pid_t fork(void)', (m) => fork(m, false), {
    note: 'The child gets a copy of everything, unwritten output included.',
  }),
  calling('unistd.h', 'pid_t vfork(void)', (m) => fork(m, true), {
    note: 'The child uses the memory of the parent, which sleeps until the child execs or exits.',
  }),
  calling('unistd.h', 'int execve(const char *path, char *const argv[], char *const envp[])', function* (m, a) {
    return yield* exec(m, m.memory.string(a.long(0)), strings(m, a.long(1)), environment(strings(m, a.long(2))));
  }),
  calling('unistd.h', 'int execv(const char *path, char *const argv[])', (m, a) =>
    exec(m, m.memory.string(a.long(0)), strings(m, a.long(1))),
  ),
  calling(
    'unistd.h',
    'int execvp(const char *file, char *const argv[])',
    (m, a) => execvp(m, m.memory.string(a.long(0)), strings(m, a.long(1))),
    { note: 'Looks along PATH.' },
  ),
  calling(
    'unistd.h',
    'int execl(const char *path, const char *arg, ...)',
    (m, a) => exec(m, m.memory.string(a.long(0)), listed(m, a, 1)),
    { note: NOBODY },
  ),
  calling(
    'unistd.h',
    'int execlp(const char *file, const char *arg, ...)',
    (m, a) => execvp(m, m.memory.string(a.long(0)), listed(m, a, 1)),
    { note: `${NOBODY} Looks along PATH.` },
  ),
  calling('sys/wait.h', 'pid_t wait(int *status)', (m, a) => wait(m, -1, a.long(0), 0)),
  calling(
    'sys/wait.h',
    'pid_t waitpid(pid_t pid, int *status, int options)',
    (m, a) => wait(m, a.int(0), a.long(1), a.int(2)),
    { note: 'With WNOHANG, WUNTRACED and WCONTINUED.' },
  ),
  calling('sys/wait.h', 'pid_t wait3(int *status, int options, struct rusage *usage)', (m, a) =>
    wait(m, -1, a.long(0), a.int(1), a.long(2)),
  ),
  calling('sys/wait.h', 'pid_t wait4(pid_t pid, int *status, int options, struct rusage *usage)', (m, a) =>
    wait(m, a.int(0), a.long(1), a.int(2), a.long(3)),
  ),
  macro('int WIFEXITED(int status)', (s) => flag(wIfExited(s)), 'The child ended by exit or return.'),
  macro('int WEXITSTATUS(int status)', wExitStatus, 'With this exit status.'),
  macro('int WIFSIGNALED(int status)', (s) => flag(wIfSignaled(s)), 'The child ended by a signal.'),
  macro('int WTERMSIG(int status)', wTermSig, 'By this one.'),
  macro('int WCOREDUMP(int status)', (s) => (wCoreDump(s) ? 0x80 : 0), 'It left a core dump.'),
  macro('int WIFSTOPPED(int status)', (s) => flag(wIfStopped(s)), 'The child was stopped.'),
  macro('int WSTOPSIG(int status)', wStopSig, 'By this signal.'),
  macro('int WIFCONTINUED(int status)', (s) => flag(wIfContinued(s)), 'The child was continued.'),
  calling('unistd.h', 'pid_t getpid(void)', () => sys.getpid()),
  calling('unistd.h', 'pid_t getppid(void)', () => sys.getppid()),
  calling('unistd.h', 'pid_t gettid(void)', () => sys.gettid()),
  calling('unistd.h', 'pid_t getpgrp(void)', function* (m) {
    return result(m, yield* sys.getpgid(0));
  }),
  calling('unistd.h', 'pid_t getpgid(pid_t pid)', function* (m, a) {
    return result(m, yield* sys.getpgid(a.int(0)));
  }),
  calling('unistd.h', 'int setpgid(pid_t pid, pid_t pgid)', function* (m, a) {
    return result(m, yield* sys.setpgid(a.int(0), a.int(1)));
  }),
  calling('unistd.h', 'pid_t getsid(pid_t pid)', function* (m, a) {
    return result(m, yield* sys.getsid(a.int(0)));
  }),
  calling('unistd.h', 'pid_t setsid(void)', function* (m) {
    return result(m, yield* sys.setsid());
  }),
  calling('unistd.h', 'uid_t getuid(void)', function* () {
    return (yield* sys.getuid()).ruid;
  }),
  calling('unistd.h', 'uid_t geteuid(void)', function* () {
    return (yield* sys.getuid()).euid;
  }),
  calling('unistd.h', 'gid_t getgid(void)', function* () {
    return (yield* sys.getuid()).rgid;
  }),
  calling('unistd.h', 'int setuid(uid_t uid)', function* (m, a) {
    return result(m, yield* sys.setuid(a.int(0)));
  }),
  calling('unistd.h', 'int nice(int increment)', function* (m, a) {
    const now = result(m, yield* sys.getpriority(0));
    const set = yield* sys.setpriority(0, Math.max(-20, Math.min(19, now + a.int(0))));
    return isErr(set) ? result(m, set) : result(m, yield* sys.getpriority(0));
  }),
  calling('sys/prctl.h', 'int prctl(int option, ...)', (m, a) => prctl(m, a), {
    support: 'partial', note: 'PR_SET_CHILD_SUBREAPER, PR_SET_PDEATHSIG, PR_SET_NAME and PR_SET_NO_NEW_PRIVS.',
  }), // prettier-ignore
  calling('sys/resource.h', 'int getrusage(int who, struct rusage *usage)', function* (m, a) {
    const times = yield* sys.times();
    putUsage(m, a.long(1), a.int(0) === 0 ? times.self : times.children);
    return 0;
  }, { support: 'partial', note: 'Processor times only.' }), // prettier-ignore
];
