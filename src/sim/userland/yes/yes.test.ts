import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('the same for ever', () => {
  expect(output('yes | head -2; yes a b | head -1; echo ${PIPESTATUS[0]}')).toEqual({
    out: ['y', 'y', 'a b', '141'],
    err: [],
    status: 0,
  });
});
