import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('arithmetic, comparison and matching', () => {
  expect(
    output(
      String.raw`expr 7 + 2 '*' 3; expr 10 / 3; expr 1 / 0; expr abc : 'a\(.\)c'; expr length hello; expr substr hello 2 3; expr a '<' b; expr 0; echo $?; expr 1 +; echo $?`,
    ),
  ).toEqual({
    out: ['13', '3', 'b', '5', 'ell', '1', '0', '1', '2'],
    err: ['expr: division by zero', "expr: syntax error: missing argument after '+'"],
    status: 0,
  });
});
