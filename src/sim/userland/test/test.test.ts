import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('the programs test and [', () => {
  expect(
    output(
      String.raw`touch f; /usr/bin/test -f f; echo $?; /usr/bin/[ 1 -lt 2 ]; echo $?; /usr/bin/[ a b ]; echo $?; /usr/bin/[ a; echo $?; /usr/bin/test 1 -eq x; echo $?; /usr/bin/test a -a ''; echo $?`,
    ),
  ).toEqual({
    out: ['0', '0', '2', '2', '2', '1'],
    err: ["/usr/bin/[: missing argument after 'b'", "/usr/bin/[: missing ']'", "/usr/bin/test: invalid integer 'x'"],
    status: 0,
  });
});
