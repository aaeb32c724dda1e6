// Pipes: blocking both ways, the 64 KiB, SIGPIPE, atomic writes, named pipes, poll.
import { expect, test } from 'vitest';
import { TestMachine } from '../../../testkit/kernel.ts';
import {
  IGNORE,
  isErr,
  O_NONBLOCK,
  O_RDONLY,
  O_RDWR,
  O_WRONLY,
  POLLHUP,
  POLLIN,
  POLLOUT,
  SIGKILL,
  SIGPIPE,
  SIGUSR1,
  sys,
  type Program,
  type Sys,
} from '../abi/index.ts';

const plain = (value: unknown): unknown => (isErr(value) ? value.name : value);

function machine(body: (note: (...values: unknown[]) => void) => Sys<unknown>): { m: TestMachine; notes: unknown[] } {
  const notes: unknown[] = [];
  const program: Program = function* () {
    yield* body((...values) => notes.push(...values.map(plain)));
    return 0;
  };
  return { m: new TestMachine({ probe: program }).spawn('probe'), notes };
}

test('data goes through; the reader gets end of file when the last writer is gone', () => {
  const { notes } = machine(function* (note) {
    const p = yield* sys.pipe();
    if (isErr(p)) return;
    yield* sys.fork(function* () {
      yield* sys.close(p.r);
      yield* sys.nanosleep(1000);
      yield* sys.write(p.w, 'one');
      yield* sys.nanosleep(1000);
      yield* sys.write(p.w, 'two');
      return 0;
    });
    yield* sys.close(p.w);
    note(yield* sys.read(p.r), yield* sys.read(p.r), yield* sys.read(p.r), yield* sys.lseek(p.r, 0, 0));
  });
  expect(notes).toEqual(['one', 'two', '', 'ESPIPE']);
});

test('a writer of 200,000 bytes waits for the reader and writes all of them', () => {
  const { notes } = machine(function* (note) {
    const p = yield* sys.pipe();
    if (isErr(p)) return;
    yield* sys.fork(function* () {
      const data = Array.from({ length: 20_000 }, (_, i) => String(i).padStart(10, '0')).join('');
      note(yield* sys.write(p.w, data));
      return 0;
    });
    yield* sys.close(p.w);
    let all = '';
    for (;;) {
      const part = yield* sys.read(p.r, 5000);
      if (isErr(part) || part === '') break;
      all += part;
    }
    note(all.length, all.slice(-10), all.slice(65_530, 65_540));
  });
  expect(notes).toEqual([200_000, 200_000, '0000019999', '0000006553']);
});

test('a write that a signal interrupts says how much it has written', () => {
  const { notes } = machine(function* (note) {
    const p = yield* sys.pipe();
    if (isErr(p)) return;
    const me = yield* sys.getpid();
    yield* sys.signal(SIGUSR1, function* () {});
    yield* sys.fork(function* () {
      yield* sys.nanosleep(1000);
      yield* sys.kill(me, SIGUSR1);
      return 0;
    });
    note(yield* sys.write(p.w, 'x'.repeat(70_000)), yield* sys.setfl(p.w, O_NONBLOCK), yield* sys.write(p.w, 'y'));
  });
  expect(notes).toEqual([65_536, 0, 'EAGAIN']);
});

test('small writes are not split: with 100 bytes of room, 200 wait and none of them is written', () => {
  const { notes } = machine(function* (note) {
    const p = yield* sys.pipe();
    if (isErr(p)) return;
    yield* sys.setfl(p.w, O_NONBLOCK);
    note(
      yield* sys.write(p.w, 'x'.repeat(65_436)),
      yield* sys.write(p.w, 'y'.repeat(200)),
      yield* sys.write(p.w, 'z'.repeat(100)),
      yield* sys.write(p.w, 'z'),
    );
    yield* sys.setfl(p.r, O_NONBLOCK);
    note(String(yield* sys.read(p.r, 70_000)).length, yield* sys.read(p.r, 1));
  });
  expect(notes).toEqual([65_436, 'EAGAIN', 100, 'EAGAIN', 65_536, 'EAGAIN']);
});

test('writing to a pipe without reader: SIGPIPE kills, EPIPE when it is ignored', () => {
  const { m, notes } = machine(function* (note) {
    const p = yield* sys.pipe();
    if (isErr(p)) return;
    yield* sys.close(p.r);
    const child = yield* sys.fork(function* () {
      yield* sys.write(p.w, 'x');
      return 7;
    });
    const ended = yield* sys.wait4(-1);
    note(ended !== 0 && !isErr(ended) && ended.pid === child && ended.status);
    yield* sys.signal(SIGPIPE, IGNORE);
    note(yield* sys.write(p.w, 'x'));
  });
  expect(notes).toEqual([SIGPIPE, 'EPIPE']);
  expect(m.events('signal').filter((event) => event.sig === SIGPIPE)).toHaveLength(2);
});

