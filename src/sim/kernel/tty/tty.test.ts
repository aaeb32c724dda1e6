// Terminals: the line discipline, job control, hang-up, window size.
import { expect, test } from 'vitest';
import { TestMachine } from '../../../testkit/kernel.ts';
import { execIn, type ExecSession } from '../../container/runtime/index.ts';
import {
  IGNORE,
  isErr,
  O_NONBLOCK,
  O_RDWR,
  SIGCONT,
  SIGHUP,
  SIGINT,
  SIGTERM,
  SIGTTIN,
  SIGTTOU,
  SIGWINCH,
  sys,
  type Program,
  type Sys,
  type Termios,
} from '../abi/index.ts';
import { ttyHangup, ttyInput, ttyResize, screenText } from './index.ts';
import { MAX_SCREEN_BYTES } from './output.ts';
import type { Tty } from '../fs/types.ts';

interface Bench {
  readonly m: TestMachine;
  readonly tty: Tty;
  readonly session: ExecSession;
  readonly notes: unknown[];
  type(text: string): Bench;
  screen(): string;
}

const plain = (value: unknown): unknown => (isErr(value) ? value.name : value);

/** A session leader on a terminal of its own that runs `body`. */
function terminal(body: (note: (...values: unknown[]) => void) => Sys<unknown>): Bench {
  const notes: unknown[] = [];
  const program: Program = function* () {
    yield* body((...values) => notes.push(...values.map(plain)));
    return 0;
  };
  const m = new TestMachine({ probe: program });
  const session = execIn(m.host, m.c, {
    argv: ['probe'],
    tty: { size: { rows: 24, cols: 80 }, title: 'test', term: 'xterm' },
  });
  m.run();
  const { tty } = session;
  if (!tty) throw new Error('no terminal');
  const bench: Bench = {
    m,
    tty,
    session,
    notes,
    type(text) {
      ttyInput(m.k, tty, text);
      m.run();
      return bench;
    },
    screen: () => screenText(tty.screen, 0),
  };
  return bench;
}

function* readAll(note: (...values: unknown[]) => void): Sys<void> {
  for (;;) {
    const data = yield* sys.read(0);
    note(data);
    if (isErr(data) || data === '') return;
  }
}

function* raw(change: Partial<Termios> = {}): Sys<void> {
  yield* sys.tcsetattr(0, { icanon: false, echo: false, ...change });
}

test('canonical mode: lines, erase, word erase, kill, literal next, end of file', () => {
  const b = terminal(readAll);
  b.type('ab\x7fc\r');
  b.type('one two\x17three\r');
  b.type('gone\x15kept\r');
  b.type('a\x16\x03b\r');
  b.type('no newline\x04').type('\x04');
  expect(b.notes).toEqual(['ac\n', 'one three\n', 'kept\n', 'a\x03b\n', 'no newline', '']);
  expect(b.screen()).toBe(
    'ab\b \bc\r\none two\b \b\b \b\b \bthree\r\ngone\b \b\b \b\b \b\b \bkept\r\na^\b^Cb\r\nno newline',
  );
});

test('erasing bytes of a character (there is no IUTF8), a control character and a tab', () => {
  const b = terminal(readAll);
  b.type('\xc3\xa9\x7f\x7f').type('\x01\x7f').type('ab\tc\x7f\x7f').type('\r');
  expect(b.notes).toEqual(['ab\n']);
  expect(b.screen()).toBe('\xc3\xa9\b \b\b \b^A\b \b\b \bab\tc\b \b\b\b\b\b\b\b\r\n');
});

test('Ctrl-C, Ctrl-\\ and Ctrl-Z go to the foreground group and forget what was typed', () => {
  const b = terminal(function* (note) {
    yield* sys.signal(SIGINT, function* (sig) {
      note(`signal ${sig}`);
    });
    yield* readAll(note);
  });
  b.type('half a line\x03').type('new\r');
  expect(b.notes).toEqual(['signal 2', 'new\n']);
  expect(b.screen()).toBe('half a line^Cnew\r\n');
  b.type('\x1a');
  expect(b.m.k.view().processes.get(b.session.process.pid)?.state).toBe('S');
  b.type('\x1c');
  expect(b.session.status).toBe(3);
});

test('an over-long line is cut at 4095 bytes; a large paste in raw mode is whole', () => {
  const long = 'x'.repeat(10_000);
  const b = terminal(readAll);
  b.type(`${long}\r`);
  expect(String(b.notes[0]).length).toBe(4096);
  const c = terminal(function* (note) {
    yield* raw();
    yield* sys.nanosleep(20_000);
    let all = '';
    while (all.length < 1_000_000) {
      const part = yield* sys.read(0);
      if (isErr(part)) break;
      all += part;
    }
    note(all.length);
  });
  c.type('0123456789'.repeat(100_000));
  c.m.run(200);
  expect(c.notes).toEqual([1_000_000]);
});

