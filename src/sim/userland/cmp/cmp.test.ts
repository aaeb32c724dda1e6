import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('the first difference', () => {
  expect(
    output(
      String.raw`printf 'abc\n' > x; printf 'abd\n' > y; cmp x y; cmp -l x y; cmp -s x y; echo $?; printf ab > z; cmp x z; cmp x nofile; echo $?`,
    ),
  ).toEqual({
    out: ['x y differ: char 3, line 1', '3 143 144', '1', '2'],
    err: ['cmp: EOF on z after byte 2, in line 1', 'cmp: nofile: No such file or directory'],
    status: 0,
  });
});
