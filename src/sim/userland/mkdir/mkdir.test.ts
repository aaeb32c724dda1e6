import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('directories with parents and modes', () => {
  expect(
    output(
      String.raw`mkdir a; mkdir a; mkdir x/y; mkdir -pv x/y/z; mkdir -m 700 m; stat -c %a m; touch f; mkdir f/g; mkdir -p f; mkdir; echo $?`,
    ),
  ).toEqual({
    out: [
      "mkdir: created directory 'x'",
      "mkdir: created directory 'x/y'",
      "mkdir: created directory 'x/y/z'",
      '700',
      '1',
    ],
    err: [
      "mkdir: cannot create directory 'a': File exists",
      "mkdir: cannot create directory 'x/y': No such file or directory",
      "mkdir: cannot create directory 'f/g': Not a directory",
      "mkdir: cannot create directory 'f': File exists",
      'mkdir: missing operand',
      "Try 'mkdir --help' for more information.",
    ],
    status: 0,
  });
});
