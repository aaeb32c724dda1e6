// What nslookup prints of an answer (printmessage of nslookup.c).
import { typeNumber, type Message, type Resource } from '../../message/index.ts';
import { endOfChain } from './alias.ts';
import { cloneLookup } from './lookup.ts';
import { formatted } from './name.ts';
import { rcodeWord } from './rcodes.ts';
import { dataText } from './rdata-text.ts';
import type { Frontend, Query, Session } from './session.ts';
import { classText, TYPE_A, TYPE_AAAA, TYPE_SOA, typeText } from './types.ts';

export class NslookupState {
  shortForm = true;
  /** No type was asked for: A, then AAAA. */
  defaultLookups = true;
  /** A had no answer: if AAAA has none either, it is said. */
  noAddress = false;
  /** No server was reached. */
  queryError = 1;
  printError = 0;
}

/** Words before the data; types beyond 41 are `rdata_` and their number. */
const WORDS: Readonly<Record<number, string>> = {
  1: 'internet address = ',
  2: 'nameserver = ',
  3: 'md = ',
  4: 'mf = ',
  5: 'canonical name = ',
  6: 'soa = ',
  7: 'mb = ',
  8: 'mg = ',
  9: 'mr = ',
  11: 'protocol = ',
  12: 'name = ',
  13: 'hinfo = ',
  14: 'minfo = ',
  15: 'mail exchanger = ',
  16: 'text = ',
  17: 'rp = ',
  18: 'afsdb = ',
  19: 'x25 address = ',
  20: 'isdn address = ',
  21: 'rt = ',
  22: 'nsap = ',
  23: 'nsap_ptr = ',
  24: 'signature = ',
  25: 'key = ',
  26: 'px = ',
  27: 'gpos = ',
  28: 'has AAAA address ',
  29: 'loc = ',
  30: 'next = ',
  33: 'service = ',
  35: 'naptr = ',
  36: 'kx = ',
  37: 'cert = ',
  38: 'v6 address = ',
  39: 'dname = ',
  41: 'optional = ',
};
const LAST_KNOWN = 41;

const wordsOf = (type: number): string =>
  type > LAST_KNOWN ? `rdata_${type} = ` : (WORDS[type] ?? `rtype_${type} = `);

const described = (record: Resource): string => `${wordsOf(typeNumber(record.type))}${dataText(record)}\n`;

function soaLines({ data }: Resource): string {
  if (data.kind !== 'SOA') return '';
  const { serial, refresh, retry, expire, minimum } = data;
  const numbers = Object.entries({ serial, refresh, retry, expire, minimum });
  return [
    `\torigin = ${formatted(data.mname)}\n`,
    `\tmail addr = ${formatted(data.rname)}\n`,
    ...numbers.map(([name, value]) => `\t${name} = ${value}\n`),
  ].join('');
}

const isAddress = (type: number): boolean => type === TYPE_A || type === TYPE_AAAA;

function recordText(record: Resource, answer: boolean): string {
  const type = typeNumber(record.type);
  const name = formatted(record.name);
  if (answer && isAddress(type)) return `Name:\t${name}\nAddress: ${dataText(record)}\n`;
  if (type === TYPE_SOA) return `${name}\n${soaLines(record)}`;
  return `${name}\t${described(record)}`;
}

const sectionText = (records: readonly Resource[], answer: boolean): string =>
  records.map((record) => recordText(record, answer)).join('');

/** -debug: every record of every section. */
function details(title: string, records: readonly Resource[]): string {
  const lines = records.map((record) => {
    const soa = typeNumber(record.type) === TYPE_SOA;
    return `    ->  ${formatted(record.name)}\n${soa ? soaLines(record) : `\t${described(record)}`}\tttl = ${record.ttl}\n`;
  });
  return `    ${title}:\n${lines.join('')}`;
}

function detailText({ question, answer, authority, additional }: Message): string {
  const asked = question.map(
    ({ name, type, klass }) =>
      `\t${formatted(name)}, type = ${typeText(typeNumber(type))}, class = ${classText(klass)}\n`,
  );
  return [
    '------------\n',
    `    QUESTIONS:\n${asked.join('')}`,
    details('ANSWERS', answer),
    details('AUTHORITY RECORDS', authority),
    details('ADDITIONAL RECORDS', additional),
    '------------\n',
  ].join('');
}

function addLookup(s: Session, { lookup: l }: Query, message: Message): void {
  s.lookups.push({
    ...cloneLookup(l, false),
    text: formatted(endOfChain(message, l.asked)),
    type: TYPE_AAAA,
    typeSet: true,
    origin: undefined,
    retries: s.tries,
  });
}

function answerText(state: NslookupState, { lookup: l }: Query, message: Message, first: boolean): string {
  const { aa, answer, authority, additional } = message;
  let text = !aa && first ? 'Non-authoritative answer:\n' : '';
  if (answer.length > 0) text += sectionText(answer, true);
  else if (state.defaultLookups && l.type === TYPE_A) state.noAddress = true;
  else if (!state.defaultLookups || (l.type === TYPE_AAAA && state.noAddress))
    text += `*** Can't find ${l.text}: No answer\n`;
  if (aa || isAddress(l.type)) return text;
  return `${text}\nAuthoritative answers can be found from:\n${sectionText(authority, false)}${sectionText(additional, false)}`;
}

export const nslookupFrontend = (state: NslookupState): Frontend => ({
  trying: () => undefined,
  message(s, query, { message }) {
    const { lookup: l, server, address, port } = query;
    state.queryError = 0;
    // The second lookup of a pair does not repeat who answers.
    const first = !state.defaultLookups || l.type === TYPE_A;
    if (first) s.print(`Server:\t\t${server.arg}\nAddress:\t${address}#${port}\n\n`);
    if (!state.shortForm) s.print(detailText(message));
    if (message.rcode !== 'NOERROR') {
      s.print(`** server can't find ${formatted(l.asked)}: ${rcodeWord(message).word}\n`);
      state.printError = 1;
      return;
    }
    if (state.defaultLookups && l.type === TYPE_A) addLookup(s, query, message);
    s.print(answerText(state, query, message, first));
  },
  received: () => undefined,
});
