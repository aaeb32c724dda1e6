// resolv.conf as glibc 2.36 reads it: resolv/res_init.c, res_vinit_1 and res_setoptions.
import { formatAddress, parseAton, parseIPv6 } from '../address/index.ts';
import { byDefault, linesOf, atoi, RESOLV_CONF, type ClientFiles, type Setting } from './lines.ts';

/** MAXNS in resolv/bits/types/res_state.h: more `nameserver` lines are read but not used. */
export const GLIBC_MAXNS = 3;
/** RES_MAXNDOTS, RES_MAXRETRANS, RES_MAXRETRY in resolv/resolv-internal.h. */
const MAX_NDOTS = 15;
const MAX_TIMEOUT = 30;
const MAX_ATTEMPTS = 5;

export const GLIBC_FLAGS = [
  'rotate',
  'edns0',
  'single-request-reopen',
  'single-request',
  'no_tld_query',
  'no-tld-query',
  'no-reload',
  'use-vc',
  'trust-ad',
  'no-aaaa',
] as const;
export type GlibcFlag = (typeof GLIBC_FLAGS)[number];

export interface GlibcConf {
  readonly nameservers: readonly Setting<string>[];
  /** `nameserver` lines beyond the third. */
  readonly unused: readonly Setting<string>[];
  readonly search: readonly Setting<string>[];
  readonly ndots: Setting<number>;
  /** Seconds. */
  readonly timeout: Setting<number>;
  readonly attempts: Setting<number>;
  readonly flags: ReadonlyMap<GlibcFlag, Setting<true>>;
}

/** MATCH in res_init.c: the keyword at the very start, then a blank or tab. */
const rest = (text: string, keyword: string): string | undefined =>
  text.startsWith(keyword) && /^[ \t]/.test(text.slice(keyword.length))
    ? text.slice(keyword.length).replace(/^[ \t]+/, '')
    : undefined;

function nameserver(text: string): string | undefined {
  const word = /^[^ \t]*/.exec(text)?.[0] ?? '';
  const four = parseAton(word);
  if (four) return formatAddress(four);
  const six = parseIPv6(word.split('%')[0] ?? '');
  return six && formatAddress(six);
}

export function readGlibcConf(files: ClientFiles): GlibcConf {
  const servers: Setting<string>[] = [];
  let search: Setting<string>[] = [];
  let ndots: Setting<number> = byDefault(1);
  let timeout: Setting<number> = byDefault(5);
  let attempts: Setting<number> = byDefault(2);
  const flags = new Map<GlibcFlag, Setting<true>>();
  for (const line of linesOf(RESOLV_CONF, files.resolvConf ?? '')) {
    const { text } = line;
    if (/^[;#]/.test(text)) continue;
    const domain = rest(text, 'domain');
    const list = rest(text, 'search');
    const server = rest(text, 'nameserver');
    const options = rest(text, 'options');
    if (domain !== undefined && domain !== '') search = [{ value: domain.replace(/[ \t].*/, ''), line }];
    else if (list !== undefined && list !== '')
      search = list.split(/[ \t]+/).flatMap((value) => (value === '' ? [] : [{ value, line }]));
    else if (server !== undefined) {
      const value = nameserver(server);
      if (value !== undefined) servers.push({ value, line });
    } else if (options !== undefined)
      for (const word of options.split(/[ \t]+/)) {
        const number = (prefix: string, most: number): Setting<number> | undefined =>
          word.startsWith(prefix) ? { value: Math.min(most, atoi(word.slice(prefix.length))), line } : undefined;
        ndots = number('ndots:', MAX_NDOTS) ?? ndots;
        timeout = number('timeout:', MAX_TIMEOUT) ?? timeout;
        attempts = number('attempts:', MAX_ATTEMPTS) ?? attempts;
        // strncmp with the option's own length: what follows it does not matter.
        const flag = GLIBC_FLAGS.find((each) => word.startsWith(each));
        if (flag !== undefined) flags.set(flag, { value: true, line });
      }
  }
  const hostDomain = files.hostname?.includes('.') ? files.hostname.slice(files.hostname.indexOf('.') + 1) : '';
  return {
    nameservers: servers.length === 0 ? [byDefault('127.0.0.1')] : servers.slice(0, GLIBC_MAXNS),
    unused: servers.slice(GLIBC_MAXNS),
    search: search.length === 0 && hostDomain !== '' ? [byDefault(hostDomain)] : search,
    ndots,
    timeout,
    attempts,
    flags,
  };
}
