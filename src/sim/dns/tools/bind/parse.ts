// Bytes of an answer to what the tools look at: the message, whether the cookie came back, what lies behind the end.
import { decode, OPTION_COOKIE, type Message } from '../../message/index.ts';
import type { Lookup } from './lookup.ts';
import type { Session, Shown } from './session.ts';

/** `malformed`: it can be read, and yet it breaks a rule. */
export type Parsed = { readonly shown: Shown; readonly malformed: boolean } | { readonly bad: string };

/** Result texts of dns_message_parse for what this project's decoder finds. */
const FAULTS: Readonly<Record<string, string>> = {
  'short-header': 'unexpected end of input',
  'short-name': 'unexpected end of input',
  'short-record': 'unexpected end of input',
  'pointer-loop': 'bad compression pointer',
  'bad-label': 'bad label type',
  'long-name': 'name too long',
  'bad-data': 'FORMERR',
  'two-opts': 'FORMERR',
};

const CLASS_ANY = 255;

/** All records have the class of the question, unless that is ANY. */
function mixedClasses({ question, answer, authority, additional }: Message): boolean {
  const all = [...answer, ...authority, ...additional];
  const klass = question[0]?.klass ?? all[0]?.klass;
  return klass !== CLASS_ANY && all.some((record) => record.klass !== klass);
}

/** RFC 7873 section 4: eight bytes of the client, and eight to 32 of the server or none. */
const badCookie = ({ edns }: Message): boolean =>
  edns?.options.some(
    ({ code, bytes: { length } }) => code === OPTION_COOKIE && length !== 8 && (length < 16 || length > 40),
  ) ?? false;

export function parseAnswer(bytes: Uint8Array): Parsed {
  let decoded = decode(bytes);
  let extra = 0;
  if (decoded.kind === 'error' && decoded.fault === 'trailing-bytes') {
    extra = bytes.length - decoded.at;
    decoded = decode(bytes.slice(0, decoded.at));
  }
  if (decoded.kind === 'error') return { bad: FAULTS[decoded.fault] ?? 'FORMERR' };
  const { message } = decoded;
  if (badCookie(message)) return { bad: 'malformed OPT option' };
  const z = ((bytes[3] ?? 0) & 0x40) !== 0;
  return {
    malformed: mixedClasses(message),
    shown: { message, size: bytes.length, z, ednsFlags: 0, extra, cookie: undefined, sent: false },
  };
}

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** process_opt: the first cookie counts; a good one is what the next query sends. */
function checkCookie(s: Session, l: Lookup, message: Message): Shown['cookie'] {
  const option = message.edns?.options.find(({ code }) => code === OPTION_COOKIE);
  if (!option) return undefined;
  const sent = l.cookie ?? s.cookie;
  const got = hex(option.bytes);
  if (sent.length < 16 || got.length < 16) {
    s.warn('Warning: COOKIE bad token (too short)');
    return 'bad';
  }
  if (sent.slice(0, 16) !== got.slice(0, 16)) {
    s.warn('Warning: Client COOKIE mismatch');
    return 'bad';
  }
  l.cookie = got;
  return 'good';
}

export const withCookie = (s: Session, l: Lookup, shown: Shown): Shown => ({
  ...shown,
  cookie: checkCookie(s, l, shown.message),
});

/** hex_dump: sixteen bytes a line and what of them can be printed. */
export function hexDump(bytes: Uint8Array): string {
  let text = `${bytes.length} bytes\n`;
  for (let at = 0; at < bytes.length; at += 16) {
    const line = [...bytes.slice(at, at + 16)];
    const codes = line.map((byte) => `${byte.toString(16).padStart(2, '0')} `).join('');
    const chars = line.map((byte) => (byte >= 0x21 && byte <= 0x7d ? String.fromCharCode(byte) : '.')).join('');
    text += `${codes}${'   '.repeat(16 - line.length)}         ${chars}\n`;
  }
  return text;
}
