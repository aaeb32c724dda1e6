import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('an order for pairs', () => {
  expect(output(String.raw`printf 'a b\nb c\n' | tsort; printf 'a b\nb a\n' | tsort; echo $?; echo a | tsort`)).toEqual(
    {
      out: ['a', 'b', 'c', 'a', 'b', '1'],
      err: [
        'tsort: -: input contains a loop:',
        'tsort: a',
        'tsort: b',
        'tsort: -: input contains an odd number of tokens',
      ],
      status: 1,
    },
  );
});
