import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('the program in /usr/bin formats as coreutils does', () => {
  expect(
    output(
      String.raw`p=/usr/bin/printf; $p '%s-%d|%5d|%-5d|%05d\n' a 1 2 3 4; $p '%x %o %e %.2f\n' 255 8 1.5 2.345; $p '%b\n' 'a\tb'; $p '%s\n' x y; $p '%d\n' abc; $p '%d\n' 12x; $p '%q\n' 'a b'; $p; echo $?`,
    ),
  ).toEqual({
    out: ['a-1|    2|3    |00004', 'ff 10 1.500000e+00 2.35', 'a\tb', 'x', 'y', '0', '12', "'a b'", '1'],
    err: [
      "/usr/bin/printf: 'abc': expected a numeric value",
      "/usr/bin/printf: '12x': value not completely converted",
      '/usr/bin/printf: missing operand',
      "Try '/usr/bin/printf --help' for more information.",
    ],
    status: 0,
  });
});
