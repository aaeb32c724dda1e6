import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('bare links', () => {
  expect(
    output(
      String.raw`echo x > f; link f g; stat -c %h f; unlink g; ls; link f; unlink; mkfifo p; stat -c %F p; mkfifo p; sync; echo $?`,
    ),
  ).toEqual({
    out: ['2', 'f', 'script.sh', 'fifo', '0'],
    err: [
      "link: missing operand after 'f'",
      "Try 'link --help' for more information.",
      'unlink: missing operand',
      "Try 'unlink --help' for more information.",
      "mkfifo: cannot create fifo 'p': File exists",
    ],
    status: 0,
  });
});
