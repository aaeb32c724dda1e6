// The OPT pseudo-section: version, flags, size and options of EDNS (dns_message_pseudosectiontotext of lib/dns/message.c).
import { formatAddress } from '../../address/index.ts';
import { OPTION_COOKIE, type Edns, type EdnsOption } from '../../message/index.ts';
import { durationText } from './rdata-text.ts';
import type { Shown } from './session.ts';

const hex = (bytes: Uint8Array, gap: string): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0') + gap).join('');

const printable = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');

const number = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0);

/** RFC 8914 section 4, by number. */
const EXTENDED_ERRORS = [
  'Other',
  'Unsupported DNSKEY Algorithm',
  'Unsupported DS Digest Type',
  'Stale Answer',
  'Forged Answer',
  'DNSSEC Indeterminate',
  'DNSSEC Bogus',
  'Signature Expired',
  'Signature Not Yet Valid',
  'DNSKEY Missing',
  'RRSIGs Missing',
  'No Zone Key Bit Set',
  'NSEC Missing',
  'Cached Error',
  'Not Ready',
  'Blocked',
  'Censored',
  'Filtered',
  'Prohibited',
  'Stale NXDOMAIN Answer',
  'Not Authoritative',
  'Not Supported',
  'No Reachable Authority',
  'Network Error',
  'Invalid Data',
];

/** Bytes and, behind them, what of them can be read. */
const plain = (bytes: Uint8Array): string => (bytes.length === 0 ? '' : ` ${hex(bytes, ' ')}("${printable(bytes)}")`);

function subnetText(bytes: Uint8Array): string {
  const family = number(bytes.slice(0, 2));
  const size = family === 1 ? 4 : 16;
  const address = new Uint8Array(size);
  address.set(bytes.slice(4, 4 + size));
  if (bytes.length < 4 || family > 2) return plain(bytes);
  return ` ${family === 0 ? '0' : formatAddress(address)}/${bytes[2]}/${bytes[3]}`;
}

function errorText(bytes: Uint8Array): string {
  const code = number(bytes.slice(0, 2));
  const words = EXTENDED_ERRORS[code];
  const text = bytes.slice(2);
  const more = text.length === 0 ? '' : `: (${String.fromCharCode(...text)})`;
  return ` ${code}${words === undefined ? '' : ` (${words})`}${more}`;
}

function cookieText(bytes: Uint8Array, cookie: Shown['cookie']): string {
  const verdict = cookie === 'bad' ? ' (bad)' : cookie === 'good' ? (bytes.length >= 16 ? ' (good)' : ' (echoed)') : '';
  return ` ${hex(bytes, '')}${verdict}`;
}

function optionText({ code, bytes }: EdnsOption, { cookie, sent }: Shown): string {
  switch (code) {
    case 3:
      return `NSID:${plain(bytes)}`;
    case 8:
      return `CLIENT-SUBNET:${subnetText(bytes)}`;
    case 9:
      return `EXPIRE:${bytes.length === 4 ? ` ${number(bytes)} (${durationText(number(bytes), true)})` : plain(bytes)}`;
    case OPTION_COOKIE:
      return `COOKIE:${bytes.length === 0 ? '' : cookieText(bytes, cookie)}`;
    case 11: {
      const tenths = number(bytes);
      return `TCP KEEPALIVE:${bytes.length === 2 ? ` ${Math.floor(tenths / 10)}.${tenths % 10} secs` : plain(bytes)}`;
    }
    case 12:
      // A query is shown before its padding is filled in.
      return `PAD:${bytes.length === 0 || sent ? '' : ` (${bytes.length} bytes)`}`;
    case 15:
      return `EDE:${bytes.length >= 2 ? errorText(bytes) : plain(bytes)}`;
    default:
      return `OPT=${code}:${plain(bytes)}`;
  }
}

/** Flags with a name, and the rest as a number. */
function flagsOf(edns: Edns, flags: number): { readonly words: string; readonly rest: string | undefined } {
  const rest = flags & 0x3fff;
  return {
    words: `${edns.dnssecOk ? ' do' : ''}${(flags & 0x4000) === 0 ? '' : ' co'}`,
    rest: rest === 0 ? undefined : `0x${rest.toString(16).padStart(4, '0')}`,
  };
}

export function optText(shown: Shown): string {
  const { message, ednsFlags } = shown;
  const { edns } = message;
  if (!edns) return '';
  const { words, rest } = flagsOf(edns, ednsFlags);
  const zero = rest === undefined ? '; udp: ' : `; MBZ: ${rest}, udp: `;
  const lines = edns.options.map((option) => `; ${optionText(option, shown)}\n`).join('');
  return `; EDNS: version: ${edns.version}, flags:${words}${zero}${edns.udpSize}\n${lines}`;
}

/** An option in YAML: some are written another way. */
function optionLines(option: EdnsOption, shown: Shown): readonly string[] {
  const { code, bytes } = option;
  if (code === 11) return [optionText(option, shown).replace('TCP KEEPALIVE', 'TCP-KEEPALIVE')];
  if (code === 12) return [`PAD:${shown.sent ? '' : plain(bytes)}`];
  if (code !== 15 || bytes.length < 2) return [optionText(option, shown)];
  const text = String.fromCharCode(...bytes.slice(2));
  const more = text === '' ? [] : [`  EXTRA-TEXT: "${text}"`];
  return ['EDE:', `  INFO-CODE:${errorText(bytes.slice(0, 2))}`, ...more];
}

export function ednsLines(shown: Shown): readonly string[] {
  const { edns } = shown.message;
  if (!edns) return [];
  const { words, rest } = flagsOf(edns, shown.ednsFlags);
  return [
    `version: ${edns.version}`,
    `flags:${words}`,
    ...(rest === undefined ? [] : [`MBZ: ${rest}`]),
    `udp: ${edns.udpSize}`,
    ...edns.options.flatMap((option) => optionLines(option, shown)),
  ];
}
