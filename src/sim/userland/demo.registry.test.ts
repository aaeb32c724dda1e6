import { describe, expect, test } from 'vitest';
import { TestMachine } from '../../testkit/kernel.ts';
import { SIGHUP, SIGINT, SIGKILL, SIGTERM, SIGUSR1, has, type Program } from '../kernel/abi/index.ts';
import { demoCommands, demoFiles } from './demo.registry.ts';
import { marks } from './crt/demo.ts';
import { procpsCommands } from './procps.registry.ts';

const programs: Record<string, Program> = Object.fromEntries(
  [...demoCommands, ...procpsCommands].map((one) => [one.name, one.run]),
);
const machine = (init: string): TestMachine => new TestMachine(programs, init);
const exitCode = (m: TestMachine): number | undefined => m.c.exitStatus;

test('every command and file has its own name and path', () => {
  const commands = [...demoCommands, ...procpsCommands];
  expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
  const paths = [...commands.flatMap((one) => one.paths), ...demoFiles.map((file) => file.path)];
  expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([]);
});

test('demo programs carry a source to show', () => {
  expect(demoCommands.filter((one) => one.paths[0]?.startsWith('/app/') && !one.source)).toEqual([]);
});

test('a source mark that names no line, or two, is refused', () => {
  expect(() => marks('a\nb\n', { one: 'c' })).toThrow();
  expect(() => marks('a\na\n', { one: 'a' })).toThrow();
  expect(marks('a\nb\n', { one: 'b' })).toEqual({ one: 2 });
});

describe('as PID 1', () => {
  test('a program without handler survives TERM from inside and from the node', () => {
    const m = machine('sleeper').kill(1, SIGTERM).hostKill(1, SIGTERM);
    expect(m.alive(1)).toBe(true);
    expect(m.hostKill(1, SIGKILL).alive(1)).toBe(false);
  });

  test('Go exits with 2 where an ordinary process would die of the signal', () => {
    expect(exitCode(machine('gosleep').kill(1, SIGTERM))).toBe(2 << 8);
    const m = machine('sleeper').spawn('gosleep').kill('gosleep', SIGHUP);
    expect(m.process('gosleep').exitStatus).toBe(SIGHUP);
  });

  test('Go ignores a signal that no program asked for', () => {
    expect(machine('gosleep').kill(1, SIGUSR1).alive(1)).toBe(true);
  });

  test('signal.Notify turns TERM into a value', () => {
    const m = machine('goterm').kill(1, SIGTERM);
    expect([m.log(), exitCode(m)]).toEqual(['goterm: ready\ngoterm: got terminated\n', 0]);
  });

  test('a reaper that waits once leaves zombies when children end together', () => {
    const m = machine('reap_once').run(400);
    expect([2, 3, 4].filter((pid) => m.alive(pid)).length).toBe(2);
    expect(m.log()).toBe('handler calls 1, reaped 1\n');
    expect(machine('reap_handler').run(400).log()).toBe('handler calls 1, reaped 3\n');
  });

  test('abort() ends in a fault, since the signal it sends itself is dropped', () => {
    const m = machine('segv').kill(1, 12).run(400);
    expect(exitCode(m)).toBe(11);
  });

  test('the server drains before it goes', () => {
    const m = machine('web').kill(1, SIGTERM);
    expect(m.alive(1)).toBe(true);
    expect(m.run(3100).log()).toBe('web: listening on 8080\nweb: SIGTERM, draining for 3 s\nweb: drained, bye\n');
  });
});

describe('tini', () => {
  const under = (...args: string[]): TestMachine => {
    const m = machine('sleeper');
    m.exec('tini', ...args);
    return m;
  };

  test('without -s and not as PID 1 it warns', () => {
    const m = machine('sleeper');
    const session = m.exec('tini', '--', 'exit_with', '3');
    expect(session.stderr).toContain("Tini is not running as PID 1 and isn't registered as a child subreaper.");
  });

  test('its status is that of the child, or 128 and the signal', () => {
    const m = under('-s', '--', 'sleeper').kill('tini', SIGTERM);
    expect(m.process('tini').exitStatus).toBe(143 << 8);
  });

  test('-e turns an expected code into 0', () => {
    const m = under('-s', '-e', '143', '--', 'sleeper').kill('tini', SIGTERM);
    expect(m.process('tini').exitStatus).toBe(0);
  });

  test('a program that is not there is 127', () => {
    const m = under('-s', 'no-such-program');
    expect(m.process('tini').exitStatus).toBe(127 << 8);
  });
});

describe('dumb-init', () => {
  test('passes signals on to the session of its child, rewritten if asked', () => {
    const m = machine('sleeper');
    m.exec('dumb-init', '-r', '15:2', 'sleeper');
    m.kill('dumb-init', SIGTERM);
    expect(m.process('dumb-init').exitStatus).toBe((128 + SIGINT) << 8);
  });

  test('without a program it explains itself and ends', () => {
    const m = machine('dumb-init');
    expect(m.c.exitStatus).toBe(1 << 8);
  });
});

describe('node', () => {
  test('a script it has no model of is refused in words', () => {
    const m = machine('sleeper');
    const session = m.exec('node', '/etc/nothing.js');
    expect(session.stderr).toContain("Cannot find module '/etc/nothing.js'");
    expect(session.process.exitStatus).toBe(1 << 8);
  });
});

describe('python', () => {
  test('INT is an exception, and the status of the process a signal', () => {
    const m = machine('sleeper');
    const session = m.exec('python3', '-c', 'import time; time.sleep(100)');
    expect(has(m.task('python3').caught, SIGINT)).toBe(true);
    m.kill('python3', SIGINT);
    expect(session.stderr).toBe(
      'Traceback (most recent call last):\n  File "<string>", line 1, in <module>\nKeyboardInterrupt\n',
    );
    expect(session.process.exitStatus).toBe(SIGINT);
  });

  test('errors of calls are exceptions', () => {
    const session = machine('sleeper').exec('python3', '-c', 'import os; os.kill(999, 15)');
    expect(session.stderr).toContain('ProcessLookupError: [Errno 3] No such process\n');
  });
});
