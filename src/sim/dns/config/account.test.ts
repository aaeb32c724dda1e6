import { expect, test } from 'vitest';
import { accountOf, READER_IDS } from './account.ts';

/** One line of the file for all readers: `glibc: used | musl: ignored, because …`. */
function told(text: string, line = 1): Readonly<Record<string, string>> {
  return Object.fromEntries(
    READER_IDS.map((id) => {
      const { verdict, words } = accountOf(id, text)[line - 1] ?? { verdict: '?', words: [] };
      return [id, [verdict, ...words].join(', ')];
    }),
  );
}

const same = (words: string) => ({ glibc: words, musl: words, go: words });

test('a good line is used, a comment is none', () => {
  expect(told('nameserver 10.96.0.10\n')).toEqual(same('used'));
  expect(told('search a b\n')).toEqual(same('used'));
  expect(told('# x\n')).toEqual(same('empty, a comment'));
});

test('a name server without address, and one with something else', () => {
  expect(told('nameserver\n')).toEqual(same('ignored, no address in it'));
  expect(told('nameserver dns.example\n')).toEqual(same('ignored, “dns.example” is no address'));
  expect(told('nameservr 10.0.0.1\n')).toEqual(same('ignored, “nameservr” is no keyword: nameserver was meant?'));
  expect(told('nameserver: 10.0.0.1\n')).toEqual(
    same('ignored, a blank and not a colon or an equals sign stands behind a keyword'),
  );
});

test('the fourth server is never asked', () => {
  const four = [1, 2, 3, 4].map((n) => `nameserver 10.0.0.${n}\n`).join('');
  expect(told(four, 3)).toEqual(same('used'));
  expect(told(four, 4)).toEqual(same('ignored, read, but never asked: the library asks three name servers at most'));
});

test('numbers are capped, letters are counted as each library counts them', () => {
  expect(told('options ndots:99\n')).toEqual(same('partly, ndots:99 counts as 15'));
  const { glibc, musl, go } = told('options ndots:x\n');
  expect([glibc, musl, go]).toEqual([
    'partly, ndots:x counts as 0',
    'ignored, ndots wants a number: “x” is none',
    'partly, ndots:x counts as 0',
  ]);
  expect(told('options timeout:90 attempts:7\n')).toEqual({
    glibc: 'partly, timeout:90 counts as 30, attempts:7 counts as 5',
    musl: 'partly, timeout:90 counts as 60',
    go: 'used',
  });
});

test('a misspelt option, and one that only some know', () => {
  expect(told('options ndot:2\n')['glibc']).toBe('ignored, ndot is not known: ndots was meant?');
  expect(told('options single-request ndots:2\n')).toEqual({
    glibc: 'used',
    musl: 'partly, single-request is not looked at',
    go: 'used',
  });
});

test('musl skips a search line of 256 bytes; the others read it', () => {
  const line = `search ${Array.from({ length: 12 }, (_, i) => `namespace-${i}.svc.cluster.local`).join(' ')}\n`;
  const { glibc, musl, go } = told(line);
  expect(line.length).toBeGreaterThan(256);
  expect([glibc, go]).toEqual(['used', 'used']);
  expect(musl).toMatch(/^ignored, \d+ bytes: a line of 256 and more/);
});

test('a blank before the keyword, a later line, a carriage return', () => {
  expect(told('  nameserver 10.0.0.1\n')['glibc']).toBe(
    'ignored, the keyword has to stand at the very start of the line',
  );
  expect(told('  nameserver 10.0.0.1\n')['go']).toBe('used');
  expect(told('search a\nsearch b\n')).toEqual(same('ignored, a later search or domain line takes its place'));
  expect(told('nameserver 10.0.0.1\r\n')['musl']).toBe('used');
});

test('any bytes get an answer from every reader', () => {
  for (const text of [
    '\0\n',
    'options\n',
    'search\n',
    'x'.repeat(9000),
    '\n\n',
    'options ndots:1:2 :\n',
    '\tsearch a\n',
  ])
    for (const id of READER_IDS) expect(accountOf(id, text).length).toBeGreaterThan(0);
});
