// busybox 1.35 nslookup (networking/nslookup.c, the "big" one): its own queries, its own search rule, one server after the other.
import { familyOf, formatAddress, parseAddress, reverseName } from '../address/index.ts';
import { linesOf, RESOLV_CONF, type ClientFiles } from '../config/index.ts';
import {
  decode,
  encode,
  nameFault,
  queryMessage,
  RCODES,
  withoutDot,
  type Resource,
  type RrType,
} from '../message/index.ts';
import { because, net, type Net, type QueryId, type Rule, type SocketId, type Why } from '../net/index.ts';
import { busyboxUsage } from './busybox-texts.ts';
import { libcOf } from './libc.ts';
import { readArguments, type Arguments } from './busybox-nslookup-args.ts';
import type { NetTool } from './tool.ts';

const rule = (id: string, says: string): Rule => ({
  id: `bb-nslookup.${id}`,
  source: 'busybox networking/nslookup.c',
  says,
});

const RULES = {
  search: rule('search', 'A name without a dot is asked with every search entry, all at once, and not as it is.'),
  asIs: rule('as-is', 'A name with a dot is asked as it is: no search list, whatever ndots says.'),
  again: rule('again', 'Every 2.5 s what is not answered is sent again; after 5 s the next server is asked.'),
  servfail: rule('servfail', 'SERVFAIL is asked again at once, at most twice the number of queries.'),
};

interface Query {
  readonly name: string;
  readonly id: number;
  /** undefined: the name does not fit a query. */
  readonly bytes: Uint8Array | undefined;
  readonly why: Why;
  reply: Uint8Array | undefined;
  /** Milliseconds until it came, or until the end of waiting. */
  latency: number;
}

interface Server {
  /** As it was written. */
  readonly name: string;
  readonly address: string;
}

interface Conf {
  readonly servers: readonly Server[];
  readonly search: readonly string[];
}

/** parse_resolvconf: the last search or domain line counts. */
function readConf(files: ClientFiles): Conf {
  const servers: Server[] = [];
  let search: readonly string[] = [];
  for (const { text } of linesOf(RESOLV_CONF, files.resolvConf ?? '')) {
    const [keyword, ...words] = text.trim().split(/[ \t]+/);
    if (keyword === 'nameserver' && words[0] !== undefined && parseAddress(words[0]))
      servers.push({ name: words[0], address: words[0] });
    if (keyword === 'search' || keyword === 'domain') search = words;
  }
  return { servers: servers.length === 0 ? [{ name: '127.0.0.1', address: '127.0.0.1' }] : servers, search };
}

function* makeQueries(conf: Conf, { name, types: asked }: Arguments): Net<readonly Query[]> {
  const address = asked.length === 0 ? parseAddress(name) : undefined;
  const dotted = name.includes('.') || conf.search.length === 0;
  const names = address
    ? [withoutDot(reverseName(formatAddress(address)))]
    : dotted
      ? [name]
      : conf.search.map((entry) => `${name}.${entry}`);
  const types: readonly RrType[] = asked.length > 0 ? asked : address ? ['PTR'] : ['A', 'AAAA'];
  const why = because(dotted ? RULES.asIs : RULES.search);
  const queries: Query[] = [];
  for (const type of types) {
    for (const each of names) {
      const id = yield* net.random(65_536);
      const bytes = nameFault(each) === undefined ? encode(queryMessage(id, each, type)) : undefined;
      queries.push({ name: each, id, bytes, why, reply: undefined, latency: 0 });
    }
  }
  return queries;
}

interface Sent {
  readonly replies: number;
  readonly stderr: string;
}

/** send_queries */
function* sendQueries(to: Server, queries: readonly Query[], { port, timeout, retry }: Arguments): Net<Sent> {
  const server = to.address;
  const TIMEOUT = timeout * 1_000_000;
  const INTERVAL = Math.floor(TIMEOUT / retry);
  const socket = yield* net.udp(familyOf(server));
  const failed = (words: string): Sent => ({ replies: -1, stderr: `nslookup: write to '${to.name}': ${words}\n` });
  const errno = yield* net.connect(socket, { address: server, port });
  if (errno !== undefined) return failed('Network is unreachable');
  const start = yield* net.now();
  let last = -Infinity;
  let retries = 0;
  let replies = 0;
  const open: QueryId[] = [];
  while (replies < queries.length) {
    const now = yield* net.now();
    if (now - start >= TIMEOUT) break;
    if (now - last >= INTERVAL) {
      for (const query of queries) {
        if (query.reply) continue;
        if (!query.bytes) return failed('Message too long');
        const sent = yield* net.send(socket, query.bytes, [last < 0 ? query.why : because(RULES.again)]);
        if (!sent.ok) return failed('Connection refused');
        open.push(...sent.queries);
        // Between two calls of write(2) a refusal has the time to come back.
        yield* net.sleep((yield* net.now()) + 1);
      }
      last = now;
      retries = 2 * queries.length;
    }
    const ready = yield* net.poll([{ socket, want: 'in' }], Math.min(last + INTERVAL, start + TIMEOUT));
    if (ready.length === 0) continue;
    const got = yield* receive(socket, queries, retries > 0, start);
    if (got === 'again') retries -= 1;
    if (got === 'reply') replies += 1;
  }
  if (replies < queries.length) yield* net.timedOut(open, because(RULES.again));
  yield* net.close(socket);
  return { replies, stderr: '' };
}

