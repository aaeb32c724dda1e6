import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('old checksums', () => {
  expect(output(String.raw`printf abc > f; cksum f; sum f; sum -s f; cksum nofile; echo $?`)).toEqual({
    out: ['1219131554 3 f', '16556     1 f', '294 1 f', '1'],
    err: ['cksum: nofile: No such file or directory'],
    status: 0,
  });
});
