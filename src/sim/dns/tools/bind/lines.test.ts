// Tools that read lines: dig -f and nslookup's prompt.
import { describe, expect, test } from 'vitest';
import { Pod, read } from '../../../../testkit/truth/dns/pod.ts';
import { NET_SHELLS } from '../index.ts';

describe('lines of input', () => {
  test('dig -f: every line is a command line; blank lines at the beginning are passed over', () => {
    expect(
      read('dig -f names +noall +answer', ['', '# names', 'edge.test', '@nowhere web', 'edge.test MX +short']),
    ).toEqual({
      text: [
        'edge.test.\t\t60\tIN\tA\t192.0.2.7',
        "couldn't get address for 'nowhere': not found: skipping lookup",
        '10 mail.test.',
        '',
      ].join('\n'),
      exit: 0,
    });
    expect(read('dig -f names', undefined)).toEqual({
      text: "names: No such file or directory\ndig: couldn't open specified batch file\n",
      exit: 8,
    });
  });

  test("nslookup's commands", () => {
    const input = ['set type=mx', 'edge.test', ' server 10.96.0.10', 'set foo', 'ls', 'server nowhere', 'never'];
    expect(read('nslookup - 10.96.0.10', input)).toEqual({
      text: [
        'Server:\t\t10.96.0.10',
        'Address:\t10.96.0.10#53',
        '',
        'Non-authoritative answer:',
        'edge.test\tmail exchanger = 10 mail.test.',
        '',
        'Authoritative answers can be found from:',
        'Default server: 10.96.0.10',
        'Address: 10.96.0.10#53',
        '*** Invalid option: foo',
        "The 'ls' command is not implemented.",
        "nslookup: couldn't get address for 'nowhere': not found",
        '',
      ].join('\n'),
      exit: 1,
    });
    expect(read('nslookup', ['exit', 'web'])).toEqual({ text: '\n', exit: 1 });
  });

  test('other command lines read nothing', () => {
    const { host } = new Pod('');
    for (const command of [
      'nslookup web',
      'nslookup -type=A web',
      'nslookup -version',
      'dig web',
      'dig -f',
      'host web',
    ]) {
      const words = command.split(' ');
      expect(NET_SHELLS[words[0] ?? '']?.(host, words)).toBeUndefined();
    }
  });
});
