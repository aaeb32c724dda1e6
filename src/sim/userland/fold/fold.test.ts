import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('long lines are broken at a width or a blank', () => {
  expect(output(String.raw`printf 'aaa bbb ccc dddd\n' > f; fold -w 6 f; fold -s -w 6 f; fold -w 0 f`)).toEqual({
    out: ['aaa bb', 'b ccc ', 'dddd', 'aaa ', 'bbb ', 'ccc ', 'dddd'],
    err: ["fold: invalid number of columns: '0': Numerical result out of range"],
    status: 1,
  });
});
