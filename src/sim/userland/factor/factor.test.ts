import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('prime factors', () => {
  expect(output(String.raw`factor 12 97 1000000007; echo 6 15 | factor; factor a; echo $?`)).toEqual({
    out: ['12: 2 2 3', '97: 97', '1000000007: 1000000007', '6: 2 3', '15: 3 5', '1'],
    err: ["factor: 'a' is not a valid positive integer"],
    status: 0,
  });
});
