// pcap-filter(7), the common part: host, net, port, portrange with src and dst; protocols; and, or, not and parentheses.
import { inPrefix, parseAddress, parseIPv4 } from '../address/index.ts';
import type { Frame } from '../net/index.ts';

type Direction = 'src' | 'dst' | 'either' | 'both';
type Protocol = 'ip' | 'ip6' | 'tcp' | 'udp' | 'icmp' | 'icmp6' | 'arp';

export type FilterNode =
  | { readonly kind: 'and' | 'or'; readonly left: FilterNode; readonly right: FilterNode }
  | { readonly kind: 'not'; readonly of: FilterNode }
  | { readonly kind: 'protocol'; readonly protocol: Protocol }
  | { readonly kind: 'size'; readonly atLeast: boolean; readonly bytes: number }
  /** `addresses` is empty until the name has been looked up. */
  | { readonly kind: 'host'; readonly direction: Direction; readonly name: string; addresses: readonly string[] }
  | { readonly kind: 'net'; readonly direction: Direction; readonly network: Uint8Array; readonly bits: number }
  | { readonly kind: 'port'; readonly direction: Direction; readonly low: number; readonly high: number };

/** The words after "tcpdump: ". */
export class FilterFault extends Error {}

const SYNTAX = "can't parse filter expression: syntax error";
const PROTOCOLS: readonly string[] = ['ip', 'ip6', 'tcp', 'udp', 'icmp', 'icmp6', 'arp'] satisfies Protocol[];
const TYPES = ['host', 'net', 'port', 'portrange'] as const;
const MAX_PORT = 65_535;

/** Of /etc/services, what lessons speak of. */
export const SERVICES: Readonly<Record<string, number>> = {
  ssh: 22,
  domain: 53,
  http: 80,
  ntp: 123,
  https: 443,
  postgresql: 5432,
  mdns: 5353,
  'http-alt': 8080,
};

interface Qualifiers {
  readonly protocol: Protocol | undefined;
  readonly direction: Direction;
  readonly type: (typeof TYPES)[number];
}

const NONE: Qualifiers = { protocol: undefined, direction: 'either', type: 'host' };

class Parser {
  private at = 0;
  private readonly words: readonly string[];
  /** What an id alone repeats: "port 53 or 80". */
  private before: Qualifiers = NONE;

  constructor(words: readonly string[]) {
    this.words = words;
  }

  whole(): FilterNode {
    const node = this.expression();
    if (this.at < this.words.length) throw new FilterFault(SYNTAX);
    return node;
  }

  private get word(): string | undefined {
    return this.words[this.at];
  }

  private take(...choices: readonly string[]): string | undefined {
    const { word } = this;
    if (word === undefined || !choices.includes(word)) return undefined;
    this.at += 1;
    return word;
  }

  /** "and" and "or" bind alike, from left to right. */
  private expression(): FilterNode {
    let left = this.term();
    for (;;) {
      const operator = this.take('and', '&&', 'or', '||');
      if (operator === undefined) return left;
      left = { kind: operator === 'and' || operator === '&&' ? 'and' : 'or', left, right: this.term() };
    }
  }

  private term(): FilterNode {
    if (this.take('not', '!')) return { kind: 'not', of: this.term() };
    if (!this.take('(')) return this.primitive();
    const inner = this.expression();
    if (!this.take(')')) throw new FilterFault(SYNTAX);
    return inner;
  }

  private primitive(): FilterNode {
    const size = this.take('less', 'greater');
    if (size !== undefined) return { kind: 'size', atLeast: size === 'greater', bytes: Number(this.id()) };
    const protocol = this.take(...PROTOCOLS) as Protocol | undefined;
    const direction = this.direction();
    const type = this.take(...TYPES) as Qualifiers['type'] | undefined;
    const alone = direction === undefined && type === undefined;
    if (protocol !== undefined && alone && !this.isId()) return { kind: 'protocol', protocol };
    const qualifiers: Qualifiers =
      alone && protocol === undefined
        ? this.before
        : { protocol, direction: direction ?? 'either', type: type ?? 'host' };
    this.before = qualifiers;
    const node = matcher(qualifiers, this.id());
    if (qualifiers.protocol === undefined) return node;
    return { kind: 'and', left: { kind: 'protocol', protocol: qualifiers.protocol }, right: node };
  }

  private direction(): Direction | undefined {
    const first = this.take('src', 'dst');
    if (first === undefined) return undefined;
    const [operator, second] = [this.words[this.at], this.words[this.at + 1]];
    if ((operator === 'or' || operator === 'and') && (second === 'src' || second === 'dst') && second !== first) {
      this.at += 2;
      return operator === 'or' ? 'either' : 'both';
    }
    return first === 'src' ? 'src' : 'dst';
  }

  private isId(): boolean {
    const { word } = this;
    return word !== undefined && !['and', '&&', 'or', '||', 'not', '!', '(', ')'].includes(word);
  }

