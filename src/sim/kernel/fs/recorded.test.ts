// File calls against a recording of the real kernel (src/testkit/record/files.ts): every answer must be the same.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TestMachine } from '../../../testkit/kernel.ts';
import { START, STEPS_AS_ROOT, type FileRun, type FileStep } from '../../../testkit/record/files.ts';
import {
  isErr,
  O_APPEND,
  O_RDONLY,
  O_WRONLY,
  sys,
  type Program,
  type Stat,
  type Errno,
  type Sys,
} from '../abi/index.ts';

const RECORDING = new URL('./recordings/calls.json', import.meta.url);

const shortStat = (st: Stat | Errno): unknown =>
  isErr(st) ? st : [st.mode, st.nlink, st.uid, st.gid, ...((st.mode & 0o170000) === 0o100000 ? [st.size] : [])];

function* withFile(path: string, flags: number, use: (fd: number) => Sys<unknown>): Sys<unknown> {
  const fd = yield* sys.open(path, flags);
  if (isErr(fd)) return fd;
  const result = yield* use(fd);
  yield* sys.close(fd);
  return result;
}

function* answer(step: FileStep): Sys<unknown> {
  const { p = '', q = '', mode = 0 } = step;
  switch (step.op) {
    case 'mkdir':
      return yield* sys.mkdir(p, mode);
    case 'rmdir':
      return yield* sys.rmdir(p);
    case 'open': {
      const fd = yield* sys.open(p, step.flags ?? 0, mode);
      return isErr(fd) ? fd : yield* sys.close(fd);
    }
    case 'write':
      return yield* withFile(p, O_WRONLY | O_APPEND, (fd) => sys.write(fd, step.data ?? ''));
    case 'read':
      return yield* withFile(p, O_RDONLY, (fd) => sys.read(fd));
    case 'unlink':
      return yield* sys.unlink(p);
    case 'rename':
      return yield* sys.rename(p, q);
    case 'link':
      return yield* sys.link(p, q);
    case 'symlink':
      return yield* sys.symlink(q, p);
    case 'readlink':
      return yield* sys.readlink(p);
    case 'stat':
      return shortStat(yield* sys.stat(p));
    case 'lstat':
      return shortStat(yield* sys.lstat(p));
    case 'chmod':
      return yield* sys.chmod(p, mode);
    case 'chown':
      return yield* sys.chown(p, step.uid ?? -1, step.gid ?? -1);
    case 'chdir':
      return yield* sys.chdir(p);
    case 'getcwd':
      return yield* sys.getcwd();
    case 'readdir': {
      const entries = yield* sys.readdir(p);
      return isErr(entries) ? entries : entries.map((entry) => entry.name).sort();
    }
    case 'access':
      return yield* sys.access(p, mode);
    default:
      throw new Error(`unknown call ${step.op}`);
  }
}

function play(run: FileRun): unknown[] {
  const results: unknown[] = [];
  const program: Program = function* () {
    let at = '';
    for (const name of START.slice(1).split('/')) yield* sys.mkdir((at += `/${name}`));
    yield* sys.chmod(START, run.mode);
    yield* sys.chdir(START);
    for (const [i, step] of run.steps.entries()) {
      if (run.uid !== 0 && i === STEPS_AS_ROOT) {
        yield* sys.setgroups([]);
        yield* sys.setgid(run.uid);
        yield* sys.setuid(run.uid);
      }
      const result = yield* answer(step);
      results.push(isErr(result) ? result.name : result);
    }
    return 0;
  };
  new TestMachine({ program }).exec('program');
  return results;
}

test('a hundred sequences of file calls, by root and by an ordinary user, answer as Linux does', () => {
  const { runs } = JSON.parse(readFileSync(RECORDING, 'utf8')) as { readonly runs: readonly FileRun[] };
  expect(runs.length).toBeGreaterThanOrEqual(100);
  for (const [i, run] of runs.entries()) {
    const got = play(run);
    expect({ run: i, got: run.steps.map((step, j) => ({ ...step, result: got[j] })) }).toEqual({
      run: i,
      got: run.steps,
    });
  }
});
