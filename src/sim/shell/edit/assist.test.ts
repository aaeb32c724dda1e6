import { expect, test } from 'vitest';
import { typed } from '../../../testkit/typing.ts';

const ON = 'BASH_COMPLETION_VERSINFO=2; sleep 50 & sleep 60 &\r';
/** The rows below the command lines that set the scene. */
const below = (...keys: string[]): readonly string[] => typed([ON, 'clear\r', ...keys]).rows;

test('pids are offered with the names of their processes, jobs behind a percent sign', () => {
  const rows = below('kill ', '\t', '\t');
  expect(rows[0]).toBe('$ kill');
  expect(rows[1]).toMatch(/^1 \(sleep\) +2 \(bash\) +3 \(sleep\) +4 \(sleep\)$/);
  expect(below('fg %s', '\t')[0]).toBe('$ fg %sleep');
});

test('signals complete behind kill -, options behind the dash of a command', () => {
  expect(below('kill -TE', '\t')[0]).toBe('$ kill -TERM');
  expect(below('kill -s SIGUS', '\t', '\t', '\t')).toEqual([
    '$ kill -s SIGUSR',
    'SIGUSR1  SIGUSR2',
    '$ kill -s SIGUSR',
  ]);
  expect(below('ps --fore', '\t')[0]).toBe('$ ps --forest');
});

test('without the variable Tab is plain bash', () => {
  expect(typed(['kill -TE', '\t']).rows).toEqual(['$ kill -TE']);
});
