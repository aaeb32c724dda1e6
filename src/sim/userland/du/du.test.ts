import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('how much trees take', () => {
  expect(
    output(
      String.raw`mkdir d; head -c 5000 /dev/zero > d/f; du -b d/f; du -k d/f; du -sh d; du -a --apparent-size -b d | sort; du nofile; echo $?`,
    ),
  ).toEqual({
    out: ['5000\td/f', '8\td/f', '12K\td', '5000\td/f', '9096\td', '1'],
    err: ["du: cannot access 'nofile': No such file or directory"],
    status: 0,
  });
});
