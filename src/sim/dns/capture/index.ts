// What a packet capture on the client shows: `tcpdump -n port 53`, written from the trace. The live tool is tools/tcpdump.ts.
import type { DnsEvent, Endpoint } from '../net/index.ts';
import { clock } from './clock.ts';
import { dnsText } from './print-dns.ts';

export { dateText } from './clock.ts';
export { compileFilter, FilterFault, type FilterNode, matchesFilter } from './filter.ts';
export { FramePrinter, type PrintOptions } from './print-frame.ts';

const endpoint = ({ address, port }: Endpoint): string => `${address}.${port === 53 ? 'domain' : port}`;
const numeric = ({ address, port }: Endpoint): string => `${address}.${port}`;

const family = (address: string): string => (address.includes(':') ? 'IP6' : 'IP');

/** One line, or undefined for events that are no packet at the client. */
function line(event: DnsEvent, name: (each: Endpoint) => string): string | undefined {
  const between = (from: Endpoint, to: Endpoint): string =>
    `${clock(event.at)} ${family(from.address)} ${name(from)} > ${name(to)}:`;
  switch (event.kind) {
    case 'query':
    case 'reply':
      return `${between(event.from, event.to)} ${dnsText(event.bytes)}`;
    case 'connection': {
      const { from, to } = event;
      if (event.what === 'syn') return `${between(from, to)} Flags [S], length 0`;
      if (event.what === 'established') return `${between(to, from)} Flags [S.], length 0`;
      if (event.what === 'refused') return `${between(to, from)} Flags [R.], length 0`;
      if (event.what === 'closed') return `${between(from, to)} Flags [F.], length 0`;
      return undefined;
    }
    default:
      return undefined;
  }
}

/** `-n` writes numbers for ports, too. */
export function tcpdump(
  events: readonly DnsEvent[],
  options: { readonly numeric: boolean } = { numeric: true },
): readonly string[] {
  const name = options.numeric ? numeric : endpoint;
  return events.flatMap((event) => line(event, name) ?? []);
}
