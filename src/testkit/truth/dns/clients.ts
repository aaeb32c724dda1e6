// The clients of the recordings: for each kind, the program that the model runs in its place.
import { glibc, go, musl, node, type ClientFiles, type Net } from '../../../sim/dns/index.ts';
import * as tools from '../../../sim/dns/tools/index.ts';
import { fromUtf8, utf8 } from '../../../sim/kernel/abi/bytes.ts';
import type { RecordedInput, RecordedResult } from './format.ts';

/** What a tool has written so far, by file descriptor. */
export type Printed = Record<1 | 2, string>;
export type Client = (input: RecordedInput, printed: Printed) => Net<RecordedResult>;

export const filesOf = (input: RecordedInput): ClientFiles => ({
  resolvConf: utf8(input.resolv_conf),
  hosts: utf8(input.hosts),
  nsswitch: utf8(input.nsswitch),
});

function* glibcClient(input: RecordedInput, hints: glibc.GlibcHints): Net<RecordedResult> {
  const info = yield* glibc.getaddrinfo(glibc.resInit(filesOf(input)), utf8(input.name), hints);
  const { code, message, addresses, canonName } = info;
  return { code, message, addresses, canonname: canonName ?? null };
}

function* muslClient(input: RecordedInput, version: musl.MuslVersion): Net<RecordedResult> {
  const family = input.client.family ?? 'unspec';
  const info = yield* musl.getaddrinfo(version, filesOf(input), utf8(input.name), family);
  const { code, message, addresses, canonName } = info;
  return { code, message, addresses, canonname: canonName ?? null };
}

function* goClient(input: RecordedInput): Net<RecordedResult> {
  const { code, message, addresses, error } = yield* go.lookupIpAddr(filesOf(input), utf8(input.name));
  // The recordings hold PORT where the source port was.
  const port = (text: string): string => fromUtf8(text).replace(/:\d+->/, ':PORT->');
  const dnserror = error && {
    Err: port(error.err),
    Name: fromUtf8(error.name),
    Server: error.server,
    IsTimeout: error.isTimeout,
    IsTemporary: error.isTemporary,
    IsNotFound: error.isNotFound,
  };
  return { code, message: port(message), addresses, ...(dnserror ? { dnserror } : {}) };
}

function* nodeClient(run: Net<node.NodeResult>): Net<RecordedResult> {
  const { code, message, addresses } = yield* run;
  return { code, message, addresses };
}

function* cgoClient(input: RecordedInput): Net<RecordedResult> {
  const { addresses, error } = yield* tools.cgoLookup(filesOf(input), utf8(input.name));
  if (!error) return { code: 'OK', message: '', addresses };
  const { err, notFound, temporary } = error;
  const { name } = input;
  return {
    code: 'DNSError',
    message: `lookup ${name}: ${err}`,
    addresses,
    dnserror: { Err: err, Name: name, Server: '', IsTimeout: false, IsTemporary: temporary, IsNotFound: notFound },
  };
}

/** Ids, cookies and dates are masked in the recordings. */
const masked = (text: string): string =>
  fromUtf8(text)
    .replace(/\bid: \d+/g, 'id: ID')
    .replace(/;; WHEN: .*/g, ';; WHEN: DATE')
    .replace(/COOKIE: [0-9a-f]+/g, 'COOKIE: COOKIE');

/** A program as the recorder started it: its words, then the name. */
function* programClient(program: string, input: RecordedInput, printed: Printed): Net<RecordedResult> {
  const tool = tools.NET_TOOLS[program];
  if (!tool) throw new Error(`no program ${program}`);
  // An applet of busybox is called by its own name.
  const words = input.client.argv[0] === 'busybox' ? input.client.argv.slice(1) : input.client.argv;
  const argv = [...words, input.name].map(utf8);
  const exit = yield* tool({ files: filesOf(input), libc: 'glibc' }, argv);
  return { exit, stdout: masked(printed[1]), stderr: masked(printed[2]) };
}

const program =
  (name: string): Client =>
  (input, printed) =>
    programClient(name, input, printed);

/** One line each. */
export const CLIENTS: Readonly<Record<string, Client>> = {
  glibc: (input) => glibcClient(input, {}),
  'glibc-4': (input) => glibcClient(input, { family: 'inet' }),
  'glibc-6': (input) => glibcClient(input, { family: 'inet6' }),
  'glibc-addrconfig': (input) => glibcClient(input, { addrConfig: true }),
  'glibc-canon': (input) => glibcClient(input, { canonName: true }),
  musl: (input) => muslClient(input, musl.MUSL_1_2_3),
  'musl-4': (input) => muslClient(input, musl.MUSL_1_2_3),
  'musl-6': (input) => muslClient(input, musl.MUSL_1_2_3),
  go: (input) => goClient(input),
  'node-lookup': (input) => nodeClient(node.nodeLookup(filesOf(input), input.name, utf8)),
  'node-resolve4': (input) => nodeClient(node.nodeResolve(filesOf(input), input.name, 'inet', utf8)),
  'node-resolve6': (input) => nodeClient(node.nodeResolve(filesOf(input), input.name, 'inet6', utf8)),
  musl125: (input) => muslClient(input, musl.MUSL_1_2_5),
  'getent-hosts': program('getent'),
  'getent-ahosts': program('getent'),
  'bb-nslookup': program('busybox-nslookup'),
  'go-cgo': cgoClient,
  ping: program('ping'),
  'bb-ping': program('busybox-ping'),
  dig: program('dig'),
  'dig-search': program('dig'),
  'dig-srv': program('dig'),
  host: program('host'),
  nslookup: program('nslookup'),
};
