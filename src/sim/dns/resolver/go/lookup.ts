// LookupIPAddr with Go's own resolver (GODEBUG=netdns=go): literals, files, names, and the two goroutines of each name.
import { formatAddress, parseIPv4, parseIPv6, type Family } from '../../address/index.ts';
import { HOSTS, hostsEntries, lookupOrder, readGoConf, type ClientFiles, type GoConf } from '../../config/index.ts';
import { because, net, type Net, type Why } from '../../net/index.ts';
import { goOrder } from '../../order/index.ts';
import { errorText, notFound, type DnsError } from './errors.ts';
import type { GoType } from './exchange.ts';
import { tryOneName, type OneName } from './one-name.ts';
import { GO_RULES as RULES } from './rules.ts';

export interface GoResult {
  readonly code: 'OK' | 'DNSError';
  readonly message: string;
  readonly addresses: readonly string[];
  readonly error: DnsError | undefined;
}

const MAX_NAME = 254;

/** isDomainName of src/net/dnsclient.go: what Go takes for a name at all. */
function isDomainName(name: string): boolean {
  if (name === '.') return true;
  if (name.length === 0 || name.length > MAX_NAME || (name.length === MAX_NAME && !name.endsWith('.'))) return false;
  const labels = (name.endsWith('.') ? name.slice(0, -1) : name).split('.');
  // A - may not stand at the start of a label, nor at its end.
  const good = labels.every(
    (label) => /^[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?$/.test(label) && label.length <= 63,
  );
  return good && /[A-Za-z_-]/.test(name);
}

const literal = (name: string): string | undefined => {
  const [address = '', zone] = name.split('%');
  const bytes = zone === undefined ? (parseIPv4(name) ?? parseIPv6(name)) : parseIPv6(address);
  return bytes && formatAddress(bytes);
};

/** absDomainName: names with a dot in them compare with their final dot, single words without. */
const key = (name: string): string => {
  const lower = name.toLowerCase();
  return lower.includes('.') && !lower.endsWith('.') ? `${lower}.` : lower;
};

interface Candidate {
  readonly name: string;
  readonly why: Why;
}

/** nameList: the absolute names to ask, in order. */
function nameList(conf: GoConf, name: string): readonly Candidate[] {
  if (/\.onion\.?$/i.test(name)) return [];
  if (name.endsWith('.')) return [{ name, why: because(RULES.trailingDot) }];
  if (name.length >= MAX_NAME) return [];
  const dots = name.split('.').length - 1;
  const counted = `${dots} ${dots === 1 ? 'dot' : 'dots'}, ndots is ${conf.ndots.value}`;
  const enough = dots >= conf.ndots.value;
  const bare = `${name}.`;
  const fitting = conf.search.filter(({ value }) => bare.length + value.length <= MAX_NAME);
  const searched = fitting.map(({ value, line }, i) => ({
    // "search ." appends nothing: the name stays absolute as it is.
    name: value === '.' ? `${bare}.` : bare + value,
    why: because(
      enough ? RULES.searchAfter : RULES.searchEntry,
      `entry ${i + 1} of ${fitting.length}: ${value.replace(/\.$/, '')} (${counted})`,
      line,
    ),
  }));
  const asIs = { name: bare, why: because(enough ? RULES.asIsFirst : RULES.asIsLast, counted, conf.ndots.line) };
  return enough ? [asIs, ...searched] : [...searched, asIs];
}

function* fromFiles(files: ClientFiles, name: string): Net<readonly string[]> {
  const entries = hostsEntries(files.hosts ?? '').filter((entry) =>
    entry.names.some((each) => key(each) === key(name)),
  );
  const addresses = entries.flatMap(({ address }) => literal(address) ?? []);
  const [first] = entries;
  if (first && addresses.length > 0)
    yield* net.note('file', because(RULES.files, `${HOSTS} line ${first.line.line} has ${name}`, first.line));
  return yield* inOrder(addresses);
}

function* inOrder(addresses: readonly string[]): Net<readonly string[]> {
  if (addresses.length < 2) return addresses;
  const candidates = [];
  for (const address of addresses) candidates.push({ address, source: yield* net.route(address) });
  const sorted = goOrder(candidates);
  if (sorted.some((address, i) => address !== addresses[i]))
    yield* net.note('order', because(RULES.order, sorted.slice(0, 4).join(', ')));
  return sorted;
}

/** Of the answers of one name, in the order in which they came: every A and AAAA record from the first that was asked for on. */
function addressesOf(results: readonly (OneName & { readonly type: GoType })[]): readonly string[] {
  return results.flatMap((result) => {
    if (result.kind === 'error') return [];
    const from = result.message.answer.findIndex((record) => record.type === result.type);
    return result.message.answer
      .slice(from)
      .flatMap(({ data }) => (data.kind === 'A' || data.kind === 'AAAA' ? [data.address] : []));
  });
}

/** goLookupIPCNAMEOrder, the part that asks servers. */
function* fromDns(conf: GoConf, name: string, types: readonly GoType[]): Net<readonly string[] | DnsError | undefined> {
  let turn = 0;
  let last: DnsError | undefined;
  for (const candidate of nameList(conf, name)) {
    yield* net.note('name', candidate.why);
    const arrived: (OneName & { readonly type: GoType })[] = [];
    const ask = function* (type: GoType, first: Why): Net<undefined> {
      const offset = conf.rotate.value ? turn : 0;
      turn += 1;
      const result = yield* tryOneName(conf, candidate.name, type, offset, first, candidate.why);
      arrived.push({ ...result, type });
      return undefined;
    };
    if (conf.singleRequest.value)
      for (const type of types) yield* ask(type, because(RULES.singleRequest, undefined, conf.singleRequest.line));
    // The goroutine that was made last runs first (runnext in Go's src/runtime/proc.go).
    else
      yield* net.all(
        [...types].reverse().map((type) => ask(type, because(types.length > 1 ? RULES.goroutines : RULES.servers))),
      );
    for (const result of arrived) {
      // The error of the name as it was given is preferred.
      if (result.kind === 'error' && (last === undefined || candidate.name === `${name}.`)) last = result.error ?? last;
    }
    const addresses = addressesOf(arrived);
    if (addresses.length > 0) {
      yield* net.note('stop', because(RULES.found));
      return yield* inOrder(addresses);
    }
  }
  return last && { ...last, name };
}

const failure = (error: DnsError): GoResult => ({ code: 'DNSError', message: errorText(error), addresses: [], error });
const success = (addresses: readonly string[]): GoResult => ({ code: 'OK', message: '', addresses, error: undefined });

export function* lookupIpAddr(files: ClientFiles, name: string, family: Family | 'unspec' = 'unspec'): Net<GoResult> {
  yield* net.tell({ kind: 'lookup', call: `LookupIPAddr("${name}")`, name });
  const result = yield* lookup(files, name, family);
  const { code, addresses, error } = result;
  yield* net.tell({ kind: 'outcome', ok: code === 'OK', code: error?.err ?? code, addresses, words: result.message });
  return result;
}

function* lookup(files: ClientFiles, name: string, family: Family | 'unspec'): Net<GoResult> {
  if (name === '') return failure(notFound(name, ''));
  const address = literal(name);
  if (address !== undefined) {
    yield* net.note('skip', because(RULES.literal));
    return success([address]);
  }
  const conf = readGoConf(files);
  const order = lookupOrder(conf, files, name);
  if (order[0] !== 'files' || order.length === 1) yield* net.note('file', because(RULES.nsswitch, order.join(', ')));
  const types: readonly GoType[] = family === 'inet' ? ['A'] : family === 'inet6' ? ['AAAA'] : ['A', 'AAAA'];
  let error: DnsError | undefined;
  for (const source of order) {
    if (source === 'files') {
      const found = yield* fromFiles(files, name);
      if (found.length > 0) return success(found);
    } else {
      if (!isDomainName(name)) {
        yield* net.note('skip', because(RULES.notAName));
        return failure(notFound(name, ''));
      }
      const found = yield* fromDns(conf, name, types);
      if (found !== undefined && 'err' in found) error = found;
      else if (found !== undefined) return success(found);
    }
  }
  return failure(error ?? notFound(name, ''));
}
