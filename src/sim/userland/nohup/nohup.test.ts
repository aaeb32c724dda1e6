import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('hang-ups are ignored', () => {
  expect(
    output(String.raw`nohup echo hi; nohup; echo $?; nohup nosuch; echo $?; nice -n 5 nice; nice nosuch; echo $?`),
  ).toEqual({
    out: ['hi', '125', '127', '5', '127'],
    err: [
      'nohup: missing operand',
      "Try 'nohup --help' for more information.",
      "nohup: failed to run command 'nosuch': No such file or directory",
      "nice: 'nosuch': No such file or directory",
    ],
    status: 0,
  });
});
