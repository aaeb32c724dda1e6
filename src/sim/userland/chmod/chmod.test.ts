import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('octal and symbolic modes', () => {
  expect(
    output(
      String.raw`touch f; m() { chmod "$@" f; stat -c %A f; }; m 644; m u+x; m go-r; m a=rw; m u=rwx,g=rx,o=; m +x; m g=u; m u+s; m 7777; m =r; chmod 999 f; chmod z f; chmod 644 nofile; chmod; echo $?; chmod -v 600 f`,
    ),
  ).toEqual({
    out: [
      '-rw-r--r--',
      '-rwxr--r--',
      '-rwx------',
      '-rw-rw-rw-',
      '-rwxr-x---',
      '-rwxr-x--x',
      '-rwxrwx--x',
      '-rwsrwx--x',
      '-rwsrwsrwt',
      '-r--r--r--',
      '1',
      "mode of 'f' changed from 0444 (r--r--r--) to 0600 (rw-------)",
    ],
    err: [
      "chmod: invalid mode: '999'",
      "Try 'chmod --help' for more information.",
      "chmod: invalid mode: 'z'",
      "Try 'chmod --help' for more information.",
      "chmod: cannot access 'nofile': No such file or directory",
      'chmod: missing operand',
      "Try 'chmod --help' for more information.",
    ],
    status: 0,
  });
});
