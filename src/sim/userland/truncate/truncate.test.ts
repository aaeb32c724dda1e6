import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('files get the wanted size', () => {
  expect(
    output(
      String.raw`truncate -s 5 f; wc -c < f; truncate -s +3 f; wc -c < f; truncate -s 1K f; wc -c < f; truncate f; truncate -s x f; echo $?`,
    ),
  ).toEqual({
    out: ['5', '8', '1024', '1'],
    err: [
      "truncate: you must specify either '--size' or '--reference'",
      "Try 'truncate --help' for more information.",
      "truncate: Invalid number: 'x'",
    ],
    status: 0,
  });
});
