import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('times from words and figures', () => {
  expect(
    output(
      String.raw`export TZ=UTC; touch -d '2020-01-02 03:04:05' a; stat -c %y a; touch -t 202103040506.07 a; stat -c %y a; touch -r a b; stat -c %Y b; touch -c n; ls n; touch -d garbage a; touch /nodir/x; touch; echo $?`,
    ),
  ).toEqual({
    out: ['2020-01-02 03:04:05.000000000 +0000', '2021-03-04 05:06:07.000000000 +0000', '1614834367', '1'],
    err: [
      "ls: cannot access 'n': No such file or directory",
      "touch: invalid date format 'garbage'",
      "touch: cannot touch '/nodir/x': No such file or directory",
      'touch: missing file operand',
      "Try 'touch --help' for more information.",
    ],
    status: 0,
  });
});
