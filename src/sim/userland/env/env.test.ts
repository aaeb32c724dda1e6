import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test("an environment of one's own", () => {
  expect(
    output(
      String.raw`env -i A=1 B=2; env -i A=1 /usr/bin/printenv A; env nosuch; echo $?; env -u HOME printenv HOME; echo $?; printenv NOPE; echo $?`,
    ),
  ).toEqual({
    out: ['A=1', 'B=2', '1', '127', '1', '1'],
    err: ["env: 'nosuch': No such file or directory"],
    status: 0,
  });
});
