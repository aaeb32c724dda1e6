// Making an answer fit: sizes of UDP, EDNS0, what is left out when it does not fit (RFC 1035 section 4.2.1, RFC 6891 section 6.2).
import {
  encode,
  EncodeError,
  OPTION_COOKIE,
  type Compression,
  type Edns,
  type Message,
  type Rcode,
  type Resource,
} from '../message/index.ts';
import type { Proto } from '../net/index.ts';

/** What a server without EDNS0 in the query may send over UDP. */
const PLAIN_UDP = 512;
/** What servers offer and send at most with EDNS0: fits unfragmented everywhere (DNS flag day 2020). */
export const EDNS_UDP = 1232;

export interface Response {
  readonly rcode: Rcode;
  readonly answer: readonly Resource[];
  readonly authority: readonly Resource[];
  readonly additional?: readonly Resource[];
  readonly aa: boolean;
  readonly ra: boolean;
  readonly tc?: boolean;
}

/** The OPT record of an answer: the client's cookie comes back as it was. */
function echoEdns(edns: Edns | undefined): Edns | undefined {
  if (edns === undefined) return undefined;
  const options = edns.options.filter(({ code }) => code === OPTION_COOKIE);
  return { udpSize: EDNS_UDP, version: 0, dnssecOk: edns.dnssecOk, options };
}

export function responseTo(query: Message, response: Response): Message {
  return {
    id: query.id,
    response: true,
    opcode: query.opcode,
    aa: response.aa,
    tc: response.tc ?? false,
    rd: query.rd,
    ra: response.ra,
    ad: false,
    cd: query.cd,
    rcode: response.rcode,
    question: query.question,
    answer: response.answer,
    authority: response.authority,
    additional: response.additional ?? [],
    edns: echoEdns(query.edns),
  };
}

export const udpLimit = (edns: Edns | undefined): number =>
  edns === undefined ? PLAIN_UDP : Math.min(EDNS_UDP, Math.max(PLAIN_UDP, edns.udpSize));

/** What cannot be encoded (a name of a zone that is none) is a failure of the server, not of the program that asks. */
export function fitted(message: Message, proto: Proto, limit: number, compression: Compression): Uint8Array {
  try {
    return fit(message, proto, limit, compression);
  } catch (error) {
    if (!(error instanceof EncodeError)) throw error;
    return encode({ ...message, rcode: 'SERVFAIL', answer: [], authority: [], additional: [] });
  }
}

/** The bytes of an answer: in full when they fit, else compressed, else without the records that do not fit and with TC set. */
function fit(message: Message, proto: Proto, limit: number, compression: Compression): Uint8Array {
  const plain = encode(message);
  if (proto === 'tcp' || plain.length <= limit) return plain;
  const small = encode(message, compression);
  if (small.length <= limit) return small;
  const cut = (keep: number): Uint8Array =>
    encode({ ...message, tc: true, answer: message.answer.slice(0, keep), authority: [], additional: [] }, compression);
  // The size grows with each record, so the largest number that fits is found by halving.
  let low = 0;
  let high = message.answer.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (cut(middle).length <= limit) low = middle;
    else high = middle - 1;
  }
  return cut(low);
}
