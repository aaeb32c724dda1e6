import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('files and trees are copied, mistakes refused', () => {
  expect(
    output(
      String.raw`echo 1 > a; mkdir -p d/e; cp a b; cp -v a d; cp d x; cp -r d x; ls x; cp a a; cp nofile x; cp; cp a; cp a b nodir; cp -r d d/in; echo $?; cp -n d/a b; cat b`,
    ),
  ).toEqual({
    out: ["'a' -> 'd/a'", 'a', 'e', '1', '1'],
    err: [
      "cp: -r not specified; omitting directory 'd'",
      "cp: 'a' and 'a' are the same file",
      "cp: cannot stat 'nofile': No such file or directory",
      'cp: missing file operand',
      "Try 'cp --help' for more information.",
      "cp: missing destination file operand after 'a'",
      "Try 'cp --help' for more information.",
      "cp: target 'nodir': No such file or directory",
      "cp: cannot copy a directory, 'd', into itself, 'd/in'",
    ],
    status: 0,
  });
});
