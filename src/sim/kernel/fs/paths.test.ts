// Paths, links, directories, chroot, and what execve finds: results of calls as a program sees them.
import { expect, test } from 'vitest';
import { TestMachine } from '../../../testkit/kernel.ts';
import { get, put, noting, type Body } from '../../../testkit/probe.ts';
import { isErr, O_CREAT, O_DIRECTORY, O_NOFOLLOW, O_RDONLY, O_WRONLY, sys, type Sys } from '../abi/index.ts';

/** Runs `body` in a container and returns what it noted. */
function probe(body: Body, before?: (m: TestMachine) => void): unknown[] {
  const { program, notes, done } = noting(body);
  const m = new TestMachine({ probe: program });
  before?.(m);
  m.exec('probe');
  if (!done()) throw new Error('the program did not come to its end');
  return notes;
}

test('paths: dot dot, links relative and absolute, loops, slashes, missing parts', () => {
  const seen = probe(function* (note) {
    yield* sys.mkdir('/tmp/d');
    yield* put('/tmp/d/f', 'F');
    yield* sys.symlink('d', '/tmp/rel');
    yield* sys.symlink('/tmp/d/f', '/tmp/abs');
    yield* sys.symlink('loop2', '/tmp/loop1');
    yield* sys.symlink('loop1', '/tmp/loop2');
    yield* sys.symlink('nowhere', '/tmp/dangling');
    note(
      yield* get('/tmp/rel/f'),
      yield* get('/tmp/abs'),
      yield* get('/tmp/rel/../d/./f'),
      yield* get('/../tmp//d///f'),
      yield* get('/tmp/loop1'),
    );
    note(
      yield* get('/tmp/d/f/'),
      yield* get('/tmp/d/f/x'),
      yield* get('/tmp/no/f'),
      yield* get(''),
      yield* get('/tmp/dangling'),
    );
    note(yield* sys.readlink('/tmp/rel'), yield* sys.readlink('/tmp/d'), isErr(yield* sys.lstat('/tmp/dangling')));
    note(yield* sys.open('/tmp/abs', O_RDONLY | O_NOFOLLOW), yield* sys.open('/tmp/abs', O_RDONLY | O_DIRECTORY));
    note(
      yield* put('/tmp/dangling', 'made'),
      yield* get('/tmp/nowhere'),
      yield* get(`/tmp/${'n'.repeat(256)}`),
      yield* get('/'.padEnd(4096, 'x')),
    );
    note(yield* put('/tmp/d', 'x'), yield* sys.open('/tmp/new/', O_WRONLY | O_CREAT));
  });
  expect(seen).toEqual([
    'F',
    'F',
    'F',
    'F',
    'ELOOP',
    'ENOTDIR',
    'ENOTDIR',
    'ENOENT',
    'ENOENT',
    'ENOENT',
    'd',
    'EINVAL',
    false,
    'ELOOP',
    'ENOTDIR',
    4,
    'made',
    'ENAMETOOLONG',
    'ENAMETOOLONG',
    'EISDIR',
    'EISDIR',
  ]);
});

test('directories: made, listed, removed; link counts; what refuses', () => {
  const seen = probe(function* (note) {
    note(
      yield* sys.mkdir('/tmp/d'),
      yield* sys.mkdir('/tmp/d'),
      yield* sys.mkdir('/tmp/x/y'),
      yield* sys.mkdir('/tmp/d/e/'),
      yield* put('/tmp/d/f', ''),
    );
    const st = yield* sys.stat('/tmp/d');
    if (!isErr(st)) note(st.nlink, st.size);
    const names = yield* sys.readdir('/tmp/d');
    if (!isErr(names)) note(names.map((entry) => entry.name).join());
    note(
      yield* sys.rmdir('/tmp/d'),
      yield* sys.unlink('/tmp/d'),
      yield* sys.rmdir('/tmp/d/f'),
      yield* sys.rmdir('/tmp/d/.'),
      yield* sys.readdir('/tmp/d/f'),
    );
    note(
      yield* sys.rmdir('/tmp/d/e'),
      yield* sys.unlink('/tmp/d/f'),
      yield* sys.unlink('/tmp/d/f'),
      yield* sys.rmdir('/tmp/d'),
      yield* sys.rmdir('/proc'),
    );
  });
  expect(seen).toEqual([
    0,
    'EEXIST',
    'ENOENT',
    0,
    0,
    3,
    4096,
    'e,f',
    'ENOTEMPTY',
    'EISDIR',
    'ENOTDIR',
    'EINVAL',
    'ENOTDIR',
    0,
    0,
    'ENOENT',
    0,
    'EBUSY',
  ]);
});

