// <unistd.h>, <fcntl.h> and <time.h>: descriptors, sleeping, clocks. Each is the system call that glibc makes for it.
import { isErr, SECOND, sys, type Sys } from '../../kernel/abi/index.ts';
import { E } from '../../kernel/abi/errno.ts';
import type { Process } from '../process.ts';
import { calling, result, type Arguments, type LibraryFunction } from './function.ts';

const U = 'unistd.h';

function* read(m: Process, a: Arguments): Sys<number> {
  const data = yield* sys.read(a.int(0), Math.max(0, Math.min(a.long(2), 0x7ffff000)));
  if (isErr(data)) return result(m, data);
  m.memory.write(a.long(1), data);
  return data.length;
}

/** sleep(3): what is left, in whole seconds, without the rest. */
function* sleep(a: Arguments): Sys<number> {
  const left = yield* sys.nanosleep(a.unsigned(0) * SECOND);
  return Math.floor(left / SECOND);
}

function* usleep(m: Process, a: Arguments): Sys<number> {
  return (yield* sys.nanosleep(a.unsigned(0))) > 0 ? result(m, E.EINTR) : 0;
}

function putTime(m: Process, address: number, micros: number, unit: number): void {
  if (address === 0) return;
  m.memory.storeLong(address, Math.floor(micros / SECOND));
  m.memory.storeLong(address + 8, (micros % SECOND) * unit);
}

function* nanosleep(m: Process, a: Arguments): Sys<number> {
  const seconds = Number(m.memory.loadLong(a.long(0)));
  const nanos = Number(m.memory.loadLong(a.long(0) + 8));
  if (nanos > 999_999_999 || seconds > Number.MAX_SAFE_INTEGER) return result(m, E.EINVAL);
  const left = yield* sys.nanosleep(seconds * SECOND + Math.ceil(nanos / 1000));
  if (left === 0) return 0;
  putTime(m, a.long(1), left, 1000);
  return result(m, E.EINTR);
}

export const fileFunctions: readonly LibraryFunction[] = [
  calling(U, 'ssize_t read(int fd, void *buffer, size_t count)', read),
  calling(U, 'ssize_t write(int fd, const void *data, size_t count)', function* (m, a) {
    return result(m, yield* sys.write(a.int(0), m.memory.read(a.long(1), Math.max(0, a.long(2)))));
  }),
  calling('fcntl.h', 'int open(const char *path, int flags, ...)', function* (m, a) {
    return result(m, yield* sys.open(m.memory.string(a.long(0)), a.int(1), a.count > 2 ? a.int(2) : 0));
  }),
  calling(U, 'int close(int fd)', function* (m, a) {
    return result(m, yield* sys.close(a.int(0)));
  }),
  calling(U, 'int dup(int fd)', function* (m, a) {
    return result(m, yield* sys.dup(a.int(0)));
  }),
  calling(U, 'int dup2(int from, int to)', function* (m, a) {
    return result(m, yield* sys.dup2(a.int(0), a.int(1)));
  }),
  calling(U, 'int pipe(int ends[2])', function* (m, a) {
    const ends = yield* sys.pipe();
    if (isErr(ends)) return result(m, ends);
    m.memory.storeInt(a.long(0), ends.r);
    m.memory.storeInt(a.long(0) + 4, ends.w);
    return 0;
  }),
  calling(U, 'long lseek(int fd, long offset, int whence)', function* (m, a) {
    return result(m, yield* sys.lseek(a.int(0), a.long(1), a.int(2)));
  }),
  calling(U, 'int unlink(const char *path)', function* (m, a) {
    return result(m, yield* sys.unlink(m.memory.string(a.long(0))));
  }),
  calling(U, 'int chdir(const char *path)', function* (m, a) {
    return result(m, yield* sys.chdir(m.memory.string(a.long(0))));
  }),
  calling(U, 'int access(const char *path, int mode)', function* (m, a) {
    return result(m, yield* sys.access(m.memory.string(a.long(0)), a.int(1)));
  }),
  calling(U, 'int isatty(int fd)', function* (m, a) {
    if (yield* sys.isatty(a.int(0))) return 1;
    return result(m, E.ENOTTY) + 1;
  }),
  calling(U, 'unsigned int sleep(unsigned int seconds)', (_m, a) => sleep(a), {
    blocks: 'ends',
    note: 'Returns the seconds that are left when a handler ended it.',
  }),
  calling(U, 'int usleep(unsigned int microseconds)', usleep, { blocks: 'ends' }),
  calling('time.h', 'int nanosleep(const struct timespec *wanted, struct timespec *left)', nanosleep, {
    blocks: 'ends',
  }),
  calling('time.h', 'time_t time(time_t *seconds)', function* (m, a) {
    const now = Math.floor((yield* sys.clock('realtime')) / SECOND);
    if (a.long(0) !== 0) m.memory.storeLong(a.long(0), now);
    return now;
  }),
  calling('time.h', 'int clock_gettime(int clock, struct timespec *now)', function* (m, a) {
    putTime(m, a.long(1), yield* sys.clock(a.int(0) === 0 ? 'realtime' : 'monotonic'), 1000);
    return 0;
  }, { support: 'partial', note: 'CLOCK_REALTIME and CLOCK_MONOTONIC.' }), // prettier-ignore
  calling('sys/time.h', 'int gettimeofday(struct timeval *now, void *zone)', function* (m, a) {
    putTime(m, a.long(0), yield* sys.clock('realtime'), 1);
    return 0;
  }),
];
