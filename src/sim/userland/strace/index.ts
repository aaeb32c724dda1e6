// strace 6.1: the calls and signals of a process, through ptrace.
import {
  O_APPEND,
  O_CREAT,
  O_TRUNC,
  O_WRONLY,
  SIGKILL,
  __WALL,
  isErr,
  sys,
  type ByteString,
  type Program,
  type Sys,
} from '../../kernel/abi/index.ts';
import type { Command } from '../command.ts';
import { findInPath } from '../lib/spawn.ts';
import { Out } from '../lib/stdio.ts';
import { listTids } from '../procps/proc.ts';
import { parseStrace, type Options } from './options.ts';
import { Printer } from './printer.ts';
import { Summary } from './summary.ts';
import { Tracer } from './tracer.ts';

type Env = ReadonlyMap<ByteString, ByteString>;

function* say(text: ByteString): Sys<number> {
  yield* sys.writeAll(2, `strace: ${text}\n`);
  return 1;
}

/** Where the trace goes: the standard error, or a file that only its owner may read while it is written. */
function* openOutput(options: Options): Sys<number | string> {
  if (options.output === undefined) return 2;
  const fd = yield* sys.open(options.output, O_WRONLY | O_CREAT | (options.append ? O_APPEND : O_TRUNC), 0o644);
  if (isErr(fd)) return `Can't fopen '${options.output}': ${fd.text}`;
  yield* sys.cloexec(fd, true);
  return fd;
}

/** Starts the command stopped: it waits at a pipe until it is traced. */
function* start(options: Options, env: Env, tracer: Tracer): Sys<number> {
  const file = options.command[0] ?? '';
  const path = file.includes('/') ? file : yield* findInPath(file, env);
  const found = path === undefined ? undefined : yield* sys.stat(path);
  if (path === undefined || isErr(found)) {
    return yield* say(`Can't stat '${file}': ${isErr(found) ? found.text : 'No such file or directory'}`);
  }
  const childEnv = new Map(env);
  for (const one of options.environment) {
    const equals = one.indexOf('=');
    if (equals < 0) childEnv.delete(one);
    else childEnv.set(one.slice(0, equals), one.slice(equals + 1));
  }
  const gate = yield* sys.pipe();
  if (isErr(gate)) return yield* say(gate.text);
  const child = yield* sys.fork(function* () {
    yield* sys.close(gate.w);
    yield* sys.read(gate.r, 1);
    yield* sys.close(gate.r);
    const error = yield* sys.execve(path, options.command, childEnv);
    yield* sys.writeAll(2, `strace: exec: ${error.text}\n`);
    return 1;
  });
  if (isErr(child)) return yield* say(`fork: ${child.text}`);
  yield* sys.close(gate.r);
  const refused = yield* tracer.attach(child, false);
  if (refused !== undefined) return yield* say(`attach: ptrace(PTRACE_SEIZE, ${child}): ${refused}`);
  yield* sys.write(gate.w, 'x');
  yield* sys.close(gate.w);
  return 0;
}

function* attachAll(options: Options, tracer: Tracer): Sys<number> {
  for (const pid of options.pids) {
    const tids = options.follow ? yield* listTids(pid) : [pid];
    const refused = yield* tracer.attach(pid, true);
    if (refused !== undefined) {
      yield* say(`attach: ptrace(PTRACE_SEIZE, ${pid}): ${refused}`);
      continue;
    }
    let threads = 1;
    for (const tid of tids) if (tid !== pid && (yield* tracer.attach(tid, true)) === undefined) threads += 1;
    if (options.quiet === 0) yield* say(`Process ${pid} attached${threads > 1 ? ` with ${threads} threads` : ''}`);
  }
  return tracer.count > 0 ? 0 : 1;
}

/** At its start strace tries out what this kernel's ptrace can do, on two children that end at once. */
function* tryPtrace(): Sys<void> {
  const sleeper = yield* sys.fork(function* () {
    for (;;) yield* sys.pause();
  });
  if (isErr(sleeper)) return;
  yield* sys.ptrace({ kind: 'seize', pid: sleeper });
  yield* sys.kill(sleeper, SIGKILL);
  yield* sys.wait4(sleeper, __WALL);
  const caller = yield* sys.fork(function* () {
    yield* sys.gettid();
    return 0;
  });
  if (!isErr(caller)) yield* sys.wait4(caller, __WALL);
}

const run: Program = function* (argv, env) {
  const options = parseStrace(argv);
  if (options.kind === 'say') {
    yield* sys.writeAll(options.fd, options.text);
    return options.status;
  }
  yield* tryPtrace();
  const fd = yield* openOutput(options);
  if (typeof fd === 'string') return yield* say(fd);
  // unbuffered: the file can be read while the trace goes on
  const out = new Out(fd, 'none');
  const printer = new Printer(out, {
    ...options.print,
    toFile: fd !== 2,
    follow: options.follow || options.pids.length > 1,
  });
  const summary = new Summary();
  const tracer = new Tracer(options, printer, summary);
  if (options.pids.length > 0 && (yield* attachAll(options, tracer)) !== 0) return 1;
  if (options.command.length > 0) {
    const failed = yield* start(options, env, tracer);
    if (failed !== 0) return failed;
  }
  const status = yield* tracer.run();
  if (options.summary !== 'no') yield* out.put(summary.text());
  return status;
};

export const strace: Command = {
  name: 'strace',
  paths: ['/usr/bin/strace'],
  pkg: 'strace',
  run,
  support: {
    level: 'partial',
    note: 'Programs of this machine make the calls that matter, not those of a dynamic loader or of memory management. Not modelled: -ff, -y, -k, -i, -P, -z, -Z, fault injection.',
    options: [
      '-p',
      '-f',
      '-o',
      '-A',
      '-e trace=',
      '-e signal=',
      '-s',
      '-a',
      '-t',
      '-tt',
      '-ttt',
      '-r',
      '-T',
      '-c',
      '-C',
      '-q',
      '-E',
      '-V',
      '-h',
    ],
  },
  man: {
    summary: 'trace system calls and signals',
    synopsis: 'strace [OPTIONS] { -p PID | PROG [ARGS] }',
    text: 'Prints each system call of a process with its arguments and result, and each signal that reaches it. -p attaches to a running process and leaves it with Ctrl-C; -f follows its children; -e trace=kill,pause or -e trace=%signal chooses; -o writes to a file.',
  },
};
