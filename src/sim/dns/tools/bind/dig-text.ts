// What dig prints of a message: header, sections, the short form, and the statistics below (printmessage and received of dig.c).
import { isWithin, rcodeNumber, RCODES, typeNumber, type Message } from '../../message/index.ts';
import type { DigState } from './dig-state.ts';
import type { Lookup } from './lookup.ts';
import { optText } from './opt-text.ts';
import { dataText } from './rdata-text.ts';
import { questionLine, rawData, recordLine, type RecordStyle } from './record-text.ts';
import { OPCODES } from './reply.ts';
import type { Frontend, Query, Session, Shown } from './session.ts';
import { isTransfer } from './setup.ts';
import { TYPE_AXFR, TYPE_SOA, typeText } from './types.ts';
import { whenText } from './when.ts';
import { yamlHead, yamlSections } from './dig-yaml.ts';

/** A code without a name is its number behind a question mark. */
function rcodeText(message: Message): string {
  const number = rcodeNumber(message.rcode);
  return number < RCODES.length || !message.rcode.startsWith('RCODE') ? message.rcode : `?${number}`;
}

const styleOf = (l: Lookup): RecordStyle => ({
  noTtl: l.noTtl,
  noClass: l.noClass,
  ttlUnits: l.ttlUnits,
  multiline: l.multiline,
  rrComments: l.rrComments > 0 || (l.multiline && l.rrComments >= 0),
  unknown: l.unknownFormat,
  expandAaaa: l.expandAaaa,
});

const FLAGS = ['aa', 'tc', 'rd', 'ra', 'ad', 'cd'] as const;

function headerText({ message, z, sent, extra }: Shown, l: Lookup): string {
  const { id, question, answer, authority, additional, edns } = message;
  const flags = [message.response ? ' qr' : '', ...FLAGS.map((flag) => (message[flag] ? ` ${flag}` : ''))].join('');
  const local = question.some(({ name }) => isWithin(name, 'local.'));
  const rcode = rcodeText(message);
  const refused = rcode === 'FORMERR' || rcode === 'NOTIMP';
  return [
    sent ? ';; Sending:\n' : ';; Got answer:\n',
    local
      ? ';; WARNING: .local is reserved for Multicast DNS\n;; You are currently testing what happens when an mDNS query is leaked to DNS\n'
      : '',
    `;; ->>HEADER<<- opcode: ${OPCODES[message.opcode]}, status: ${rcode}, id: ${id}\n`,
    `;; flags:${flags}${z ? '; MBZ: 0x4' : ''}; QUERY: ${question.length}, ANSWER: ${answer.length}, `,
    `AUTHORITY: ${authority.length}, ADDITIONAL: ${additional.length + (edns ? 1 : 0)}\n`,
    !sent && message.rd && !message.ra ? ';; WARNING: recursion requested but not available\n' : '',
    !sent && l.edns !== -1 && !edns && refused
      ? `\n;; WARNING: EDNS query returned status ${rcode} - retry with '${l.dnssec ? '+nodnssec ' : ''}+noedns'\n`
      : '',
    !sent && extra > 0 ? `;; WARNING: Message has ${extra} extra bytes at end\n` : '',
    '\n',
  ].join('');
}

/** With comments a title stands above and a blank line below. */
function section(title: string, lines: readonly string[], comments: boolean): string {
  if (lines.length === 0) return '';
  const text = lines.join('');
  return comments ? `;; ${title} SECTION:\n${text}\n` : text;
}

/** +onesoa: a transferred zone ends with the record that it began with. */
function answersOf({ lookup, messages }: Query, { answer }: Message): Message['answer'] {
  if (!lookup.oneSoa || lookup.type !== TYPE_AXFR) return answer;
  let seen = messages > 0;
  return answer.filter(({ type }) => {
    if (typeNumber(type) !== TYPE_SOA) return true;
    const first = !seen;
    seen = true;
    return first;
  });
}

function sectionsText(query: Query, shown: Shown): string {
  const { lookup: l } = query;
  const { message } = shown;
  const style = styleOf(l);
  const of = (records: Message['answer']): readonly string[] => records.map((record) => recordLine(record, style));
  const opt = message.edns && l.comments ? `;; OPT PSEUDOSECTION:\n${optText(shown)}` : '';
  const asked = message.question.map((each) => `;${questionLine(each, style)}`);
  return [
    opt,
    // A query without a question (+header-only) has the title all the same.
    !l.question
      ? ''
      : shown.sent && l.headerOnly && l.comments
        ? ';; QUESTION SECTION:\n\n'
        : section('QUESTION', asked, l.comments),
    l.answer ? section('ANSWER', of(answersOf(query, message)), l.comments) : '',
    l.authority ? section('AUTHORITY', of(message.authority), l.comments) : '',
    l.additional ? section('ADDITIONAL', of(message.additional), l.comments) : '',
  ].join('');
}

const took = ({ sentAt, receivedAt, lookup }: Query, micro: string, milli: string): string =>
  lookup.microseconds ? `${receivedAt - sentAt} ${micro}` : `${Math.floor((receivedAt - sentAt) / 1000)} ${milli}`;

function shortText(query: Query, { message }: Shown): string {
  const { lookup: l, server } = query;
  if (!l.answer) return '';
  const style = { unknown: l.unknownFormat, expandAaaa: l.expandAaaa };
  const from = l.identify ? ` from server ${server.name} in ${took(query, 'us', 'ms')}.` : '';
  return message.answer
    .map(
      (record) =>
        `${l.trace || l.nsSearch ? `${typeText(typeNumber(record.type))} ` : ''}${dataText(l.unknownFormat ? rawData(record) : record, style)}${from}\n`,
    )
    .join('');
}

function statisticsText(s: Session, size: number, query: Query): string {
  const { lookup: l, server } = query;
  const from = `${query.address}#${query.port}(${server.arg})`;
  const amount = isTransfer(l)
    ? `;; XFR size: ${query.records} records (messages ${query.messages}, bytes ${query.bytes})`
    : `;; MSG SIZE  rcvd: ${size}`;
  if (l.stats)
    return [
      `;; Query time: ${took(query, 'usec', 'msec')}\n`,
      `;; SERVER: ${from} (${l.tcp ? 'TCP' : 'UDP'})\n`,
      `;; WHEN: ${whenText((s.host.epoch ?? 0) + query.receivedAt)}\n`,
      `${amount}\n\n`,
    ].join('');
  if (!l.identify) return '';
  return `;; Received ${isTransfer(l) ? query.bytes : size} bytes from ${from} in ${took(query, 'us', 'ms')}\n\n`;
}

export const digFrontend = (state: DigState): Frontend => ({
  trying: () => undefined,
  message(s, query, shown) {
    const { lookup: l } = query;
    if (l.cmdline !== '' && !state.shortForm && state.printCommand) s.print(l.cmdline);
    l.cmdline = '';
    if (s.yaml) {
      s.print(yamlHead(query, shown, rcodeText(shown.message), s.host.epoch ?? 0));
      return s.print(state.shortForm ? shortText(query, shown) : yamlSections(query, shown));
    }
    if (state.shortForm) return s.print(shortText(query, shown));
    s.print(`${l.comments ? headerText(shown, l) : ''}${sectionsText(query, shown)}`);
  },
  received(s, size, query) {
    if (!state.shortForm && !s.yaml) s.print(statisticsText(s, size, query));
  },
});
