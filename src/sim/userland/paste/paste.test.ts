import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('files side by side, or each in one line', () => {
  expect(
    output(
      String.raw`seq 3 > a; printf 'x\ny\n' > b; paste a b; paste -d, a b; paste -s -d+ a; paste - - < a; paste nofile`,
    ),
  ).toEqual({
    out: ['1\tx', '2\ty', '3\t', '1,x', '2,y', '3,', '1+2+3', '1\t2', '3\t'],
    err: ['paste: nofile: No such file or directory'],
    status: 1,
  });
});
