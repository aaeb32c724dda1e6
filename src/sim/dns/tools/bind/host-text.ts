// What host prints of an answer: a sentence for each record, or with -v the message (printmessage of host.c).
import { typeNumber, type Message, type Question, type Resource } from '../../message/index.ts';
import { endOfChain } from './alias.ts';
import { cloneLookup } from './lookup.ts';
import { formatted } from './name.ts';
import { rcodeWord } from './rcodes.ts';
import { dataText } from './rdata-text.ts';
import { questionLine, recordLine } from './record-text.ts';
import { OPCODES } from './reply.ts';
import type { Frontend, Query, Session, Shown } from './session.ts';
import { TYPE_A, TYPE_AAAA, TYPE_ANY, TYPE_AXFR, TYPE_MX, TYPE_NS, TYPE_PTR, typeText } from './types.ts';

export class HostState {
  shortForm = true;
  /** No type was asked for: A, then AAAA and MX. */
  defaultLookups = true;
  /** -l without -t: addresses and servers only. */
  listAddresses = true;
  listType = TYPE_A;
  /** -A */
  almostAll = false;
  /** A server was named: it is introduced once. */
  listed = false;
  introduced = false;
  seenError = -1;
}

const WORDS: Readonly<Record<number, string>> = {
  1: 'has address',
  2: 'name server',
  5: 'is an alias for',
  11: 'has well known services',
  12: 'domain name pointer',
  13: 'host information',
  15: 'mail is handled by',
  16: 'descriptive text',
  19: 'x25 address',
  20: 'ISDN address',
  24: 'has signature',
  25: 'has key',
  28: 'has IPv6 address',
  29: 'location',
};

/** RRSIG, NSEC, NSEC3 */
const SIGNATURES = new Set([46, 47, 50]);
const ADDRESSES = new Set([TYPE_A, TYPE_AAAA, TYPE_NS, TYPE_PTR]);

function wanted(state: HostState, { lookup }: Query, type: number): boolean {
  if (state.almostAll && SIGNATURES.has(type)) return false;
  if (lookup.type !== TYPE_AXFR) return true;
  if (state.listAddresses) return ADDRESSES.has(type);
  return state.listType === TYPE_ANY || state.listType === type;
}

function sentence(query: Query, record: Resource): string {
  const { lookup, server } = query;
  const type = typeNumber(record.type);
  const before = lookup.identifyLineBefore ? `Nameserver ${server.name}:\n\t` : '';
  const words = WORDS[type] ?? `has ${typeText(type)} record`;
  const after = lookup.identify ? ` on server ${server.name}` : '';
  return `${before}${formatted(record.name)} ${words} ${dataText(record)}${after}\n`;
}

const records = (state: HostState, query: Query, list: readonly Resource[]): string =>
  list
    .filter(({ type }) => wanted(state, query, typeNumber(type)))
    .map((record) => (state.shortForm ? sentence(query, record) : recordLine(record)))
    .join('');

const titled = (title: string, lines: string): string => `\n;; ${title} SECTION:\n${lines}`;

const questions = (list: readonly Question[]): string => list.map((each) => `;${questionLine(each)}`).join('');

const FLAGS = ['aa', 'tc', 'rd', 'ra', 'ad', 'cd'] as const;

function headerText(message: Message): string {
  const { question, answer, authority, additional, edns } = message;
  const flags = [...(message.response ? ['qr'] : []), ...FLAGS.filter((flag) => message[flag])].join(' ');
  const counts = `QUERY: ${question.length}, ANSWER: ${answer.length}, AUTHORITY: ${authority.length}, ADDITIONAL: ${additional.length + (edns ? 1 : 0)}`;
  const version = edns ? `;; EDNS: version: ${edns.version}, udp=${edns.udpSize}\n` : '';
  const { word } = rcodeWord(message);
  return `;; ->>HEADER<<- opcode: ${OPCODES[message.opcode]}, status: ${word}, id: ${message.id}\n;; flags: ${flags}; ${counts}\n${version}`;
}

function bodyText(state: HostState, query: Query, message: Message): string {
  const { question, answer, authority, additional } = message;
  if (state.shortForm) return records(state, query, answer);
  return [
    question.length > 0 ? titled('QUESTION', questions(question)) : '',
    answer.length > 0 ? titled('ANSWER', records(state, query, answer)) : '',
    authority.length > 0 ? titled('AUTHORITY', records(state, query, authority)) : '',
    additional.length > 0 ? titled('ADDITIONAL', records(state, query, additional)) : '',
    '\n',
  ].join('');
}

/** AAAA and MX of the name that the aliases lead to. */
function addLookups(s: Session, query: Query, shown: Shown, asked: string): void {
  const text = formatted(endOfChain(shown.message, asked));
  for (const type of [TYPE_AAAA, TYPE_MX])
    s.lookups.push({
      ...cloneLookup(query.lookup, false),
      text,
      type,
      typeSet: true,
      origin: undefined,
      retries: s.tries,
    });
}

function introduce(state: HostState, { server, address, port }: Query): string {
  if (!state.listed || state.introduced) return '';
  state.introduced = true;
  return `Using domain server:\nName: ${server.arg}\nAddress: ${address}#${port}\nAliases: \n\n`;
}

function notFound({ lookup, server }: Query, asked: string, message: Message): string {
  const { number, word } = rcodeWord(message);
  const name = word === 'NXDOMAIN' ? lookup.text : formatted(asked);
  return lookup.identifyLineBefore
    ? `Nameserver ${server.name}:\n\t${name} not found: ${number}(${word})\n`
    : `Host ${name} not found: ${number}(${word})\n`;
}

export const hostFrontend = (state: HostState): Frontend => ({
  trying(s, name) {
    if (!state.shortForm) s.print(`Trying "${name}"\n`);
  },
  message(s, query, shown) {
    const { message } = shown;
    const { lookup: l } = query;
    const errorBefore = state.seenError === 1;
    state.seenError = 1;
    s.print(introduce(state, query));
    if (message.rcode !== 'NOERROR') return s.print(notFound(query, l.asked, message));
    if (state.defaultLookups && l.type === TYPE_A) addLookups(s, query, shown, l.asked);
    if (!state.shortForm) s.print(headerText(message));
    s.print(bodyText(state, query, message));
    if (state.shortForm && !state.defaultLookups && message.answer.length === 0)
      s.print(`${formatted(l.asked)} has no ${typeText(l.type)} record\n`);
    state.seenError = errorBefore ? 1 : 0;
    return undefined;
  },
  received(s, size, query) {
    if (state.shortForm) return;
    const took = Math.floor((query.receivedAt - query.sentAt) / 1000);
    s.print(`Received ${size} bytes from ${query.address}#${query.port} in ${took} ms\n`);
  },
});
