// Types and classes of records by the names that BIND reads and writes (lib/dns/rdata, rdata.c, rcode.c of BIND 9.18).

const MNEMONICS: ReadonlyMap<string, number> = new Map(
  (
    'A 1 NS 2 MD 3 MF 4 CNAME 5 SOA 6 MB 7 MG 8 MR 9 NULL 10 WKS 11 PTR 12 HINFO 13 MINFO 14 MX 15 TXT 16 RP 17 AFSDB 18 ' +
    'X25 19 ISDN 20 RT 21 NSAP 22 NSAP-PTR 23 SIG 24 KEY 25 PX 26 GPOS 27 AAAA 28 LOC 29 NXT 30 EID 31 NIMLOC 32 SRV 33 ' +
    'ATMA 34 NAPTR 35 KX 36 CERT 37 A6 38 DNAME 39 SINK 40 OPT 41 APL 42 DS 43 SSHFP 44 IPSECKEY 45 RRSIG 46 NSEC 47 ' +
    'DNSKEY 48 DHCID 49 NSEC3 50 NSEC3PARAM 51 TLSA 52 SMIMEA 53 HIP 55 NINFO 56 RKEY 57 TALINK 58 CDS 59 CDNSKEY 60 ' +
    'OPENPGPKEY 61 CSYNC 62 ZONEMD 63 SVCB 64 HTTPS 65 DSYNC 66 HHIT 67 BRID 68 SPF 99 UINFO 100 UID 101 GID 102 ' +
    'UNSPEC 103 NID 104 L32 105 L64 106 LP 107 EUI48 108 EUI64 109 TKEY 249 TSIG 250 IXFR 251 AXFR 252 MAILB 253 ' +
    'MAILA 254 ANY 255 URI 256 CAA 257 AVC 258 DOA 259 AMTRELAY 260 RESINFO 261 WALLET 262 TA 32768 DLV 32769'
  )
    .split(' ')
    .flatMap((word, i, all): [string, number][] => (i % 2 === 0 ? [[word, Number(all[i + 1])]] : [])),
);

const NAMES: ReadonlyMap<number, string> = new Map([...MNEMONICS].map(([name, number]) => [number, name]));

export const TYPE_A = 1;
export const TYPE_NS = 2;
export const TYPE_SOA = 6;
export const TYPE_PTR = 12;
export const TYPE_MX = 15;
export const TYPE_AAAA = 28;
export const TYPE_IXFR = 251;
export const TYPE_AXFR = 252;
export const TYPE_ANY = 255;

/** `TYPE64` and `CLASS3` (RFC 3597 section 5): at most five digits and no more than 16 bits. */
function numbered(prefix: string, text: string): number | undefined {
  if (!text.toUpperCase().startsWith(prefix)) return undefined;
  const digits = text.slice(prefix.length);
  if (!/^\d{1,5}$/.test(digits)) return undefined;
  const value = Number(digits);
  return value <= 0xffff ? value : undefined;
}

export const typeFromText = (text: string): number | undefined =>
  MNEMONICS.get(text.toUpperCase()) ?? numbered('TYPE', text);
export const typeText = (type: number): string => NAMES.get(type) ?? `TYPE${type}`;

const CLASSES: Readonly<Record<string, number>> = {
  RESERVED0: 0,
  IN: 1,
  CH: 3,
  CHAOS: 3,
  HS: 4,
  HESIOD: 4,
  NONE: 254,
  ANY: 255,
};
const CLASS_NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'RESERVED0'],
  [1, 'IN'],
  [3, 'CH'],
  [4, 'HS'],
  [254, 'NONE'],
  [255, 'ANY'],
]);

export function classFromText(text: string): number | undefined {
  const name = text.toUpperCase();
  return Object.hasOwn(CLASSES, name) ? CLASSES[name] : numbered('CLASS', text);
}
export const classText = (klass: number): string => CLASS_NAMES.get(klass) ?? `CLASS${klass}`;
