import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('files and trees are removed, what is dangerous is not', () => {
  expect(
    output(
      String.raw`mkdir -p d/e; touch f d/x; rm d; rm nofile; rm -f nofile; rm -v f; rm -r d; ls -d d; rm -rf /; rm -r .; rm; echo $?; touch -- -x; rm -x; rm -- -x; mkdir em; rm -d em`,
    ),
  ).toEqual({
    out: ["removed 'f'", '1'],
    err: [
      "rm: cannot remove 'd': Is a directory",
      "rm: cannot remove 'nofile': No such file or directory",
      "ls: cannot access 'd': No such file or directory",
      "rm: it is dangerous to operate recursively on '/'",
      'rm: use --no-preserve-root to override this failsafe',
      "rm: refusing to remove '.' or '..' directory: skipping '.'",
      'rm: missing operand',
      "Try 'rm --help' for more information.",
      "rm: invalid option -- 'x'",
      "Try 'rm ./-x' to remove the file '-x'.",
      "Try 'rm --help' for more information.",
    ],
    status: 0,
  });
});
