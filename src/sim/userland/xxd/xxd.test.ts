import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('hex dumps and back', () => {
  expect(
    output(String.raw`printf 'hello world, this is xxd\n' > f; xxd f; xxd -p f; xxd -p f | xxd -r -p; xxd -c 8 -g 1 f`),
  ).toEqual({
    out: [
      '00000000: 6865 6c6c 6f20 776f 726c 642c 2074 6869  hello world, thi',
      '00000010: 7320 6973 2078 7864 0a                   s is xxd.',
      '68656c6c6f20776f726c642c2074686973206973207878640a',
      'hello world, this is xxd',
      '00000000: 68 65 6c 6c 6f 20 77 6f  hello wo',
      '00000008: 72 6c 64 2c 20 74 68 69  rld, thi',
      '00000010: 73 20 69 73 20 78 78 64  s is xxd',
      '00000018: 0a                       .',
    ],
    err: [],
    status: 0,
  });
});
