// /etc/hosts, read as each C library reads it.
import { familyOf, formatAddress, parseIPv4, parseIPv6, type Family } from '../address/index.ts';
import { parseMuslLiteral } from '../address/literal.ts';
import type { ConfigLine } from '../net/index.ts';
import { HOSTS, linesOf } from './lines.ts';

export interface HostsEntry {
  readonly address: string;
  /** The first is the canonical one. */
  readonly names: readonly string[];
  readonly line: ConfigLine;
}

/** The lines of the file that hold an address and names, whatever the family. */
export function hostsEntries(text: string): readonly HostsEntry[] {
  return linesOf(HOSTS, text).flatMap((line) => {
    const [address = '', ...names] = line.text
      .replace(/#.*/, '')
      .split(/[ \t\v\f\r]+/)
      .filter((word) => word !== '');
    return names.length === 0 ? [] : [{ address, names, line }];
  });
}

/**
 * nss/nss_files/files-hosts.c: names without case; asked for IPv4 alone, a line with ::1 counts as 127.0.0.1 and a mapped
 * address as the IPv4 one in it.
 */
export function glibcHosts(text: string, name: string, family: Family | 'unspec'): readonly HostsEntry[] {
  const wanted = name.toLowerCase();
  if (!text.toLowerCase().includes(wanted)) return [];
  return hostsEntries(text).flatMap((entry) => {
    if (!entry.names.some((each) => each.toLowerCase() === wanted)) return [];
    const four = parseIPv4(entry.address);
    const six = parseIPv6(entry.address);
    if (family !== 'inet6' && four) return [{ ...entry, address: formatAddress(four) }];
    if (!six) return [];
    if (family !== 'inet') return [{ ...entry, address: formatAddress(six) }];
    const address = formatAddress(six);
    if (address === '::1') return [{ ...entry, address: '127.0.0.1' }];
    return address.startsWith('::ffff:') && address.includes('.') ? [{ ...entry, address: address.slice(7) }] : [];
  });
}

export interface MuslHosts {
  readonly entries: readonly HostsEntry[];
  /** A line has the name, with an address of the other family only. */
  readonly otherFamily: HostsEntry | undefined;
  readonly canon: string | undefined;
}

/** char line[512] with fgets: longer lines are read in pieces of this size. */
const MUSL_HOSTS_LINE = 511;
/** MAXADDRS in src/network/lookup.h */
const MUSL_MAXADDRS = 48;

/** name_from_hosts in musl's src/network/lookup_name.c: the name compared byte by byte, every matching line counts. */
export function muslHosts(text: string, name: string, family: Family | 'unspec'): MuslHosts {
  const entries: HostsEntry[] = [];
  let otherFamily: HostsEntry | undefined;
  let canon: string | undefined;
  if (!text.includes(name)) return { entries, otherFamily, canon };
  for (const line of linesOf(HOSTS, text)) {
    for (let from = 0; from < Math.max(1, line.text.length); from += MUSL_HOSTS_LINE) {
      if (entries.length >= MUSL_MAXADDRS) break;
      const piece = line.text.slice(from, from + MUSL_HOSTS_LINE).replace(/#.*/, '');
      const words = piece.split(/[ \t\v\f\r]+/);
      // A name counts when blanks stand around it: not at the start of the line, and at a last line only before a newline or comment.
      const found = words.some((word, i) => i > 0 && word === name);
      if (!found || (!line.ended && piece.endsWith(name) && !line.text.includes('#'))) continue;
      const address = parseMuslLiteral(words[0] ?? '');
      if (address === undefined) continue;
      const entry: HostsEntry = { address, names: words.slice(1).filter((word) => word !== ''), line };
      if (family === 'unspec' || familyOf(address) === family) entries.push(entry);
      else otherFamily = entry;
      canon ??= entry.names[0];
    }
  }
  return { entries, otherFamily, canon };
}
