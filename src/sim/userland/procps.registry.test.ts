import { describe, expect, test } from 'vitest';
import { TestMachine } from '../../testkit/kernel.ts';
import { SIGINT, SIGTERM, type Program } from '../kernel/abi/index.ts';
import { demoCommands } from './demo.registry.ts';
import { procpsCommands } from './procps.registry.ts';
import { parse } from './ps/parse.ts';
import { broken } from './ps/time.ts';

const programs: Record<string, Program> = Object.fromEntries(
  [...demoCommands, ...procpsCommands].map((one) => [one.name, one.run]),
);
const machine = (init = 'zombies'): TestMachine => new TestMachine(programs, init);

/** Output and status of a command in a machine where zombies is PID 1 with three zombies. */
function run(command: string, init?: string): { out: string; err: string; status: number | undefined } {
  const m = machine(init).run(100);
  const [name = '', ...args] = command.split(' ');
  const session = m.exec(name, ...args);
  m.run(500);
  return { out: session.stdout, err: session.stderr, status: session.process.exitStatus };
}

describe('ps', () => {
  test('zombies are <defunct> in the command line and plain in the name', () => {
    expect(run('ps -o pid,ppid,stat,comm,args -p 1,2').out).toBe(
      '    PID    PPID STAT COMMAND         COMMAND\n' +
        '      1       0 Ss   zombies         zombies\n' +
        '      2       1 Z    zombies         [zombies] <defunct>\n',
    );
  });

  test('roots of the tree: sessions first, children of PID 1 without indentation', () => {
    expect(run('ps axf -o pid,args').out).toBe(
      '    PID COMMAND\n      5 ps axf -o pid,args\n      1 zombies\n' +
        '      2 [zombies] <defunct>\n      3 [zombies] <defunct>\n      4 [zombies] <defunct>\n',
    );
  });

  test('a pid that nobody has: only the header, status 1', () => {
    expect(run('ps 999')).toEqual({ out: '    PID TTY      STAT   TIME COMMAND\n', err: '', status: 1 << 8 });
  });

  test.each([
    ['ps --foo', 'error: unknown gnu long option'],
    ['ps -p abc', 'error: process ID list syntax error'],
    ['ps -o foo', 'error: unknown user-defined format specifier "foo"'],
    ['ps -y', 'error: modifier -y without format -l makes no sense'],
    ['ps -u nobody-here', 'error: user name does not exist'],
    ['ps --sort=foo', 'error: unknown sort specifier'],
  ])('%s', (command, message) => {
    const { err, status } = run(command);
    expect([err.split('\n')[0], status]).toEqual([message, 1 << 8]);
  });

  test('-aux is read again as BSD options', () => {
    expect(run('ps -aux').out.split('\n')[0]).toBe(
      'USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND',
    );
  });

  test('a word without dash keeps the first complaint', () => {
    const { parsed, again } = parse(['l', '-f'], false);
    expect([parsed, again]).toEqual([{ kind: 'error', text: 'conflicting format options' }, false]);
  });

  test('headers of one empty list are no line', () => {
    expect(run('ps -p 1 -o pid= -o comm=').out).toBe('      1 zombies\n');
  });

  test('dates are those of the calendar', () => {
    expect(broken(951_782_400)).toEqual({ year: 2000, month: 1, day: 29, weekday: 2, hour: 0, minute: 0, second: 0 });
  });
});

describe('by name', () => {
  test('pgrep finds names, -f command lines, -c counts', () => {
    expect(run('pgrep zomb').out).toBe('1\n2\n3\n4\n');
    expect(run('pgrep -c -r Z .').out).toBe('3\n');
    expect(run('pgrep nobody').status).toBe(1 << 8);
  });

  test('pidof leaves zombies out', () => {
    expect(run('pidof zombies').out).toBe('1\n');
  });

  test('killall says who it did not find', () => {
    expect(run('killall nobody').err).toBe('nobody: no process found\n');
  });

  test('pstree counts what is equal', () => {
    expect(run('pstree -A').out).toBe('zombies---3*[zombies]\n');
    expect(run('pstree -A -p').out).toBe('zombies(1)-+-zombies(2)\n           |-zombies(3)\n           `-zombies(4)\n');
  });
});

describe('kill', () => {
  test('errors name the pid', () => {
    expect(run('kill 999')).toEqual({ out: '', err: 'kill: (999): No such process\n', status: 1 << 8 });
    expect(run('kill abc').err).toBe("kill: failed to parse argument: 'abc'\n");
  });

  test('-l turns numbers into names and back', () => {
    expect([run('kill -l 9').out, run('kill -l TERM').out]).toEqual(['KILL\n', '15\n']);
  });
});

describe('timeout', () => {
  test('124 when the time ran out, else the status of the command', () => {
    expect(run('timeout 0.1 sleeper').status).toBe(124 << 8);
    expect(run('timeout --preserve-status 0.1 sleeper').status).toBe(143 << 8);
  });

  test('-k: KILL follows, for the whole group', () => {
    const { out, status } = run('timeout -k 0.1 0.1 term_handler');
    expect([out, status]).toEqual(['handler: signal 15\n', 9]);
  });
});

describe('strace', () => {
  test('a dropped signal of an init is seen, the call begins again', () => {
    const m = machine('sleeper');
    const session = m.exec('strace', '-p', '1');
    m.kill(1, SIGTERM);
    m.kill('strace', SIGINT);
    const lines = session.stderr.split('\n');
    expect(lines[0]).toBe('strace: Process 1 attached');
    expect(lines[1]).toBe('pause()                                 = ? ERESTARTNOHAND (To be restarted if no handler)');
    expect(lines[2]).toMatch(/^--- SIGTERM \{si_signo=SIGTERM, si_code=SI_USER, si_pid=\d+, si_uid=0\} ---$/);
    expect(lines.slice(3)).toEqual(['pause(strace: Process 1 detached', ' <detached ...>', '']);
    expect(m.alive(1)).toBe(true);
    expect(session.process.exitStatus).toBe(SIGINT);
  });

  test('-f follows children from their first call on', () => {
    const m = machine('sleeper');
    const session = m.exec('strace', '-f', '-e', 'trace=exit_group', 'zombies', '1');
    m.run(100);
    expect(session.stderr).toContain('exit_group(1)');
    expect(session.stderr).toContain('+++ exited with 1 +++');
  });

  test('who cannot be traced is told', () => {
    expect(run('strace -p 999').err).toBe('strace: attach: ptrace(PTRACE_SEIZE, 999): No such process\n');
  });
});

test('top in batch mode counts states', () => {
  const { out } = run('top -b -n1');
  expect(out).toContain('Tasks:   5 total,   1 running,   1 sleeping,   0 stopped,   3 zombie');
});
