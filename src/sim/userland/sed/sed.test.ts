import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('addresses choose lines', () => {
  expect(
    output(
      String.raw`seq 6 > f; sed -n 2p f; sed '2,4d' f; sed -n '$p;1p' f; sed '/2/,/4/!d' f; sed '1~2d' f; sed -n '2,+1p' f; sed '0,/1/d' f | head -1; sed -n '/3/{=;p}' f`,
    ),
  ).toEqual({
    out: ['2', '1', '5', '6', '1', '6', '2', '3', '4', '2', '4', '6', '2', '3', '2', '3', '3'],
    err: [],
    status: 0,
  });
});

test('substitution with groups, flags and cases', () => {
  expect(
    output(
      String.raw`echo 'hello world' | sed 's/o/0/2'; echo 'hello world' | sed -E 's/(\w+) (\w+)/\2 \U\1/'; echo aaa | sed 's/a/b/2g'; echo a.b | sed 's/\./,/'; echo path/to | sed 's|/|:|'; echo x | sed 's/x/&\n&/'; printf 'a\nb\n' | sed ':a;N;$!ba;s/\n/,/'`,
    ),
  ).toEqual({
    out: ['hello w0rld', 'world HELLO', 'abb', 'a,b', 'path:to', 'x', 'x', 'a,b'],
    err: [],
    status: 0,
  });
});

test('hold space, appended text, files and editing in place', () => {
  expect(
    output(
      String.raw`printf 'a\nb\nc\n' > f; sed '1!G;h;$!d' f; sed '2i\before' f; sed '2a after' f; sed '2c new' f; sed -i.bak 's/a/A/' f; cat f f.bak; sed 'y/abc/xyz/' f; sed -n 'l' f | head -1; sed 2q f; sed = f | head -2`,
    ),
  ).toEqual({
    out: [
      'c',
      'b',
      'a',
      'a',
      'before',
      'b',
      'c',
      'a',
      'b',
      'after',
      'c',
      'a',
      'new',
      'c',
      'A',
      'b',
      'c',
      'a',
      'b',
      'c',
      'A',
      'y',
      'z',
      'A$',
      'A',
      'b',
      '1',
      'A',
    ],
    err: [],
    status: 0,
  });
});

test('mistakes are named with their place', () => {
  expect(
    output(
      String.raw`echo x | sed 's/a'; echo x | sed p}; echo x | sed k; sed p nofile; echo $?; echo x | sed 's/a/\1/'; echo x | sed 'b nope'; echo x | sed -e p -e '1,2='`,
    ),
  ).toEqual({
    out: ['2', 'x', '1', 'x'],
    err: [
      "sed: -e expression #1, char 3: unterminated `s' command",
      "sed: -e expression #1, char 2: unexpected `}'",
      "sed: -e expression #1, char 1: unknown command: `k'",
      "sed: can't read nofile: No such file or directory",
      "sed: -e expression #1, char 7: invalid reference \\1 on `s' command's RHS",
      "sed: can't find label for jump to `nope'",
    ],
    status: 0,
  });
});
