import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('entries of databases', () => {
  expect(
    output(
      String.raw`getent passwd root; getent group www-data; getent passwd nosuch; echo $?; getent foo 2>&1; echo $?`,
    ),
  ).toEqual({
    out: [
      'root:x:0:0:root:/root:/bin/bash',
      'www-data:x:33:',
      '2',
      'Unknown database: foo',
      "Try `getent --help' or `getent --usage' for more information.",
      '1',
    ],
    err: [],
    status: 0,
  });
});
