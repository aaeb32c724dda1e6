import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('numbers up, down, padded and formatted', () => {
  expect(
    output(
      String.raw`seq 3; seq 2 2 6; seq 3 -1 1; seq -w 8 11; seq -s, 4; seq 0.5 0.25 1; seq -f %03g 2; seq 1 0 2; seq a; seq; echo $?`,
    ),
  ).toEqual({
    out: [
      '1',
      '2',
      '3',
      '2',
      '4',
      '6',
      '3',
      '2',
      '1',
      '08',
      '09',
      '10',
      '11',
      '1,2,3,4',
      '0.50',
      '0.75',
      '1.00',
      '001',
      '002',
      '1',
    ],
    err: [
      "seq: invalid Zero increment value: '0'",
      "Try 'seq --help' for more information.",
      "seq: invalid floating point argument: 'a'",
      "Try 'seq --help' for more information.",
      'seq: missing operand',
      "Try 'seq --help' for more information.",
    ],
    status: 0,
  });
});
