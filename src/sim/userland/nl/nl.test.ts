import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('lines are numbered by style', () => {
  expect(
    output(String.raw`printf 'a\n\nb\n' > f; nl f; nl -ba -nrz -w3 -s: f; nl -v5 -i2 f; nl -bx f; echo $?`),
  ).toEqual({
    out: ['     1\ta', '       ', '     2\tb', '001:a', '002:', '003:b', '     5\ta', '       ', '     7\tb', '1'],
    err: ["nl: invalid body numbering style: 'x'", "Try 'nl --help' for more information."],
    status: 0,
  });
});
