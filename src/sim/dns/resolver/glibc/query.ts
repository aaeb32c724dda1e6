// __res_context_query of resolv/res_query.c: makes the queries for one name, sends them, and reads the statuses.
import { encode, nameFault, headerOf, queryMessage, type RrType } from '../../message/index.ts';
import { because, net, type Net, type Why } from '../../net/index.ts';
import { type Exchange, newExchange, type OwnQuery } from './exchange.ts';
import { GLIBC_RULES as RULES } from './rules.ts';
import { contextSend } from './send.ts';
import type { HErrno, ResState } from './state.ts';
import { withoutAnswers } from './no-aaaa.ts';

/** `both` is T_QUERY_A_AND_AAAA. */
export type Wanted = RrType | 'both';

/** RESOLV_EDNS_BUFFER_SIZE in resolv/resolv-internal.h */
const EDNS = { udpSize: 1200, version: 0, dnssecOk: false, options: [] };
const HEADER = 12;
/** An OPT record without options. */
const OPT_SIZE = 11;

/** The packets of a lookup, in order of arrival; absent: none, or one that was no use. */
export interface Answers {
  readonly first: Uint8Array | undefined;
  readonly second: Uint8Array | undefined;
}

function* makeQuery(res: ResState, name: string, type: RrType, extended: boolean): Net<OwnQuery> {
  const id = yield* net.random(65_536);
  const message = queryMessage(id, name, type, {
    ad: res.options.has('trust-ad'),
    edns: extended ? EDNS : undefined,
  });
  const bytes = encode(message);
  const questionEnd = bytes.length - (message.edns ? OPT_SIZE : 0);
  return { id, bytes, questionEnd, name, type };
}

interface Status {
  readonly rcode: number;
  readonly answers: number;
}

function status(bytes: Uint8Array): Status {
  const packet = headerOf(bytes);
  return { rcode: packet?.rcode ?? 0, answers: packet?.answers ?? 0 };
}

const good = ({ rcode, answers }: Status): boolean => rcode === 0 && answers !== 0;

/** The end of __res_context_query: undefined is success. */
function verdict(first: Status, second: Status): HErrno | undefined {
  if (good(first) || good(second)) return undefined;
  switch (first.rcode === 0 ? second.rcode : first.rcode) {
    case 3:
      return 'HOST_NOT_FOUND';
    case 2:
      return 'TRY_AGAIN';
    case 0:
      return 'NO_DATA';
    default:
      return 'NO_RECOVERY';
  }
}

/** undefined: failed, the reason is in res.herrno and res.errno. */
export function* contextQuery(res: ResState, name: string, type: Wanted, why: Why): Net<Answers | undefined> {
  res.bufferRcode = 0;
  if (name === '' || nameFault(name) !== undefined) {
    yield* net.note('skip', because(RULES.nameTooLong, `${name.slice(0, 60)}${name.length > 60 ? '…' : ''}`));
    res.herrno = 'NO_RECOVERY';
    return undefined;
  }
  const noAaaa = type === 'AAAA' && res.options.has('no-aaaa');
  // The query that __res_handle_no_aaaa puts in place of AAAA has no OPT record.
  const extended = res.options.has('edns0') && !noAaaa;
  const first = yield* makeQuery(res, name, type === 'both' || noAaaa ? 'A' : type, extended);
  const second = type === 'both' ? yield* makeQuery(res, name, 'AAAA', extended) : undefined;
  const x: Exchange = newExchange(first, second, why);
  const size = yield* net.run(contextSend(res, x));
  if (size < 0) {
    res.herrno = 'TRY_AGAIN';
    return undefined;
  }
  const answer1 = size >= HEADER ? x.answer1 : undefined;
  const answer2 = x.size2 >= HEADER ? x.answer2 : undefined;
  const packets = [answer1, answer2].flatMap((bytes) => (bytes ? [noAaaa ? withoutAnswers(bytes) : bytes] : []));
  const [one, two] = packets;
  const state1 = one ? status(one) : { rcode: 0, answers: 0 };
  const failure = verdict(state1, two ? status(two) : state1);
  if (failure === undefined) return { first: answer1, second: answer2 };
  res.herrno = failure;
  return undefined;
}
