// A DNS message as tcpdump 4.99 writes it (print-domain.c). More -v: the names of records, the question of an answer, all sections.
import { decode, headerOf, type Message, type Resource } from '../message/index.ts';

/** The status of an answer, as tcpdump spells it. NOERROR is not written. */
const RCODES: Readonly<Record<string, string>> = {
  NOERROR: '',
  FORMERR: ' FormErr',
  SERVFAIL: ' ServFail',
  NXDOMAIN: ' NXDomain',
  NOTIMP: ' NotImp',
  REFUSED: ' Refused',
};

function recordText({ type, data }: Resource, verbose: number): string {
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
    case 'SOA': {
      if (verbose === 0) return 'SOA';
      const { mname, rname, serial, refresh, retry, expire, minimum } = data;
      return `SOA ${[mname, rname, serial, refresh, retry, expire, minimum].join(' ')}`;
    }
    case 'unknown':
      return type.replace(/^TYPE/, 'Type');
  }
}

const records = (list: readonly Resource[], verbose: number): string =>
  list
    .map(
      (each) =>
        ` ${verbose > 0 ? `${each.name} ` : ''}${verbose > 2 ? `[${each.ttl}s] ` : ''}${recordText(each, verbose)}`,
    )
    .join(',');

function queryText({ id, rd, cd, question, edns }: Message, verbose: number): string {
  const [asked] = question;
  const extra = edns === undefined ? '' : ' [1au]';
  const ends = verbose > 1 && edns ? ` ar: . OPT UDPsize=${edns.udpSize}` : '';
  return `${id}${rd ? '+' : ''}${cd ? '%' : ''}${extra} ${asked ? `${asked.type}? ${asked.name}` : ''}${ends}`;
}

function answerText(message: Message, verbose: number): string {
  const { id, rcode, aa, ra, tc, ad, question, answer, authority, additional, edns } = message;
  const flags = `${aa ? '*' : ''}${ra ? '' : '-'}${tc ? '|' : ''}${ad ? '$' : ''}`;
  const counts = `${answer.length}/${authority.length}/${additional.length + (edns === undefined ? 0 : 1)}`;
  const [asked] = question;
  const about = verbose > 1 && asked ? ` q: ${asked.type}? ${asked.name}` : '';
  const more = [
    authority.length > 0 ? ` ns:${records(authority, verbose)}` : '',
    additional.length > 0 || edns
      ? ` ar:${[...(additional.length > 0 ? [records(additional, verbose)] : []), ...(edns ? [` . OPT UDPsize=${edns.udpSize}`] : [])].join(',')}`
      : '',
  ].join('');
  return `${id}${RCODES[rcode] ?? ` ${rcode}`}${flags}${about} ${counts}${records(answer, verbose)}${verbose > 1 ? more : ''}`;
}

/** The part of a line that speaks of the message, with its size. */
export function dnsText(bytes: Uint8Array, verbose = 0): string {
  const decoded = decode(bytes);
  if (decoded.kind === 'error') return `${headerOf(bytes)?.id ?? 0} [|domain] (${bytes.length})`;
  const { message } = decoded;
  return `${message.response ? answerText(message, verbose) : queryText(message, verbose)} (${bytes.length})`;
}
