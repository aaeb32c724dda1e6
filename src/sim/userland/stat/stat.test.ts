import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('a status in any form', () => {
  expect(
    output(
      String.raw`printf hello > f; ln -s f l; mkdir d; touch -d @1700000000 f; TZ=UTC stat -c '%n %s %a %A %F %Y %y' f; stat -c '%N %F' l d; stat -c '%10s|%-5a|' f; stat --printf '%n\t%s\n' f; stat nofile; echo $?`,
    ),
  ).toEqual({
    out: [
      'f 5 644 -rw-r--r-- regular file 1700000000 2023-11-14 22:13:20.000000000 +0000',
      "'l' -> 'f' symbolic link",
      "'d' directory",
      '         5|644  |',
      'f\t5',
      '1',
    ],
    err: ["stat: cannot statx 'nofile': No such file or directory"],
    status: 0,
  });
});
