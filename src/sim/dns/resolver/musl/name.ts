// name_from_dns and name_from_dns_search of src/network/lookup_name.c: which names, and what the answers of one name mean together.
import { decode, withoutDot } from '../../message/index.ts';
import type { Family } from '../../address/index.ts';
import type { MuslConf } from '../../config/index.ts';
import { because, net, type Net, type Why } from '../../net/index.ts';
import { MUSL_MAXADDRS } from '../../order/index.ts';
import type { MuslCode } from './codes.ts';
import { mkquery } from './mkquery.ts';
import { msend, rcodeOf } from './msend.ts';
import { MUSL_RULES as RULES } from './rules.ts';
import type { MuslVersion } from './version.ts';

export type NameResult =
  | { readonly kind: 'found'; readonly addresses: readonly string[]; readonly canon: string }
  /** 0: on with the next name. */
  | { readonly kind: 'none' }
  | { readonly kind: 'error'; readonly code: MuslCode };

const NONE: NameResult = { kind: 'none' };
const error = (code: MuslCode): NameResult => ({ kind: 'error', code });

/** is_valid_hostname: what may become the canonical name. */
const isValidHostName = (name: string): boolean =>
  name.length > 0 && name.length < 255 && /^[A-Za-z0-9.\x80-\xff-]+$/.test(name);

function* nameFromDns(
  version: MuslVersion,
  conf: MuslConf,
  name: string,
  family: Family | 'unspec',
  why: Why,
): Net<NameResult> {
  yield* net.note('name', why);
  const types = [...(family === 'inet6' ? [] : ['A' as const]), ...(family === 'inet' ? [] : ['AAAA' as const])];
  const queries: Uint8Array[] = [];
  for (const type of types) {
    const id = yield* net.random(65_536);
    // Ids must differ: the first byte of the second one is raised.
    const clash = queries[0]?.[0] === id >> 8;
    const query = mkquery(version, clash ? (id + 256) & 0xffff : id, name, type);
    if (!query) {
      yield* net.note('skip', because(RULES.badQuery));
      return version.rejectsFinalDots ? NONE : error('EAI_NONAME');
    }
    queries.push(query);
  }
  if (conf.attempts.value === 0) {
    yield* net.note('stop', because(RULES.crash, undefined, conf.attempts.line));
    return error('SIGFPE');
  }
  const answers = yield* net.run(msend(version, conf, queries, why));
  for (const answer of answers) {
    if (!answer || answer.length < 4 || rcodeOf(answer) === 2) {
      yield* net.note('stop', because(RULES.againStops));
      return error('EAI_AGAIN');
    }
    if (rcodeOf(answer) === 3) {
      yield* net.note(
        'name',
        because(answers.length > 1 && !answers.every(isNxdomain) ? RULES.anyNxdomain : RULES.searchNext),
      );
      return NONE;
    }
    if (rcodeOf(answer) !== 0) return error('EAI_FAIL');
  }
  const parsed = parse(version, answers, types);
  if (parsed.addresses.length > 0)
    return { kind: 'found', addresses: parsed.addresses, canon: parsed.alias ?? withoutDot(name) };
  yield* net.note('stop', because(RULES.nodataStops));
  return error(version.nodata ? 'EAI_NODATA' : 'EAI_NONAME');
}

const isNxdomain = (answer: Uint8Array | undefined): boolean => answer !== undefined && rcodeOf(answer) === 3;

/** __dns_parse with dns_parse_callback; 1.2.4 and later read AAAA before A and take from each answer only what was asked. */
function parse(
  version: MuslVersion,
  answers: readonly (Uint8Array | undefined)[],
  types: readonly ('A' | 'AAAA')[],
): { readonly addresses: readonly string[]; readonly alias: string | undefined } {
  const addresses: string[] = [];
  let alias: string | undefined;
  const order = answers.map((answer, i) => ({ answer, type: types[i] }));
  for (const { answer, type } of version.tcp ? order.reverse() : order) {
    const decoded = answer && decode(answer);
    if (decoded?.kind !== 'message') continue;
    for (const { data } of decoded.message.answer) {
      if (data.kind === 'CNAME' && isValidHostName(withoutDot(data.target))) alias = withoutDot(data.target);
      else if ((data.kind === 'A' || data.kind === 'AAAA') && addresses.length < MUSL_MAXADDRS) {
        if (data.kind === type || !version.tcp) addresses.push(data.address);
      }
    }
  }
  return { addresses, alias };
}

const plural = (count: number): string => `${count} dot${count === 1 ? '' : 's'}`;

/** char canon[256]: name, dot, entry and the final zero must fit. */
const CANON = 256;

export function* nameFromDnsSearch(
  version: MuslVersion,
  conf: MuslConf,
  name: string,
  family: Family | 'unspec',
): Net<NameResult> {
  const dots = [...name].filter((char) => char === '.').length;
  const trailing = name.endsWith('.');
  const enough = dots >= conf.ndots.value;
  const bare = trailing ? name.slice(0, -1) : name;
  if (bare === '' || bare.endsWith('.')) return error('EAI_NONAME');
  const ndots = `${plural(dots)}, ndots is ${conf.ndots.value}`;
  if (conf.skipped[0])
    yield* net.note('file', because(RULES.longLine, undefined, { file: '/etc/resolv.conf', ...conf.skipped[0] }));
  const search = trailing || enough ? [] : conf.search;
  for (const [i, { value, line }] of search.entries()) {
    if (value.length >= CANON - bare.length - 1) {
      yield* net.note('skip', because(RULES.tooLong, value, line));
      continue;
    }
    const words = `entry ${i + 1} of ${search.length}: ${value} (${ndots})`;
    const result = yield* nameFromDns(
      version,
      conf,
      `${bare}.${value}`,
      family,
      because(RULES.searchEntry, words, line),
    );
    if (result.kind !== 'none') return result;
  }
  const rule = trailing ? RULES.trailingDot : enough ? RULES.enoughDots : RULES.asIsLast;
  return yield* nameFromDns(version, conf, name, family, because(rule, trailing ? undefined : ndots, conf.ndots.line));
}
