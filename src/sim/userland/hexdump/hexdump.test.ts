import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('hexadecimal dumps', () => {
  expect(
    output(
      String.raw`printf 'hello world, this is it\n' > f; hexdump -C f; hexdump f; hexdump -c f; hexdump nofile; echo $?`,
    ),
  ).toEqual({
    out: [
      '00000000  68 65 6c 6c 6f 20 77 6f  72 6c 64 2c 20 74 68 69  |hello world, thi|',
      '00000010  73 20 69 73 20 69 74 0a                           |s is it.|',
      '00000018',
      '0000000 6568 6c6c 206f 6f77 6c72 2c64 7420 6968',
      '0000010 2073 7369 6920 0a74                    ',
      '0000018',
      '0000000   h   e   l   l   o       w   o   r   l   d   ,       t   h   i',
      '0000010   s       i   s       i   t  \\n                                ',
      '0000018',
      '1',
    ],
    err: ['hexdump: nofile: No such file or directory', 'hexdump: all input file arguments failed'],
    status: 0,
  });
});
