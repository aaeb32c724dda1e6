import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('keys, orders, checks and errors', () => {
  expect(
    output(
      String.raw`printf 'b 10\na 9\nc 100\nA 9\nb 2\n' > f; sort f; sort -k2n f; sort -nk2,2 -k1,1r f; sort -fu f; sort -c f; echo $?; printf '1.10\n1.9\n' | sort -V; printf '2K\n1M\n300\n' | sort -h; sort nofile; echo $?; sort -k 0 f`,
    ),
  ).toEqual({
    out: [
      'A 9',
      'a 9',
      'b 10',
      'b 2',
      'c 100',
      'b 2',
      'A 9',
      'a 9',
      'b 10',
      'c 100',
      'b 2',
      'a 9',
      'A 9',
      'b 10',
      'c 100',
      'a 9',
      'b 10',
      'b 2',
      'c 100',
      '1',
      '1.9',
      '1.10',
      '300',
      '2K',
      '1M',
      '2',
    ],
    err: [
      'sort: f:2: disorder: a 9',
      'sort: cannot read: nofile: No such file or directory',
      "sort: field number is zero: invalid field specification '0'",
    ],
    status: 2,
  });
});
