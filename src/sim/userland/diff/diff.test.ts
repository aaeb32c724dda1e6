import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('changes in every form', () => {
  expect(
    output(
      String.raw`printf 'a\nb\nc\n' > x; printf 'a\nB\nc\nd\n' > y; diff x y; diff -u x y | tail -n +3; diff -c x y | tail -n +3; diff -y -W 20 x y; diff -q x y; diff -i x y; diff -e x y; diff x x; echo $?; diff x nofile; echo $?; mkdir p q; touch p/1 q/2; diff p q`,
    ),
  ).toEqual({
    out: [
      '2c2',
      '< b',
      '---',
      '> B',
      '3a4',
      '> d',
      '@@ -1,3 +1,4 @@',
      ' a',
      '-b',
      '+B',
      ' c',
      '+d',
      '***************',
      '*** 1,3 ****',
      '  a',
      '! b',
      '  c',
      '--- 1,4 ----',
      '  a',
      '! B',
      '  c',
      '+ d',
      'a\ta',
      'b     |\tB',
      'c\tc',
      '      >\td',
      'Files x and y differ',
      '3a4',
      '> d',
      '3a',
      'd',
      '.',
      '2c',
      'B',
      '.',
      '0',
      '2',
      'Only in p: 1',
      'Only in q: 2',
    ],
    err: ['diff: nofile: No such file or directory'],
    status: 1,
  });
});
