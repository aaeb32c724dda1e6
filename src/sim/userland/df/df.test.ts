import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('a table of file systems', () => {
  expect(
    output(
      String.raw`df / | head -1 | tr -s ' '; df -h / | head -1 | tr -s ' '; df --output=target / | tail -1; df nofile; echo $?`,
    ),
  ).toEqual({
    out: [
      'Filesystem 1K-blocks Used Available Use% Mounted on',
      'Filesystem Size Used Avail Use% Mounted on',
      '/',
      '1',
    ],
    err: ['df: nofile: No such file or directory'],
    status: 0,
  });
});
