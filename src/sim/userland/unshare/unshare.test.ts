import { expect, test } from 'vitest';
import { oneContainer } from '../../lab/index.ts';
import { HeadlessTerminal } from '../../../testkit/lab/terminal.ts';

const onNode = (line: string): string =>
  new HeadlessTerminal(oneContainer(['sleep', 'infinity'], {}, [{ kind: 'node' }])).command(line).output;

test('a new pid namespace with --mount-proc sees only its own processes', () => {
  expect(onNode('unshare --pid --fork --mount-proc ps -o pid,args')).toBe('    PID COMMAND\n      1 ps -o pid,args\n');
});

test('without it /proc is still the one of the namespace before', () => {
  expect(onNode('unshare --pid --fork sh -c "echo $$; ps -p 1 -o comm="')).toMatch(/^\d+\nsystemd\n$/);
  expect(onNode("unshare --pid --fork sh -c 'echo $$'")).toBe('1\n');
});