test('rename and hard links', () => {
  const seen = probe(function* (note) {
    yield* sys.mkdir('/tmp/d');
    yield* put('/tmp/a', 'A');
    yield* put('/tmp/b', 'B');
    note(
      yield* sys.rename('/tmp/a', '/tmp/b'),
      yield* get('/tmp/b'),
      yield* get('/tmp/a'),
      yield* sys.rename('/tmp/b', '/tmp/d'),
      yield* sys.rename('/tmp/d', '/tmp/d/e'),
    );
    note(
      yield* sys.link('/tmp/b', '/tmp/c'),
      yield* sys.link('/tmp/d', '/tmp/e'),
      yield* sys.link('/tmp/b', '/tmp/c'),
      yield* sys.link('/tmp/b', '/dev/shm/b'),
    );
    const [one, two] = [yield* sys.stat('/tmp/b'), yield* sys.stat('/tmp/c')];
    if (!isErr(one) && !isErr(two)) note(one.nlink, one.ino === two.ino);
    note(
      yield* sys.unlink('/tmp/b'),
      yield* get('/tmp/c'),
      yield* sys.rename('/tmp/d', '/tmp/c'),
      yield* sys.rename('/tmp/no', '/tmp/x'),
      yield* sys.rename('/tmp/c', '/dev/shm/c'),
    );
    yield* sys.chdir('/tmp/d');
    note(
      yield* sys.rename('/tmp/d', '/tmp/moved'),
      yield* sys.getcwd(),
      yield* sys.rmdir('/tmp/moved'),
      yield* sys.getcwd(),
      yield* get('f'),
    );
  });
  expect(seen).toEqual([
    0,
    'A',
    'ENOENT',
    'EISDIR',
    'EINVAL',
    0,
    'EPERM',
    'EEXIST',
    'EXDEV',
    2,
    true,
    0,
    'A',
    'ENOTDIR',
    'ENOENT',
    'EXDEV',
    0,
    '/tmp/moved',
    0,
    'ENOENT',
    'ENOENT',
  ]);
});

test('what execve finds: programs, #! lines, text, directories, files without the bit', () => {
  const seen = probe(function* (note) {
    const env = new Map<string, string>();
    const run = function* (path: string, text: string, mode = 0o755): Sys<void> {
      yield* put(path, text);
      yield* sys.chmod(path, mode);
      note(yield* sys.execve(path, [path], env));
    };
    yield* run('/tmp/plain', 'echo hi\n');
    yield* run('/tmp/empty', '');
    yield* run('/tmp/nobit', '#!/bin/probe\n', 0o644);
    yield* run('/tmp/nointerp', '#!/no/such\n');
    yield* run('/tmp/dos', '#!/bin/probe\r\n');
    yield* run('/tmp/blank', '#!   \n');
    yield* run('/tmp/self', '#!/tmp/self\n');
    note(
      yield* sys.execve('/tmp', ['x'], env),
      yield* sys.execve('/tmp/none', ['x'], env),
      yield* sys.execve('/tmp/plain/x', ['x'], env),
    );
  });
  expect(seen).toEqual([
    'ENOEXEC',
    'ENOEXEC',
    'EACCES',
    'ENOENT',
    'ENOENT',
    'ENOEXEC',
    'ELOOP',
    'EACCES',
    'ENOENT',
    'ENOTDIR',
  ]);
});

test('chroot: paths start at the new root and do not get out', () => {
  const seen = probe(function* (note) {
    yield* sys.mkdir('/tmp/jail');
    yield* sys.mkdir('/tmp/jail/in');
    yield* put('/tmp/out', 'outside');
    yield* put('/tmp/jail/f', 'inside');
    yield* sys.symlink('/f', '/tmp/jail/link');
    note(
      yield* sys.chroot('/tmp/jail'),
      yield* sys.chdir('/in'),
      yield* sys.getcwd(),
      yield* get('/f'),
      yield* get('../../../f'),
      yield* get('/link'),
      yield* get('/../out'),
    );
  });
  expect(seen).toEqual([0, 0, '/in', 'inside', 'inside', 'inside', 'ENOENT']);
});
