import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('blocks are copied and counted', () => {
  expect(
    output(
      String.raw`printf abcdef > f; dd if=f bs=2 count=2 status=none; echo; dd if=f of=g bs=4 2>&1 | head -2; cat g; echo; dd if=f skip=1 bs=3 conv=ucase status=none; echo; dd if=nofile; dd x=1; echo $?`,
    ),
  ).toEqual({
    out: ['abcd', '1+1 records in', '1+1 records out', 'abcdef', 'DEF', '1'],
    err: [
      "dd: failed to open 'nofile': No such file or directory",
      "dd: unrecognized operand 'x=1'",
      "Try 'dd --help' for more information.",
    ],
    status: 0,
  });
});
