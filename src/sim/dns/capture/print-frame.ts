// One packet as tcpdump 4.99 writes it: print-ip.c, print-udp.c, print-tcp.c, print-icmp.c, print-http.c.
import type { Micros } from '../../../engine/index.ts';
import { unframe, type Endpoint, type Frame } from '../net/index.ts';
import { fromBytes } from '../server/http.ts';
import { clock, dateText } from './clock.ts';
import { ipLength, SERVICES } from './filter.ts';
import { dnsText } from './print-dns.ts';

export interface PrintOptions {
  /** -n */
  readonly numeric: boolean;
  /** Number of -v. */
  readonly verbose: number;
  /** -q */
  readonly quiet: boolean;
  /** -e */
  readonly link: boolean;
  /** -i any: the device and the direction are shown. */
  readonly any: boolean;
  /** Number of -t: 0 time of day, 1 none, 2 seconds, 3 since the packet before, 4 date and time, 5 since the first. */
  readonly time: number;
  /** Microseconds since 1970 when the world's clock stood at 0. */
  readonly epoch: Micros;
}

type Tcp = Extract<Frame['payload'], { kind: 'tcp' }>;

const NAMES = new Map(Object.entries(SERVICES).map(([name, port]) => [port, name]));
const HTTP_PORTS = new Set([80, 8080, 3128]);

/** A number that belongs to a text: ids and time stamps that differ from host to host and stay. */
function numberOf(text: string, below: number): number {
  let value = 2_166_136_261;
  for (const char of text) value = Math.imul(value ^ char.charCodeAt(0), 16_777_619) >>> 0;
  return value % below;
}

export class FramePrinter {
  private readonly options: PrintOptions;
  /** Names of addresses, as far as they are known. */
  readonly names: Map<string, string>;
  private last: Micros | undefined;
  private first: Micros | undefined;
  private readonly packets = new Map<string, number>();
  /** The time stamp that each side of a connection has sent last. */
  private readonly stamps = new Map<string, number>();

  constructor(options: PrintOptions, names: Map<string, string>) {
    this.options = options;
    this.names = names;
  }

  text(frame: Frame): string {
    const { any, link } = this.options;
    const device = any
      ? `${frame.device.padEnd(5)} ${(frame.device === 'lo' ? 'In' : frame.direction).padEnd(3)} `
      : '';
    const type = isFour(frame) ? 'IPv4 (0x0800)' : 'IPv6 (0x86dd)';
    const mac = link ? `${macs(frame)}, ethertype ${type}, length ${ipLength(frame) + 14}: ` : '';
    return `${this.time(frame.at)}${device}${mac}${this.packet(frame, !link)}\n`;
  }

  private time(now: Micros): string {
    const at = now + this.options.epoch;
    const before = this.last ?? now;
    this.first ??= now;
    this.last = now;
    switch (this.options.time) {
      case 0:
        return `${clock(at)} `;
      case 1:
        return '';
      case 2:
        return `${Math.floor(at / 1e6)}.${String(Math.floor(at) % 1e6).padStart(6, '0')} `;
      case 3:
        return ` ${clock(now - before)} `;
      case 4:
        return `${dateText(at)} ${clock(at)} `;
      default:
        return ` ${clock(now - this.first)} `;
    }
  }

  private packet(frame: Frame, withFamily: boolean): string {
    const family = withFamily ? (isFour(frame) ? 'IP ' : 'IP6 ') : '';
    const ends = `${this.end(frame.from, frame)} > ${this.end(frame.to, frame)}: `;
    if (this.options.verbose === 0) return `${family}${ends}${this.body(frame)}`;
    const header = this.header(frame);
    return isFour(frame)
      ? `${family}${header}\n    ${ends}${this.body(frame)}`
      : `${family}${header} ${ends}${this.body(frame)}`;
  }

  private header(frame: Frame): string {
    const { payload } = frame;
    const length = ipLength(frame);
    const [name, number] =
      payload.kind === 'udp'
        ? ['UDP', 17]
        : payload.kind === 'tcp'
          ? ['TCP', 6]
          : isFour(frame)
            ? ['ICMP', 1]
            : ['ICMPv6', 58];
    if (!isFour(frame))
      return `(flowlabel 0x${numberOf(frame.from.address, 0xfffff).toString(16)}, hlim 64, next-header ${name} (${number}) payload length: ${length - 40})`;
    const key = frame.from.address;
    const count = this.packets.get(key) ?? numberOf(key, 50_000);
    this.packets.set(key, count + 1);
    const own = payload.kind === 'unreachable';
    const asked = payload.kind === 'udp' || payload.kind === 'tcp' || (payload.kind === 'echo' && !payload.reply);
    const id = payload.kind === 'tcp' && payload.flags === 'S.' ? 0 : count % 65_536;
    return `(tos 0x${own ? 'c0' : '0'}, ttl 64, id ${id}, offset 0, flags [${asked ? 'DF' : 'none'}], proto ${name} (${number}), length ${length})`;
  }

  private host(address: string): string {
    return this.options.numeric ? address : (this.names.get(address) ?? address);
  }

  private port(port: number): string {
    return this.options.numeric ? String(port) : (NAMES.get(port) ?? String(port));
  }

