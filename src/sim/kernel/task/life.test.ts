// Fork, exec, exit, wait, orphans, the death of an init, the pids cgroup.
import { expect, test } from 'vitest';
import { TestMachine } from '../../../testkit/kernel.ts';
import {
  E,
  IGNORE,
  isErr,
  MILLISECOND,
  SIGCHLD,
  SIGKILL,
  SIGTERM,
  sys,
  wExitStatus,
  WNOHANG,
  type Program,
} from '../abi/index.ts';

const exits = function* () {
  return 7;
};

test('a child is a zombie until its parent waits; wait tells its status', () => {
  const parent: Program = function* () {
    const pid = yield* sys.fork(exits);
    yield* sys.nanosleep(20 * MILLISECOND);
    yield* sys.pause();
    void pid;
    return 0;
  };
  const m = new TestMachine({ parent }, 'parent');
  expect(m.task(2)).toMatchObject({ state: 'Z', exitStatus: 7 << 8, argv: [] });
  m.kill(2, SIGKILL);
  expect(m.task(2).state).toBe('Z');
});

test('waitpid reaps: the pid is gone and the status arrives', () => {
  const parent: Program = function* () {
    const pid = yield* sys.fork(exits);
    if (isErr(pid)) return 1;
    const result = yield* sys.wait4(pid);
    if (isErr(result) || result === 0) return 2;
    yield* sys.write(1, `${result.pid} ${wExitStatus(result.status)}\n`);
    const none = yield* sys.wait4(-1, WNOHANG);
    yield* sys.write(1, `${none === E.ECHILD}\n`);
    return 0;
  };
  expect(new TestMachine({ parent }).exec('parent').stdout).toBe('3 7\ntrue\n');
});

test('SIGCHLD set to SIG_IGN keeps no zombie; the default, which also ignores, does', () => {
  const make = (ignore: boolean): Program =>
    function* () {
      if (ignore) yield* sys.signal(SIGCHLD, IGNORE);
      yield* sys.fork(exits);
      for (;;) yield* sys.pause();
    };
  expect(new TestMachine({ p: make(true) }, 'p').alive(2)).toBe(false);
  expect(new TestMachine({ p: make(false) }, 'p').alive(2)).toBe(true);
});

test('orphans go to init, or to the nearest subreaper', () => {
  const child: Program = function* () {
    for (;;) yield* sys.pause();
  };
  const middle = (subreaper: boolean): Program =>
    function* () {
      if (subreaper) yield* sys.prctl('subreaper', 1);
      const pid = yield* sys.fork(function* () {
        yield* sys.fork(() => child([], new Map()));
        return 0;
      });
      void pid;
      yield* sys.wait4(-1);
      for (;;) yield* sys.pause();
    };
  const plain = new TestMachine({ middle: middle(false) }).spawn('middle');
  expect(plain.task(4).parent).toBe(plain.process(1).pid);
  const reaper = new TestMachine({ middle: middle(true) }).spawn('middle');
  expect(reaper.task(4).parent).toBe(reaper.process('middle').pid);
});

test('when an init exits everybody in its namespace is killed and its exit code survives', () => {
  const init: Program = function* () {
    yield* sys.nanosleep(200 * MILLISECOND);
    return 3;
  };
  const m = new TestMachine({ init }, 'init');
  const session = m.exec('sleeper');
  m.run(400);
  expect([m.c.exitStatus, session.status]).toEqual([3 << 8, SIGKILL]);
  expect(m.events('namespace-end')[0]?.killed).toEqual([session.process.pid]);
});

test('a full pids cgroup refuses forks with EAGAIN, counts them, and the refused fork uses up a pid', () => {
  const forker: Program = function* () {
    let made = 0;
    for (;;) {
      const pid = yield* sys.fork(function* () {
        for (;;) yield* sys.pause();
      });
      if (isErr(pid)) {
        yield* sys.write(1, `${made} ${pid.name}\n`);
        break;
      }
      made += 1;
    }
    for (;;) yield* sys.pause();
  };
  const m = new TestMachine({ forker }, 'forker', { pidsMax: 4 });
  expect(m.log()).toBe('3 EAGAIN\n');
  expect(m.c.cgroup).toMatchObject({ pidsEvents: 1, pidsPeak: 4 });
  m.exec('sleeper');
  expect(m.process('sleeper').leader.nrs.at(-1)).toBe(6);
});

test('vfork: the parent is D until the child execs or exits, and SIGTERM ends it all the same', () => {
  const vforker: Program = function* () {
    yield* sys.fork(
      function* () {
        for (;;) yield* sys.pause();
      },
      { vfork: true },
    );
    for (;;) yield* sys.pause();
  };
  const m = new TestMachine({ vforker }).spawn('vforker');
  expect(m.task('vforker')).toMatchObject({ state: 'D' });
  m.kill('vforker', SIGTERM);
  expect(m.alive(2)).toBe(false);
});
