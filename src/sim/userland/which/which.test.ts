import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('where the PATH leads', () => {
  expect(output(String.raw`which bash nosuch; echo $?; which -a ls; which; echo $?`)).toEqual({
    out: ['/usr/bin/bash', '1', '/usr/bin/ls', '/bin/ls', '1'],
    err: [],
    status: 0,
  });
});
