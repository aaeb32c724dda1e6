// Reading address records out of answers: gaih_getanswer_slice and getanswer_r of resolv/nss_dns/dns-host.c (as rewritten for 2.37, which
// Debian 12 carries), with the size of what they write.
import { decode, sameName, withoutDot, type Message } from '../../message/index.ts';
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

const aligned = (size: number, to: number): number => Math.ceil(size / to) * to;

interface Walked {
  readonly addresses: readonly string[];
  /** Targets of the aliases on the way, in order. */
  readonly targets: readonly string[];
}

/** The addresses of the name that was asked, or of the last alias before them; the owners of aliases are not looked at. */
function walk(message: Message, type: 'A' | 'AAAA'): Walked {
  let expected = message.question[0]?.name ?? '.';
  const addresses: string[] = [];
  const targets: string[] = [];
  for (const { name, data } of message.answer) {
    if (data.kind === 'CNAME') {
      expected = data.target;
      targets.push(data.target);
    } else if (data.kind === type && sameName(name, expected)) addresses.push(data.address);
  }
  return { addresses, targets };
}

/** struct gaih_addrtuple */
const TUPLE = 40;

/** The answers of a pair of queries as getaddrinfo gets them (gaih_getanswer). `room`: bytes of its buffer. */
export function parsePair(answers: Answers, room: number): Parsed {
  const addresses: string[] = [];
  let canon: string | undefined;
  let used = 0;
  let sawAliases = false;
  for (const bytes of [answers.first, answers.second]) {
    const message = messageOf(bytes);
    const asked = message?.question[0];
    if (!message || (asked?.type !== 'A' && asked?.type !== 'AAAA')) continue;
    const found = walk(message, asked.type);
    sawAliases ||= found.targets.length > 0;
    for (const address of found.addresses) {
      used = aligned(used, 8) + TUPLE;
      if (canon === undefined) {
        canon = withoutDot(found.targets.findLast(isHostName) ?? asked.name);
        used += canon.length + 1;
      }
      if (used > room) return { kind: 'small' };
      addresses.push(address);
    }
  }
  if (addresses.length > 0) return { kind: 'found', found: { addresses, canonName: canon ?? '', aliases: [] } };
  return { kind: sawAliases ? 'aliases-only' : 'empty' };
}

/** The answer of one query as gethostbyname2 and getaddrinfo for one family get it (getanswer_r). */
export function parseHostent(bytes: Uint8Array | undefined, type: 'A' | 'AAAA', room: number): Parsed {
  const message = messageOf(bytes);
  const asked = message?.question[0];
  if (!message || !asked) return { kind: 'bad' };
  const { addresses, targets } = walk(message, type);
  const names = [asked.name, ...targets.filter(isHostName)].map(withoutDot);
  if (addresses.length === 0) return { kind: message.answer.length > 0 ? 'aliases-only' : 'empty' };
  // Names, addresses at multiples of four, then the two lists of pointers.
  const size = type === 'A' ? 4 : 16;
  let used = names.reduce((sum, name) => sum + name.length + 1, 0);
  used = aligned(aligned(used, 4) + addresses.length * size, 8) + (addresses.length + 1 + names.length) * 8;
  if (used > room) return { kind: 'small' };
  return { kind: 'found', found: { addresses, canonName: names.at(-1) ?? '', aliases: names.slice(0, -1) } };
}
