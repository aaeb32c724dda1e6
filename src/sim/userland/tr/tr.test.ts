import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('sets, ranges, classes, squeezing and deleting', () => {
  expect(
    output(
      String.raw`echo hello | tr a-y b-z; echo 'aa  bb' | tr -s ' a'; echo a1b2 | tr -cd '0-9\n'; echo aZ | tr '[:lower:][:upper:]' '[:upper:][:lower:]'; echo abc | tr abc '[x*]'; tr a; tr z-a x; tr '[:alpha:]' '[:digit:]'`,
    ),
  ).toEqual({
    out: ['ifmmp', 'a bb', '12', 'Az', 'xxx'],
    err: [
      "tr: missing operand after 'a'",
      'Two strings must be given when translating.',
      "Try 'tr --help' for more information.",
      "tr: range-endpoints of 'z-a' are in reverse collating sequence order",
      'tr: when translating, the only character classes that may appear in',
      "string2 are 'upper' and 'lower'",
    ],
    status: 1,
  });
});
