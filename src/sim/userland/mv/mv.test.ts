import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('files are renamed and moved', () => {
  expect(
    output(
      String.raw`echo 1 > a; mkdir d g; mv -v a b; mv b d; ls d; mv nofile x; mv d d/in; touch f; mv f f; mv d f; mv f g/; ls g; mv; echo $?`,
    ),
  ).toEqual({
    out: ["renamed 'a' -> 'b'", 'b', 'f', '1'],
    err: [
      "mv: cannot stat 'nofile': No such file or directory",
      "mv: cannot move 'd' to a subdirectory of itself, 'd/in'",
      "mv: 'f' and 'f' are the same file",
      "mv: cannot overwrite non-directory 'f' with directory 'd'",
      'mv: missing file operand',
      "Try 'mv --help' for more information.",
    ],
    status: 0,
  });
});
