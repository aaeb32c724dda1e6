// Files, permissions, devices, descriptors, a full disk: results of calls as a program sees them.
import { expect, test } from 'vitest';
import { TestMachine } from '../../../testkit/kernel.ts';
import { get, put, noting, type Body } from '../../../testkit/probe.ts';
import {
  isErr,
  O_APPEND,
  O_CREAT,
  O_EXCL,
  O_RDONLY,
  O_RDWR,
  O_TRUNC,
  O_WRONLY,
  R_OK,
  SEEK_END,
  SEEK_SET,
  sys,
  W_OK,
  X_OK,
  type Sys,
} from '../abi/index.ts';

/** Runs `body` in a container and returns what it noted. */
function probe(body: Body, before?: (m: TestMachine) => void): unknown[] {
  const { program, notes, done } = noting(body);
  const m = new TestMachine({ probe: program });
  before?.(m);
  m.exec('probe');
  if (!done()) throw new Error('the program did not come to its end');
  return notes;
}

test('a file is written, appended to, truncated, read and seen by stat', () => {
  const seen = probe(function* (note) {
    note(yield* put('/tmp/a', 'hello\n'), yield* put('/tmp/a', 'more\n', O_WRONLY | O_APPEND), yield* get('/tmp/a'));
    const st = yield* sys.stat('/tmp/a');
    if (!isErr(st)) note(st.size, st.blocks, (st.mode & 0o7777).toString(8), st.nlink);
    note(
      yield* sys.truncate('/tmp/a', 3),
      yield* get('/tmp/a'),
      yield* sys.truncate('/tmp/a', 5),
      yield* get('/tmp/a'),
    );
    note(yield* put('/tmp/a', 'x'), yield* get('/tmp/a'), yield* put('/tmp/a', 'x', O_WRONLY | O_CREAT | O_EXCL));
  });
  expect(seen).toEqual([6, 5, 'hello\nmore\n', 11, 8, '644', 1, 0, 'hel', 0, 'hel\0\0', 1, 'x', 'EEXIST']);
});

test('positions: seek, read and write in the middle, holes, shared by dup', () => {
  const seen = probe(function* (note) {
    const fd = yield* sys.open('/tmp/a', O_RDWR | O_CREAT);
    if (isErr(fd)) return;
    yield* sys.write(fd, '0123456789');
    note(yield* sys.lseek(fd, 3, SEEK_SET), yield* sys.read(fd, 2), yield* sys.write(fd, 'XY'));
    const other = yield* sys.dup(fd);
    note(other);
    if (isErr(other)) return;
    note(
      yield* sys.read(other, 1),
      yield* sys.read(fd, 100),
      yield* sys.lseek(fd, 2, SEEK_END),
      yield* sys.write(fd, '!'),
    );
    note(
      yield* sys.pread(fd, 100, 0),
      yield* sys.lseek(fd, -1, SEEK_SET),
      yield* sys.lseek(77, 0, SEEK_SET),
      yield* sys.read(1),
      yield* sys.close(99),
    );
  });
  expect(seen).toEqual([3, '34', 2, 4, '7', '89', 12, 1, '01234XY789\0\0!', 'EINVAL', 'EBADF', 'EBADF', 'EBADF']);
});

test('an unlinked file lives as long as it is open', () => {
  const seen = probe(function* (note) {
    const fd = yield* sys.open('/tmp/a', O_RDWR | O_CREAT);
    if (isErr(fd)) return;
    yield* sys.write(fd, 'still here');
    note(
      yield* sys.unlink('/tmp/a'),
      yield* sys.pread(fd, 100, 0),
      yield* sys.readlink(`/proc/self/fd/${fd}`),
      yield* get(`/proc/self/fd/${fd}`),
    );
  });
  expect(seen).toEqual([0, 'still here', '/tmp/a (deleted)', 'still here']);
});

test('permissions: owner, group, others, search, sticky directory, root without the bits', () => {
  const seen = probe(function* (note) {
    yield* sys.chmod('/tmp', 0o1777);
    yield* put('/tmp/secret', 's', O_WRONLY | O_CREAT, 0o600);
    yield* put('/tmp/none', 's', O_WRONLY | O_CREAT, 0o000);
    yield* sys.mkdir('/tmp/closed', 0o700);
    yield* put('/tmp/closed/f', 'x');
    yield* put('/tmp/root-file', 'x');
    note(yield* get('/tmp/none'), yield* sys.access('/tmp/none', X_OK), yield* sys.access('/tmp/none', R_OK | W_OK));
    yield* sys.setgroups([]);
    yield* sys.setgid(1000);
    yield* sys.setuid(1000);
    note(
      yield* get('/tmp/secret'),
      yield* get('/tmp/closed/f'),
      yield* sys.readdir('/tmp/closed'),
      yield* sys.chdir('/tmp/closed'),
      yield* sys.unlink('/tmp/root-file'),
    );
    note(
      yield* sys.rename('/tmp/root-file', '/tmp/other'),
      yield* put('/tmp/mine', 'm'),
      yield* put('/etc-file', 'm'),
      yield* sys.mkdir('/etc-dir'),
      yield* sys.chmod('/tmp/root-file', 0o777),
    );
    note(
      yield* sys.chown('/tmp/mine', 0, 0),
      yield* sys.chmod('/tmp/mine', 0o400),
      yield* put('/tmp/mine', 'n'),
      yield* sys.unlink('/tmp/mine'),
      yield* sys.utimens('/tmp/root-file', 5, 5),
    );
  });
  expect(seen).toEqual([
    's',
    'EACCES',
    0,
    'EACCES',
    'EACCES',
    'EACCES',
    'EACCES',
    'EPERM',
    'EPERM',
    1,
    'EACCES',
    'EACCES',
    'EPERM',
    'EPERM',
    0,
    'EACCES',
    0,
    'EPERM',
  ]);
});

