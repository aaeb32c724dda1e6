// The same trace as the calls of one program: what `strace -f -e trace=network,poll` would print of it, as far as the trace knows.
import type { DnsEvent, QueryEvent } from '../../sim/dns/index.ts';

const seconds = (micros: number): string => (micros / 1e6).toFixed(6).padStart(12);

const family = (address: string): string => (address.includes(':') ? 'AF_INET6' : 'AF_INET');
const socketAddress = ({ address, port }: QueryEvent['to']): string =>
  address.includes(':')
    ? `{sa_family=AF_INET6, sin6_port=htons(${port}), sin6_addr="${address}"}`
    : `{sa_family=AF_INET, sin_port=htons(${port}), sin_addr=inet_addr("${address}")}`;

/** The first descriptor that a program has free. */
const FIRST_FD = 3;

/** Lines of `lane`, times from its first event on. */
export function straceOf(events: readonly DnsEvent[], lane: string): readonly string[] {
  const mine = events.filter((event) => event.lane === lane);
  const start = mine[0]?.at ?? 0;
  const fds = new Map<number, number>();
  /** A socket is closed when it is used for the last time. */
  const lastUse = new Map<number, DnsEvent>();
  for (const event of mine) if ('socket' in event && event.socket !== undefined) lastUse.set(event.socket, event);
  const ends = mine.some((event) => event.kind === 'outcome');
  const asked = new Map<number, QueryEvent>();
  const out: string[] = [];
  const say = (at: number, words: string): void => void out.push(`${seconds(at - start)} ${words}`);
  const fdOf = (at: number, socket: number, proto: 'udp' | 'tcp', address: string): number => {
    const known = fds.get(socket);
    if (known !== undefined) return known;
    const taken = [...fds.values()];
    let fd = FIRST_FD;
    while (taken.includes(fd)) fd += 1;
    fds.set(socket, fd);
    const kind = proto === 'udp' ? 'SOCK_DGRAM|SOCK_CLOEXEC|SOCK_NONBLOCK' : 'SOCK_STREAM|SOCK_CLOEXEC';
    say(at, `socket(${family(address)}, ${kind}, ${proto === 'udp' ? 'IPPROTO_IP' : 'IPPROTO_TCP'}) = ${fd}`);
    return fd;
  };
  for (const event of mine) {
    switch (event.kind) {
      case 'lookup':
        say(event.at, `/* ${event.call} */`);
        break;
      case 'note':
        if (event.topic === 'file' && event.why.line)
          say(event.at, `openat(AT_FDCWD, "${event.why.line.file}", O_RDONLY|O_CLOEXEC) = 3`);
        break;
      case 'connection':
        if (event.what === 'syn')
          say(
            event.at,
            `connect(${fdOf(event.at, event.socket, 'tcp', event.to.address)}, ${socketAddress(event.to)}, 16) = -1 EINPROGRESS (Operation now in progress)`,
          );
        else if (event.what !== 'established' && event.what !== 'closed')
          say(event.at, `/* ${event.what} */ = -1 ${event.what === 'timed-out' ? 'ETIMEDOUT' : 'ECONNREFUSED'}`);
        break;
      case 'query': {
        asked.set(event.query, event);
        const fd = fdOf(event.at, event.socket, event.proto, event.to.address);
        const what = `/* ${event.type ?? '?'}? ${event.name ?? '?'} */`;
        const size = event.bytes.length + (event.proto === 'tcp' ? 2 : 0);
        const to = event.proto === 'tcp' ? 'NULL, 0' : `${socketAddress(event.to)}, 16`;
        say(event.at, `sendto(${fd}, ${what}, ${size}, MSG_NOSIGNAL, ${to}) = ${size}`);
        break;
      }
      case 'reply': {
        if (event.fate !== 'delivered') break;
        const fd = fds.get(event.socket) ?? FIRST_FD;
        say(event.at, `poll([{fd=${fd}, events=POLLIN}], 1) = 1 ([{fd=${fd}, revents=POLLIN}])`);
        say(
          event.at,
          `recvfrom(${fd}, /* answer to ${asked.get(event.query)?.type ?? '?'} */, 2048, 0, ${socketAddress(event.from)}, [16]) = ${event.bytes.length}`,
        );
        break;
      }
      case 'icmp':
        say(event.at, `recvfrom(${fds.get(event.socket) ?? FIRST_FD}, …) = -1 ECONNREFUSED (Connection refused)`);
        break;
      case 'timeout':
        say(event.at, `poll(…) = 0 (Timeout)`);
        break;
      case 'outcome':
        say(event.at, `/* ${event.ok ? event.addresses.join(' ') : event.code} */`);
        break;
      default:
    }
    if (!('socket' in event) || event.socket === undefined || lastUse.get(event.socket) !== event) continue;
    const answered = event.kind !== 'query' || ends;
    if (answered && event.kind !== 'query') say(event.at, `close(${fds.get(event.socket) ?? FIRST_FD}) = 0`);
    if (answered) fds.delete(event.socket);
  }
  return out;
}
