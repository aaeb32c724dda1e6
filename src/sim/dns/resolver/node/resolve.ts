// dns.resolve4 and dns.resolve6 of Node 20: c-ares 1.34, its query without the search list, driven by Node's timer.
import { familyOf, parseIPv4, parseIPv6 } from '../../address/index.ts';
import { linesOf, RESOLV_CONF, type ClientFiles } from '../../config/index.ts';
import { decode, encode, queryMessage, sameName, withoutDot, type Message } from '../../message/index.ts';
import {
  because,
  framed,
  joined,
  net,
  unframe,
  type ConfigLine,
  type Net,
  type QueryId,
  type SocketId,
  type Why,
} from '../../net/index.ts';
import type { NodeResult } from './lookup.ts';
import { toAscii } from './punycode.ts';
import { CARES_RULES as RULES } from './rules.ts';

interface CaresConf {
  readonly servers: readonly { readonly address: string; readonly line?: ConfigLine }[];
  /** Microseconds. */
  readonly timeout: number;
  readonly rotate: boolean;
  readonly tcp: boolean;
}

const SECOND = 1_000_000;
/** uv_timer of one second, as recorded: it comes a millisecond late each time, and began with the loop's time before the call. */
const TICK = 1_001_000;
const BEFORE = 15_000;
/** DEFAULT_TIMEOUT of c-ares 1.34. */
const DEFAULT_TIMEOUT = 2 * SECOND;
/** Node sets it, so that `attempts` of resolv.conf does not count. */
const TRIES = 4;

