import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('intervals with suffixes', () => {
  expect(output(String.raw`sleep 0.01 0.01s; echo $?; sleep abc; echo $?; sleep; sleep -1; echo $?`)).toEqual({
    out: ['0', '1', '1'],
    err: [
      "sleep: invalid time interval 'abc'",
      "Try 'sleep --help' for more information.",
      'sleep: missing operand',
      "Try 'sleep --help' for more information.",
      "sleep: invalid option -- '1'",
      "Try 'sleep --help' for more information.",
    ],
    status: 0,
  });
});
