// The beginning of a lookup: which name is asked and the bytes that ask it (setup_lookup and next_origin of dighost.c).
import {
  encode,
  OPTION_COOKIE,
  typeName,
  type Edns,
  type EdnsOption,
  type Message,
  type Resource,
} from '../../message/index.ts';
import { because, net, type Net, type Why } from '../../net/index.ts';
import { idnaFault } from './idna.ts';
import type { Lookup } from './lookup.ts';
import { absoluteFromText, countLabels, formatted, joinNames, nameFromText, textOf, type Name } from './name.ts';
import { RULES } from './rules.ts';
import type { Session, Shown } from './session.ts';
import { TYPE_AXFR, TYPE_IXFR, TYPE_NS } from './types.ts';

/** What goes out, the same to every server and at every try. */
export interface Prepared {
  /** Absolute. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly sent: Shown;
  readonly why: Why;
}

/** dighost.h: DEFAULT_EDNS_BUFSIZE */
const EDNS_SIZE = 1232;
/** A longer query goes over TCP. */
const MAX_UDP_QUERY = 512;

const OPTION_NSID = 3;
const OPTION_SUBNET = 8;
const OPTION_EXPIRE = 9;
const OPTION_KEEPALIVE = 11;
const OPTION_PADDING = 12;

const dots = (text: string): number => text.split('.').length - 1;

export const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** idn_locale_to_ace: what is no name of IDNA2008 ends the program. */
function checkIdna(s: Session, text: string): void {
  const fault = idnaFault(text);
  if (fault !== undefined) s.fatal(`'${text}' is not a legal IDNA2008 name (${fault}), use +noidnin`);
}

/** The name to ask; undefined: with this entry of the search list it is too long. */
function nameOf(s: Session, l: Lookup): string | undefined {
  if (l.idnIn) checkIdna(s, l.text);
  if (l.newSearch) {
    if (dots(l.text) >= s.ndots || !s.useSearch) {
      l.origin = undefined;
      l.doneAsIs = true;
      l.needSearch = s.useSearch;
    } else if (l.origin === undefined && s.search.length > 0) {
      l.origin = 0;
      l.needSearch = false;
    }
  }
  const entry = l.origin === undefined ? undefined : s.search[l.origin];
  if (entry === undefined) {
    if (l.trace && l.traceRoot) return '.';
    const name = absoluteFromText(l.text);
    if (!('fault' in name)) return textOf(name);
    s.complain(`'${l.text}' is not a legal name (${name.fault})`);
    return s.end();
  }
  if (l.idnIn) checkIdna(s, entry);
  const origin = absoluteFromText(entry);
  if ('fault' in origin) return s.fatal(`'${entry}' is not in legal name syntax (${origin.fault})`);
  if (l.trace && l.traceRoot) return '.';
  return withOrigin(s, l, origin);
}

function withOrigin(s: Session, l: Lookup, origin: Name): string | undefined {
  const typed = nameFromText(l.text);
  const name = 'fault' in typed ? typed : joinNames(typed, origin);
  if (!('fault' in name)) return textOf(name);
  if (name.fault === 'name too long') return undefined;
  return s.fatal(`'${l.text}' is not in legal name syntax (${name.fault})`);
}

/** next_origin: the next entry of the search list, or the name as it is. */
export function nextOrigin(s: Session, l: Lookup): boolean {
  if (!s.useSearch) return false;
  const name = nameFromText(l.text);
  if (!('fault' in name) && (name.absolute || countLabels(name) > s.ndots)) return false;
  if (l.origin === undefined && !l.needSearch) return false;
  if (l.origin === undefined) {
    const next = s.requeue(l, true);
    next.origin = s.search.length > 0 ? 0 : undefined;
    next.needSearch = false;
    return true;
  }
  const after = l.origin + 1 < s.search.length ? l.origin + 1 : undefined;
  if (after === undefined && l.doneAsIs) return false;
  s.requeue(l, true).origin = after;
  return true;
}

function ednsOptions(s: Session, l: Lookup): readonly EdnsOption[] {
  const options: EdnsOption[] = [];
  const empty = (code: number): number => options.push({ code, bytes: new Uint8Array(0) });
  if (l.nsid) empty(OPTION_NSID);
  if (l.subnet) options.push({ code: OPTION_SUBNET, bytes: l.subnet });
  if (l.sendCookie) options.push({ code: OPTION_COOKIE, bytes: fromHex(l.cookie ?? s.cookie) });
  if (l.expire) empty(OPTION_EXPIRE);
  if (l.keepalive) empty(OPTION_KEEPALIVE);
  options.push(...l.ednsOptions);
  return options;
}

function ednsOf(s: Session, l: Lookup): Edns | undefined {
  if (l.udpSize < 0 && !l.dnssec && l.edns < 0 && !l.subnet) return undefined;
  if (l.udpSize < 0) l.udpSize = EDNS_SIZE;
  if (l.edns < 0) l.edns = 0;
  return { udpSize: l.udpSize, version: l.edns, dnssecOk: l.dnssec, options: ednsOptions(s, l) };
}

/** What an IXFR query tells of the zone that the client has. */
const ownSoa = (name: string, l: Lookup): Resource => ({
  name,
  type: 'SOA',
  klass: l.klass,
  ttl: 0,
  data: { kind: 'SOA', mname: '.', rname: '.', serial: l.ixfrSerial, refresh: 0, retry: 0, expire: 0, minimum: 0 },
});

/** EDNS padding (RFC 7830): the message becomes a multiple of `block`. */
function padded(message: Message, block: number): Message {
  const { edns } = message;
  if (block === 0 || !edns) return message;
  const option = (size: number): Message => ({
    ...message,
    edns: { ...edns, options: [...edns.options, { code: OPTION_PADDING, bytes: new Uint8Array(size) }] },
  });
  const size = encode(option(0), 'full').length;
  return option((block - (size % block)) % block);
}

/** Bits that a message of this project does not know: Z in the header, flags of EDNS besides DO (after the OPT record's class). */
function withBits(bytes: Uint8Array, message: Message, z: boolean, flags: number): Uint8Array {
  if (z) bytes[3] = (bytes[3] ?? 0) | 0x40;
  if (!message.edns || flags === 0) return bytes;
  const options = message.edns.options.reduce((sum, option) => sum + 4 + option.bytes.length, 0);
  const at = bytes.length - options - 4;
  bytes[at] = (bytes[at] ?? 0) | (flags >> 8);
  bytes[at + 1] = (bytes[at + 1] ?? 0) | (flags & 0xff);
  return bytes;
}

function messageOf(s: Session, l: Lookup, id: number, name: string): Message {
  return {
    id,
    response: false,
    opcode: l.opcode,
    aa: l.aa,
    tc: l.tc,
    rd: l.recurse && l.type !== TYPE_AXFR && l.type !== TYPE_IXFR,
    ra: l.ra,
    ad: l.ad,
    cd: l.cd,
    rcode: 'NOERROR',
    question: l.headerOnly ? [] : [{ name, type: typeName(l.type), klass: l.klass }],
    answer: [],
    authority: l.type === TYPE_IXFR ? [ownSoa(name, l)] : [],
    additional: [],
    edns: ednsOf(s, l),
  };
}

/** Why this name. */
const whyOf = (l: Lookup): Why =>
  because(l.trace && !l.traceRoot ? RULES.trace : l.origin === undefined ? RULES.asIs : RULES.search);

/** setup_lookup; undefined: the name does not fit, something else has to be asked. */
export function* setUpLookup(s: Session, l: Lookup): Net<Prepared | undefined> {
  if (l.newSearch) s.restart();
  if (l.servers.length === 0) l.servers = [...s.servers];
  const name = nameOf(s, l);
  if (name === undefined) {
    yield* net.note('skip', because(RULES.search, l.text));
    return undefined;
  }
  l.asked = name;
  s.frontend.trying(s, formatted(name), l);
  const id = yield* net.random(65_536);
  if ((l.trace || l.nsSearch) && !l.traceRoot) l.recurse = false;
  if (l.trace && l.traceRoot) {
    l.wantedType = l.type;
    l.type = TYPE_NS;
  }
  if (l.type === TYPE_AXFR) l.tcp = true;
  const message = padded(messageOf(s, l, l.queryId ?? id, name), l.padding);
  const flags = (l.ednsFlags & ~0xc000) | (l.compactOk ? 0x4000 : 0);
  const bytes = withBits(encode(message, 'full'), message, l.z, flags);
  if (bytes.length > MAX_UDP_QUERY) l.tcp = true;
  const why = whyOf(l);
  yield* net.note('name', { ...why, words: name });
  const sent: Shown = {
    message,
    size: bytes.length,
    z: l.z,
    ednsFlags: message.edns ? flags : 0,
    extra: 0,
    cookie: undefined,
    sent: true,
  };
  return { name, bytes, sent, why };
}

/** Whole zones come in many messages. */
export const isTransfer = (l: Lookup): boolean => l.type === TYPE_AXFR || (l.type === TYPE_IXFR && l.tcp);
