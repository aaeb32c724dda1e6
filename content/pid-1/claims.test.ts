// The tables of the lesson, cell by cell: what each kind of PID 1 does with a signal, and who is PID 1 behind a shell.
import { describe, expect, test } from 'vitest';
import { decided, type Script } from '../../src/lesson/index.ts';
import { oneContainer } from '../../src/sim/lab/index.ts';
import { Player } from '../../src/testkit/content/player.ts';
import { initOf, theContainer } from './look.ts';
import scenarios from './scenarios.ts';

const LIVES = 'lives';
type Ending = number | typeof LIVES;

function ending(options: Readonly<Record<string, string>>, script: Script): Ending {
  const pid1 = scenarios.find(({ id }) => id === 'pid1');
  if (!pid1) throw new Error('there is no machine to try this on');
  const player = new Player(pid1.init(decided(pid1, options))).play([...script, { waitMs: 1500 }]);
  const box = theContainer(player.view);
  return box?.status === 'exited' ? (box.exitCode ?? -1) : LIVES;
}

const inside = (signal: string): Script => [{ type: `kill -${signal} 1` }];
const outside = (signal: string): Script => [{ type: `docker kill -s ${signal} web-0`, in: 'host' }];

describe('what becomes of PID 1', () => {
  /** PID 1 · signal · from inside · from the host */
  const rows: readonly (readonly [string, string, Ending, Ending])[] = [
    ['sleep', 'TERM', LIVES, LIVES],
    ['sleep', 'INT', LIVES, LIVES],
    ['sleep', 'HUP', LIVES, LIVES],
    ['sleep', 'SEGV', LIVES, LIVES],
    ['sleep', 'KILL', LIVES, 137],
    ['sleep', 'STOP', LIVES, LIVES],
    ['ignore', 'TERM', LIVES, LIVES],
    ['block', 'TERM', LIVES, LIVES],
    ['block', 'KILL', LIVES, 137],
    ['handler', 'TERM', LIVES, LIVES],
    ['exit', 'TERM', 0, 0],
    ['exit', 'KILL', LIVES, 137],
    ['fault', 'USR1', 139, 139],
    ['fault', 'USR2', 139, 139],
    ['bash', 'TERM', LIVES, LIVES],
    ['bash', 'INT', LIVES, LIVES],
    ['trap-fg', 'TERM', LIVES, LIVES],
    ['trap-wait', 'TERM', 0, 0],
    ['entry-noexec', 'TERM', LIVES, LIVES],
    ['entry-exec', 'TERM', 0, 0],
    ['go', 'TERM', 2, 2],
    ['go', 'INT', 2, 2],
    ['go', 'HUP', 2, 2],
    ['go', 'QUIT', 2, 2],
    ['go', 'USR1', LIVES, LIVES],
    ['goterm', 'TERM', 0, 0],
    ['goignore', 'TERM', LIVES, LIVES],
    ['python', 'TERM', LIVES, LIVES],
    ['python', 'INT', 130, 130],
    ['pyterm', 'TERM', 0, 0],
    ['node', 'TERM', LIVES, LIVES],
    ['node', 'INT', LIVES, LIVES],
    ['nodeterm', 'TERM', 0, 0],
  ];
  test.each(rows)('%s, %s: inside %s, from the host %s', (pid1, signal, within, above) => {
    expect(ending({ pid1 }, inside(signal))).toBe(within);
    expect(ending({ pid1 }, outside(signal))).toBe(above);
  });
});

describe('behind tini', () => {
  const rows: readonly (readonly [string, string, Ending])[] = [
    ['sleep', 'tini', 143],
    ['go', 'tini', 143],
    ['node', 'tini', 143],
    ['exit', 'tini', 0],
    ['exit', 'tini-sh', 143],
  ];
  test.each(rows)('TERM to %s behind %s: %s', (pid1, form, expected) => {
    expect(ending({ pid1, form }, inside('TERM'))).toBe(expected);
  });
});

describe('who is PID 1', () => {
  const APP = '/app/term_exit';
  const rows: readonly (readonly [readonly string[], string, 'app' | 'shell'])[] = [
    [['bash'], APP, 'app'],
    [['bash'], `cd /srv; ${APP}`, 'app'],
    [['bash'], `${APP}; true`, 'shell'],
    [['busybox', 'sh'], APP, 'app'],
    [['busybox', 'sh'], `cd /; ${APP}`, 'app'],
    [['busybox', 'sh'], `${APP}; true`, 'shell'],
    [['sh'], APP, 'shell'],
    [['sh'], `cd /; ${APP}`, 'shell'],
    [['sh'], `${APP}; true`, 'shell'],
    [['sh'], `exec ${APP}`, 'app'],
  ];
  test.each(rows)('%j -c %j: the %s', (shell, command, expected) => {
    const init = initOf(new Player(oneContainer([...shell, '-c', command])).view);
    expect(init?.comm === 'term_exit' ? 'app' : 'shell').toBe(expected);
  });
});
