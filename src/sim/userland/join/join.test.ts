import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('lines that share a field', () => {
  expect(
    output(
      String.raw`printf '1 a\n2 b\n3 c\n' > a; printf '1 x\n3 y\n4 z\n' > b; join a b; join -a1 -e NA -o 0,1.2,2.2 a b; join -v2 a b; printf 'b\na\n' > u; join u a; echo $?`,
    ),
  ).toEqual({
    out: ['1 a x', '3 c y', '1 a x', '2 b NA', '3 c y', '4 z', '1'],
    err: ['join: u:2: is not sorted: a', 'join: input is not in sorted order'],
    status: 0,
  });
});
