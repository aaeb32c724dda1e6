import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('only empty directories go', () => {
  expect(output(String.raw`mkdir -p a/b/c; rmdir a; rmdir -pv a/b/c; rmdir nodir; touch f; rmdir f; echo $?`)).toEqual({
    out: [
      "rmdir: removing directory, 'a/b/c'",
      "rmdir: removing directory, 'a/b'",
      "rmdir: removing directory, 'a'",
      '1',
    ],
    err: [
      "rmdir: failed to remove 'a': Directory not empty",
      "rmdir: failed to remove 'nodir': No such file or directory",
      "rmdir: failed to remove 'f': Not a directory",
    ],
    status: 0,
  });
});
