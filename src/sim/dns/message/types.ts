// What a DNS message is: RFC 1035 section 4, with the records of RFC 2782 (SRV), 3596 (AAAA), 6891 (EDNS0), 7873 (cookies)
// and unknown types as RFC 3597 wants them. Text is byte strings: each char is one byte.

/** Types with a meaning here; any other is `TYPE` and its number (RFC 3597 section 5). */
export const TYPE_NUMBERS = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  HINFO: 13,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  OPT: 41,
  ANY: 255,
} as const;

export type KnownType = keyof typeof TYPE_NUMBERS;
export type RrType = KnownType | `TYPE${number}`;

const TYPE_NAMES: ReadonlyMap<number, KnownType> = new Map(
  (Object.keys(TYPE_NUMBERS) as KnownType[]).map((name) => [TYPE_NUMBERS[name], name]),
);

export const typeName = (number: number): RrType => TYPE_NAMES.get(number) ?? `TYPE${number}`;
export const typeNumber = (type: RrType): number =>
  type.startsWith('TYPE') ? Number(type.slice(4)) : TYPE_NUMBERS[type as KnownType];

/** RFC 1035 section 4.1.1 and RFC 6895 section 2.3; the index is the number. */
export const RCODES = [
  'NOERROR',
  'FORMERR',
  'SERVFAIL',
  'NXDOMAIN',
  'NOTIMP',
  'REFUSED',
  'YXDOMAIN',
  'YXRRSET',
  'NXRRSET',
  'NOTAUTH',
  'NOTZONE',
] as const;
export type Rcode = (typeof RCODES)[number] | 'BADVERS' | 'BADCOOKIE' | `RCODE${number}`;

export function rcodeName(number: number): Rcode {
  if (number === 16) return 'BADVERS';
  if (number === 23) return 'BADCOOKIE';
  return RCODES[number] ?? `RCODE${number}`;
}

export function rcodeNumber(rcode: Rcode): number {
  if (rcode === 'BADVERS') return 16;
  if (rcode === 'BADCOOKIE') return 23;
  const known = (RCODES as readonly string[]).indexOf(rcode);
  return known >= 0 ? known : Number(rcode.slice(5));
}

export const CLASS_IN = 1;

export interface Question {
  /** Absolute, in the text form of name.ts. */
  readonly name: string;
  readonly type: RrType;
  readonly klass: number;
}

export type Rdata =
  | { readonly kind: 'A' | 'AAAA'; readonly address: string }
  | { readonly kind: 'CNAME' | 'NS' | 'PTR'; readonly target: string }
  | { readonly kind: 'MX'; readonly preference: number; readonly exchange: string }
  | { readonly kind: 'TXT'; readonly strings: readonly string[] }
  | {
      readonly kind: 'SRV';
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      readonly target: string;
    }
  | {
      readonly kind: 'SOA';
      readonly mname: string;
      readonly rname: string;
      readonly serial: number;
      readonly refresh: number;
      readonly retry: number;
      readonly expire: number;
      readonly minimum: number;
    }
  | { readonly kind: 'unknown'; readonly bytes: Uint8Array };

export interface Resource {
  readonly name: string;
  readonly type: RrType;
  readonly klass: number;
  readonly ttl: number;
  readonly data: Rdata;
}

export interface EdnsOption {
  readonly code: number;
  readonly bytes: Uint8Array;
}

/** EDNS0 option of RFC 7873. */
export const OPTION_COOKIE = 10;

/** The OPT pseudo-record, taken out of the additional section (RFC 6891 section 6.1). */
export interface Edns {
  readonly udpSize: number;
  readonly version: number;
  readonly dnssecOk: boolean;
  readonly options: readonly EdnsOption[];
}

export interface Message {
  readonly id: number;
  /** QR */
  readonly response: boolean;
  readonly opcode: number;
  readonly aa: boolean;
  readonly tc: boolean;
  readonly rd: boolean;
  readonly ra: boolean;
  readonly ad: boolean;
  readonly cd: boolean;
  /** With the upper bits of the OPT record. */
  readonly rcode: Rcode;
  readonly question: readonly Question[];
  readonly answer: readonly Resource[];
  readonly authority: readonly Resource[];
  /** Without the OPT record. */
  readonly additional: readonly Resource[];
  readonly edns?: Edns | undefined;
}

/** A query as stub resolvers make them: one question, nothing else. */
export function queryMessage(
  id: number,
  name: string,
  type: RrType,
  options: {
    readonly rd?: boolean;
    readonly ad?: boolean;
    readonly cd?: boolean;
    readonly edns?: Edns | undefined;
  } = {},
): Message {
  return {
    id,
    response: false,
    opcode: 0,
    aa: false,
    tc: false,
    rd: options.rd ?? true,
    ra: false,
    ad: options.ad ?? false,
    cd: options.cd ?? false,
    rcode: 'NOERROR',
    question: [{ name, type, klass: CLASS_IN }],
    answer: [],
    authority: [],
    additional: [],
    edns: options.edns,
  };
}
