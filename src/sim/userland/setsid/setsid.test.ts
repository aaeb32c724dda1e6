import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test("a session of one's own", () => {
  expect(output(String.raw`setsid -w sh -c 'exit 3'; echo $?; setsid; echo $?; setsid nosuch; echo $?`)).toEqual({
    out: ['3', '1', '127'],
    err: [
      'setsid: no command specified',
      "Try 'setsid --help' for more information.",
      'setsid: failed to execute nosuch: No such file or directory',
    ],
    status: 0,
  });
});