  private id(): string {
    if (!this.isId() || RESERVED.has(this.word ?? '')) throw new FilterFault(SYNTAX);
    this.at += 1;
    return this.words[this.at - 1] ?? '';
  }
}

const RESERVED = new Set<string>([...PROTOCOLS, ...TYPES, 'src', 'dst', 'less', 'greater']);

function portOf(text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : SERVICES[text];
  if (port === undefined) throw new FilterFault(`unknown port '${text}'`);
  if (port > MAX_PORT) throw new FilterFault(`illegal port number ${port} > ${MAX_PORT}`);
  return port;
}

/** "10.96", "10.96.0.0/16", "fd00::/8" */
function networkOf(text: string): { readonly network: Uint8Array; readonly bits: number } {
  const [address = '', length] = text.split('/');
  const parts = address.split('.');
  const short = /^[\d.]+$/.test(address) && parts.length < 4;
  const network = short ? parseIPv4([...parts, '0', '0', '0'].slice(0, 4).join('.')) : parseAddress(address);
  if (!network) throw new FilterFault(`unknown network '${text}'`);
  const bits = length === undefined ? (short ? parts.length * 8 : network.length * 8) : Number(length);
  if (!(bits <= network.length * 8)) throw new FilterFault(`mask length must be <= ${network.length * 8}`);
  const outside = network.some((byte, i) => (byte & (0xff >> Math.max(0, Math.min(8, bits - i * 8)))) !== 0);
  if (outside) throw new FilterFault(`non-network bits set in "${text}"`);
  return { network, bits };
}

function matcher({ direction, type }: Qualifiers, id: string): FilterNode {
  if (type === 'net') return { kind: 'net', direction, ...networkOf(id) };
  if (type === 'host') return { kind: 'host', direction, name: id, addresses: parseAddress(id) ? [id] : [] };
  const [low = '', high] = type === 'portrange' ? id.split('-') : [id];
  const from = portOf(low);
  return { kind: 'port', direction, low: from, high: high === undefined ? from : portOf(high) };
}

/** Throws FilterFault. No words: everything passes. */
export function compileFilter(expression: string): FilterNode | undefined {
  const words = expression.match(/\(|\)|&&|\|\||!|[^\s()!&|]+|[&|]/g) ?? [];
  return words.length === 0 ? undefined : new Parser(words).whole();
}

const isFour = (frame: Frame): boolean => !frame.from.address.includes(':');

function isProtocol(frame: Frame, protocol: Protocol): boolean {
  const { kind } = frame.payload;
  if (protocol === 'ip') return isFour(frame);
  if (protocol === 'ip6') return !isFour(frame);
  if (protocol === 'udp' || protocol === 'tcp') return kind === protocol;
  const isIcmp = kind === 'echo' || kind === 'unreachable';
  return protocol === 'icmp' ? isIcmp && isFour(frame) : protocol === 'icmp6' && isIcmp && !isFour(frame);
}

function either(direction: Direction, test: (side: 'from' | 'to') => boolean): boolean {
  if (direction === 'src') return test('from');
  if (direction === 'dst') return test('to');
  return direction === 'both' ? test('from') && test('to') : test('from') || test('to');
}

/** Bytes of the packet without the link's header. */
export function ipLength({ payload, from }: Frame): number {
  const header = from.address.includes(':') ? 40 : 20;
  switch (payload.kind) {
    case 'udp':
      return header + 8 + payload.bytes.length;
    case 'tcp':
      return (
        header +
        (payload.flags === 'R.' || payload.flags === 'R' ? 20 : payload.flags.startsWith('S') ? 40 : 32) +
        payload.bytes.length
      );
    case 'echo':
      return header + 8 + payload.size;
    case 'unreachable':
      return header + 8 + ipLength(payload.about);
  }
}

export function matchesFilter(node: FilterNode | undefined, frame: Frame): boolean {
  if (!node) return true;
  switch (node.kind) {
    case 'and':
      return matchesFilter(node.left, frame) && matchesFilter(node.right, frame);
    case 'or':
      return matchesFilter(node.left, frame) || matchesFilter(node.right, frame);
    case 'not':
      return !matchesFilter(node.of, frame);
    case 'protocol':
      return isProtocol(frame, node.protocol);
    case 'size':
      return node.atLeast ? ipLength(frame) + 14 >= node.bytes : ipLength(frame) + 14 <= node.bytes;
    case 'host':
      return either(node.direction, (side) => node.addresses.includes(frame[side].address));
    case 'net':
      return either(node.direction, (side) => {
        const bytes = parseAddress(frame[side].address);
        return bytes !== undefined && inPrefix(bytes, node.network, node.bits);
      });
    case 'port':
      return (
        (frame.payload.kind === 'udp' || frame.payload.kind === 'tcp') &&
        either(node.direction, (side) => frame[side].port >= node.low && frame[side].port <= node.high)
      );
  }
}
