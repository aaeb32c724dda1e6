import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('each line backwards', () => {
  expect(output(String.raw`printf 'abc\nde' | rev; rev nofile; echo $?`)).toEqual({
    out: ['cba', 'ed1'],
    err: ['rev: cannot open nofile: No such file or directory'],
    status: 0,
  });
});
