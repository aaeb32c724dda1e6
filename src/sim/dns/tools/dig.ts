// dig of BIND 9.18 (bin/dig): one name, one type, with cookie, EDNS0 and AD; the search list only with +search.
import { familyOf } from '../address/index.ts';
import { readGlibcConf, type ClientFiles } from '../config/index.ts';
import { decode, encode, nameFault, OPTION_COOKIE, queryMessage, type Message, type RrType } from '../message/index.ts';
import { because, framed, net, unframe, type Net, type Rule } from '../net/index.ts';
import type { ToolResult } from './getent.ts';
import { messageText } from './dig-text.ts';

const rule = (id: string, says: string): Rule => ({ id: `dig.${id}`, source: 'BIND 9.18 bin/dig/dighost.c', says });

const RULES = {
  asIs: rule('as-is', 'dig asks the name as it is; the search list counts only with +search.'),
  search: rule('search', '+search: the search list, ndots as in resolv.conf.'),
  tries: rule(
    'tries',
    'Five seconds a try, three tries with the first server, each from a new socket; then each other server once.',
  ),
  tcp: rule('tcp', 'TC is set: again over TCP.'),
};

export interface DigOptions {
  readonly type: RrType;
  readonly search: boolean;
  /** The words after "dig", for the first line. */
  readonly words: readonly string[];
}

const TRIES = 3;

const FAULTS = {
  'long-label': 'label too long',
  'empty-label': 'empty label',
  'long-name': 'ran out of space',
} as const;

interface Got {
  readonly message: Message;
  readonly size: number;
  readonly server: string;
  readonly proto: 'UDP' | 'TCP';
  readonly took: number;
}

interface Talked {
  readonly got: Got | undefined;
  readonly lines: string;
}

function* once(server: string, bytes: Uint8Array, tcp: boolean, again: boolean, patience: number): Net<Got | string> {
  const start = yield* net.now();
  const socket = tcp ? yield* net.tcp(familyOf(server)) : yield* net.udp(familyOf(server));
  const errno = yield* net.connect(socket, { address: server, port: 53 });
  let result: Got | string = errno === undefined ? 'timed out' : 'connection refused';
  if (errno === undefined) {
    yield* net.send(socket, tcp ? framed(bytes) : bytes, [because(tcp ? RULES.tcp : again ? RULES.tries : RULES.asIs)]);
    for (;;) {
      const ready = yield* net.poll([{ socket, want: 'in' }], start + patience);
      if (ready.length === 0) break;
      const got = yield* net.receive(socket);
      if (got.kind === 'error' && got.errno === 'EAGAIN') continue;
      if (got.kind === 'error') result = 'connection refused';
      const answer =
        got.kind === 'datagram' ? got.bytes : got.kind === 'bytes' ? unframe(got.bytes).messages[0] : undefined;
      const decoded = answer && decode(answer);
      if (answer && decoded?.kind === 'message') {
        const took = Math.floor(((yield* net.now()) - start) / 1000);
        result = { message: decoded.message, size: answer.length, server, proto: tcp ? 'TCP' : 'UDP', took };
      }
      break;
    }
  }
  yield* net.close(socket);
  return result;
}

/** All servers for one name. */
function* ask(servers: readonly string[], name: string, type: RrType, patience: number): Net<Talked> {
  let lines = '';
  const cookie = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]);
  const edns = { udpSize: 1232, version: 0, dnssecOk: false, options: [{ code: OPTION_COOKIE, bytes: cookie }] };
  for (const [i, server] of servers.entries()) {
    for (let attempt = 0; attempt < (i === 0 ? TRIES : 1); attempt += 1) {
      const bytes = encode(queryMessage(yield* net.random(65_536), name, type, { ad: true, edns }));
      let got = yield* once(server, bytes, false, attempt > 0 || i > 0, patience);
      if (typeof got !== 'string' && got.message.tc) {
        lines += ';; Truncated, retrying in TCP mode.\n';
        got = yield* once(server, bytes, true, false, patience);
      }
      if (typeof got !== 'string') return { got, lines };
      lines += `;; communications error to ${server}#53: ${got}\n`;
    }
  }
  return { got: undefined, lines };
}

function namesOf(files: ClientFiles, name: string, search: boolean): readonly string[] {
  const conf = readGlibcConf(files);
  if (!search || name.endsWith('.')) return [name];
  const dots = name.split('.').length - 1;
  const list = conf.search.map(({ value }) => (value === '.' ? `${name}.` : `${name}.${value}`));
  return dots >= conf.ndots.value ? [name] : [...list, name];
}

export function* dig(files: ClientFiles, name: string, options: DigOptions): Net<ToolResult> {
  const fault = nameFault(name);
  if (fault !== undefined) {
    const words = options.search ? 'in legal name syntax' : 'a legal name';
    return { exit: options.search ? 1 : 10, stdout: '', stderr: `dig: '${name}' is not ${words} (${FAULTS[fault]})\n` };
  }
  const conf = readGlibcConf(files);
  // Without a name server line BIND asks both loopback addresses.
  const named = conf.nameservers.some(({ line }) => line !== undefined);
  const servers = named ? conf.nameservers.map(({ value }) => value) : ['::1', '127.0.0.1'];
  const banner = `\n; <<>> DiG 9.18.49-1~deb12u3-Debian <<>> ${options.words.join(' ')}\n;; global options: +cmd\n`;
  let before = '';
  let last: Got | undefined;
  const names = namesOf(files, name, options.search);
  let left = names.length;
  for (const each of names) {
    left -= 1;
    yield* net.note('name', because(options.search ? RULES.search : RULES.asIs, each));
    if (nameFault(each) !== undefined) continue;
    const { got, lines } = yield* ask(servers, each, options.type, conf.timeout.value * 1_000_000);
    before += lines;
    last = got;
    if (!got || got.message.rcode !== 'NXDOMAIN') break;
  }
  if (!last) return { exit: 9, stdout: `${before}${banner};; no servers could be reached\n`, stderr: '' };
  const { message, size, server, proto, took } = last;
  const tail = `;; Query time: ${took} msec\n;; SERVER: ${server}#53(${server}) (${proto})\n;; WHEN: Thu Jan 01 00:00:00 UTC 1970\n;; MSG SIZE  rcvd: ${size}\n\n`;
  // With search entries left, an answer that ends the search without an end of its own is printed without the last lines.
  const cut = options.search && left > 0 && message.rcode !== 'NOERROR' && message.rcode !== 'NXDOMAIN';
  // A name asked as it is first, because of its dots, and not found: dig 9.18 writes its last lines twice.
  const twice = options.search && names.length === 1 && !name.endsWith('.') && message.rcode === 'NXDOMAIN';
  const end = cut ? '' : twice ? tail + tail : tail;
  return { exit: 0, stdout: `${before}${banner};; Got answer:\n${messageText(message)}${end}`, stderr: '' };
}
