// A record and a question as a line of columns (lib/dns/masterdump.c).
import { encode, typeNumber, type Message, type Question, type Resource } from '../../message/index.ts';
import { dataText, durationText, type DataStyle } from './rdata-text.ts';
import { classText, typeText } from './types.ts';

export interface RecordStyle {
  readonly noTtl?: boolean;
  readonly noClass?: boolean;
  readonly ttlUnits?: boolean;
  /** Data may go over many lines. */
  readonly multiline?: boolean;
  readonly rrComments?: boolean;
  readonly unknown?: boolean;
  readonly expandAaaa?: boolean;
}

interface Columns {
  readonly ttl: number;
  readonly klass: number;
  readonly type: number;
  readonly data: number;
}

const ALL: Columns = { ttl: 24, klass: 32, type: 40, data: 48 };
const ONE_LESS: Columns = { ttl: 24, klass: 24, type: 32, data: 40 };
const BARE: Columns = { ttl: 24, klass: 24, type: 24, data: 32 };

const columnsOf = ({ noTtl, noClass, multiline }: RecordStyle): Columns =>
  multiline === true || (noTtl === true && noClass === true)
    ? BARE
    : noTtl === true || noClass === true
      ? ONE_LESS
      : ALL;

const TAB = 8;

/** indent(): tabs as far as they go, then spaces; at least one step. */
function pad(from: number, column: number): { readonly text: string; readonly to: number } {
  const to = Math.max(column, from + 1);
  const tabs = Math.floor(to / TAB) - Math.floor(from / TAB);
  return { to, text: tabs > 0 ? '\t'.repeat(tabs) + ' '.repeat(to % TAB) : ' '.repeat(to - from) };
}

/** Words, each at its column or one step after the word before. */
function line(first: string, rest: readonly (readonly [word: string, column: number])[]): string {
  let text = first;
  let column = first.length;
  for (const [word, at] of rest) {
    const gap = pad(column, at);
    text += gap.text + word;
    column = gap.to + word.length;
  }
  return `${text}\n`;
}

const numbered = (unknown: boolean | undefined, prefix: string, number: number, known: string): string =>
  unknown === true ? `${prefix}${number}` : known;

/** With +unknownformat the data is shown as the bytes that it is. */
export function rawData(record: Resource): Resource {
  if (record.data.kind === 'unknown') return record;
  const message: Message = {
    ...{ id: 0, response: true, opcode: 0, aa: false, tc: false, rd: false, ra: false, ad: false, cd: false },
    ...{ rcode: 'NOERROR', question: [], authority: [], additional: [] },
    answer: [{ ...record, name: '.' }],
  };
  return { ...record, data: { kind: 'unknown', bytes: encode(message).slice(12 + 1 + 10) } };
}

export function recordLine(record: Resource, style: RecordStyle = {}): string {
  const at = columnsOf(style);
  const type = typeNumber(record.type);
  const { ttl, klass } = record;
  const data: DataStyle = {
    lineBreak: style.multiline === true ? `\n${pad(0, at.data).text}` : undefined,
    comments: style.rrComments === true,
    unknown: style.unknown === true,
    expandAaaa: style.expandAaaa === true,
  };
  return line(record.name, [
    ...(style.noTtl === true
      ? []
      : [[style.ttlUnits === true ? durationText(ttl, false) : String(ttl), at.ttl] as const]),
    ...(style.noClass === true ? [] : [[numbered(style.unknown, 'CLASS', klass, classText(klass)), at.klass] as const]),
    [numbered(style.unknown, 'TYPE', type, typeText(type)), at.type],
    [dataText(style.unknown === true ? rawData(record) : record, data), at.data],
  ]);
}

export function questionLine({ name, type, klass }: Question, style: RecordStyle = {}): string {
  const at = columnsOf(style);
  const number = typeNumber(type);
  return line(name, [
    [numbered(style.unknown, 'CLASS', klass, classText(klass)), at.klass],
    [numbered(style.unknown, 'TYPE', number, typeText(number)), at.type],
  ]);
}
