import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('names that are not portable', () => {
  expect(
    output(String.raw`pathchk ''; pathchk a/b; echo $?; pathchk -p 'a b'; getconf PAGE_SIZE; getconf NOPE; echo $?`),
  ).toEqual({
    out: ['0', '4096', '2'],
    err: [
      "pathchk: '': No such file or directory",
      "pathchk: nonportable character ' ' in file name 'a b'",
      "getconf: Unrecognized variable `NOPE'",
    ],
    status: 0,
  });
});
