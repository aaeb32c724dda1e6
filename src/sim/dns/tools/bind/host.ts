// host of BIND 9.18 (bin/dig/host.c).
import type { Net } from '../../net/index.ts';
import type { NetTool } from '../tool.ts';
import { setServer } from './addresses.ts';
import { getopt, type Option } from './getopt.ts';
import { hostFrontend, HostState } from './host-text.ts';
import { emptyLookup, type Lookup } from './lookup.ts';
import { reverseOf } from './name.ts';
import { runLookups } from './run.ts';
import { BIND_VERSION, Exit, Session, withExit } from './session.ts';
import { classFromText, TYPE_ANY, TYPE_AXFR, TYPE_IXFR, TYPE_NS, TYPE_PTR, typeFromText } from './types.ts';

const OPTIONS = '46aAc:dilnm:p:rst:vVwCDN:R:TUW:';

const USAGE = `Usage: host [-aCdilrTvVw] [-c class] [-N ndots] [-t type] [-W time]
            [-R number] [-m flag] [-p port] hostname [server]
       -a is equivalent to -v -t ANY
       -A is like -a but omits RRSIG, NSEC, NSEC3
       -c specifies query class for non-IN data
       -C compares SOA records on authoritative nameservers
       -d is equivalent to -v
       -l lists all hosts in a domain, using AXFR
       -m set memory debugging flag (trace|record|usage)
       -N changes the number of dots allowed before root lookup is done
       -p specifies the port on the server to query
       -r disables recursive processing
       -R specifies number of retries for UDP packets
       -s a SERVFAIL response should stop query
       -t specifies the query type
       -T enables TCP/IP mode
       -U enables UDP mode
       -v enables verbose output
       -V print version number and exit
       -w specifies to wait forever for a reply
       -W specifies how long to wait for a reply
       -4 use IPv4 query transport only
       -6 use IPv6 query transport only
`;

/** -w waits as long as a signed number of seconds goes. */
const FOREVER = 2_147_483_647;

function usage(s: Session): never {
  s.print(USAGE, 2);
  throw new Exit(1);
}

/** Options that count before anything is set up. */
function preparse(s: Session, options: readonly Option[]): '4' | '6' | undefined {
  let only: '4' | '6' | undefined;
  for (const { letter, fault } of options) {
    if (fault !== undefined) {
      s.print(`${fault}\n`, 2);
      usage(s);
    }
    if (letter === 'V') {
      s.print(`host ${BIND_VERSION}\n`, 2);
      throw new Exit(0);
    }
    if (letter !== '4' && letter !== '6') continue;
    if (only !== undefined && only !== letter) s.fatal('only one of -4 and -6 allowed');
    only = letter;
  }
  return only;
}

/** atoi */
const whole = (text: string): number => Number(/^\s*[+-]?\d+/.exec(text)?.[0] ?? 0);

function setType(s: Session, state: HostState, l: Lookup, value: string): void {
  const since = /^ixfr=/i.test(value);
  const type = since ? TYPE_IXFR : typeFromText(value);
  if (type === undefined) {
    s.fatalExit = 2;
    return s.fatal(`invalid type: ${value}\n`);
  }
  if (!l.typeSet || l.type !== TYPE_AXFR) l.type = type;
  l.typeSet = true;
  if (type === TYPE_AXFR) {
    state.listType = TYPE_ANY;
    state.shortForm = false;
    l.tcp = true;
  } else if (type === TYPE_ANY) {
    if (!l.tcpSet) l.tcp = true;
  } else {
    state.listType = type;
    if (type === TYPE_IXFR) {
      l.tcp = true;
      l.ixfrSerial = since ? whole(value.slice(5)) : 0;
    }
  }
  state.listAddresses = false;
  state.defaultLookups = false;
  return undefined;
}

function setClass(s: Session, state: HostState, l: Lookup, value: string): void {
  const klass = classFromText(value);
  if (klass === undefined) {
    s.fatalExit = 2;
    return s.fatal(`invalid class: ${value}\n`);
  }
  l.klass = klass;
  l.classSet = true;
  state.defaultLookups = false;
  return undefined;
}

function setAny(state: HostState, l: Lookup): void {
  if (!l.typeSet || l.type !== TYPE_AXFR) l.type = TYPE_ANY;
  state.listType = TYPE_ANY;
  state.listAddresses = false;
  l.typeSet = true;
  state.shortForm = false;
  state.defaultLookups = false;
}

function apply(s: Session, state: HostState, l: Lookup, { letter, value }: Option): void {
  switch (letter) {
    case 'l':
      l.tcp = true;
      l.type = TYPE_AXFR;
      l.typeSet = true;
      s.fatalExit = 3;
      return undefined;
    case 'v':
    case 'd':
      state.shortForm = false;
      return undefined;
    case 'r':
      l.recurse = false;
      return undefined;
    case 't':
      return setType(s, state, l, value);
    case 'c':
      return setClass(s, state, l, value);
    case 'A':
      state.almostAll = true;
      return setAny(state, l);
    case 'a':
      return setAny(state, l);
    case 'w':
      s.timeout = FOREVER;
      return undefined;
    case 'W':
      s.timeout = Math.max(1, whole(value));
      return undefined;
    case 'R':
      s.tries = Math.max(2, whole(value) + 1);
      return undefined;
    case 'T':
    case 'U':
      l.tcp = letter === 'T';
      l.tcpSet = true;
      return undefined;
    case 'C':
      Object.assign(l, { type: TYPE_NS, typeSet: true, klass: 1, classSet: true });
      Object.assign(l, { nsSearch: true, traceRoot: true, identifyLineBefore: true });
      state.defaultLookups = false;
      return undefined;
    case 'N':
      s.ndots = whole(value);
      return undefined;
    case 's':
      l.servfailStops = true;
      return undefined;
    case 'p':
      s.port = whole(value) & 0xffff;
      return undefined;
    default:
      return undefined;
  }
}

function* main(s: Session, words: readonly string[]): Net<number> {
  const state = new HostState();
  s.frontend = hostFrontend(state);
  s.tries = 2;
  s.fatalExit = 1;
  const { options, rest } = getopt(s.name, words, OPTIONS);
  s.setUp(preparse(s, options));
  const l: Lookup = { ...emptyLookup(s), servfailStops: false, bestEffort: false, comments: false };
  for (const option of options) apply(s, state, l, option);
  l.retries = s.tries;
  const [name, server] = rest;
  if (name === undefined) return usage(s);
  if (server === undefined) s.checkRa = true;
  else {
    yield* setServer(s, server);
    state.listed = true;
  }
  const reverse = reverseOf(name, true);
  l.text = reverse ?? name;
  if (reverse !== undefined) {
    l.type = TYPE_PTR;
    l.typeSet = true;
    state.defaultLookups = false;
  } else s.useSearch = true;
  l.newSearch = true;
  s.lookups.push(l);
  yield* runLookups(s);
  return state.seenError === 0 ? 0 : 1;
}

export const host: NetTool = (where, argv) => {
  const s = new Session(where, argv[0] ?? 'host');
  return withExit(s, main(s, argv.slice(1)));
};
