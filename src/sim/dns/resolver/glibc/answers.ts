// Reading address records out of answers: gaih_getanswer_slice and getanswer_r of resolv/nss_dns/dns-host.c, with the size of what they write.
import { decode, withoutDot, type Message, type Resource } from '../../message/index.ts';
import { isHostName } from './hostname.ts';
import type { Answers } from './query.ts';

export interface Found {
  readonly addresses: readonly string[];
  readonly canonName: string;
  readonly aliases: readonly string[];
}

export type Parsed =
  | { readonly kind: 'found'; readonly found: Found }
  /** The caller's buffer is too small (ERANGE): everything is done again with more. */
  | { readonly kind: 'small' }
  /** Records, but none that is wanted. */
  | { readonly kind: 'aliases-only' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'bad' };

const messageOf = (bytes: Uint8Array | undefined): Message | undefined => {
  const decoded = bytes && decode(bytes);
  return decoded?.kind === 'message' ? decoded.message : undefined;
};

/** Records before the first broken one. */
function usable(message: Message): readonly Resource[] {
  const bad = message.answer.findIndex(
    ({ name, type, data }) =>
      ((type === 'A' || type === 'AAAA' || type === 'CNAME') && !isHostName(name)) ||
      (data.kind === 'CNAME' && !isHostName(data.target)),
  );
  return bad < 0 ? message.answer : message.answer.slice(0, bad);
}

const aligned = (size: number, to: number): number => Math.ceil(size / to) * to;

/** struct gaih_addrtuple */
const TUPLE = 40;

/** The answers of a pair of queries as getaddrinfo gets them. `room`: bytes of its buffer. */
export function parsePair(answers: Answers, room: number): Parsed {
  const addresses: string[] = [];
  let canon: string | undefined;
  let used = 0;
  let named = false;
  let sawAliases = false;
  for (const bytes of [answers.first, answers.second]) {
    const message = messageOf(bytes);
    if (!message) continue;
    for (const { name, data } of usable(message)) {
      const owner = withoutDot(name);
      if (used + owner.length + 1 > room) return { kind: 'small' };
      if (data.kind === 'CNAME') {
        sawAliases = true;
        if (!named) {
          canon = withoutDot(data.target);
          used += canon.length + 1;
        }
      } else if (data.kind === 'A' || data.kind === 'AAAA') {
        if (!named) {
          if (canon === undefined) {
            canon = owner;
            used += owner.length + 1;
          }
          named = true;
        }
        // The first tuple is the caller's own.
        if (addresses.length > 0) used = aligned(used, 8) + TUPLE;
        if (used > room) return { kind: 'small' };
        addresses.push(data.address);
      }
    }
  }
  if (addresses.length > 0) return { kind: 'found', found: { addresses, canonName: canon ?? '', aliases: [] } };
  return { kind: sawAliases ? 'aliases-only' : 'empty' };
}

/** struct host_data: 48 pointers to aliases and room for an address. */
const HOST_DATA = 48 * 8 + 16;

/** The answer of one query as gethostbyname2 and getaddrinfo for one family get it. */
export function parseHostent(bytes: Uint8Array | undefined, type: 'A' | 'AAAA', room: number): Parsed {
  const message = messageOf(bytes);
  if (message?.question.length !== 1) return { kind: 'bad' };
  const records = usable(message);
  const count = message.answer.length;
  let used = HOST_DATA + (count + 1) * 8;
  const asked = withoutDot(message.question[0]?.name ?? '');
  used += asked.length + 1;
  let name = asked;
  const aliases: string[] = [];
  const addresses: string[] = [];
  for (const { name: owner, data } of records) {
    if (data.kind === 'CNAME') {
      aliases.push(withoutDot(owner));
      name = withoutDot(data.target);
      used += owner.length + name.length + 1;
    } else if (data.kind === type) {
      if (withoutDot(owner).toLowerCase() !== name.toLowerCase()) continue;
      used = aligned(used, 4) + 4 + (type === 'A' ? 4 : 16);
      addresses.push(data.address);
    }
    if (used > room) return { kind: 'small' };
  }
  if (addresses.length > 0) return { kind: 'found', found: { addresses, canonName: name, aliases } };
  return { kind: count > 0 ? 'aliases-only' : 'empty' };
}
