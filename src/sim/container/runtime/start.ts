// The first code of a process that the engine starts: finds the program in PATH and becomes it, as runc's init does.
import { E, isErr, SECOND, sys, type ByteString, type Errno, type Sys } from '../../kernel/abi/index.ts';

/** `failed`: is told instead of a message on stderr. Never returns when the program was found. 127: not found; 126: found but cannot be run. */
export function* becomeProgram(
  argv: readonly ByteString[],
  env: ReadonlyMap<ByteString, ByteString>,
  failed?: (error: Errno) => void,
): Sys<number> {
  const name = argv[0] ?? '';
  const path = env.get('PATH') ?? '/usr/bin:/bin';
  const candidates = name.includes('/') ? [name] : path.split(':').map((dir) => `${dir}/${name}`);
  let failure: Errno = E.ENOENT;
  for (const candidate of candidates) {
    const result = yield* sys.execve(candidate, argv, env);
    if (isErr(result) && result !== E.ENOENT && result !== E.ENOTDIR) failure = result;
  }
  if (failed) failed(failure);
  else
    yield* sys.writeAll(
      2,
      `exec: "${name}": ${failure === E.ENOENT ? 'executable file not found in $PATH' : failure.text.toLowerCase()}\n`,
    );
  return failure === E.ENOENT ? 127 : 126;
}

/** How runc's init ends when Go's runtime has no thread: abort. */
const ABORTED = 2;

/**
 * runc's init in a group that is full. Entering the group is not refused (pids_can_attach), but init is a Go program whose
 * runtime starts threads once it is in there, and a refused one aborts it: opencontainers/runc#1914.
 * Fidelity: on a real node it is a race whether the threads were there before (runc#4413); here the group always wins.
 */
export function* crowdedInit(
  argv: readonly ByteString[],
  env: ReadonlyMap<ByteString, ByteString>,
  failed: (error: Errno) => void,
): Sys<number> {
  const thread = yield* sys.fork(
    function* () {
      yield* sys.nanosleep(SECOND);
      return 0;
    },
    { thread: true },
  );
  if (!isErr(thread)) return yield* becomeProgram(argv, env, failed);
  failed(thread);
  return ABORTED;
}