  private end({ address, port }: Endpoint, { payload }: Frame): string {
    const hasPort = payload.kind === 'udp' || payload.kind === 'tcp';
    return hasPort ? `${this.host(address)}.${this.port(port)}` : this.host(address);
  }

  private body(frame: Frame): string {
    const { payload, from, to } = frame;
    const { quiet, verbose } = this.options;
    switch (payload.kind) {
      case 'udp': {
        if (quiet) return `UDP, length ${payload.bytes.length}`;
        const sum = verbose > 1 ? '[udp sum ok] ' : '';
        return from.port === 53 || to.port === 53
          ? `${sum}${dnsText(payload.bytes, verbose)}`
          : `${sum}UDP, length ${payload.bytes.length}`;
      }
      case 'tcp':
        return quiet ? `tcp ${payload.bytes.length}` : this.tcp(frame, payload);
      case 'echo': {
        const kind = isFour(frame) ? 'ICMP' : 'ICMP6,';
        return `${kind} echo ${payload.reply ? 'reply' : 'request'}, id ${payload.id}, seq ${payload.seq}, length ${payload.size + 8}`;
      }
      case 'unreachable':
        return this.unreachable(frame, payload.about);
    }
  }

  private unreachable(frame: Frame, about: Frame): string {
    const kind = isFour(frame) ? 'ICMP' : 'ICMP6, destination unreachable, unreachable port,';
    const words = `${kind} ${this.host(about.to.address)} ${about.payload.kind} port ${this.port(about.to.port)} unreachable`;
    const length = ipLength(frame) - (isFour(frame) ? 20 : 40);
    if (this.options.verbose === 0) return `${words}, length ${length}`;
    return `${words}, length ${length}\n\t${this.packet(about, true)}`;
  }

  private tcp(frame: Frame, payload: Tcp): string {
    const { flags, seq, ack, bytes } = payload;
    const syn = flags.startsWith('S');
    const reset = flags.startsWith('R');
    const numbers = [
      syn || flags === 'F.' || reset
        ? `, seq ${flags === 'R.' ? 0 : seq}`
        : bytes.length > 0
          ? `, seq ${seq}:${seq + bytes.length}`
          : '',
      flags === 'S' || flags === 'R' ? '' : `, ack ${ack}`,
    ].join('');
    const window = reset ? 0 : flags === 'S' ? 64_240 : flags === 'S.' ? 65_160 : 502;
    const options = reset ? '' : `, options [${this.tcpOptions(frame, syn)}]`;
    const sum =
      this.options.verbose > 0
        ? `, cksum 0x${numberOf(`${seq} ${ack} ${bytes.length}`, 65_536).toString(16).padStart(4, '0')} (correct)`
        : '';
    return `Flags [${flags}]${sum}${numbers}, win ${window}${options}, length ${bytes.length}${this.carried(frame, bytes)}`;
  }

  /** Time stamps are milliseconds from a number of each host's own (RFC 7323). */
  private tcpOptions({ at, from, to }: Frame, syn: boolean): string {
    const value = (numberOf(from.address, 2 ** 31) + Math.floor(at / 1000)) % 2 ** 32;
    const echoed = this.stamps.get(`${to.address} ${to.port} ${from.address} ${from.port}`) ?? 0;
    this.stamps.set(`${from.address} ${from.port} ${to.address} ${to.port}`, value);
    const stamp = `TS val ${value} ecr ${echoed}`;
    return syn ? `mss 1460,sackOK,${stamp},nop,wscale 7` : `nop,nop,${stamp}`;
  }

  /** What is in the stream: DNS on port 53, HTTP on its ports. */
  private carried({ from, to }: Frame, bytes: Uint8Array): string {
    if (bytes.length === 0) return '';
    if (from.port === 53 || to.port === 53) {
      const [message] = unframe(bytes).messages;
      return message ? ` ${dnsText(message, this.options.verbose)}` : '';
    }
    if (!HTTP_PORTS.has(from.port) && !HTTP_PORTS.has(to.port)) return '';
    const text = fromBytes(bytes);
    const [first = ''] = text.split('\r\n');
    const starts = /^HTTP\/1\.\d |^[A-Z]+ \S+ HTTP\/1\.\d$/.test(first);
    if (this.options.verbose === 0) return starts ? `: HTTP: ${first}` : ': HTTP';
    const head = text.split('\r\n\r\n')[0] ?? '';
    const lines = starts
      ? `\n${head
          .split('\r\n')
          .map((line) => `\t${line}\n`)
          .join('')}\t`
      : '';
    return `: HTTP, length: ${bytes.length}${lines}`;
  }
}

const isFour = ({ from }: Frame): boolean => !from.address.includes(':');

/** The other end of a pod's veth is the node's, whoever sends. */
function macs({ from, to, direction }: Frame): string {
  const mac = (address: string): string => {
    const bytes = [2, 66, ...[24, 16, 8, 0].map((shift) => (numberOf(address, 2 ** 32) >>> shift) & 0xff)];
    return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
  };
  const own = mac(direction === 'Out' ? from.address : to.address);
  const node = mac('node');
  return direction === 'Out' ? `${own} > ${node}` : `${node} > ${own}`;
}