test('poll: readable, writable, hung up, timeout', () => {
  const { notes } = machine(function* (note) {
    const p = yield* sys.pipe();
    if (isErr(p)) return;
    const poll = function* (fd: number, events: number, timeout?: number): Sys<void> {
      const got = yield* sys.poll([{ fd, events }], timeout);
      note(isErr(got) ? got : got.map((each) => each.events).join());
    };
    yield* poll(p.r, POLLIN, 5000);
    yield* poll(p.w, POLLOUT, 0);
    yield* sys.fork(function* () {
      yield* sys.nanosleep(2000);
      yield* sys.write(p.w, 'x');
      return 0;
    });
    yield* poll(p.r, POLLIN);
    yield* sys.close(p.w);
    yield* sys.read(p.r);
    yield* sys.nanosleep(5000);
    yield* poll(p.r, POLLIN);
    yield* poll(99, POLLIN);
  });
  expect(notes).toEqual(['', '4', '1', String(POLLHUP), '32']);
});

test('a named pipe: each side waits for the other; a killed opener leaves nothing behind', () => {
  const { m, notes } = machine(function* (note) {
    note(yield* sys.mkfifo('/tmp/f'), yield* sys.open('/tmp/f', O_WRONLY | O_NONBLOCK));
    const victim = yield* sys.fork(function* () {
      yield* sys.open('/tmp/f', O_RDONLY);
      return 0;
    });
    yield* sys.nanosleep(1000);
    if (!isErr(victim)) yield* sys.kill(victim, SIGKILL);
    yield* sys.wait4(-1);
    note(yield* sys.open('/tmp/f', O_WRONLY | O_NONBLOCK));
    yield* sys.fork(function* () {
      const w = yield* sys.open('/tmp/f', O_WRONLY);
      if (!isErr(w)) yield* sys.write(w, 'hello');
      return 0;
    });
    const r = yield* sys.open('/tmp/f', O_RDONLY);
    if (isErr(r)) return;
    note(yield* sys.read(r), yield* sys.read(r));
    const both = yield* sys.open('/tmp/f', O_RDWR);
    note(both);
  });
  m.run(100);
  expect(notes).toEqual([0, 'ENXIO', 'ENXIO', 'hello', '', 4]);
});

test('a writer that comes and goes before a waiting reader runs is not missed', () => {
  const { m, notes } = machine(function* (note) {
    yield* sys.mkfifo('/tmp/f');
    yield* sys.fork(function* () {
      const r = yield* sys.open('/tmp/f', O_RDONLY);
      if (!isErr(r)) note(yield* sys.read(r), yield* sys.read(r));
      return 0;
    });
    yield* sys.nanosleep(1000);
    const w = yield* sys.open('/tmp/f', O_WRONLY);
    if (isErr(w)) return;
    yield* sys.write(w, 'quick');
    yield* sys.close(w);
    yield* sys.pause();
  });
  m.run(100);
  expect(notes).toEqual(['quick', '']);
});

test('a descriptor of /proc/self/fd leads to the pipe itself', () => {
  const { notes } = machine(function* (note) {
    const p = yield* sys.pipe();
    if (isErr(p)) return;
    const again = yield* sys.open(`/proc/self/fd/${p.w}`, O_WRONLY);
    if (isErr(again)) return;
    yield* sys.write(again, 'there');
    note(yield* sys.read(p.r));
    const label = yield* sys.readlink(`/proc/self/fd/${p.r}`);
    const st = yield* sys.stat(`/proc/self/fd/${p.r}`);
    note(!isErr(st) && label === `pipe:[${st.ino}]`);
  });
  expect(notes).toEqual(['there', true]);
});

test('what a process of the container writes to the descriptor of PID 1 is in the log', () => {
  const { m } = machine(function* () {
    const fd = yield* sys.open('/proc/1/fd/1', O_WRONLY);
    if (!isErr(fd)) yield* sys.write(fd, 'to the log\n');
  });
  expect(m.log()).toBe('to the log\n');
});

test('who made a pipe may open it again by its descriptor, others may not', () => {
  const { notes } = machine(function* (note) {
    const roots = yield* sys.pipe();
    yield* sys.setuid(1000);
    const own = yield* sys.pipe();
    if (isErr(roots) || isErr(own)) return;
    note(yield* sys.open(`/dev/fd/${roots.w}`, O_WRONLY), yield* sys.open(`/dev/fd/${own.w}`, O_WRONLY));
  });
  expect(notes).toEqual(['EACCES', 7]);
});
