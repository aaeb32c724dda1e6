// What is asked: one lookup of dig, host or nslookup with everything that its options say (dig_lookup_t of bin/dig/dighost.h).
import type { EdnsOption } from '../../message/index.ts';
import type { Session } from './session.ts';
import { TYPE_A } from './types.ts';

export interface Server {
  /** An address. */
  readonly name: string;
  /** As it was asked for. */
  readonly arg: string;
}

export interface Lookup {
  /** The name as typed. */
  text: string;
  /** The absolute name that was asked. */
  asked: string;
  /** dig's first lines, until they are printed. */
  cmdline: string;
  type: number;
  /** +trace: the type that is wanted once the root's servers are known. */
  wantedType: number;
  klass: number;
  typeSet: boolean;
  classSet: boolean;
  servers: Server[];

  /** The name goes through IDNA first. */
  idnIn: boolean;

  // ---- the search list
  newSearch: boolean;
  /** Which entry of the search list; undefined: none. */
  origin: number | undefined;
  doneAsIs: boolean;
  needSearch: boolean;

  // ---- how it is sent
  retries: number;
  tcp: boolean;
  tcpSet: boolean;
  opcode: number;
  recurse: boolean;
  aa: boolean;
  ad: boolean;
  cd: boolean;
  ra: boolean;
  tc: boolean;
  z: boolean;
  headerOnly: boolean;
  queryId: number | undefined;
  /** EDNS version; -1: no EDNS. */
  edns: number;
  ednsNegotiate: boolean;
  /** -1: as EDNS wants it. */
  udpSize: number;
  dnssec: boolean;
  compactOk: boolean;
  ednsFlags: number;
  ednsOptions: readonly EdnsOption[];
  nsid: boolean;
  expire: boolean;
  keepalive: boolean;
  padding: number;
  subnet: Uint8Array | undefined;
  sendCookie: boolean;
  /** Hexadecimal; undefined: the client's own eight bytes. */
  cookie: string | undefined;
  retryBadCookie: boolean;
  seenBadCookie: boolean;
  showBadCookie: boolean;
  ixfrSerial: number;

  // ---- what is made of the answer
  ignoreTruncation: boolean;
  servfailStops: boolean;
  bestEffort: boolean;
  trace: boolean;
  traceRoot: boolean;
  /** +nssearch, host -C: every server of a zone is asked for its SOA record, all at once. */
  nsSearch: boolean;
  /** +trace: the zone whose servers are asked. */
  zone: string;

  // ---- how it is shown
  comments: boolean;
  stats: boolean;
  question: boolean;
  answer: boolean;
  authority: boolean;
  additional: boolean;
  identify: boolean;
  identifyLineBefore: boolean;
  qr: boolean;
  multiline: boolean;
  noTtl: boolean;
  noClass: boolean;
  ttlUnits: boolean;
  /** 1: on, -1: off, 0: as +multiline wants it. */
  rrComments: number;
  unknownFormat: boolean;
  expandAaaa: boolean;
  microseconds: boolean;
  oneSoa: boolean;
}

/** make_empty_lookup */
export const emptyLookup = ({ tries, host }: Session): Lookup => ({
  text: '',
  asked: '',
  cmdline: '',
  type: TYPE_A,
  wantedType: TYPE_A,
  klass: 1,
  typeSet: false,
  classSet: false,
  servers: [],
  idnIn: host.terminal === true,
  newSearch: false,
  origin: undefined,
  doneAsIs: false,
  needSearch: false,
  retries: tries,
  tcp: false,
  tcpSet: false,
  opcode: 0,
  recurse: true,
  aa: false,
  ad: false,
  cd: false,
  ra: false,
  tc: false,
  z: false,
  headerOnly: false,
  queryId: undefined,
  edns: -1,
  ednsNegotiate: true,
  udpSize: -1,
  dnssec: false,
  compactOk: false,
  ednsFlags: 0,
  ednsOptions: [],
  nsid: false,
  expire: false,
  keepalive: false,
  padding: 0,
  subnet: undefined,
  sendCookie: false,
  cookie: undefined,
  retryBadCookie: true,
  seenBadCookie: false,
  showBadCookie: false,
  ixfrSerial: 0,
  ignoreTruncation: false,
  servfailStops: true,
  bestEffort: true,
  trace: false,
  traceRoot: false,
  nsSearch: false,
  zone: '',
  comments: true,
  stats: true,
  question: true,
  answer: true,
  authority: true,
  additional: true,
  identify: false,
  identifyLineBefore: false,
  qr: false,
  multiline: false,
  noTtl: false,
  noClass: false,
  ttlUnits: false,
  rrComments: 0,
  unknownFormat: false,
  expandAaaa: false,
  microseconds: false,
  oneSoa: false,
});

/** clone_lookup: a copy that is no new search; without `servers` it takes those of the program again. */
export const cloneLookup = (old: Lookup, servers: boolean): Lookup => ({
  ...old,
  newSearch: false,
  servers: servers ? [...old.servers] : [],
});
