import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('a choice and its limits', () => {
  expect(output(String.raw`seq 5 | shuf | sort; shuf -e a; shuf -i 3-3; shuf -n 0 -i 1-5; shuf -i x; echo $?`)).toEqual(
    {
      out: ['1', '2', '3', '4', '5', 'a', '3', '1'],
      err: ["shuf: invalid input range: 'x'"],
      status: 0,
    },
  );
});