test('raw mode returns what is there, without echo; what was typed before the change is kept', () => {
  const b = terminal(function* (note) {
    yield* sys.nanosleep(100_000);
    yield* raw();
    yield* sys.nanosleep(100_000);
    yield* readAll(note);
  });
  b.type('line\rpart');
  b.m.run(100);
  b.type('raw');
  b.m.run(200);
  b.type('\x7f\r');
  expect(b.notes).toEqual(['line\npartraw', '\x7f\n']);
  expect(b.screen()).toBe('line\r\npart');
});

test('reading without waiting; sizes and names', () => {
  const b = terminal(function* (note) {
    yield* sys.setfl(0, O_RDWR | O_NONBLOCK);
    note(yield* sys.read(0), yield* sys.ttyname(0), yield* sys.isatty(0));
    const size = yield* sys.getwinsize(0);
    if (!isErr(size)) note(size.rows, size.cols);
    const names = yield* sys.readdir('/dev/pts');
    if (!isErr(names)) note(names.map((each) => each.name).join());
    const st = yield* sys.stat('/dev/pts/0');
    if (!isErr(st)) note((st.mode & 0o7777).toString(8), st.gid, st.rdev);
    const tty = yield* sys.open('/dev/tty', O_RDWR);
    if (!isErr(tty))
      note(
        yield* sys.write(tty, 'to the terminal\n'),
        yield* sys.readlink(`/proc/self/fd/${tty}`),
        yield* sys.readlink('/proc/self/fd/0'),
      );
    note(yield* sys.tcgetattr(77), yield* sys.tcgetpgrp(0));
  });
  expect(b.notes).toEqual([
    'EAGAIN',
    '/dev/pts/0',
    true,
    24,
    80,
    '0,ptmx',
    '620',
    5,
    0x8800,
    16,
    '/dev/tty',
    '/dev/pts/0',
    'EBADF',
    b.m.c.ns.nextPid - 1,
  ]);
  expect(b.screen()).toBe('to the terminal\r\n');
});

/** A child in a group of its own, in the background unless `front`. */
function* job(body: () => Sys<unknown>, front = false): Sys<number> {
  const pid = yield* sys.fork(function* () {
    yield* sys.setpgid(0, 0);
    if (front) {
      yield* sys.signal(SIGTTOU, IGNORE);
      yield* sys.tcsetpgrp(0, yield* sys.getpid());
    }
    yield* body();
    return 0;
  });
  return isErr(pid) ? -1 : pid;
}

test('a background read stops the job with SIGTTIN; in the foreground it goes on', () => {
  const b = terminal(function* (note) {
    yield* sys.signal(SIGTTOU, IGNORE);
    const me = yield* sys.getpid();
    const pid = yield* job(function* () {
      note(yield* sys.read(0));
    });
    const stopped = yield* sys.wait4(pid, 2);
    note(stopped !== 0 && !isErr(stopped) && stopped.status === 0x7f + 256 * SIGTTIN);
    yield* sys.tcsetpgrp(0, pid);
    yield* sys.kill(-pid, SIGCONT);
    yield* sys.wait4(pid);
    note(yield* sys.tcsetpgrp(0, me));
  });
  b.type('input\r');
  expect(b.notes).toEqual([true, 'input\n', 0]);
});

test('with SIGTTIN ignored a background read is EIO; TOSTOP stops writers; tcsetpgrp from the background too', () => {
  const b = terminal(function* (note) {
    const quiet = yield* job(function* () {
      yield* sys.signal(SIGTTIN, IGNORE);
      note(yield* sys.read(0), yield* sys.write(1, 'background\n'));
    });
    yield* sys.wait4(quiet);
    yield* sys.tcsetattr(0, { tostop: true });
    const writer = yield* job(function* () {
      yield* sys.write(1, 'stopped before this\n');
    });
    const first = yield* sys.wait4(writer, 2);
    const grabber = yield* job(function* () {
      yield* sys.tcsetpgrp(0, yield* sys.getpid());
    });
    const second = yield* sys.wait4(grabber, 2);
    note(
      first !== 0 && !isErr(first) && first.status === 0x7f + 256 * SIGTTOU,
      second !== 0 && !isErr(second) && second.status === 0x7f + 256 * SIGTTOU,
    );
    note(yield* sys.tcsetpgrp(0, 9999), yield* sys.tcsetpgrp(0, -5));
  });
  expect(b.notes).toEqual(['EIO', 11, true, true, 'ESRCH', 'EINVAL']);
  expect(b.screen()).toBe('background\r\n');
});

