import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('pieces of a file', () => {
  expect(
    output(
      String.raw`seq 5 > f; split -l 2 f; ls x*; cat xab; split -b 4 -d f p; ls p*; split -n 2 f q; wc -c q*; split -l 0 f; echo $?`,
    ),
  ).toEqual({
    out: ['xaa', 'xab', 'xac', '3', '4', 'p00', 'p01', 'p02', ' 5 qaa', ' 5 qab', '10 total', '1'],
    err: ["split: invalid number of lines: '0': Numerical result out of range"],
    status: 0,
  });
});
