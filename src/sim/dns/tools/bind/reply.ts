// What is made of an answer: read on, ask again, ask another, or show it (recv_done of dighost.c).
import { foldName, headerOf, rcodeNumber, typeNumber, type Message } from '../../message/index.ts';
import type { Net } from '../../net/index.ts';
import { followServers, followUp } from './follow.ts';
import type { Lookup } from './lookup.ts';
import { formatted } from './name.ts';
import { hexDump, parseAnswer, withCookie } from './parse.ts';
import type { Query, Session, Shown } from './session.ts';
import { isTransfer, nextOrigin, type Prepared } from './setup.ts';
import { moreToCome } from './transfer.ts';
import { classText, typeText } from './types.ts';

/** `read`: this was not it. `more`: the next message of a transfer. `next`: the next server. `done`: nothing left for this lookup. */
export type Fate = 'read' | 'more' | 'next' | 'done';

export const OPCODES = [
  'QUERY',
  'IQUERY',
  'STATUS',
  'RESERVED3',
  'NOTIFY',
  'UPDATE',
  ...Array.from({ length: 10 }, (_, i) => `RESERVED${i + 6}`),
];

const SERVFAIL = 2;
const NXDOMAIN = 3;
const BADVERS = 16;
const BADCOOKIE = 23;

interface Context {
  readonly s: Session;
  readonly query: Query;
  readonly l: Lookup;
  readonly prepared: Prepared;
  readonly hasNext: boolean;
}

/** The header alone: is this for us? undefined: yes. */
function wrongHeader({ s, l, prepared, query }: Context, bytes: Uint8Array): Fate | undefined {
  const header = headerOf(bytes);
  const id = prepared.sent.message.id;
  const words = `expected ID ${id}, got ${header?.id}`;
  if (l.tcp) {
    if (header?.id === id) return undefined;
    if (!header) s.warn('ERROR: short (< header size) message');
    else if (query.records === 0) s.warn(`ERROR: ID mismatch: ${words}`);
    return header && query.records > 0 ? undefined : 'done';
  }
  if (header?.id !== id)
    s.warn(header ? `Warning: ID mismatch: ${words}` : 'Warning: short (< header size) message received');
  if (header && !header.response) s.warn('Warning: query response not set');
  return header?.id === id ? undefined : 'read';
}

function wrongQuestion({ s, l, prepared }: Context, message: Message): Fate | undefined {
  let match = true;
  for (const { name, type, klass } of message.question) {
    const number = typeNumber(type);
    if (number === l.type && klass === l.klass && foldName(name) === foldName(prepared.name)) continue;
    s.warn(`;; Question section mismatch: got ${formatted(name)}/${typeText(number)}/${classText(klass)}`);
    match = false;
    break;
  }
  return match ? undefined : l.tcp ? 'done' : 'read';
}

/** The same lookup once more, changed. */
function again({ s, l }: Context, change: (next: Lookup) => void): Fate {
  const next = s.requeue(l, true);
  change(next);
  if (l.trace && l.traceRoot) next.type = l.wantedType;
  return 'done';
}

/** Answers that ask for another query: an older EDNS, TCP, a new cookie. */
function asksAgain(context: Context, shown: Shown): Fate | { readonly shown: Shown; readonly checked: boolean } {
  const { s, l, query } = context;
  const { message } = shown;
  const rcode = rcodeNumber(message.rcode);
  if (rcode === BADVERS && message.edns && message.edns.version < l.edns && l.ednsNegotiate) {
    const { version } = message.edns;
    s.comment(l, `BADVERS, retrying with EDNS version ${version}.`);
    l.edns = version;
    return again(context, () => undefined);
  }
  if (message.tc && !l.ignoreTruncation && !l.tcp) {
    if (l.cookie === undefined && l.sendCookie && message.edns) withCookie(s, l, shown);
    s.comment(l, 'Truncated, retrying in TCP mode.');
    return again(context, (next) => (next.tcp = true));
  }
  if (rcode !== BADCOOKIE || l.tcp || !l.sendCookie || !l.retryBadCookie) return { shown, checked: false };
  const checked = withCookie(s, l, shown);
  if (checked.cookie !== 'good') return { shown: checked, checked: true };
  if (l.showBadCookie) {
    s.frontend.message(s, query, checked);
    s.frontend.received(s, checked.size, query);
  }
  s.comment(l, `BADCOOKIE, retrying${l.seenBadCookie ? ' in TCP mode' : ''}.`);
  return again(context, (next) => {
    if (l.seenBadCookie) next.tcp = true;
    next.seenBadCookie = true;
  });
}

/** A server that fails or does not recurse: host and nslookup turn to the next, if there is one. */
function badServer({ s, l, query, hasNext }: Context, message: Message): boolean {
  const failed = rcodeNumber(message.rcode) === SERVFAIL && !l.servfailStops;
  if (!failed && !(s.checkRa && !message.ra && l.recurse)) return false;
  const words = `Got ${failed ? 'SERVFAIL reply' : 'recursion not available'} from ${query.server.name}`;
  s.comment(l, hasNext ? `${words}, trying next server` : words);
  return hasNext;
}

function* show({ s, l, query }: Context, shown: Shown): Net<undefined> {
  const { frontend } = s;
  if (rcodeNumber(shown.message.rcode) === NXDOMAIN && (l.origin !== undefined || l.needSearch)) {
    if (nextOrigin(s, l) && !s.showSearch) return undefined;
    frontend.message(s, query, shown);
    frontend.received(s, shown.size, query);
    return undefined;
  }
  if (l.nsSearch && l.traceRoot) return yield* followServers(s, l, shown.message);
  frontend.message(s, query, shown);
  if (l.trace) yield* followUp(s, l, shown.message);
  return undefined;
}

export function* judge(context: Context, bytes: Uint8Array): Net<Fate> {
  const { s, l, query } = context;
  const wrong = wrongHeader(context, bytes);
  if (wrong) return wrong;
  const parsed = parseAnswer(bytes);
  if ('bad' in parsed || (parsed.malformed && !l.bestEffort)) {
    if (!s.yaml) s.print(`;; Got bad packet: ${'bad' in parsed ? parsed.bad : 'FORMERR'}\n${hexDump(bytes)}`);
    return 'done';
  }
  if (parsed.malformed) s.warn('Warning: Message parser reports malformed message packet.');
  const { message } = parsed.shown;
  if (message.opcode !== l.opcode) {
    s.warn(`Warning: Opcode mismatch: expected ${OPCODES[l.opcode]}, got ${OPCODES[message.opcode]}`);
    return 'read';
  }
  const other = wrongQuestion(context, message);
  if (other) return other;
  const asked = asksAgain(context, parsed.shown);
  if (typeof asked === 'string') return asked;
  if (badServer(context, message)) return 'next';
  let { shown } = asked;
  if (!asked.checked && (l.cookie !== undefined || l.sendCookie)) {
    if (message.edns) shown = withCookie(s, l, shown);
    else if (l.cookie !== undefined) s.warn('expected opt record in response');
  }
  yield* show(context, shown);
  if (isTransfer(l)) return moreToCome(s, query, message, bytes.length) ? 'more' : 'done';
  if (message.rcode === 'NOERROR' || l.origin === undefined) s.frontend.received(s, shown.size, query);
  return 'done';
}
