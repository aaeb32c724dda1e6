import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('users and groups', () => {
  expect(
    output(String.raw`id; id -un; id user; id -G www-data; id nosuch; whoami; groups user; logname; echo $?`),
  ).toEqual({
    out: [
      'uid=0(root) gid=0(root) groups=0(root)',
      'root',
      'uid=1000(user) gid=1000(user) groups=1000(user)',
      '33',
      'root',
      'user : user',
      '1',
    ],
    err: ["id: 'nosuch': no such user", 'logname: no login name'],
    status: 0,
  });
});
