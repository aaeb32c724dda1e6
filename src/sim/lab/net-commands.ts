// Programs that speak on the machine's network: where they are and what they can do. They are made per machine (groups/net.ts).
import { sys } from '../kernel/abi/index.ts';
import type { Command } from '../userland/command.ts';
import { getent } from '../userland/getent/index.ts';

interface Text {
  readonly name: string;
  readonly path: string;
  readonly pkg: string;
  readonly note: string;
  readonly options: readonly string[];
  readonly summary: string;
}

/** Outside of a machine with a network. */
const command = ({ name, path, pkg, note, options, summary }: Text): Command => ({
  name,
  paths: [path],
  pkg,
  support: { level: 'partial', note, options },
  man: { summary, synopsis: `${name} [OPTION]... NAME`, text: summary },
  *run(argv) {
    yield* sys.writeAll(2, `${argv[0] ?? name}: Network is unreachable\n`);
    return 1;
  },
});

export const netCommands: readonly Command[] = [
  command({
    name: 'dig',
    path: '/usr/bin/dig',
    pkg: 'bind9-dnsutils',
    note: 'BIND 9.18; no keys (-k, -y), DNS over TLS or HTTPS, +dns64prefix, ~/.digrc; IDNA names are refused, not converted',
    options: [
      '@SERVER',
      '-t',
      '-q',
      '-x',
      '-p',
      '-4',
      '-6',
      '+short',
      '+search',
      '+tcp',
      '+time',
      '+tries',
      '+noall',
      '+answer',
      ...['-b', '-c', '-f', '-h', '-u', '-v', '+trace', '+nssearch', '+showsearch', '+ndots', '+domain', '+retry'],
      ...['+noedns', '+bufsize', '+nocookie', '+ignore', '+dnssec', '+subnet', '+norecurse', '+qr', '+identify'],
      ...['+multiline', '+ttlunits', '+yaml', '+nostats', '+nocomments', '+keepopen', '+fail'],
    ],
    summary: 'Asks a name server and prints what came, as it came.',
  }),
  command({
    name: 'host',
    path: '/usr/bin/host',
    pkg: 'bind9-host',
    note: 'BIND 9.18; no -D, -m',
    options: [
      '-a',
      '-A',
      '-c',
      '-C',
      '-d',
      '-l',
      '-N',
      '-p',
      '-r',
      '-R',
      '-s',
      '-t',
      '-T',
      '-U',
      '-v',
      '-w',
      '-W',
      '-4',
      '-6',
    ],
    summary: 'Looks a name up with the search list: A, AAAA and MX.',
  }),
  command({
    name: 'nslookup',
    path: '/usr/bin/nslookup',
    pkg: 'bind9-dnsutils',
    note: 'BIND 9.18, with its prompt; no set d2',
    options: [
      '-type',
      '-query',
      '-class',
      '-debug',
      '-timeout',
      '-retry',
      '-port',
      '-ndots',
      '-domain',
      '-nosearch',
      '-norecurse',
      '-vc',
      '-fail',
    ],
    summary: 'Asks a name server for a name.',
  }),
  {
    ...getent,
    support: {
      level: 'partial',
      note: 'hosts and ahosts by the C library’s own rules; other databases from files',
      options: [],
    },
  },
  command({
    name: 'ping',
    path: '/usr/bin/ping',
    pkg: 'iputils-ping',
    note: 'echo requests only; no -f, -R, -T',
    options: ['-c', '-i', '-n', '-q', '-s', '-W', '-w', '-4', '-6'],
    summary: 'Sends echo requests to a host.',
  }),
  command({
    name: 'curl',
    path: '/usr/bin/curl',
    pkg: 'curl',
    note: 'http only: GET and HEAD; no TLS, no uploads',
    options: ['-s', '-S', '-v', '-o', '-I', '-m', '--connect-timeout', '-4', '-6', '-w', '-H', '--resolve'],
    summary: 'Transfers from a URL.',
  }),
  command({
    name: 'wget',
    path: '/usr/bin/wget',
    pkg: 'wget',
    note: 'http only; no recursion, no cookies',
    options: ['-O', '-q', '-S', '-t', '-T'],
    summary: 'Fetches a URL.',
  }),
  command({
    name: 'tcpdump',
    path: '/usr/bin/tcpdump',
    pkg: 'tcpdump',
    note: 'DNS, TCP and ICMP; the common part of filter expressions; no capture files',
    options: ['-n', '-i', '-c', '-l', '-t', '-v'],
    summary: 'Prints the packets that a host sends and receives.',
  }),
  ...['nslookup', 'ping', 'wget'].map((applet) =>
    command({
      name: `busybox-${applet}`,
      path: `/usr/libexec/busybox/${applet}`,
      pkg: 'busybox-static',
      note: `the applet ${applet} of busybox`,
      options: [],
      summary: `${applet} of busybox.`,
    }),
  ),
];

/** Only in images that are made for them. */
export const imageCommands: readonly Command[] = [
  command({
    name: 'coredns',
    path: '/coredns',
    pkg: 'registry.k8s.io/coredns/coredns',
    note: 'CoreDNS 1.12.1 by its plugins; no DNSSEC, etcd, route53 or transfer',
    options: ['-conf', '-dns.port', '-plugins', '-quiet', '-version'],
    summary: 'The DNS server of a cluster.',
  }),
  command({
    name: 'golook',
    path: '/golook',
    pkg: 'gcr.io/distroless/static',
    note: 'a demo program of this course: prints what the pure Go resolver says',
    options: [],
    summary: 'Looks names up as a static Go program does.',
  }),
];
