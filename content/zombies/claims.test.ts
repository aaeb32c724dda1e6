// The tables of the lesson, cell by cell: what KILL does to each state, who collects what, what a full container says.
import { describe, expect, test } from 'vitest';
import { decided, type Script } from '../../src/lesson/index.ts';
import { Player } from '../../src/testkit/content/player.ts';
import { pidInside, zombiesOf } from './look.ts';
import scenarios from './scenarios.ts';

function machine(id: string, options: Readonly<Record<string, string>> = {}): Player {
  const scenario = scenarios.find((each) => each.id === id);
  if (!scenario) throw new Error(`there is no machine ${id}`);
  return new Player(scenario.init(decided(scenario, options)));
}

const zombies = (player: Player): number => zombiesOf(player.view).length;

const stateOf = (player: Player, pid: number): string =>
  [...player.view.processes.values()].find((p) => p.nspid.length > 1 && pidInside(p) === pid)?.state ?? 'gone';

describe('what a signal makes of each state', () => {
  /** number on the machine · letter · after TERM · after KILL */
  const rows: readonly (readonly [number, string, string, string])[] = [
    [2, 'S', 'gone', 'gone'],
    [3, 'D', 'gone', 'gone'],
    [4, 'T', 'T', 'gone'],
    [7, 't', 't', 'Z'], // its tracer is told first, and does not wait
    [10, 'Z', 'gone', 'gone'], // its first thread has ended: it lives
    [11, 'R', 'gone', 'gone'],
    [12, 'Z', 'Z', 'Z'],
  ];
  test.each(rows)('process %i in %s: TERM %s, KILL %s', (pid, letter, afterTerm, afterKill) => {
    expect(stateOf(machine('letters'), pid)).toBe(letter);
    const one = (signal: string): Script => [{ type: `kill -${signal} ${pid}` }, { waitMs: 300 }];
    expect(stateOf(machine('letters').play(one('TERM')), pid)).toBe(afterTerm);
    expect(stateOf(machine('letters').play(one('KILL')), pid)).toBe(afterKill);
  });

  test('of the two that ps calls defunct, one is dead', () => {
    const player = machine('letters');
    expect(player.type('ps -eo pid,stat,args | grep -c "<[d]efunct>"')).toBe('2');
    expect(zombies(player)).toBe(1);
  });
});

describe('five children that end together', () => {
  /** program · what it says · zombies */
  const rows: readonly (readonly [string, string, number])[] = [
    ['reap_once', 'handler calls 1, reaped 1', 4],
    ['reap_handler', 'handler calls 1, reaped 5', 0],
    ['chld_ign', 'waitpid returned -1: No child processes', 0],
    ['nocldwait', 'SIGCHLD handler ran: yes', 0],
  ];
  test.each(rows)('/app/%s 5: %s, %i zombies', (program, says, left) => {
    const player = machine('zombies', { pid1: 'sleep', workload: 'quiet' });
    player.type(`/app/${program} 5 &`);
    expect(player.type('sleep 1')).toContain(says);
    expect(zombies(player)).toBe(left);
  });
});

describe('three orphans end under each PID 1', () => {
  /** PID 1 · zombies it has before · afterwards */
  const rows: readonly (readonly [string, number, number])[] = [
    ['sleep', 0, 3],
    ['never', 3, 6],
    ['one', 0, 3],
    ['loop', 0, 0],
    ['blocking', 0, 0],
    ['ignore', 0, 0],
    ['bash', 0, 0],
    ['dash', 0, 0],
    ['ash', 0, 0],
    ['tini', 0, 0],
    ['dumb-init', 0, 0],
    ['busybox-init', 0, 0],
    ['python', 0, 3],
    ['pyreap', 0, 0],
    ['node', 0, 3],
    ['go', 0, 3],
    ['gozombie', 2, 5],
  ];
  test.each(rows)('%s: %i before, %i after', (pid1, before, after) => {
    const player = machine('zombies', { pid1, workload: 'quiet' });
    expect(zombies(player)).toBe(before);
    player.play([{ type: '/app/mkdaemon 3' }, { waitMs: 2500 }]);
    expect(zombies(player)).toBe(after);
  });
});

describe('the parent of five zombies is killed', () => {
  test.each([
    ['sleep', 5],
    ['python', 5],
    ['node', 5],
    ['bash', 0],
    ['dash', 0],
    ['tini', 0],
  ])('PID 1 is %s: %i stay', (pid1, left) => {
    const player = machine('zombies', { pid1, workload: 'parent' });
    expect(zombies(player)).toBe(5);
    player.play([{ type: 'kill $(pgrep -o -f "^/app/zombies 5")' }, { waitMs: 500 }]);
    expect(zombies(player)).toBe(left);
  });
});

describe('in a container without a free place', () => {
  /** what is typed · what it says · status */
  const rows: readonly (readonly [string, string, number])[] = [
    ['ls', 'bash: fork: retry: Resource temporarily unavailable', 254],
    ['echo /proc/[0-9]*', '/proc/1 ', 0],
    ['cd /tmp', '', 0],
    ['kill -0 1', '', 0],
    ['read -r n < /sys/fs/cgroup/pids.current; echo $n', '20', 0],
  ];
  test.each(rows)('%s: %s', (line, says, status) => {
    const player = machine('full');
    expect(player.type(line)).toContain(says);
    expect(player.type('echo $?')).toBe(String(status));
  });

  test('bash tries five times', () => {
    const said = machine('full').type('ls') ?? '';
    expect(said.match(/retry/g)).toHaveLength(4);
    expect(said.split('\n').at(-1)).toBe('bash: fork: Resource temporarily unavailable');
  });

  test('dash and Python say it in their own words', () => {
    const dash = machine('full').play([{ type: 'exec dash -c "ls; ls"' }]);
    expect(dash.screen('container')).toContain('Cannot fork');
    const python = machine('full').play([{ type: 'exec python3 -c "import os; os.fork()"' }]);
    expect(python.screen('container')).toContain('BlockingIOError: [Errno 11] Resource temporarily unavailable');
  });

  test('docker exec does not get in', () => {
    expect(machine('full').type('docker exec web-0 ls', 'host')).toContain('read init-p: connection reset by peer');
  });

  test('a refused fork uses up a number', () => {
    const player = machine('full');
    player.play([{ type: 'kill 5' }, { waitMs: 300 }]);
    const [, refused = ''] = /max (\d+)/.exec(player.type('cat /sys/fs/cgroup/pids.events') ?? '') ?? [];
    expect(Number(refused)).toBe(14);
    expect(player.type("sh -c 'echo $$'")).toBe(String(21 + Number(refused) + 2));
  });
});

describe('who collects in a pod', () => {
  /** shareProcessNamespace · the app · zombies after an orphan has ended */
  const rows: readonly (readonly [string, string, number])[] = [
    ['no', 'python', 1],
    ['no', 'tini', 0],
    ['yes', 'python', 0],
    ['yes', 'tini', 0],
  ];
  test.each(rows)('shared %s, %s: %i', (share, app, left) => {
    const player = machine('reaping-pod', { share, app }).play([{ type: '/app/orphan 1' }, { waitMs: 2500 }]);
    expect(zombies(player)).toBe(left);
  });
});

describe('a probe that is cut off twice', () => {
  test.each([
    ['python', 4],
    ['tini', 0],
  ])('over %s: %i zombies', (app, left) => {
    expect(zombies(machine('probe-zombies', { app }).play([{ waitMs: 7500 }]))).toBe(left);
  });
});
