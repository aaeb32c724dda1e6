import { expect, test } from 'vitest';
import { readZone, withRecords } from './zone-text.ts';
import { COURSE_ZONES } from './zones.ts';

test('records as a person types them, with and without time to live, class and final dot', () => {
  const { records, problems } = readZone(
    'web A 10.0.0.1\r\nwww.example.org. 60 IN CNAME web\n\n; a comment\n# another\n' +
      '$ORIGIN db.svc.\n@ AAAA ::1 ; here\n a 10.0.0.2\n_pg._tcp srv 0 10 5432 @\n',
  );
  expect(problems).toEqual([]);
  expect(records).toEqual([
    ['web.', 'A', 30, '10.0.0.1'],
    ['www.example.org.', 'CNAME', 60, 'web.'],
    ['db.svc.', 'AAAA', 30, '::1'],
    ['db.svc.', 'A', 30, '10.0.0.2'],
    ['_pg._tcp.db.svc.', 'SRV', 30, '0 10 5432 db.svc.'],
  ]);
});

test('what is wrong is said at its line, and the rest counts', () => {
  const { records, problems } = readZone(
    [
      'web A 10.0.0',
      'web A 10.0.0.1',
      'web',
      'a..b A 10.0.0.1',
      `${'x'.repeat(64)} A 10.0.0.1`,
      'web SPF x',
      'web AAAA',
      'db SRV 1 2 x',
      '$INCLUDE /etc/passwd',
    ].join('\n'),
  );
  expect(records).toEqual([['web.', 'A', 30, '10.0.0.1']]);
  expect(problems.map(({ line, words }) => `${line} ${words}`)).toEqual([
    '1 “10.0.0” is no IPv4 address',
    '3 a line is: name type value',
    '4 “a..b.” has an empty label',
    '5 a label of 64 bytes: 63 is the most',
    '6 the type “SPF” is not one of A AAAA CNAME SRV PTR NS MX TXT',
    '7 AAAA has no value',
    '8 SRV wants: priority weight port target',
    '9 $INCLUDE is not known here',
  ]);
});

test('$GENERATE makes many, and not without end', () => {
  expect(
    readZone('$GENERATE 9-11 h${0,3,x} A 10.0.0.$').records.map(([name, , , value]) => `${name} ${value}`),
  ).toEqual(['h009. 10.0.0.9', 'h00a. 10.0.0.10', 'h00b. 10.0.0.11']);
  const many = readZone('$GENERATE 1-999999999 x AAAA 2001:db8::${0,0,x}');
  expect(many.records.length).toBeLessThanOrEqual(20_000);
  expect(many.problems).toHaveLength(1);
});

test('own records stand in the zone they belong to, and replace what the name had', () => {
  const { records } = readZone('web.default.svc.cluster.local A 10.9.9.9\nnew.test A 10.8.8.8');
  const [cluster, outside] = withRecords(COURSE_ZONES, records);
  expect(cluster?.records.filter(([name]) => name === 'web.default.svc.cluster.local.').map((each) => each[3])).toEqual(
    ['10.9.9.9'],
  );
  expect(outside?.records.at(-1)?.[0]).toBe('new.test.');
});
