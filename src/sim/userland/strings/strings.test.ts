import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('printable runs', () => {
  expect(
    output(String.raw`printf 'abc\001defgh\0ijklm' > f; strings f; strings -n 3 -t d f; strings nofile; echo $?`),
  ).toEqual({
    out: ['defgh', 'ijklm', '      0 abc', '      4 defgh', '     10 ijklm', '1'],
    err: ["strings: 'nofile': No such file"],
    status: 0,
  });
});
