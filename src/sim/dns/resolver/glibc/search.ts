// __res_context_search of resolv/res_query.c: which names are asked, in which order, and when to stop.
import { because, net, type Net, type Why } from '../../net/index.ts';
import { contextQuery, type Answers, type Wanted } from './query.ts';
import { GLIBC_RULES as RULES } from './rules.ts';
import type { HErrno, ResState } from './state.ts';

const SERVFAIL = 2;
/** NS_MAXDNAME of arpa/nameser.h: longer names are not even tried. */
const MAXDNAME = 1025;

export interface SearchResult {
  readonly answers: Answers;
  /** The name that was found, as it was asked. */
  readonly asked: string;
}

const plural = (count: number): string => `${count} dot${count === 1 ? '' : 's'}`;

/** undefined: not found; res.herrno and res.errno say why. */
export function* contextSearch(res: ResState, name: string, type: Wanted): Net<SearchResult | undefined> {
  const { conf } = res;
  res.errno = undefined;
  res.herrno = 'HOST_NOT_FOUND';
  const dots = [...name].filter((char) => char === '.').length;
  const trailingDot = name.endsWith('.');
  const enough = dots >= conf.ndots.value;
  const ndots = `${plural(dots)}, ndots is ${conf.ndots.value}`;
  let saved: HErrno | undefined;
  let triedAsIs = false;
  if (enough || trailingDot) {
    const rule = trailingDot ? RULES.trailingDot : RULES.asIsFirst;
    const answers = yield* ask(res, name, type, because(rule, trailingDot ? undefined : ndots, conf.ndots.line));
    if (answers !== undefined) return { answers, asked: name };
    if (trailingDot) return undefined;
    saved = res.herrno;
    triedAsIs = true;
  }
  const list = yield* searchList(res, name, type, enough ? RULES.searchAfter : RULES.searchEntry, ndots);
  if (list.kind === 'found') return list.result;
  if (list.kind === 'refused') return undefined;
  if (!triedAsIs && !list.sawRoot && !(dots === 0 && list.searched && noTld(res))) {
    const answers = yield* ask(res, name, type, because(RULES.asIsLast));
    if (answers !== undefined) return { answers, asked: name };
  }
  if (saved !== undefined) res.herrno = saved;
  else if (list.gotNodata) res.herrno = 'NO_DATA';
  else if (list.gotServfail) res.herrno = 'TRY_AGAIN';
  return undefined;
}

const noTld = (res: ResState): boolean => res.options.has('no-tld-query') || res.options.has('no_tld_query');

type Searched =
  | { readonly kind: 'found'; readonly result: SearchResult }
  | { readonly kind: 'refused' }
  | {
      readonly kind: 'not-found';
      readonly searched: boolean;
      readonly sawRoot: boolean;
      readonly gotNodata: boolean;
      readonly gotServfail: boolean;
    };

function* searchList(
  res: ResState,
  name: string,
  type: Wanted,
  rule: (typeof RULES)['searchAfter' | 'searchEntry'],
  ndots: string,
): Net<Searched> {
  const state = { kind: 'not-found' as const, searched: false, sawRoot: false, gotNodata: false, gotServfail: false };
  const { search } = res.conf;
  for (const [i, entry] of search.entries()) {
    state.searched = true;
    // "." and "" both stand for the root.
    const domain = entry.value.startsWith('.') ? entry.value.slice(1) : entry.value;
    if (domain === '') state.sawRoot = true;
    const words = `entry ${i + 1} of ${search.length}: ${entry.value} (${ndots})`;
    const answers = yield* ask(res, `${name}.${domain}`, type, because(rule, words, entry.line));
    if (answers !== undefined) return { kind: 'found', result: { answers, asked: `${name}.${domain}` } };
    if (res.errno === 'ECONNREFUSED') {
      res.herrno = 'TRY_AGAIN';
      yield* net.note('stop', because(RULES.searchRefused));
      return { kind: 'refused' };
    }
    if (res.herrno === 'NO_DATA') {
      state.gotNodata = true;
      yield* net.note('name', because(RULES.nodata));
    } else if (res.herrno === 'HOST_NOT_FOUND') yield* net.note('name', because(RULES.nxdomain));
    else if (res.herrno === 'TRY_AGAIN' && res.bufferRcode === SERVFAIL) {
      state.gotServfail = true;
      yield* net.note('name', because(RULES.searchServfail));
    } else {
      yield* net.note('stop', because(RULES.searchStops, leftOut(search.length - i - 1), entry.line));
      break;
    }
  }
  return state;
}

const leftOut = (count: number): string => `${count} search ${count === 1 ? 'entry is' : 'entries are'} left out`;

/** __res_context_querydomain, and the note of why this name. */
function* ask(res: ResState, name: string, type: Wanted, why: Why): Net<Answers | undefined> {
  if (name.length >= MAXDNAME) {
    res.herrno = 'NO_RECOVERY';
    return undefined;
  }
  yield* net.note('name', why);
  return yield* net.run(contextQuery(res, name, type, why));
}
