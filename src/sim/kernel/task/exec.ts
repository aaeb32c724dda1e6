// execve: a new program in the same process (fs/exec.c, begin_new_exec).
import { E, isErr, type ByteString, type Errno } from '../abi/index.ts';
import { closeOnExec, resolveExecutable } from '../fs/index.ts';
import type { Kernel } from '../kernel.ts';
import { flushHandlers } from '../signal/sighand.ts';
import type { Task } from '../state.ts';
import { deThread } from './dethread.ts';

/** Interpreter lines may lead to interpreter lines, this deep (BINPRM_MAX_RECURSION gives ELOOP). */
const MAX_INTERPRETERS = 5;
/** Arguments and environment together, as 1/4 of the 8 MiB stack. */
const ARG_MAX = 2_097_152;

const basename = (path: ByteString): ByteString => path.slice(path.lastIndexOf('/') + 1);

/** TASK_COMM_LEN - 1 */
export const commOf = (path: ByteString): ByteString => basename(path).slice(0, 15);

/** The key of the program that execve of this path would run, through all its interpreters; undefined when it would fail. */
export function programKey(k: Kernel, t: Task, path: ByteString): string | undefined {
  let file = path;
  for (let depth = 0; depth <= MAX_INTERPRETERS; depth += 1) {
    const found = resolveExecutable(k, t, file);
    if (isErr(found)) return undefined;
    if (found.kind !== 'script') return found.program;
    file = found.interpreter;
  }
  return undefined;
}

/** Returns only on failure; on success the task's frames are the new program's. */
export function execve(
  k: Kernel,
  t: Task,
  path: ByteString,
  argv: readonly ByteString[],
  env: ReadonlyMap<ByteString, ByteString>,
): Errno | undefined {
  let size = 0;
  for (const arg of argv) size += arg.length + 9;
  for (const [name, value] of env) size += name.length + value.length + 10;
  if (size > ARG_MAX) return E.E2BIG;
  let file = path;
  let args = argv;
  let comm = commOf(path);
  for (let depth = 0; ; depth += 1) {
    if (depth > MAX_INTERPRETERS) return E.ELOOP;
    const found = resolveExecutable(k, t, file);
    if (isErr(found)) {
      k.emit({ kind: 'exec-failed', pid: t.process.pid, path, error: found.text });
      return found;
    }
    if (found.kind === 'script') {
      args = [found.interpreter, ...(found.arg === undefined ? [] : [found.arg]), file, ...args.slice(1)];
      if (depth === 0) comm = commOf(file);
      file = found.interpreter;
      continue;
    }
    const program = k.programs.get(found.program);
    if (!program) return E.ENOEXEC;
    const p = t.process;
    const main = deThread(k, t);
    flushHandlers(p);
    closeOnExec(k, main.files);
    main.comm = comm;
    main.line = undefined;
    main.inspectable = undefined;
    main.savedMask = undefined;
    p.argv = args;
    p.env = env;
    p.exe = found.path;
    p.execed = true;
    main.frames = [{ gen: program(args, env, found.image), kind: 'main' }];
    main.resume = { kind: 'start' };
    k.releaseVfork(main);
    k.touch(p);
    k.emit({ kind: 'exec', pid: p.pid, path: file, argv: args });
    return undefined;
  }
}
