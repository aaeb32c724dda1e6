// getaddrinfo of sysdeps/posix/getaddrinfo.c, as programs call it: one name, no service, one socket type.
import { familyOf, isLoopback, type Family } from '../../address/index.ts';
import { parseGlibcLiteral } from '../../address/literal.ts';
import type { NssService } from '../../config/index.ts';
import { because, net, type Net } from '../../net/index.ts';
import { glibcOrder } from '../../order/index.ts';
import { GLIBC_EAI, type GlibcCode } from './codes.ts';
import { GLIBC_RULES as RULES } from './rules.ts';
import { lookupDns, lookupFiles, type ServiceResult } from './services.ts';
import type { ResState } from './state.ts';

export interface GlibcHints {
  readonly family?: Family | 'unspec';
  /** AI_ADDRCONFIG */
  readonly addrConfig?: boolean;
  /** AI_CANONNAME */
  readonly canonName?: boolean;
  /** AI_NUMERICHOST */
  readonly numericHost?: boolean;
}

export interface AddrInfo {
  readonly code: GlibcCode;
  readonly rc: number;
  /** gai_strerror; empty when all is well. */
  readonly message: string;
  readonly addresses: readonly string[];
  /** Only with AI_CANONNAME. */
  readonly canonName: string | undefined;
}

const failure = (code: GlibcCode): AddrInfo => ({
  code,
  rc: GLIBC_EAI[code].rc,
  message: GLIBC_EAI[code].words,
  addresses: [],
  canonName: undefined,
});

/** What was learnt of one family: nothing wrong, the name exists without data, or nobody could say. */
type NoData = 'ok' | 'nodata' | 'again';

const noData = ({ herrno }: ServiceResult): NoData =>
  herrno === 'TRY_AGAIN' ? 'again' : herrno === 'NO_DATA' ? 'nodata' : 'ok';

export function* getaddrinfo(res: ResState, name: string, hints: GlibcHints = {}): Net<AddrInfo> {
  yield* net.tell({ kind: 'lookup', call: `getaddrinfo("${name}")`, name });
  const result = yield* resolve(res, name, hints);
  const { code, message, addresses } = result;
  yield* net.tell({ kind: 'outcome', ok: code === 'OK', code, addresses, words: message });
  return result;
}

function* resolve(res: ResState, name: string, hints: GlibcHints): Net<AddrInfo> {
  const family = yield* wantedFamily(hints);
  if (family === undefined) return failure('EAI_NONAME');
  const literal = parseGlibcLiteral(name);
  if (literal !== undefined) {
    yield* net.note('skip', because(RULES.literal));
    if (family !== 'unspec' && familyOf(literal) !== family) return failure('EAI_ADDRFAMILY');
    return success([literal], hints.canonName ? name : undefined);
  }
  if (hints.numericHost) return failure('EAI_NONAME');
  const found = yield* getNssAddresses(res, name, family, family === 'inet' && !hints.canonName);
  if (typeof found === 'string') return failure(found);
  if (found.addresses.length === 0) return failure('EAI_NONAME');
  const addresses = yield* inOrder(found.addresses);
  return success(addresses, hints.canonName ? found.canonName : undefined);
}

const success = (addresses: readonly string[], canonName: string | undefined): AddrInfo => ({
  ...failure('OK'),
  addresses,
  canonName,
});

/** AI_ADDRCONFIG leaves a family out when the host has no address of it; undefined: nothing is left. */
function* wantedFamily(hints: GlibcHints): Net<Family | 'unspec' | undefined> {
  const family = hints.family ?? 'unspec';
  if (!hints.addrConfig) return family;
  const interfaces = yield* net.interfaces();
  const has = (wanted: Family): boolean =>
    interfaces.some(({ address }) => familyOf(address) === wanted && !isLoopback(address));
  const seen = { inet: has('inet'), inet6: has('inet6') };
  if (family !== 'unspec') return seen[family] ? family : undefined;
  if (seen.inet === seen.inet6) return 'unspec';
  const only: Family = seen.inet ? 'inet' : 'inet6';
  yield* net.note(
    'mode',
    because(RULES.addrconfig, `the host has only ${only === 'inet' ? 'IPv4' : 'IPv6'} addresses`),
  );
  return only;
}

interface Gathered {
  readonly addresses: readonly string[];
  readonly canonName: string;
}

/** A service whose module cannot be loaded: EBUSY, unless a later one says something. */
const NO_SERVICE: ServiceResult = { status: 'UNAVAIL', herrno: 'NETDB_INTERNAL' };

function* askService(res: ResState, service: NssService, name: string, family: Family | 'unspec'): Net<ServiceResult> {
  if (service.name === 'files') return yield* lookupFiles(res, name, family);
  if (service.name === 'dns')
    return yield* lookupDns(res, name, family === 'unspec' ? 'both' : family === 'inet' ? 'A' : 'AAAA');
  return NO_SERVICE;
}

/** get_nss_addresses: the services in order, until one says that it is the last. */
function* getNssAddresses(
  res: ResState,
  name: string,
  family: Family | 'unspec',
  simple: boolean,
): Net<Gathered | GlibcCode> {
  const hosts = res.nss;
  if (hosts.line && hosts.services[0]?.name !== 'files')
    yield* net.note('file', because(RULES.nsswitch, hosts.line.text.trim(), hosts.line));
  let without: NoData = 'ok';
  let last: ServiceResult | undefined;
  for (const service of hosts.services) {
    last = yield* askService(res, service, name, family);
    if (last.status === 'SUCCESS') without = 'ok';
    else if (last !== NO_SERVICE) without = noData(last);
    if (service.actions[last.status] === 'return') break;
  }
  if (last?.status === 'SUCCESS' && last.found) return last.found;
  // IPv4 alone, without the canonical name, goes through gethostbyname2_r, which keeps less of what went wrong.
  if (simple && last === NO_SERVICE) return 'EAI_NONAME';
  if (simple && last?.status === 'TRYAGAIN' && without === 'ok') return 'EAI_NODATA';
  if (last?.herrno === 'NETDB_INTERNAL') return 'EAI_SYSTEM';
  if (without === 'again') return 'EAI_AGAIN';
  return without === 'nodata' ? 'EAI_NODATA' : 'EAI_NONAME';
}

function* inOrder(addresses: readonly string[]): Net<readonly string[]> {
  if (addresses.length < 2) return addresses;
  const candidates = [];
  for (const address of addresses) candidates.push({ address, source: yield* net.route(address) });
  const sorted = glibcOrder(candidates, yield* net.interfaces());
  if (sorted.some((address, i) => address !== addresses[i]))
    yield* net.note('order', because(RULES.order, sorted.slice(0, 4).join(', ')));
  return sorted;
}
