import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('names in columns, in long form, with marks', () => {
  expect(
    output(
      String.raw`mkdir d; cd d; touch b a .h 'c d'; mkdir s; touch s/in; ln -s a l; chmod +x b; ls; ls -A; ls -F; ls -p; ls -m; ls -Q; ls -r; ls -R; ls -C -w 20; ls -d */; ls nofile; echo $?`,
    ),
  ).toEqual({
    out: [
      'a',
      'b',
      'c d',
      'l',
      's',
      '.h',
      'a',
      'b',
      'c d',
      'l',
      's',
      'a',
      'b*',
      'c d',
      'l@',
      's/',
      'a',
      'b',
      'c d',
      'l',
      's/',
      'a, b, c d, l, s',
      '"a"',
      '"b"',
      '"c d"',
      '"l"',
      '"s"',
      's',
      'l',
      'c d',
      'b',
      'a',
      '.:',
      'a',
      'b',
      'c d',
      'l',
      's',
      '',
      './s:',
      'in',
      'a  b  c d  l  s',
      's/',
      '2',
    ],
    err: ["ls: cannot access 'nofile': No such file or directory"],
    status: 0,
  });
});

test('modes, links, owners and sizes', () => {
  expect(
    output(
      String.raw`mkdir d; cd d; echo hello > f; chmod 4750 f; ln -s f l; mkdir s; touch -d '2020-01-02 03:04' f s; touch -h -d '2020-01-02 03:04' l; TZ=UTC ls -l f l; ls -ld s | cut -c1-24; ls -n f | cut -c1-18; ls -lh --time-style=long-iso f; ls -z; echo $?`,
    ),
  ).toEqual({
    out: [
      '-rwsr-x--- 1 root root 6 Jan  2  2020 f',
      'lrwxrwxrwx 1 root root 1 Jan  2  2020 l -> f',
      'drwxr-xr-x 2 root root 4',
      '-rwsr-x--- 1 0 0 6',
      '-rwsr-x--- 1 root root 6 2020-01-02 03:04 f',
      '2',
    ],
    err: ["ls: invalid option -- 'z'", "Try 'ls --help' for more information."],
    status: 0,
  });
});
