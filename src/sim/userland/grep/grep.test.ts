import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('lines are selected, counted, coloured and set in context', () => {
  expect(
    output(
      String.raw`printf 'Apple\nbanana\ngrape apple\n\nfoo.bar\n' > f; grep apple f; grep -in APPLE f; grep -vc a f; grep -o 'a.' f; grep -w apple f; grep -F . f; grep -E 'foo|ban' f; grep -n -A1 ban f; grep --color=always ban f; grep zzz f; echo $?`,
    ),
  ).toEqual({
    out: [
      'grape apple',
      '1:Apple',
      '3:grape apple',
      '2',
      'an',
      'an',
      'ap',
      'ap',
      'ar',
      'grape apple',
      'foo.bar',
      'banana',
      'foo.bar',
      '2:banana',
      '3-grape apple',
      '\x1b[01;31m\x1b[Kban\x1b[m\x1b[Kana',
      '1',
    ],
    err: [],
    status: 0,
  });
});

test('back-references, word edges and counted repeats', () => {
  expect(
    output(
      String.raw`printf 'abab\nabba\naa\n' > f; grep '\(ab\)\1' f; grep -E '^(a|b)+$' f; grep -E '^a{2}$' f; grep '\<aa\>' f; grep -oE '(a|ab)(ba|b)' f`,
    ),
  ).toEqual({
    out: ['abab', 'abab', 'abba', 'aa', 'aa', 'aa', 'aba', 'abba'],
    err: [],
    status: 0,
  });
});

test('folders, missing files and bad patterns', () => {
  expect(
    output(
      String.raw`mkdir d; echo hit > d/a; echo hit > d/b; grep -r hit d | sort; grep hit d; echo $?; grep hit nofile; echo $?; grep '[a' d/a; echo $?; grep -E 'a(' d/a; grep; echo $?; printf 'a\0b\n' | grep a`,
    ),
  ).toEqual({
    out: ['d/a:hit', 'd/b:hit', '2', '2', '2', '2'],
    err: [
      'grep: d: Is a directory',
      'grep: nofile: No such file or directory',
      'grep: Unmatched [, [^, [:, [., or [=',
      'grep: Unmatched ( or \\(',
      'Usage: grep [OPTION]... PATTERNS [FILE]...',
      "Try 'grep --help' for more information.",
      'grep: (standard input): binary file matches',
    ],
    status: 0,
  });
});
