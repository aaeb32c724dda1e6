import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('tabs become blanks and blanks become tabs', () => {
  expect(
    output(
      String.raw`printf 'a\tb\n\tc\n' > f; expand f; expand -t 4 f; expand -i f | cat -A; printf '        x  y\n' | unexpand | cat -A; expand -t x f`,
    ),
  ).toEqual({
    out: ['a       b', '        c', 'a   b', '    c', 'a^Ib$', '        c$', '^Ix  y$'],
    err: ["expand: tab size contains invalid character(s): 'x'"],
    status: 1,
  });
});
