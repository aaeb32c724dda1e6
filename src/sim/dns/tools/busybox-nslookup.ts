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
import type { ToolResult } from './getent.ts';

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
}

interface Conf {
  readonly servers: readonly string[];
  readonly search: readonly string[];
}

/** parse_resolvconf: the last search or domain line counts. */
function readConf(files: ClientFiles): Conf {
  const servers: string[] = [];
  let search: readonly string[] = [];
  for (const { text } of linesOf(RESOLV_CONF, files.resolvConf ?? '')) {
    const [keyword, ...words] = text.trim().split(/[ \t]+/);
    if (keyword === 'nameserver' && words[0] !== undefined && parseAddress(words[0])) servers.push(words[0]);
    if (keyword === 'search' || keyword === 'domain') search = words;
  }
  return { servers: servers.length === 0 ? ['127.0.0.1'] : servers, search };
}

function* makeQueries(conf: Conf, name: string): Net<readonly Query[]> {
  const address = parseAddress(name);
  const dotted = name.includes('.') || conf.search.length === 0;
  const names = address
    ? [withoutDot(reverseName(formatAddress(address)))]
    : dotted
      ? [name]
      : conf.search.map((entry) => `${name}.${entry}`);
  const types: readonly RrType[] = address ? ['PTR'] : ['A', 'AAAA'];
  const why = because(dotted ? RULES.asIs : RULES.search);
  const queries: Query[] = [];
  for (const type of types) {
    for (const each of names) {
      const id = yield* net.random(65_536);
      const bytes = nameFault(each) === undefined ? encode(queryMessage(id, each, type)) : undefined;
      queries.push({ name: each, id, bytes, why, reply: undefined });
    }
  }
  return queries;
}

const TIMEOUT = 5_000_000;
const INTERVAL = 2_500_000;

interface Sent {
  readonly replies: number;
  readonly stderr: string;
}

/** send_queries */
function* sendQueries(server: string, queries: readonly Query[]): Net<Sent> {
  const socket = yield* net.udp(familyOf(server));
  const failed = (words: string): Sent => ({ replies: -1, stderr: `nslookup: write to '${server}': ${words}\n` });
  const errno = yield* net.connect(socket, { address: server, port: 53 });
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
    const got = yield* receive(socket, queries, retries > 0);
    if (got === 'again') retries -= 1;
    if (got === 'reply') replies += 1;
  }
  if (replies < queries.length) yield* net.timedOut(open, because(RULES.again));
  yield* net.close(socket);
  return { replies, stderr: '' };
}

function* receive(socket: SocketId, queries: readonly Query[], mayRetry: boolean): Net<'reply' | 'again' | 'none'> {
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
    default:
      return '';
  }
}

function queryText({ name, reply }: Query): { readonly text: string; readonly failed: boolean } {
  if (!reply) return { text: '\n', failed: false };
  const rcode = (reply[3] ?? 0) & 15;
  if (rcode !== 0) return { text: `** server can't find ${name}: ${RCODES[rcode] ?? rcode}\n\n`, failed: true };
  const decoded = decode(reply);
  if (decoded.kind === 'error') return { text: `*** Can't find ${name}: Parse error\n\n`, failed: true };
  const { aa, answer } = decoded.message;
  return { text: `${aa ? '' : 'Non-authoritative answer:\n'}${answer.map(recordText).join('')}\n`, failed: false };
}

export function* busyboxNslookup(files: ClientFiles, name: string): Net<ToolResult> {
  const conf = readConf(files);
  const queries = yield* makeQueries(conf, name);
  let stderr = '';
  for (const server of conf.servers) {
    const sent = yield* net.run(sendQueries(server, queries));
    stderr += sent.stderr;
    if (sent.replies <= 0) continue;
    const parts = queries.map(queryText);
    const host = server.includes(':') ? `[${server}]:53` : `${server}:53`;
    const stdout = `Server:\t\t${server}\nAddress:\t${host}\n\n${parts.map(({ text }) => text).join('')}`;
    return { exit: parts.some(({ failed }) => failed) ? 1 : 0, stdout: `${stdout}`, stderr };
  }
  return { exit: 1, stdout: ';; connection timed out; no servers could be reached\n\n', stderr };
}