function* receive(
  socket: SocketId,
  queries: readonly Query[],
  mayRetry: boolean,
  start: number,
): Net<'reply' | 'again' | 'none'> {
  const got = yield* net.receive(socket);
  if (got.kind !== 'datagram' || got.bytes.length < 4) return 'none';
  const id = ((got.bytes[0] ?? 0) << 8) | (got.bytes[1] ?? 0);
  const query = queries.find((each) => each.id === id);
  if (!query?.bytes || query.reply) return 'none';
  if (((got.bytes[3] ?? 0) & 15) === 2 && mayRetry) {
    yield* net.send(socket, query.bytes, [because(RULES.servfail)]);
    return 'again';
  }
  query.reply = got.bytes;
  query.latency = Math.floor(((yield* net.now()) - start) / 1000);
  return 'reply';
}

/** parse_reply: one line or two for each record of the answer. */
function recordText({ name, data }: Resource): string {
  const owner = withoutDot(name);
  switch (data.kind) {
    case 'A':
    case 'AAAA':
      return `Name:\t${owner}\nAddress: ${data.address}\n`;
    case 'CNAME':
      return `${owner}\tcanonical name = ${withoutDot(data.target)}\n`;
    case 'PTR':
      return `${owner}\tname = ${withoutDot(data.target)}\n`;
    case 'NS':
      return `${owner}\tnameserver = ${withoutDot(data.target)}\n`;
    case 'MX':
      return `${owner}\tmail exchanger = ${data.preference} ${withoutDot(data.exchange)}\n`;
    case 'TXT':
      return `${owner}\ttext = "${data.strings.join('')}"\n`;
    case 'SRV':
      return `${owner}\tservice = ${data.priority} ${data.weight} ${data.port} ${withoutDot(data.target)}\n`;
    case 'SOA': {
      const { mname, rname, serial, refresh, retry, expire, minimum } = data;
      const numbers = Object.entries({ serial, refresh, retry, expire, minimum });
      const lines = numbers.map(([field, value]) => `\t${field} = ${value}\n`).join('');
      return `${owner}\n\torigin = ${withoutDot(mname)}\n\tmail addr = ${withoutDot(rname)}\n${lines}`;
    }
    default:
      return '';
  }
}

function queryText(
  { name, reply, latency }: Query,
  i: number,
  debug: boolean,
): { readonly text: string; readonly failed: boolean } {
  const before = debug ? `Query #${i} completed in ${latency}ms:\n` : '';
  if (!reply) return { text: `${before}\n`, failed: false };
  const rcode = (reply[3] ?? 0) & 15;
  if (rcode !== 0)
    return { text: `${before}** server can't find ${name}: ${RCODES[rcode] ?? rcode}\n\n`, failed: true };
  const decoded = decode(reply);
  if (decoded.kind === 'error') return { text: `${before}*** Can't find ${name}: Parse error\n\n`, failed: true };
  const { aa, answer } = decoded.message;
  const kind = aa ? (debug ? 'authoritative answer:\n' : '') : 'Non-authoritative answer:\n';
  return { text: `${before}${kind}${answer.map(recordText).join('')}\n`, failed: false };
}

/** The servers and the search list; undefined: the server's name has no address. */
function* configuration(host: Parameters<NetTool>[0], { server }: Arguments): Net<Conf | undefined> {
  if (server === undefined) return readConf(host.files);
  const { addresses } = yield* libcOf(host).lookup(server);
  const [address] = addresses;
  // With a server on the command line resolv.conf is not read: no search list.
  return address === undefined ? undefined : { servers: [{ name: server, address }], search: [] };
}

export const busyboxNslookup: NetTool = function* (host, argv) {
  const asked = readArguments(argv.slice(1));
  if (asked === 'usage' || 'fault' in asked) {
    yield* net.print(2, asked === 'usage' ? busyboxUsage(host, 'nslookup') : `nslookup: ${asked.fault}\n`);
    return 1;
  }
  const conf = yield* configuration(host, asked);
  if (!conf) {
    yield* net.print(2, `nslookup: bad address '${asked.server}'\n`);
    return 1;
  }
  const queries = yield* makeQueries(conf, asked);
  for (const server of conf.servers) {
    const sent = yield* net.run(sendQueries(server, queries, asked));
    if (sent.stderr !== '') yield* net.print(2, sent.stderr);
    if (sent.replies <= 0) continue;
    const parts = queries.map((query, i) => queryText(query, i, asked.debug));
    const at = server.address.includes(':') ? `[${server.address}]:${asked.port}` : `${server.address}:${asked.port}`;
    yield* net.print(1, `Server:\t\t${server.name}\nAddress:\t${at}\n\n${parts.map(({ text }) => text).join('')}`);
    return parts.some(({ failed }) => failed) ? 1 : 0;
  }
  yield* net.print(1, ';; connection timed out; no servers could be reached\n\n');
  return 1;
};
