import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('tables and columns', () => {
  expect(
    output(
      String.raw`printf 'a bb c\ndd e ff\n' | column -t; printf 'a:b\nccc:d\n' | column -t -s: -o ' | '; seq 12 | column -c 30; column nofile; echo $?`,
    ),
  ).toEqual({
    out: ['a   bb  c', 'dd  e   ff', 'a   | b', 'ccc | d', '1\t5\t9', '2\t6\t10', '3\t7\t11', '4\t8\t12', '1'],
    err: ['column: nofile: No such file or directory'],
    status: 0,
  });
});
