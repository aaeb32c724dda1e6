import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('no terminal in a script', () => {
  expect(output(String.raw`tty; echo $?; nproc --bad; uname; uname -n; uname x; arch; hostname`)).toEqual({
    out: ['not a tty', '1', 'Linux', 'web-0', 'x86_64', 'web-0'],
    err: [
      "nproc: unrecognized option '--bad'",
      "Try 'nproc --help' for more information.",
      "uname: extra operand 'x'",
      "Try 'uname --help' for more information.",
    ],
    status: 0,
  });
});
