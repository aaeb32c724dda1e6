import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('numbers with unit letters', () => {
  expect(
    output(
      String.raw`numfmt --to=iec 1024 2000000; numfmt --from=si 1K; numfmt --to=si --padding=8 5000; echo 'x 2048' | numfmt --field=2 --to=iec; numfmt abc; echo $?`,
    ),
  ).toEqual({
    out: ['1.0K', '2.0M', '1000', '    5.0K', 'x 2.0K', '2'],
    err: ["numfmt: invalid number: 'abc'"],
    status: 0,
  });
});