/** src/lib/ares_sysconfig_files.c: all nameserver lines count, not only three. */
function readConf(files: ClientFiles): CaresConf {
  const servers: { address: string; line: ConfigLine }[] = [];
  let timeout = DEFAULT_TIMEOUT;
  let rotate = false;
  let tcp = false;
  for (const line of linesOf(RESOLV_CONF, files.resolvConf ?? '')) {
    const [keyword, ...words] = line.text
      .replace(/[#;].*/, '')
      .split(/\s+/)
      .filter((word) => word !== '');
    const [first = ''] = words;
    if (keyword === 'nameserver' && (parseIPv4(first) ?? parseIPv6(first))) {
      if (!servers.some(({ address }) => address === first)) servers.push({ address: first, line });
    } else if (keyword === 'options') {
      for (const word of words) {
        const seconds = /^(?:timeout|retrans):(\d+)/.exec(word)?.[1];
        if (seconds !== undefined && Number(seconds) > 0) timeout = Number(seconds) * SECOND;
        else if (word === 'rotate') rotate = true;
        else if (word === 'use-vc' || word === 'usevc') tcp = true;
      }
    }
  }
  return { servers: servers.length === 0 ? [{ address: '127.0.0.1' }] : servers, timeout, rotate, tcp };
}

/** ares_dns_rcode_to... and ares_query: what an answer without addresses is called. */
const RCODES: Readonly<Record<string, string>> = {
  FORMERR: 'EFORMERR',
  SERVFAIL: 'ESERVFAIL',
  NXDOMAIN: 'ENOTFOUND',
  NOTIMP: 'ENOTIMP',
  REFUSED: 'EREFUSED',
};

type Tried =
  | { readonly kind: 'answer'; readonly message: Message; readonly query: QueryId }
  | { readonly kind: 'timeout' | 'refused' };

class Query {
  private readonly conf: CaresConf;
  private readonly name: string;
  private readonly type: 'A' | 'AAAA';
  private readonly failures: number[];
  /** When Node's timer began to tick. */
  private begun = 0;
  private tcp: boolean;
  private first = 0;

  constructor(conf: CaresConf, name: string, type: 'A' | 'AAAA') {
    this.conf = conf;
    this.name = name;
    this.type = type;
    this.failures = conf.servers.map(() => 0);
    this.tcp = conf.tcp;
  }

  *run(): Net<Message | string> {
    this.begun = yield* net.now();
    const { servers } = this.conf;
    if (this.conf.rotate) this.first = yield* net.random(servers.length);
    let last = 'ETIMEOUT';
    for (let tries = 0; tries < TRIES * servers.length;) {
      const server = this.choose();
      const tried = yield* this.attempt(server, tries);
      if (tried.kind === 'answer' && tried.message.tc && !this.tcp) {
        yield* net.verdict(tried.query, 'failed', because(RULES.truncated));
        this.tcp = true;
        continue;
      }
      if (tried.kind === 'answer') {
        const fine = tried.message.rcode === 'NOERROR' || tried.message.rcode === 'NXDOMAIN';
        yield* net.verdict(tried.query, fine ? 'accepted' : 'failed', because(fine ? RULES.accepted : RULES.noCheck));
        return tried.message;
      }
      this.failures[server] = (this.failures[server] ?? 0) + 1;
      last = tried.kind === 'refused' ? 'ECONNREFUSED' : 'ETIMEOUT';
      tries += 1;
    }
    return last;
  }

  private choose(): number {
    const order = this.conf.servers.map((_, i) => (i + this.first) % this.conf.servers.length);
    return order.reduce((best, i) => ((this.failures[i] ?? 0) < (this.failures[best] ?? 0) ? i : best), order[0] ?? 0);
  }

  /** ares_calc_query_timeout */
  private *wait(tries: number): Net<number> {
    const round = Math.floor(tries / this.conf.servers.length);
    if (round === 0) return this.conf.timeout;
    const full = this.conf.timeout * 2 ** round;
    const random = (yield* net.random(65_536)) / 65_535;
    return Math.max(this.conf.timeout, full - full * random * 0.5);
  }

  private *attempt(server: number, tries: number): Net<Tried> {
    const { address = '', line } = this.conf.servers[server] ?? {};
    const words = `try ${tries + 1} of ${TRIES * this.conf.servers.length}, ${address}`;
    const why: Why = { ...because(tries === 0 ? RULES.server : RULES.again, words, line), also: [because(RULES.name)] };
    // What has been waited for is seen at the next tick after it.
    const deadline = (yield* net.now()) + (yield* this.wait(tries)) - this.begun;
    const until = this.begun - BEFORE + (Math.floor((deadline + BEFORE) / TICK) + 1) * TICK;
    const id = yield* net.random(65_536);
    const bytes = encode(queryMessage(id, this.name, this.type));
    const socket = this.tcp ? yield* net.tcp(familyOf(address)) : yield* net.udp(familyOf(address));
    const tried = yield* this.exchange(socket, address, id, bytes, until, why);
    yield* net.close(socket);
    return tried;
  }

  private *exchange(
    socket: SocketId,
    address: string,
    id: number,
    bytes: Uint8Array,
    until: number,
    why: Why,
  ): Net<Tried> {
    const errno = yield* net.connect(socket, { address, port: 53 }, false);
    if (errno !== undefined && errno !== 'EINPROGRESS') return { kind: 'refused' };
    if (this.tcp) {
      const [open] = yield* net.poll([{ socket, want: 'out' }], until);
      if (!open) return { kind: 'timeout' };
      if (open.failed) return { kind: 'refused' };
    }
    const sent = yield* net.send(socket, this.tcp ? framed(bytes) : bytes, [why]);
    if (!sent.ok) return { kind: 'refused' };
    const query = sent.queries[0] ?? 0;
    let buffered = new Uint8Array(0);
    for (;;) {
      if ((yield* net.poll([{ socket, want: 'in' }], until)).length === 0) {
        yield* net.timedOut(sent.queries, because(RULES.timer));
        return { kind: 'timeout' };
      }
      const got = yield* net.receive(socket);
      if (got.kind === 'error' && got.errno !== 'EAGAIN') {
        yield* net.verdict(query, 'failed', because(RULES.refused));
        return { kind: 'refused' };
      }
      if (got.kind === 'end') return { kind: 'refused' };
      let message = got.kind === 'datagram' ? got.bytes : undefined;
      if (got.kind === 'bytes') {
        buffered = joined(buffered, got.bytes);
        [message] = unframe(buffered).messages;
      }
      if (message === undefined) continue;
      const decoded = decode(message);
      if (decoded.kind === 'message' && this.matches(decoded.message, id))
        return { kind: 'answer', message: decoded.message, query };
      yield* net.verdict(query, 'ignored', because(RULES.notOurs));
    }
  }

  private matches({ response, id: theirs, question: [asked] }: Message, id: number): boolean {
    return response && theirs === id && asked?.type === this.type && sameName(asked.name, this.name);
  }
}

/** What c-ares takes for a name (ares_is_hostname): its characters, labels of 1 to 63 bytes, 255 in all. */
function isName(name: string): boolean {
  const bare = withoutDot(name);
  if (!/^[A-Za-z0-9\-*._/]*$/.test(name)) return false;
  return (
    bare.length < 255 && (name === '.' || bare.split('.').every((label) => label.length > 0 && label.length <= 63))
  );
}

/** `name` is text; the bytes go through `bytes`. */
export function* nodeResolve(
  files: ClientFiles,
  name: string,
  family: 'inet' | 'inet6',
  bytes: (text: string) => string,
): Net<NodeResult> {
  const type = family === 'inet' ? 'A' : 'AAAA';
  const call = family === 'inet' ? 'resolve4' : 'resolve6';
  const fail = (code: string): NodeResult => ({
    code,
    message: `query${family === 'inet' ? 'A' : 'Aaaa'} ${code} ${name}`,
    addresses: [],
  });
  yield* net.tell({ kind: 'lookup', call: `dns.${call}("${name}")`, name: bytes(name) });
  const result = yield* resolved();
  const { code, addresses } = result;
  yield* net.tell({ kind: 'outcome', ok: code === 'OK', code, addresses, words: result.message });
  return result;

  function* resolved(): Net<NodeResult> {
    const ascii = bytes(toAscii(name));
    if (!isName(ascii)) {
      yield* net.note('skip', because(RULES.badName));
      return fail('EBADNAME');
    }
    const answer = yield* new Query(readConf(files), ascii.endsWith('.') ? ascii : `${ascii}.`, type).run();
    if (typeof answer === 'string') return fail(answer);
    if (answer.rcode !== 'NOERROR') return fail(RCODES[answer.rcode] ?? 'EBADRESP');
    const found = answer.answer.flatMap(({ data }) => (data.kind === type ? [data.address] : []));
    return found.length === 0 ? fail('ENODATA') : { code: 'OK', message: '', addresses: found };
  }
}
