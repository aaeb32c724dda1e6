// A message as dig prints it: sections, columns and warnings (lib/dns/message.c, masterdump.c).
import { isWithin, OPTION_COOKIE, type Message, type Resource } from '../message/index.ts';

/** indent() in masterdump.c: tabs to a column; past it, one step. */
function pad(from: number, column: number): string {
  const to = Math.max(column, from + 1);
  const tabs = Math.floor(to / 8) - Math.floor(from / 8);
  return tabs > 0 ? '\t'.repeat(tabs) + ' '.repeat(to % 8) : ' '.repeat(to - from);
}

/** Words at columns; each knows where the one before ended. */
function columns(words: readonly string[], at: readonly number[]): string {
  let text = '';
  let column = 0;
  for (const [i, word] of words.entries()) {
    if (i > 0) {
      const to = Math.max(at[i] ?? 0, column + 1);
      text += pad(column, at[i] ?? 0);
      column = to;
    }
    text += word;
    column += word.length;
  }
  return text;
}

function dataText({ data }: Resource): string {
  switch (data.kind) {
    case 'A':
    case 'AAAA':
      return data.address;
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return data.target;
    case 'MX':
      return `${data.preference} ${data.exchange}`;
    case 'TXT':
      return data.strings.map((text) => `"${text}"`).join(' ');
    case 'SRV':
      return `${data.priority} ${data.weight} ${data.port} ${data.target}`;
    case 'SOA':
      return [data.mname, data.rname, data.serial, data.refresh, data.retry, data.expire, data.minimum].join(' ');
    case 'unknown':
      return `\\# ${data.bytes.length}`;
  }
}

const recordLine = (each: Resource): string =>
  columns([each.name, String(each.ttl), 'IN', each.type, dataText(each)], [0, 24, 32, 40, 48]);

const section = (title: string, records: readonly Resource[]): string =>
  records.length === 0 ? '' : `;; ${title} SECTION:\n${records.map((each) => `${recordLine(each)}\n`).join('')}\n`;

export function messageText(message: Message): string {
  const { id, rcode, aa, tc, rd, ra, ad, cd, question, answer, authority, additional, edns } = message;
  const flags = ['qr', aa && 'aa', tc && 'tc', rd && 'rd', ra && 'ra', ad && 'ad', cd && 'cd']
    .filter(Boolean)
    .join(' ');
  const extra = additional.length + (edns ? 1 : 0);
  const mdns = question.some(({ name }) => isWithin(name, 'local.'));
  const cookie = edns?.options.find(({ code }) => code === OPTION_COOKIE);
  const hex = [...(cookie?.bytes ?? [])].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const opt = edns
    ? `;; OPT PSEUDOSECTION:\n; EDNS: version: ${edns.version}, flags:${edns.dnssecOk ? ' do' : ''}; udp: ${edns.udpSize}\n${cookie ? `; COOKIE: ${hex} (echoed)\n` : ''}`
    : '';
  const asked = question.map(({ name, type }) => `;${columns([name, 'IN', type], [0, 32, 40])}\n`).join('');
  return [
    mdns
      ? ';; WARNING: .local is reserved for Multicast DNS\n;; You are currently testing what happens when an mDNS query is leaked to DNS\n'
      : '',
    `;; ->>HEADER<<- opcode: QUERY, status: ${rcode}, id: ${id}\n`,
    `;; flags: ${flags}; QUERY: ${question.length}, ANSWER: ${answer.length}, AUTHORITY: ${authority.length}, ADDITIONAL: ${extra}\n`,
    rd && !ra ? ';; WARNING: recursion requested but not available\n' : '',
    '\n',
    opt,
    `;; QUESTION SECTION:\n${asked}\n`,
    section('ANSWER', answer),
    section('AUTHORITY', authority),
    section('ADDITIONAL', additional),
  ].join('');
}
