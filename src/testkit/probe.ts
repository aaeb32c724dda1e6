// A program that notes what its calls return, for kernel tests that read as lists of results.
import { execIn } from '../sim/container/runtime/index.ts';
import { isErr, O_CREAT, O_RDONLY, O_TRUNC, O_WRONLY, sys, type Program, type Sys } from '../sim/kernel/abi/index.ts';
import { ALL_CAPS, newFdTable, rootCred, spawn } from '../sim/kernel/index.ts';
import { sleeper, TestMachine } from './kernel.ts';

export type Note = (...values: unknown[]) => void;
export type Body = (note: Note) => Sys<unknown>;

/** Errors by name, everything else as it is. */
export const plain = (value: unknown): unknown => (isErr(value) ? value.name : value);

/** The program, and what it has noted so far; `done` when it came to its end. */
export function noting(body: Body): {
  readonly program: Program;
  readonly notes: unknown[];
  readonly done: () => boolean;
} {
  const notes: unknown[] = [];
  let done = false;
  const program: Program = function* () {
    yield* body((...values) => notes.push(...values.map(plain)));
    done = true;
    return 0;
  };
  return { program, notes, done: () => done };
}

/** Writes a whole file; the number of bytes, or the error. */
export function* put(path: string, data: string, flags = O_WRONLY | O_CREAT | O_TRUNC, mode = 0o666): Sys<unknown> {
  const fd = yield* sys.open(path, flags, mode);
  if (isErr(fd)) return fd;
  const n = yield* sys.write(fd, data);
  yield* sys.close(fd);
  return n;
}

/** Reads a whole file in pieces, or gives the error. */
export function* get(path: string): Sys<unknown> {
  const fd = yield* sys.open(path, O_RDONLY);
  if (isErr(fd)) return fd;
  let all = '';
  for (;;) {
    const part = yield* sys.read(fd, 1000);
    if (isErr(part)) return part;
    if (part === '') break;
    all += part;
  }
  yield* sys.close(fd);
  return all;
}

/** A container whose exec process runs `body`, with arguments `one two` and `''` and X=1 in its environment. */
export function inside(
  body: Body,
  options: { uid?: number; init?: Program; pidsMax?: number } = {},
): { m: TestMachine; notes: unknown[] } {
  const { program: probe, notes } = noting(body);
  const m = new TestMachine(
    { probe, first: options.init ?? sleeper },
    'first',
    options.pidsMax === undefined ? {} : { pidsMax: options.pidsMax },
  );
  execIn(m.host, m.c, {
    argv: ['probe', 'one two', ''],
    env: { X: '1' },
    ...(options.uid === undefined ? {} : { uid: options.uid }),
  });
  m.run();
  return { m, notes };
}

/** A process of the node that runs `body`. */
export function onNode(m: TestMachine, body: Body): unknown[] {
  const { program, notes } = noting(body);
  spawn(m.k, {
    parent: m.host.init,
    ns: m.k.hostNs,
    argv: ['probe'],
    env: new Map(),
    cred: rootCred(ALL_CAPS),
    files: newFdTable(),
    fs: { cwd: '/', root: '/', umask: 0o22 },
    mnt: m.host.mnt,
    uts: m.k.hostUts,
    cgroup: m.k.cgroupRoot,
    how: 'fork',
    main: () => program([], new Map()),
  });
  m.run();
  return notes;
}
