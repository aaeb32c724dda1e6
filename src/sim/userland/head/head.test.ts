import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('lines and bytes from the beginning, or all but the last', () => {
  expect(
    output(
      String.raw`seq 12 > f; head -n 2 f; head -c 5 f; head -n -10 f; head -2 f; head -n1 f f; head -n x f; head nofile; (head -n 1; cat) < f | tail -1`,
    ),
  ).toEqual({
    out: ['1', '2', '1', '2', '31', '2', '1', '2', '==> f <==', '1', '', '==> f <==', '1', '12'],
    err: ["head: invalid number of lines: 'x'", "head: cannot open 'nofile' for reading: No such file or directory"],
    status: 0,
  });
});
