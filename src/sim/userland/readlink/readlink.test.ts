import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('links and canonical names', () => {
  expect(
    output(
      String.raw`touch f; ln -s f l; readlink l; readlink -f l; readlink f; echo $?; ln -s loop loop; realpath loop; realpath -m a/../b/./c; realpath --relative-to=/usr /usr/bin; realpath nodir/x`,
    ),
  ).toEqual({
    out: ['f', '/root/f', '1', '/root/b/c', 'bin'],
    err: ['realpath: loop: Too many levels of symbolic links', 'realpath: nodir/x: No such file or directory'],
    status: 1,
  });
});
