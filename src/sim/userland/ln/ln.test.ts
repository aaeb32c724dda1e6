import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('hard and symbolic links', () => {
  expect(
    output(
      String.raw`echo hi > f; ln f h; stat -c %h f; ln -s f l; readlink l; ln -s f l; ln -sf h l; readlink l; mkdir d; ln -s ../f d; cat d/f; ln nofile x; ln d e; ln; echo $?`,
    ),
  ).toEqual({
    out: ['2', 'f', 'h', 'hi', '1'],
    err: [
      "ln: failed to create symbolic link 'l': File exists",
      "ln: failed to access 'nofile': No such file or directory",
      'ln: d: hard link not allowed for directory',
      'ln: missing file operand',
      "Try 'ln --help' for more information.",
    ],
    status: 0,
  });
});
