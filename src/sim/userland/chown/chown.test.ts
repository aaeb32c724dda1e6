import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('owners and groups by name and number', () => {
  expect(
    output(
      String.raw`touch f; chown 1000:33 f; stat -c '%u:%g' f; chown root: f; stat -c '%U:%G' f; chown nosuch f; chgrp nosuch f; chown -v user f; chgrp www-data f; stat -c %G f; chown; echo $?`,
    ),
  ).toEqual({
    out: ['1000:33', 'root:root', "changed ownership of 'f' from root to user", 'www-data', '1'],
    err: [
      "chown: invalid user: 'nosuch'",
      "chgrp: invalid group: 'nosuch'",
      'chown: missing operand',
      "Try 'chown --help' for more information.",
    ],
    status: 0,
  });
});
