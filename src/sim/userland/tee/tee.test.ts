import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('input goes to every file and on', () => {
  expect(
    output(String.raw`echo a | tee x y; echo b | tee -a x >/dev/null; cat x y; echo c | tee /nodir/z; echo $?`),
  ).toEqual({
    out: ['a', 'a', 'b', 'a', 'c', '1'],
    err: ['tee: /nodir/z: No such file or directory'],
    status: 0,
  });
});