test('read-only mounts answer EROFS, also to root', () => {
  const seen = probe(function* (note) {
    note(
      yield* put('/usr/x', 'x'),
      yield* sys.mkdir('/usr/d'),
      yield* sys.chmod('/usr', 0o777),
      yield* sys.access('/usr', W_OK),
      yield* put('/sys/fs/cgroup/pids.max', '5', O_WRONLY | O_TRUNC),
    );
  });
  expect(seen).toEqual(['EROFS', 'EROFS', 'EROFS', 'EROFS', 'EROFS']);
});

test('umask, modes, set-group-id directories', () => {
  const seen = probe(function* (note) {
    const mode = function* (path: string): Sys<string> {
      const st = yield* sys.stat(path);
      return isErr(st) ? st.name : (st.mode & 0o7777).toString(8);
    };
    note(
      yield* sys.umask(0o027),
      yield* put('/tmp/a', ''),
      yield* mode('/tmp/a'),
      yield* sys.mkdir('/tmp/d'),
      yield* mode('/tmp/d'),
    );
    note(
      yield* sys.chmod('/tmp/d', 0o2755),
      yield* sys.chown('/tmp/d', 5, 33),
      yield* put('/tmp/d/f', ''),
      yield* sys.mkdir('/tmp/d/sub'),
      yield* mode('/tmp/d/sub'),
    );
    const st = yield* sys.stat('/tmp/d/f');
    if (!isErr(st)) note(st.uid, st.gid);
  });
  expect(seen).toEqual([0o22, 0, '640', 0, '750', 0, 0, 0, 0, '2750', 0, 33]);
});

test('devices', () => {
  const seen = probe(function* (note) {
    const zero = yield* sys.open('/dev/zero', O_RDWR);
    const full = yield* sys.open('/dev/full', O_RDWR);
    if (isErr(zero) || isErr(full)) return;
    note(
      yield* get('/dev/null'),
      yield* sys.read(zero, 3),
      yield* sys.write(full, 'x'),
      yield* put('/dev/null', 'gone'),
      yield* sys.open('/dev/tty', O_RDWR),
    );
    const st = yield* sys.stat('/dev/null');
    if (!isErr(st)) note(st.rdev, (st.mode & 0o170000).toString(8));
    const random = yield* sys.open('/dev/urandom', O_RDONLY);
    if (!isErr(random)) note(String(yield* sys.read(random, 16)).length);
    note(yield* sys.readlink('/dev/fd'), yield* get('/dev/fd/9'));
  });
  expect(seen).toEqual(['', '\0\0\0', 'ENOSPC', 4, 'ENXIO', 0x103, '20000', 16, '/proc/self/fd', 'ENOENT']);
});

test('a disk that is full says ENOSPC, a file that is too large EFBIG', () => {
  const seen = probe(
    function* (note) {
      note(
        yield* put('/tmp/big', 'x'.repeat(5000)),
        yield* put('/tmp/small', 'x'.repeat(100)),
        yield* sys.truncate('/tmp/small', 2 ** 40),
      );
      yield* sys.unlink('/tmp/small');
      note(yield* put('/tmp/again', 'y'.repeat(100)));
    },
    (m) => {
      const fs = m.c.mnt.mounts[0]?.fs;
      if (fs) (fs as { capacity: number }).capacity = fs.used + 150;
    },
  );
  expect(seen).toEqual(['ENOSPC', 100, 'EFBIG', 100]);
});

test('descriptors: lowest free number, EMFILE, dup2, close on exec', () => {
  const seen = probe(function* (note) {
    yield* sys.setlimit('nofile', 6);
    note(
      yield* sys.dup(0),
      yield* sys.dupfd(0, 5, true),
      yield* sys.dup(0),
      yield* sys.dup(0),
      yield* sys.dup2(0, 6),
      yield* sys.dupfd(0, 9),
    );
    note(yield* sys.close(4), yield* sys.dup2(1, 4), yield* sys.dup2(4, 4), yield* sys.dup2(50, 4), yield* sys.pipe());
  });
  expect(seen).toEqual([3, 5, 4, 'EMFILE', 'EBADF', 'EINVAL', 0, 4, 4, 'EBADF', 'EMFILE']);
});
