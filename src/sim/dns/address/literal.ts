// Address literals as each C library accepts them where a host name may stand.
import { formatAddress, parseAton, parseIPv6 } from './index.ts';

/** __lookup_ipliteral in musl's src/network/lookup_ipliteral.c: inet_aton forms, IPv6 with an optional scope. */
export function parseMuslLiteral(text: string): string | undefined {
  const four = parseAton(text);
  if (four) return formatAddress(four);
  const [address = '', scope] = text.split('%');
  const six = address.length < 64 ? parseIPv6(address) : undefined;
  if (!six || scope === '') return undefined;
  return formatAddress(six);
}

/** getaddrinfo's own parsing in glibc (sysdeps/posix/getaddrinfo.c, text_to_binary_address): inet_aton forms, IPv6 with a scope. */
export const parseGlibcLiteral = parseMuslLiteral;
