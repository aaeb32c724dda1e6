import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('command lines from input', () => {
  expect(
    output(
      String.raw`printf 'a b\nc "d e"\n' | xargs echo; seq 5 | xargs -n 2 echo p; printf 'x\ny z\n' | xargs -I{} echo '<{}>'; printf 'a\0b c\0' | xargs -0 -n1; echo | xargs -r echo none; echo a | xargs nosuch; echo $?; echo x | xargs false; echo $?; echo "it's" | xargs; seq 2 | xargs -t echo`,
    ),
  ).toEqual({
    out: ['a b c d e', 'p 1 2', 'p 3 4', 'p 5', '<x>', '<y z>', 'a', 'b c', '127', '123', '1 2'],
    err: [
      'xargs: nosuch: No such file or directory',
      'xargs: unmatched single quote; by default quotes are special to xargs unless you use the -0 option',
      'echo 1 2',
    ],
    status: 0,
  });
});
