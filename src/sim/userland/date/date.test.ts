import { expect, test } from 'vitest';
import { output } from '../../../testkit/output.ts';

test('moments in many forms', () => {
  expect(
    output(
      String.raw`export TZ=UTC; date -d @0; date -d '2024-02-29 +1 year' +%F; date -d '2024-03-10 2 weeks ago' +%F; date -d 'Jan 5 2024 14:30' '+%A %d %B %Y %I:%M %p'; date -d @1709164800 '+%j %U %V %G %u %-d %_m'; date -R -d @86400; TZ=America/New_York date -d @1720000000 '+%T %Z'; date -d nonsense; date --bad; echo $?`,
    ),
  ).toEqual({
    out: [
      'Thu Jan  1 00:00:00 UTC 1970',
      '2025-03-01',
      '2024-02-25',
      'Friday 05 January 2024 02:30 PM',
      '060 08 09 2024 4 29  2',
      'Fri, 02 Jan 1970 00:00:00 +0000',
      '05:46:40 EDT',
      '1',
    ],
    err: [
      "date: invalid date 'nonsense'",
      "date: unrecognized option '--bad'",
      "Try 'date --help' for more information.",
    ],
    status: 0,
  });
});
