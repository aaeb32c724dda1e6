import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('three columns of two sorted files', () => {
  expect(
    output(
      String.raw`printf 'a\nb\nc\n' > a; printf 'b\nc\nd\n' > b; comm a b; comm -12 a b; comm --total -3 a b; printf 'b\na\n' > u; comm u a; echo $?`,
    ),
  ).toEqual({
    out: ['a', '\t\tb', '\t\tc', '\td', 'b', 'c', 'a', '\td', '1\t1\t2\ttotal', '\ta', '\t\tb', 'a', '\tc', '1'],
    err: ['comm: file 1 is not in sorted order', 'comm: input is not in sorted order'],
    status: 0,
  });
});
