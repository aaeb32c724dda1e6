// +yaml: a message as dig writes it for other programs (printmessage of dig.c, dns_message_headertotext of lib/dns/message.c).
import { familyOf } from '../../address/index.ts';
import { typeNumber, type Resource } from '../../message/index.ts';
import { ednsLines } from './opt-text.ts';
import { dataText } from './rdata-text.ts';
import { OPCODES } from './reply.ts';
import type { Query, Shown } from './session.ts';
import { classText, typeText } from './types.ts';
import { isoText } from './when.ts';

const FLAGS = ['aa', 'tc', 'rd', 'ra', 'ad', 'cd'] as const;

const indented = (depth: number, lines: readonly string[]): string =>
  lines.map((line) => `${'  '.repeat(depth)}${line}\n`).join('');

/** An address that ends in two colons gets a zero: a colon at the end of a word means something else in YAML. */
const yamlAddress = (address: string): string => (address.endsWith(':') ? `${address}0` : address);

/** Of an RD query and an RA answer to it: recursive; of others: authoritative. */
function kindOf({ message, sent }: Shown): string {
  const recursive = message.rd && (sent || message.ra);
  return `${recursive ? 'RECURSIVE' : 'AUTH'}_${sent ? 'QUERY' : 'RESPONSE'}`;
}

function headerLines({ message, z }: Shown, status: string): readonly string[] {
  const { question, answer, authority, additional, edns } = message;
  return [
    `opcode: ${OPCODES[message.opcode]}`,
    `status: ${status}`,
    `id: ${message.id}`,
    `flags:${message.response ? ' qr' : ''}${FLAGS.map((flag) => (message[flag] ? ` ${flag}` : '')).join('')}`,
    ...(z ? ['MBZ: 0x4'] : []),
    `QUESTION: ${question.length}`,
    `ANSWER: ${answer.length}`,
    `AUTHORITY: ${authority.length}`,
    `ADDITIONAL: ${additional.length + (edns ? 1 : 0)}`,
  ];
}

/** `epoch`: what the wall clock said at the time 0 of the query's. */
export function yamlHead(query: Query, shown: Shown, status: string, epoch: number): string {
  const { address, port, lookup: l } = query;
  const time = (at: number): string => `!!timestamp ${isoText(epoch + at, l.microseconds)}`;
  const inet6 = familyOf(address) === 'inet6';
  return [
    '- type: MESSAGE\n  message:\n',
    indented(2, [
      `type: ${kindOf(shown)}`,
      `query_time: ${time(query.sentAt)}`,
      ...(shown.sent ? [] : [`response_time: ${time(query.receivedAt)}`]),
      `message_size: ${shown.size}b`,
      `socket_family: ${inet6 ? 'INET6' : 'INET'}`,
      `socket_protocol: ${l.tcp ? 'TCP' : 'UDP'}`,
      `response_address: "${yamlAddress(address)}"`,
      `response_port: ${port}`,
      // The socket is bound to no address of its own (isc_nmhandle_localaddr).
      `query_address: "${inet6 ? '::0' : '0.0.0.0'}"`,
      'query_port: 0',
      `${shown.sent ? 'query' : 'response'}_message_data:`,
    ]),
    indented(3, headerLines(shown, status)),
  ].join('');
}

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const quoted = lines.map((line) => `- '${line.replaceAll("'", "''")}'`);
  return indented(3, [`${title}_SECTION:`]) + indented(4, quoted);
}

const recordText = (record: Resource): string => {
  const data = dataText(record);
  const shown = record.data.kind === 'AAAA' ? yamlAddress(data) : data;
  return `${record.name} ${record.ttl} ${classText(record.klass)} ${typeText(typeNumber(record.type))} ${shown}`;
};

export function yamlSections({ lookup: l }: Query, shown: Shown): string {
  const { question, answer, authority, additional, edns } = shown.message;
  const asked = question.map(({ name, type, klass }) => `${name} ${classText(klass)} ${typeText(typeNumber(type))}`);
  return [
    l.comments && edns
      ? indented(3, ['OPT_PSEUDOSECTION:']) + indented(4, ['EDNS:']) + indented(5, ednsLines(shown))
      : '',
    l.question ? section('QUESTION', asked) : '',
    l.answer ? section('ANSWER', answer.map(recordText)) : '',
    l.authority ? section('AUTHORITY', authority.map(recordText)) : '',
    l.additional ? section('ADDITIONAL', additional.map(recordText)) : '',
  ].join('');
}
