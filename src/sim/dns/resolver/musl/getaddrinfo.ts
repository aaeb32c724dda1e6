// getaddrinfo and __lookup_name of musl: literals, /etc/hosts, DNS, and the order of what was found.
import { familyOf, type Family } from '../../address/index.ts';
import { parseMuslLiteral } from '../../address/literal.ts';
import { HOSTS, muslHosts, readMuslConf, type ClientFiles } from '../../config/index.ts';
import { because, net, type Net } from '../../net/index.ts';
import { muslOrder } from '../../order/index.ts';
import { MUSL_EAI, type MuslCode } from './codes.ts';
import { nameFromDnsSearch } from './name.ts';
import { MUSL_RULES as RULES } from './rules.ts';
import type { MuslVersion } from './version.ts';

export interface MuslAddrInfo {
  readonly code: MuslCode;
  readonly rc: number;
  readonly message: string;
  readonly addresses: readonly string[];
  /** musl always has one, asked for or not. */
  readonly canonName: string | undefined;
}

const MAX_NAME = 254;

const outcome = (code: MuslCode, addresses: readonly string[] = [], canonName?: string): MuslAddrInfo => ({
  code,
  rc: MUSL_EAI[code].rc,
  message: MUSL_EAI[code].words,
  addresses,
  canonName,
});

export function* getaddrinfo(
  version: MuslVersion,
  files: ClientFiles,
  name: string,
  family: Family | 'unspec' = 'unspec',
): Net<MuslAddrInfo> {
  yield* net.tell({ kind: 'lookup', call: `getaddrinfo("${name}")`, name });
  const result = yield* lookupName(version, files, name, family);
  const { code, addresses, message } = result;
  yield* net.tell({ kind: 'outcome', ok: code === 'OK', code, addresses, words: message });
  return result;
}

function* lookupName(
  version: MuslVersion,
  files: ClientFiles,
  name: string,
  family: Family | 'unspec',
): Net<MuslAddrInfo> {
  if (name.length === 0 || name.length > MAX_NAME) return outcome('EAI_NONAME');
  const otherFamily: MuslCode = version.nodata ? 'EAI_NODATA' : 'EAI_NONAME';
  const literal = parseMuslLiteral(name);
  if (literal !== undefined) {
    yield* net.note('skip', because(RULES.literal));
    return family === 'unspec' || familyOf(literal) === family ? outcome('OK', [literal], name) : outcome(otherFamily);
  }
  const hosts = muslHosts(files.hosts ?? '', name, family);
  const [entry] = hosts.entries;
  if (entry) {
    yield* net.note('file', because(RULES.hosts, `${HOSTS} line ${entry.line.line} has ${name}`, entry.line));
    const addresses = yield* inOrder(
      hosts.entries.map(({ address }) => address),
      family,
    );
    return outcome('OK', addresses, hosts.canon);
  }
  if (hosts.otherFamily) {
    yield* net.note('file', because(RULES.hostsOtherFamily, undefined, hosts.otherFamily.line));
    return outcome(otherFamily);
  }
  const found = yield* net.run(nameFromDnsSearch(version, readMuslConf(files), name, family));
  if (found.kind === 'none') return outcome('EAI_NONAME');
  if (found.kind === 'error') return outcome(found.code);
  return outcome('OK', yield* inOrder(found.addresses, family), found.canon);
}

function* inOrder(addresses: readonly string[], family: Family | 'unspec'): Net<readonly string[]> {
  if (addresses.length < 2 || family === 'inet') return addresses;
  const candidates = [];
  for (const address of addresses) candidates.push({ address, source: yield* net.route(address) });
  const sorted = muslOrder(candidates);
  if (sorted.some((address, i) => address !== addresses[i]))
    yield* net.note('order', because(RULES.order, sorted.slice(0, 4).join(', ')));
  return sorted;
}
