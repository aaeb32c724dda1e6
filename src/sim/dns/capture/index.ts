// What a packet capture on the client shows: `tcpdump -n port 53`, written from the trace. print-domain.c and print-udp.c of tcpdump 4.99.
import type { Micros } from '../../../engine/index.ts';
import { decode, headerOf, type Message, type Resource } from '../message/index.ts';
import type { DnsEvent, Endpoint } from '../net/index.ts';

/** The status of an answer, as tcpdump spells it. NOERROR is not written. */
const RCODES: Readonly<Record<string, string>> = {
  NOERROR: '',
  FORMERR: ' FormErr',
  SERVFAIL: ' ServFail',
  NXDOMAIN: ' NXDomain',
  NOTIMP: ' NotImp',
  REFUSED: ' Refused',
};

const endpoint = ({ address, port }: Endpoint): string => `${address}.${port === 53 ? 'domain' : port}`;
const numeric = ({ address, port }: Endpoint): string => `${address}.${port}`;

/** Seconds of the day with microseconds: hh:mm:ss.ffffff */
function clock(at: Micros): string {
  const seconds = Math.floor(at / 1e6);
  const two = (value: number): string => String(value).padStart(2, '0');
  const fraction = String(Math.round(at % 1e6)).padStart(6, '0');
  return `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${fraction}`;
}

function recordText({ type, data }: Resource): string {
  switch (data.kind) {
    case 'A':
    case 'AAAA':
      return `${type} ${data.address}`;
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return `${type} ${data.target}`;
    case 'MX':
      return `MX ${data.exchange} ${data.preference}`;
    case 'SRV':
      return `SRV ${data.target}:${data.port} ${data.priority} ${data.weight}`;
    case 'TXT':
      return `TXT ${data.strings.map((text) => JSON.stringify(text)).join(' ')}`;
    case 'SOA':
      return 'SOA';
    case 'unknown':
      return type.replace(/^TYPE/, 'Type');
  }
}

function queryText({ id, rd, cd, question, edns }: Message): string {
  const [asked] = question;
  const extra = edns === undefined ? '' : ' [1au]';
  return `${id}${rd ? '+' : ''}${cd ? '%' : ''}${extra} ${asked ? `${asked.type}? ${asked.name}` : ''}`;
}

function answerText(message: Message): string {
  const { id, rcode, aa, ra, tc, ad, answer, authority, additional, edns } = message;
  const flags = `${aa ? '*' : ''}${ra ? '' : '-'}${tc ? '|' : ''}${ad ? '$' : ''}`;
  const counts = `${answer.length}/${authority.length}/${additional.length + (edns === undefined ? 0 : 1)}`;
  const records = answer.map(recordText).join(', ');
  return `${id}${RCODES[rcode] ?? ` ${rcode}`}${flags} ${counts}${records === '' ? '' : ` ${records}`}`;
}

/** The part of a line that speaks of the message. */
function messageText(bytes: Uint8Array): string {
  const decoded = decode(bytes);
  if (decoded.kind === 'error') return `${headerOf(bytes)?.id ?? 0} [|domain]`;
  return decoded.message.response ? answerText(decoded.message) : queryText(decoded.message);
}

const family = (address: string): string => (address.includes(':') ? 'IP6' : 'IP');

/** One line, or undefined for events that are no packet at the client. */
function line(event: DnsEvent, name: (each: Endpoint) => string): string | undefined {
  const between = (from: Endpoint, to: Endpoint): string =>
    `${clock(event.at)} ${family(from.address)} ${name(from)} > ${name(to)}:`;
  switch (event.kind) {
    case 'query':
    case 'reply':
      return `${between(event.from, event.to)} ${messageText(event.bytes)} (${event.bytes.length})`;
    case 'connection': {
      const { from, to } = event;
      if (event.what === 'syn') return `${between(from, to)} Flags [S], length 0`;
      if (event.what === 'established') return `${between(to, from)} Flags [S.], length 0`;
      if (event.what === 'refused') return `${between(to, from)} Flags [R.], length 0`;
      if (event.what === 'closed') return `${between(from, to)} Flags [F.], length 0`;
      return undefined;
    }
    default:
      return undefined;
  }
}

/** `-n` writes numbers for ports, too. */
export function tcpdump(
  events: readonly DnsEvent[],
  options: { readonly numeric: boolean } = { numeric: true },
): readonly string[] {
  const name = options.numeric ? numeric : endpoint;
  return events.flatMap((event) => line(event, name) ?? []);
}
