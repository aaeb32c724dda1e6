// resolv.conf and nsswitch.conf as Go 1.19 reads them: src/net/dnsconfig_unix.go and src/net/conf.go.
import { parseIPv4, parseIPv6 } from '../address/index.ts';
import { byDefault, linesOf, RESOLV_CONF, type ClientFiles, type Setting } from './lines.ts';
import { readNssHosts, type NssService } from './nsswitch.ts';

export interface GoConf {
  readonly servers: readonly Setting<string>[];
  /** Each with its final dot. */
  readonly search: readonly Setting<string>[];
  readonly ndots: Setting<number>;
  /** Seconds for one try. */
  readonly timeout: Setting<number>;
  readonly attempts: Setting<number>;
  readonly rotate: Setting<boolean>;
  readonly singleRequest: Setting<boolean>;
  readonly useTcp: Setting<boolean>;
  /** Something in the file that this reader does not know: nsswitch.conf is then not looked at. */
  readonly unknown: boolean;
}

/** The standard limit of resolver libraries. */
const MAX_SERVERS = 3;
const MAX_NDOTS = 15;
const DEFAULT_SERVERS = ['127.0.0.1', '::1'].map(byDefault);

const rooted = (name: string): string => (name.endsWith('.') ? name : `${name}.`);

/** dtoi: leading decimal digits; none is 0, more than fits is a very large number. */
function dtoi(text: string): number {
  const digits = /^\d+/.exec(text)?.[0];
  return digits === undefined ? 0 : Math.min(0xff_ffff, Number(digits));
}

function isServer(text: string): boolean {
  const [address = ''] = text.split('%');
  return parseIPv4(text) !== undefined || parseIPv6(address) !== undefined;
}

export function readGoConf(files: ClientFiles): GoConf {
  const servers: Setting<string>[] = [];
  let search: readonly Setting<string>[] = [];
  let ndots: Setting<number> = byDefault(1);
  let timeout: Setting<number> = byDefault(5);
  let attempts: Setting<number> = byDefault(2);
  let rotate: Setting<boolean> = byDefault(false);
  let singleRequest: Setting<boolean> = byDefault(false);
  let useTcp: Setting<boolean> = byDefault(false);
  let unknown = false;
  for (const line of linesOf(RESOLV_CONF, files.resolvConf ?? '')) {
    if (/^[;#]/.test(line.text)) continue;
    const [keyword, ...words] = line.text.split(/[ \r\t\n]+/).filter((word) => word !== '');
    if (keyword === undefined) continue;
    const [first] = words;
    if (keyword === 'nameserver') {
      if (first !== undefined && servers.length < MAX_SERVERS && isServer(first)) servers.push({ value: first, line });
    } else if (keyword === 'domain') {
      if (first !== undefined) search = [{ value: rooted(first), line }];
    } else if (keyword === 'search') search = words.map((word) => ({ value: rooted(word), line }));
    else if (keyword === 'options') {
      for (const word of words) {
        if (word.startsWith('ndots:')) ndots = { value: Math.min(MAX_NDOTS, dtoi(word.slice(6))), line };
        else if (word.startsWith('timeout:')) timeout = { value: Math.max(1, dtoi(word.slice(8))), line };
        else if (word.startsWith('attempts:')) attempts = { value: Math.max(1, dtoi(word.slice(9))), line };
        else if (word === 'rotate') rotate = { value: true, line };
        else if (word === 'single-request' || word === 'single-request-reopen') singleRequest = { value: true, line };
        else if (word === 'use-vc' || word === 'usevc' || word === 'tcp') useTcp = { value: true, line };
        else unknown = true;
      }
    } else if (keyword !== 'lookup') unknown = true;
  }
  return {
    servers: servers.length === 0 ? DEFAULT_SERVERS : servers,
    search: search.length > 0 ? search : defaultSearch(files.hostname),
    ndots,
    timeout,
    attempts,
    rotate,
    singleRequest,
    useTcp,
    unknown,
  };
}

function defaultSearch(hostname = ''): readonly Setting<string>[] {
  const dot = hostname.indexOf('.');
  return dot >= 0 && dot < hostname.length - 1 ? [byDefault(rooted(hostname.slice(dot + 1)))] : [];
}

export type LookupOrder = readonly ('files' | 'dns')[];

const FILES_DNS: LookupOrder = ['files', 'dns'];

/** standardCriteria: what stands in brackets changes nothing, or ends the last source. */
function isStandard({ actions }: NssService): boolean {
  const ends = [actions.NOTFOUND, actions.UNAVAIL, actions.TRYAGAIN].filter((action) => action !== 'continue');
  return actions.SUCCESS === 'return' && ends.length <= 1 && ends.every((action) => action === 'return');
}

/** hostLookupOrder for a program that was told to use Go's own resolver: whatever is special means files, then DNS. */
export function lookupOrder(conf: GoConf, files: ClientFiles, name: string): LookupOrder {
  if (conf.unknown || /[\\%]/.test(name) || /\.local\.?$/i.test(name)) return FILES_DNS;
  const { services, line } = readNssHosts(files.nsswitch);
  if (line === undefined || services.length === 0) return FILES_DNS;
  const order: ('files' | 'dns')[] = [];
  for (const service of services) {
    if (service.name === 'myhostname') {
      if (/^(?:.*\.)?(?:localhost|localhost\.localdomain)$/i.test(name) || name === (files.hostname ?? ''))
        return FILES_DNS;
    } else if ((service.name !== 'files' && service.name !== 'dns') || !isStandard(service)) return FILES_DNS;
    else if (!order.includes(service.name)) order.push(service.name);
  }
  return order.length === 0 ? FILES_DNS : order;
}