test('the end of the session leader hangs the terminal up: SIGHUP to the foreground, EIO for the rest', () => {
  const late: unknown[] = [];
  const b = terminal(function* () {
    yield* job(function* () {
      yield* sys.signal(SIGHUP, IGNORE);
      yield* sys.nanosleep(100_000);
      late.push(
        plain(yield* sys.write(1, 'x')),
        plain(yield* sys.read(0)),
        plain(yield* sys.open('/dev/tty', O_RDWR)),
        plain(yield* sys.tcgetattr(0)),
      );
    });
    const front = yield* job(function* () {
      yield* sys.signal(SIGHUP, function* (sig) {
        late.push(`got ${sig}`);
      });
      yield* sys.pause();
    }, true);
    yield* sys.nanosleep(5000);
    return front;
  });
  b.m.run(300);
  expect(late).toEqual(['got 1', 'EIO', '', 'ENXIO', 'EIO']);
  expect(b.tty).toMatchObject({ hungUp: true, session: 0, foreground: 0 });
});

test('closing the window: the session leader gets SIGHUP and SIGCONT', () => {
  const b = terminal(function* (note) {
    yield* sys.signal(SIGHUP, function* (sig) {
      note(sig);
    });
    yield* sys.signal(SIGCONT, function* (sig) {
      note(sig);
    });
    note(yield* sys.read(0), yield* sys.write(1, 'x'));
    yield* sys.pause();
  });
  ttyHangup(b.m.k, b.tty);
  b.m.run();
  expect([...b.notes].sort()).toEqual(['', 1, 18, 'EIO'].sort());
});

test('a new window size is told to the foreground group, once for each change', () => {
  const b = terminal(function* (note) {
    yield* sys.signal(SIGWINCH, function* () {
      const size = yield* sys.getwinsize(0);
      if (!isErr(size)) note(`${size.cols}x${size.rows}`);
    });
    for (;;) yield* sys.pause();
  });
  ttyResize(b.m.k, b.tty, { rows: 30, cols: 100 });
  b.m.run();
  ttyResize(b.m.k, b.tty, { rows: 30, cols: 100 });
  b.m.run();
  expect(b.notes).toEqual(['100x30']);
});

test('Ctrl-S holds output and echoes back, Ctrl-Q lets them go on, Ctrl-C does too', () => {
  const b = terminal(function* (note) {
    yield* sys.nanosleep(100_000);
    note(yield* sys.write(1, 'out\n'));
    yield* sys.pause();
  });
  b.type('\x13typed');
  b.m.run(200);
  expect([b.notes, b.screen()]).toEqual([[], '']);
  b.type('\x11');
  expect([b.notes, b.screen()]).toEqual([[4], 'typedout\r\n']);
});

test('a flood fills the screen log only up to its limit, and the terminal still answers Ctrl-C', () => {
  const b = terminal(function* () {
    for (;;) yield* sys.write(1, 'y\n'.repeat(2000));
  });
  b.m.run(200);
  const { screen } = b.tty;
  expect(screen.bytes - screen.dropped).toBeLessThanOrEqual(MAX_SCREEN_BYTES + 16_384);
  expect(screenText(screen, screen.bytes - 6)).toBe('y\r\ny\r\n');
  b.type('\x03');
  expect(b.session.status).toBe(SIGINT);
});

test('the controlling terminal: only a session leader may take a free one', () => {
  const b = terminal(function* (note) {
    note(yield* sys.setctty(0));
    const child = yield* sys.fork(function* () {
      note(yield* sys.setctty(0));
      yield* sys.setsid();
      note(yield* sys.setctty(0), yield* sys.open('/dev/tty', O_RDWR), yield* sys.tcgetpgrp(0));
      return 0;
    });
    if (!isErr(child)) yield* sys.wait4(child);
    yield* sys.kill(yield* sys.getpid(), SIGTERM);
  });
  expect(b.notes).toEqual([0, 'EPERM', 'EPERM', 'ENXIO', 'ENOTTY']);
});

test('a closed terminal gives its number back; one that somebody still holds does not', () => {
  const b = terminal(function* (note) {
    yield* sys.read(0);
    const names = yield* sys.readdir('/dev/pts');
    if (!isErr(names)) note(names.map((each) => each.name).join());
  });
  const size = { rows: 24, cols: 80 };
  const second = execIn(b.m.host, b.m.c, { argv: ['sleeper'], tty: { size, title: 'second', term: 'xterm' } });
  b.m.run();
  expect(second.tty?.name).toBe('/dev/pts/1');
  b.m.hostKill(b.m.c.ns.nextPid - 1, SIGTERM);
  b.type('\r');
  expect(b.notes).toEqual(['0,ptmx']);
  expect(execIn(b.m.host, b.m.c, { argv: ['sleeper'], tty: { size, title: 'third', term: 'xterm' } }).tty?.name).toBe(
    '/dev/pts/0',
  );
});
