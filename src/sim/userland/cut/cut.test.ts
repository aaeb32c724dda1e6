import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('fields and bytes, in the order of the line', () => {
  expect(
    output(
      String.raw`printf 'a:b:c\nd:e:f\nplain\n' > f; cut -d: -f2 f; cut -d: -f3,1 f; cut -d: -f2- -s f; cut -c2-3 f; cut -d: -f1 --complement f; cut -d: -f1,2 --output-delimiter=' ' f; cut f; cut -f 0 f; cut -d ab -f1 f`,
    ),
  ).toEqual({
    out: [
      'b',
      'e',
      'plain',
      'a:c',
      'd:f',
      'plain',
      'b:c',
      'e:f',
      ':b',
      ':e',
      'la',
      'b:c',
      'e:f',
      'plain',
      'a b',
      'd e',
      'plain',
    ],
    err: [
      'cut: you must specify a list of bytes, characters, or fields',
      "Try 'cut --help' for more information.",
      'cut: fields are numbered from 1',
      "Try 'cut --help' for more information.",
      'cut: the delimiter must be a single character',
      "Try 'cut --help' for more information.",
    ],
    status: 1,
  });
});
