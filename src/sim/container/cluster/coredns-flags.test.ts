/** What CoreDNS is started with, and the sum of its configuration. */
import { expect, test } from 'vitest';
import { corefileJson } from '../../dns/index.ts';
import { COREFILE } from '../../lab/index.ts';
import { sha512 } from '../../userland/lib/digest.ts';
import { flagsOf } from './coredns-flags.ts';

test.each([
  [[], { conf: 'Corefile', source: 'Corefile', port: 53, version: false }],
  [
    ['-conf', '/etc/coredns/Corefile'],
    { conf: '/etc/coredns/Corefile', source: '/etc/coredns/Corefile', port: 53, version: false },
  ],
  [['--conf=/c', '-dns.port', '1053', '-quiet'], { conf: '/c', source: '/c', port: 1053, version: false }],
  [
    ['-localip', '169.254.20.10', '-conf', '/etc/Corefile'],
    { conf: '/etc/Corefile', source: '/etc/coredns/Corefile.base', port: 53, version: false },
  ],
  [['-version'], { conf: 'Corefile', source: 'Corefile', port: 53, version: true }],
  [['-x'], { error: 'flag provided but not defined: -x\nUsage of /coredns:\n', status: 2 }],
  [['-conf'], { error: 'flag needs an argument: -conf\nUsage of /coredns:\n', status: 2 }],
  [['start', 'now'], { error: 'extra command line arguments: [start now]\n', status: 1 }],
])('%j', (words, flags) => {
  expect(flagsOf(['/coredns', ...words])).toEqual(flags);
});

const sumOf = (corefile: string): string => {
  const parsed = corefileJson(corefile);
  return 'json' in parsed ? sha512(parsed.json) : parsed.error;
};

// Sums that clusters print: "plugin/reload: Running configuration SHA512 = …" in the logs of kubeadm's CoreDNS, before and since the
// cache leaves out the cluster's own names.
test('the sum of a configuration is that of its tokens', () => {
  const before = COREFILE.replace(/cache 30 \{[^}]*\}/, 'cache 30');
  expect(sumOf(before)).toBe(
    '591cf328cccc12bc490481273e738df59329c62c0b729d94e8b61db9961c2fa5f046dd37f1cf888b953814040d180f52594972691cd6ff41be96639138a43908',
  );
  expect(sumOf(before.replace('    cache', '      cache'))).toBe(sumOf(before));
  expect(sumOf(COREFILE)).toBe(
    '1b226df79860026c6a52e67daa10d7f0d57ec5b023288ec00c5e05f93523c894564e15b91770d3a07ae1cfbe861d15b37d4a0027e69c546ab112970993a3b03b',
  );
  expect(sumOf('.:53 {\n    forwrd\n')).toBe("Corefile:2 - Syntax error: Unexpected token 'forwrd', expecting '}'");
});
