import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('temporary names', () => {
  expect(
    output(
      String.raw`f=$(mktemp); test -f $f && stat -c %a $f; d=$(mktemp -d); stat -c %a $d; mktemp -u aXXXX | wc -c; mktemp XX; mktemp /nodir/XXX; echo $?`,
    ),
  ).toEqual({
    out: ['600', '700', '6', '1'],
    err: [
      "mktemp: too few X's in template 'XX'",
      "mktemp: failed to create file via template '/nodir/XXX': No such file or directory",
    ],
    status: 0,
  });
});
