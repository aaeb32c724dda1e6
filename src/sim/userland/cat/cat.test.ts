import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('lines are numbered over files, blank ones squeezed, control characters made visible', () => {
  expect(output(String.raw`printf 'a\tb\n\n\nc\001\n' > f; cat -n f f; cat -s f; cat -A f; cat -b f`)).toEqual({
    out: [
      '     1\ta\tb',
      '     2\t',
      '     3\t',
      '     4\tc\x01',
      '     5\ta\tb',
      '     6\t',
      '     7\t',
      '     8\tc\x01',
      'a\tb',
      '',
      'c\x01',
      'a^Ib$',
      '$',
      '$',
      'c^A$',
      '     1\ta\tb',
      '',
      '',
      '     2\tc\x01',
    ],
    err: [],
    status: 0,
  });
});

test('what cannot be read is named and the rest goes on', () => {
  expect(output(String.raw`mkdir d; echo x > 'a b'; cat nofile d 'a b'; echo $?; cat --nope; echo $?`)).toEqual({
    out: ['x', '1', '1'],
    err: [
      'cat: nofile: No such file or directory',
      'cat: d: Is a directory',
      "cat: unrecognized option '--nope'",
      "Try 'cat --help' for more information.",
    ],
    status: 0,
  });
});
