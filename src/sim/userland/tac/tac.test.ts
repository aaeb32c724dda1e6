import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('records come last first', () => {
  expect(output(String.raw`seq 3 > f; tac f; printf 'a:b:c' | tac -s :; tac nofile`)).toEqual({
    out: ['3', '2', '1', 'cb:a:'],
    err: ["tac: failed to open 'nofile' for reading: No such file or directory"],
    status: 1,
  });
});
