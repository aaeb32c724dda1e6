// getent for hosts: glibc's (nss/getent.c) and that of Alpine's musl-utils. Other databases are files: userland/getent has them.
import { formatAddress, parseIPv4, parseIPv6, type Family } from '../address/index.ts';
import { hostsEntries, type ClientFiles } from '../config/index.ts';
import { net, type Net } from '../net/index.ts';
import { getaddrinfo, gethostbyaddr, gethostbyname2, resInit, type HostEntry } from '../resolver/glibc/index.ts';
import { getopt, hasOption, type Parsed } from './getopt.ts';
import { getentHelp, getentUsage, getentVersion } from './getent-texts.ts';
import { isMusl } from './libc.ts';
import { muslGetent } from './getent-musl.ts';
import type { NetTool } from './tool.ts';

/** Databases that ask the network. */
const DATABASES = ['hosts', 'ahosts', 'ahostsv4', 'ahostsv6'];
const OTHERS = ['aliases', 'ethers', 'group', 'gshadow', 'initgroups', 'netgroup', 'networks', 'passwd', 'protocols'];
const KNOWN = new Set([...DATABASES, ...OTHERS, 'rpc', 'services', 'shadow']);
const TRY = "Try `getent --help' or `getent --usage' for more information.\n";

const LONG = {
  'no-addrconfig': { key: 'A', value: 'none' },
  'no-idn': { key: 'i', value: 'none' },
  service: { key: 's', value: 'required' },
  help: { key: '?', value: 'none' },
  usage: { key: 'usage', value: 'none' },
  version: { key: 'V', value: 'none' },
} as const;

const parse = (argv: readonly string[]): Parsed => getopt(argv.slice(1), { short: 'Ais:?V', long: LONG });

/** Whether the network is asked: everything else that getent prints comes from files. */
export function getentAsksNetwork(argv: readonly string[]): boolean {
  const [database] = parse(argv).operands;
  return database === undefined || DATABASES.includes(database) || !KNOWN.has(database);
}

/** "%-15s %s": address, name, aliases; a line for each address. */
function hostLines({ name, aliases, addresses }: HostEntry): string {
  const names = [name, ...aliases].join(' ');
  return addresses.map((address) => `${address.padEnd(15)} ${names}\n`).join('');
}

/** gethostent: IPv4 only, with ::1 as 127.0.0.1. */
function enumeration(files: ClientFiles): string {
  const lines = hostsEntries(files.hosts ?? '').map(({ address, names }) => {
    const four = parseIPv4(address);
    const six = parseIPv6(address);
    const shown = four ? formatAddress(four) : six && formatAddress(six) === '::1' ? '127.0.0.1' : undefined;
    return shown === undefined ? '' : `${shown.padEnd(15)} ${names.join(' ')}\n`;
  });
  return lines.join('');
}

/** hosts_keys: an address is looked up by its name; a name as IPv6, and only when that fails as IPv4. */
function* hostsKey(files: ClientFiles, key: string): Net<boolean> {
  const res = resInit(files);
  const isAddress = parseIPv6(key) !== undefined || parseIPv4(key) !== undefined;
  let found = isAddress ? yield* gethostbyaddr(res, key) : yield* gethostbyname2(res, key, 'inet6');
  if (!isAddress && !('entry' in found)) found = yield* gethostbyname2(res, key, 'inet');
  if ('entry' in found) yield* net.print(1, hostLines(found.entry));
  return 'entry' in found;
}

const SOCKET_TYPES = ['STREAM', 'DGRAM', 'RAW'];
const FAMILIES: Readonly<Record<string, Family>> = { ahostsv4: 'inet', ahostsv6: 'inet6' };

/** ahosts_keys: getaddrinfo, a line for each address and socket type; for IPv6 with AI_V4MAPPED. */
function* ahostsKey(files: ClientFiles, database: string, key: string, addrConfig: boolean): Net<boolean> {
  const res = resInit(files);
  const family = FAMILIES[database] ?? 'unspec';
  let info = yield* getaddrinfo(res, key, { family, addrConfig, canonName: true });
  const nothing = info.code === 'EAI_NONAME' || info.code === 'EAI_NODATA' || info.code === 'EAI_ADDRFAMILY';
  if (family === 'inet6' && nothing && (!addrConfig || (yield* hasIPv6()))) {
    const four = yield* getaddrinfo(res, key, { family: 'inet', canonName: true });
    info = { ...four, addresses: four.addresses.map((address) => `::ffff:${address}`) };
  }
  const lines = info.addresses.flatMap((address, i) =>
    SOCKET_TYPES.map((type, j) => {
      const canon = i === 0 && j === 0 ? (info.canonName ?? '') : '';
      return `${address.padEnd(15)} ${type.padEnd(6)} ${canon}\n`;
    }),
  );
  if (lines.length > 0) yield* net.print(1, lines.join(''));
  return lines.length > 0;
}

function* hasIPv6(): Net<boolean> {
  return (yield* net.interfaces()).some(({ address }) => address.includes(':') && address !== '::1');
}

/** -s CONFIG for hosts, or -s DATABASE:CONFIG. */
function withServices(files: ClientFiles, { options }: Parsed): ClientFiles {
  const asked = options.findLast(({ key, value }) => key === 's' && /^(?:hosts:|[^:]*$)/.test(value))?.value;
  return asked === undefined ? files : { ...files, nsswitch: `hosts: ${asked.replace(/^hosts:/, '')}\n` };
}

function* fail(message: string, status: number): Net<number> {
  yield* net.print(2, message);
  return status;
}

export const getent: NetTool = function* (host, argv) {
  if (isMusl(host)) return yield* muslGetent(host, argv);
  const parsed = parse(argv);
  if (parsed.fault !== undefined) return yield* fail(`getent: ${parsed.fault}\n${TRY}`, 64);
  for (const [key, text] of [
    ['?', getentHelp],
    ['usage', getentUsage],
    ['V', getentVersion],
  ] as const)
    if (hasOption(parsed, key)) {
      yield* net.print(1, text);
      return 0;
    }
  const [database, ...keys] = parsed.operands;
  if (database === undefined || !DATABASES.includes(database)) {
    yield* net.print(
      2,
      database === undefined ? 'getent: wrong number of arguments\n' : `Unknown database: ${database}\n`,
    );
    yield* net.print(1, TRY);
    return 1;
  }
  const files = withServices(host.files, parsed);
  if (keys.length === 0) {
    yield* net.print(1, enumeration(files));
    return 0;
  }
  let status = 0;
  for (const key of keys) {
    const found = yield* database === 'hosts'
      ? hostsKey(files, key)
      : ahostsKey(files, database, key, !hasOption(parsed, 'A'));
    if (!found) status = 2;
  }
  return status;
};
