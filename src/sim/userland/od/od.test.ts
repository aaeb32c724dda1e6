import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('bytes in octal, hexadecimal and letters', () => {
  expect(
    output(
      String.raw`printf 'hi\n\0\377' > f; od f; od -c f; od -An -tx1 f; od -A d -t d1 f; od -t x2z f; head -c 40 /dev/zero | od; od nofile; echo $?`,
    ),
  ).toEqual({
    out: [
      '0000000 064550 000012 000377',
      '0000005',
      '0000000   h   i  \\n  \\0 377',
      '0000005',
      ' 68 69 0a 00 ff',
      '0000000  104  105   10    0   -1',
      '0000005',
      '0000000 6968 000a 00ff                           >hi...<',
      '0000005',
      '0000000 000000 000000 000000 000000 000000 000000 000000 000000',
      '*',
      '0000040 000000 000000 000000 000000',
      '0000050',
      '1',
    ],
    err: ['od: nofile: No such file or directory'],
    status: 0,
  });
});
