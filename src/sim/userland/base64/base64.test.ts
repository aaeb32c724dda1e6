import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('bytes as letters and back', () => {
  expect(
    output(
      String.raw`printf 'hello world' | base64; printf hello | base64 | base64 -d; echo; printf abc | base64 -w 2; echo '!!' | base64 -d; echo $?`,
    ),
  ).toEqual({
    out: ['aGVsbG8gd29ybGQ=', 'hello', 'YW', 'Jj', '1'],
    err: ['base64: invalid input'],
    status: 0,
  });
});
