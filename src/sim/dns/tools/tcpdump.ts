// tcpdump 4.99.3: options, devices, the filter, lines as the packets come, and the counts at the end.
import { compileFilter, FilterFault, FramePrinter, matchesFilter, type FilterNode } from '../capture/index.ts';
import { FOREVER, net, type Frame, type Net } from '../net/index.ts';
import { getopt, hasOption, valueOf, type Parsed } from './getopt.ts';
import { libcOf, type Libc } from './libc.ts';
import { tcpdumpUsage, tcpdumpVersion } from './tcpdump-texts.ts';
import type { NetTool } from './tool.ts';

const LETTERS = 'AbB:c:C:dDeE:fF:G:hHi:Ij:JKlLM:nNOpqQ:r:s:StT:uUvV:w:W:xXy:Yz:Z:#';
const LONG = {
  count: { key: 'count', value: 'none' },
  help: { key: 'h', value: 'none' },
  'immediate-mode': { key: 'immediate', value: 'none' },
  'list-interfaces': { key: 'D', value: 'none' },
  interface: { key: 'i', value: 'required' },
  'no-promiscuous-mode': { key: 'p', value: 'none' },
  number: { key: '#', value: 'none' },
  print: { key: 'print', value: 'none' },
  'snapshot-length': { key: 's', value: 'required' },
  version: { key: 'version', value: 'none' },
} as const;
/** Options that would need what is not here: files of packets, and the bytes of headers. */
const MISSING = ['r', 'w', 'C', 'G', 'V', 'A', 'x', 'X', 'd'];

function* fail(text: string): Net<number> {
  yield* net.print(2, `tcpdump: ${text}\n`);
  return 1;
}

const count = ({ options }: Parsed, key: string): number => options.filter((each) => each.key === key).length;

/** Looks up the names of hosts in the filter; the one that has no address, if there is one. */
function* resolveHosts(node: FilterNode | undefined, libc: Libc): Net<string | undefined> {
  if (node?.kind === 'and' || node?.kind === 'or')
    return (yield* resolveHosts(node.left, libc)) ?? (yield* resolveHosts(node.right, libc));
  if (node?.kind === 'not') return yield* resolveHosts(node.of, libc);
  if (node?.kind !== 'host' || node.addresses.length > 0) return undefined;
  const { addresses } = yield* libc.lookup(node.name);
  node.addresses = addresses;
  return addresses.length === 0 ? node.name : undefined;
}

/** What stands on standard error before the first packet; undefined: no such device. */
function* banner(device: string, verbose: number): Net<string | undefined> {
  const devices = new Set((yield* net.interfaces()).map((each) => each.device));
  if (device !== 'any' && !devices.has(device)) return undefined;
  const type = device === 'any' ? 'LINUX_SLL2 (Linux cooked v2)' : 'EN10MB (Ethernet)';
  const hint =
    verbose > 0 ? 'tcpdump: ' : 'tcpdump: verbose output suppressed, use -v[v]... for full protocol decode\n';
  const cooked = device === 'any' ? 'tcpdump: data link type LINUX_SLL2\n' : '';
  return `${cooked}${hint}listening on ${device}, link-type ${type}, snapshot length 262144 bytes\n`;
}

/** Without -n the names of addresses are looked up, once each, while the packets wait. */
function* learnNames(frame: Frame, libc: Libc, names: Map<string, string>): Net<undefined> {
  for (const { address } of [frame.from, frame.to])
    if (!names.has(address)) names.set(address, (yield* libc.nameOf(address)) ?? address);
}

function* capture(
  printer: FramePrinter,
  libc: Libc | undefined,
  filter: FilterNode | undefined,
  device: string,
  limit: number,
): Net<number> {
  let captured = 0;
  while (captured < limit) {
    const frame = yield* net.capture(FOREVER);
    if (!frame) {
      // SIGINT: a new line after the ^C.
      if (yield* net.interrupted()) yield* net.print(1, '\n');
      break;
    }
    if ((device !== 'any' && frame.device !== device) || !matchesFilter(filter, frame)) continue;
    captured += 1;
    if (libc) yield* learnNames(frame, libc, printer.names);
    yield* net.print(1, printer.text(frame));
  }
  return captured;
}

export const tcpdump: NetTool = function* (host, argv) {
  const parsed = getopt(argv.slice(1), { short: LETTERS, long: LONG, libc: host.libc === 'glibc' ? 'glibc' : 'musl' });
  if (parsed.fault !== undefined) {
    yield* net.print(2, `tcpdump: ${parsed.fault}\n${tcpdumpVersion}${tcpdumpUsage}`);
    return 1;
  }
  if (hasOption(parsed, 'h', 'version')) {
    yield* net.print(1, `${tcpdumpVersion}${hasOption(parsed, 'h') ? tcpdumpUsage : ''}`);
    return 0;
  }
  if (hasOption(parsed, 'D')) {
    yield* net.print(1, yield* deviceList());
    return 0;
  }
  const missing = parsed.options.find(({ key }) => MISSING.includes(key));
  if (missing) return yield* fail(`-${missing.key} is not part of this simulator`);
  const packets = valueOf(parsed, 'c');
  if (packets !== undefined && !/^[1-9]\d*$/.test(packets)) return yield* fail(`invalid packet count ${packets}`);
  const verbose = count(parsed, 'v');
  const device = valueOf(parsed, 'i') ?? 'eth0';
  const words = yield* banner(device, verbose);
  if (words === undefined) return yield* fail(`${device}: No such device exists\n(No such device exists)`);
  let filter: FilterNode | undefined;
  try {
    filter = compileFilter(parsed.operands.join(' '));
  } catch (error) {
    if (error instanceof FilterFault) return yield* fail(error.message);
    throw error;
  }
  const libc = libcOf(host);
  const unknown = yield* resolveHosts(filter, libc);
  if (unknown !== undefined) return yield* fail(`unknown host '${unknown}'`);
  yield* net.print(2, words);
  yield* net.catchInterrupt();
  const numeric = hasOption(parsed, 'n');
  const printer = new FramePrinter(
    {
      numeric,
      verbose,
      quiet: hasOption(parsed, 'q'),
      link: hasOption(parsed, 'e'),
      any: device === 'any',
      time: Math.min(5, count(parsed, 't')),
      epoch: host.epoch ?? 0,
    },
    new Map(),
  );
  const captured = yield* capture(printer, numeric ? undefined : libc, filter, device, Number(packets ?? Infinity));
  const plural = captured === 1 ? '' : 's';
  yield* net.print(
    2,
    `${captured} packet${plural} captured\n${captured} packet${plural} received by filter\n0 packets dropped by kernel\n`,
  );
  return 0;
};

function* deviceList(): Net<string> {
  const devices = [...new Set((yield* net.interfaces()).map((each) => each.device))].filter((each) => each !== 'lo');
  const all = [
    ...devices.map((each) => `${each} [Up, Running, Connected]`),
    'any (Pseudo-device that captures on all interfaces) [Up, Running]',
    'lo [Up, Running, Loopback]',
  ];
  return all.map((each, i) => `${i + 1}.${each}\n`).join('');
}
