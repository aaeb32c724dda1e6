// getent of Alpine's musl-utils: NetBSD's getent.c as Alpine ships it. Not recorded: from its public source.
import { formatAddress, parseAddress, type Family } from '../address/index.ts';
import { net, type Net } from '../net/index.ts';
import { libcOf, type Libc } from './libc.ts';
import type { ToolHost } from './tool.ts';

const DATABASES = ['ethers', 'group', 'hosts', 'ahosts', 'ahostsv4', 'ahostsv6', 'networks', 'passwd', 'protocols'];
const ALL = [...DATABASES, 'services', 'shadow', 'shells'];
const PER_LINE = 7;
const NOT_FOUND = 2;

function usage(): string {
  const lines: string[] = [];
  for (let i = 0; i < ALL.length; i += PER_LINE) lines.push(`\n\t\t${ALL.slice(i, i + PER_LINE).join(' ')}`);
  return `Usage: getent database [key ...]\n\tdatabase may be one of:${lines.join('')}\n`;
}

/** hostsprint: h_aliases of musl begins with the canonical name, and ends with the name asked where it differs. */
const hostLine = (address: string, canon: string, name: string): string =>
  `${address.padEnd(16)}  ${canon}  ${canon === name ? canon : `${canon} ${name}`}\n`;

/** One address only, IPv6 first. */
function* hostsKey(libc: Libc, key: string): Net<string | undefined> {
  const literal = parseAddress(key);
  if (literal) {
    const name = yield* libc.nameOf(key);
    return name === undefined ? undefined : hostLine(formatAddress(literal), name, name);
  }
  for (const family of ['inet6', 'inet'] as const) {
    const { addresses, canonName = key } = yield* libc.lookup(key, { family });
    const [address] = addresses;
    if (address !== undefined) return hostLine(address, canonName, key);
  }
  return undefined;
}

/** musl's getaddrinfo without a socket type gives stream and datagram, and the canonical name with each. */
function* ahostsKey(libc: Libc, key: string, family: Family | 'unspec'): Net<string | undefined> {
  let { addresses, canonName } = yield* libc.lookup(key, { family });
  if (addresses.length === 0 && family === 'inet6') {
    const four = yield* libc.lookup(key, { family: 'inet' });
    addresses = four.addresses.map((address) => `::ffff:${address}`);
    ({ canonName } = four);
  }
  const lines = addresses.flatMap((address) =>
    ['STREAM', 'DGRAM'].map((type) => `${address.padEnd(15)} ${type.padEnd(6)} ${canonName ?? ''}\n`),
  );
  return lines.length === 0 ? undefined : lines.join('');
}

export function* muslGetent(host: ToolHost, argv: readonly string[]): Net<number> {
  const [, database, ...keys] = argv;
  if (database === undefined || !/^a?hosts(?:v[46])?$/.test(database) || database.startsWith('hostsv')) {
    // warn(3) appends the words of errno, which nothing has set.
    if (database !== undefined) yield* net.print(2, `getent: Unknown database \`${database}': No error information\n`);
    yield* net.print(2, usage());
    return 1;
  }
  // gethostent of musl finds nothing.
  if (keys.length === 0) return 0;
  const libc = libcOf(host);
  const family = database === 'ahostsv4' ? 'inet' : database === 'ahostsv6' ? 'inet6' : 'unspec';
  for (const key of keys) {
    const text = yield* database === 'hosts' ? hostsKey(libc, key) : ahostsKey(libc, key, family);
    if (text === undefined) return NOT_FOUND;
    yield* net.print(1, text);
  }
  return 0;
}
