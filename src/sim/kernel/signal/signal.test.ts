// Signals to PID 1 and to ordinary processes, gate by gate.
import { expect, test } from 'vitest';
import { TestMachine } from '../../../testkit/kernel.ts';
import { bit, SIGCONT, SIGINT, SIGKILL, SIGRTMIN, SIGSTOP, SIGTERM, SIGUSR1, sys, type Program } from '../abi/index.ts';

const handles: Program = function* () {
  yield* sys.signal(SIGTERM, function* (sig) {
    yield* sys.write(1, `got ${sig}\n`);
  });
  for (;;) yield* sys.pause();
};

const blocks: Program = function* () {
  yield* sys.sigprocmask('block', bit(SIGTERM) | bit(SIGRTMIN));
  yield* sys.signal(SIGUSR1, function* () {
    yield* sys.write(1, 'usr1\n');
  });
  yield* sys.pause();
  yield* sys.sigprocmask('unblock', bit(SIGTERM));
  yield* sys.write(1, 'still here\n');
  for (;;) yield* sys.pause();
};

test('SIGKILL from inside is dropped by sig_task_ignored: PID 1 lives and nothing is pending', () => {
  const m = new TestMachine({}).kill(1, SIGKILL);
  expect(m.task(1)).toMatchObject({ state: 'S', pending: 0n, sharedPending: 0n });
  const [event] = m.events('signal').slice(-1);
  expect(event?.outcome).toBe('dropped');
  expect(event?.gates.map((gate) => [gate.id, gate.verdict])).toEqual([
    ['find', 'pass'],
    ['permission', 'pass'],
    ['forced', 'pass'],
    ['ignored', 'stop'],
  ]);
  expect(event?.gates.at(-1)?.fn).toBe('sig_task_ignored');
});

test('SIGKILL from the host is forced and ends the container with 137', () => {
  const m = new TestMachine({}).hostKill(1, SIGKILL);
  expect(m.c.exitStatus).toBe(SIGKILL);
  expect(m.alive(1)).toBe(false);
});

test('SIGTERM from the host does nothing to an init without a handler', () => {
  const m = new TestMachine({}).hostKill(1, SIGTERM);
  expect(m.task(1).state).toBe('S');
});

test('a handler is enough for SIGTERM to arrive, from inside and from the host', () => {
  const m = new TestMachine({ handles }, 'handles').kill(1, SIGTERM).hostKill(1, SIGTERM);
  expect(m.log()).toBe('got 15\ngot 15\n');
});

test('a second TERM while TERM is pending is merged; real-time signals queue', () => {
  const m = new TestMachine({ blocks })
    .spawn('blocks')
    .kill('blocks', SIGTERM)
    .kill('blocks', SIGTERM)
    .kill('blocks', SIGRTMIN)
    .kill('blocks', SIGRTMIN);
  expect(
    m
      .events('signal')
      .slice(-4)
      .map((event) => event.outcome),
  ).toEqual(['queued', 'merged', 'queued', 'queued']);
  expect(m.task('blocks').sharedPending).toBe(bit(SIGTERM) | bit(SIGRTMIN));
});

test('a blocked TERM ends an ordinary process when it is unblocked, and is thrown away by an init', () => {
  const ordinary = new TestMachine({ blocks });
  const session = ordinary.exec('blocks');
  ordinary.kill('blocks', SIGTERM).kill('blocks', SIGUSR1);
  expect([session.stdout, session.status]).toEqual(['usr1\n', SIGTERM]);
  const init = new TestMachine({ blocks }, 'blocks').kill(1, SIGTERM).kill(1, SIGUSR1);
  expect(init.log()).toBe('usr1\nstill here\n');
});

test('SIGSTOP from the host stops an init, SIGCONT from inside resumes it', () => {
  const m = new TestMachine({}).kill(1, SIGSTOP);
  expect(m.task(1).state).toBe('S');
  m.hostKill(1, SIGSTOP);
  expect(m.task(1).state).toBe('T');
  m.kill(1, SIGCONT);
  expect(m.task(1).state).toBe('S');
});

test('TERM waits for a stopped process, KILL does not', () => {
  const m = new TestMachine({}).spawn('sleeper').kill('sleeper', SIGSTOP).kill('sleeper', SIGTERM);
  expect(m.task('sleeper')).toMatchObject({ state: 'T', sharedPending: bit(SIGTERM) });
  const session = m.exec('sleeper');
  m.kill('sleeper', SIGSTOP).kill('sleeper', SIGKILL);
  expect(session.status).toBe(SIGKILL);
});

test('an interrupted pause returns EINTR once the handler is done', () => {
  const program: Program = function* () {
    yield* sys.signal(SIGINT, function* () {
      yield* sys.write(1, 'handler ');
    });
    const result = yield* sys.pause();
    yield* sys.write(1, `${result.name}\n`);
    return 3;
  };
  const m = new TestMachine({ program });
  const session = m.exec('program');
  m.kill('program', SIGINT);
  expect([session.stdout, session.status]).toEqual(['handler EINTR\n', 3 << 8]);
});

test('a fault is forced: it kills even an init', () => {
  const crash: Program = function* () {
    yield* sys.fault(11);
    return 0;
  };
  const m = new TestMachine({ crash }, 'crash');
  expect(m.c.exitStatus).toBe(11);
});
