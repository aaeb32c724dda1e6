// What the tasks of this lesson look at: programs that asked for names, what they sent to whom, what came back, how long it took.
import type { MachineView, TaskRun } from '../../src/lesson/index.ts';
import type { DnsEvent, Why } from '../../src/sim/dns/index.ts';

export interface Query {
  readonly at: number;
  readonly name: string;
  readonly type: string;
  readonly to: string;
  readonly port: number;
  readonly proto: 'udp' | 'tcp';
  readonly socket: number;
  /** What the network says of one that got no answer: `lost`, `refused` … */
  fate: 'lost' | 'ignored' | 'refused' | 'unreachable' | 'answered' | undefined;
  /** How it was lost. */
  words: string;
  reply: { readonly at: number; readonly rcode: number; readonly answers: number; readonly cut: boolean } | undefined;
}

/** One program that spoke on the network: a process, from its start to its end. */
export interface Asked {
  readonly pid: number;
  /** The pod (or the node) that it ran in. */
  readonly host: string;
  /** `curl`, `dig` … */
  readonly program: string;
  readonly argv: readonly string[];
  readonly startedAt: number;
  endedAt: number | undefined;
  status: number | undefined;
  readonly queries: Query[];
  /** Calls of getaddrinfo, or of its like. Programs that ask by themselves (dig, host) have none. */
  readonly lookups: {
    readonly name: string;
    readonly at: number;
    end: number | undefined;
    ok: boolean;
    code: string;
    addresses: readonly string[];
  }[];
  /** TCP connections: where to, and what became of them. */
  readonly connections: { readonly to: string; readonly port: number; what: string }[];
  /** Lines of configuration that decided something. */
  readonly lines: Set<string>;
}

const NXDOMAIN = 3;

type Bytes = Extract<DnsEvent, { kind: 'reply' }>['bytes'];

/** The parts of a DNS header that tasks ask for (RFC 1035 section 4.1.1). */
const header = (bytes: Bytes): { readonly rcode: number; readonly answers: number; readonly cut: boolean } => ({
  rcode: (bytes[3] ?? 0) & 0xf,
  answers: ((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0),
  cut: ((bytes[2] ?? 0) & 2) !== 0,
});

function linesOf(why: Why | undefined, into: Set<string>): void {
  if (why?.line) into.add(why.line.text);
  for (const each of why?.also ?? []) linesOf(each, into);
}

function note(asked: Asked, record: DnsEvent, byId: Map<number, Query>): void {
  if ('why' in record) linesOf(record.why, asked.lines);
  switch (record.kind) {
    case 'query': {
      const { at, name = '', type = '', to, proto, socket } = record;
      const query: Query = {
        at,
        name,
        type,
        to: to.address,
        port: to.port,
        proto,
        socket,
        fate: undefined,
        words: '',
        reply: undefined,
      };
      byId.set(record.query, query);
      asked.queries.push(query);
      return;
    }
    case 'reply': {
      const query = byId.get(record.query);
      if (query && record.fate === 'delivered') query.reply = { at: record.at, ...header(record.bytes) };
      return;
    }
    case 'lookup':
      asked.lookups.push({ name: record.name, at: record.at, end: undefined, ok: false, code: '', addresses: [] });
      return;
    case 'outcome': {
      const last = asked.lookups.at(-1);
      if (last) Object.assign(last, { end: record.at, ok: record.ok, code: record.code, addresses: record.addresses });
      return;
    }
    case 'connection': {
      const { address, port } = record.to;
      const known = asked.connections.findLast((each) => each.to === address && each.port === port);
      if (record.what === 'syn' || !known) asked.connections.push({ to: address, port, what: record.what });
      else known.what = record.what;
      return;
    }
    default:
  }
}

/** Everybody who asked, in the order of their first packet; the servers' own questions are not among them. */
export function askedOf(run: TaskRun): readonly Asked[] {
  const argvs = new Map<number, { readonly argv: readonly string[]; readonly at: number }>();
  const all = new Map<number, Asked>();
  const byId = new Map<number, Query>();
  for (const { at, event } of run.steps) {
    if (event.kind === 'exec') argvs.set(event.pid, { argv: event.argv, at });
    else if (event.kind === 'exit') {
      const asked = all.get(event.pid);
      if (asked) Object.assign(asked, { endedAt: at, status: (event.status >> 8) & 0xff });
    } else if (event.kind === 'net') {
      const record = event.record as DnsEvent;
      // What becomes of a query may be told where it happened: on the server's side.
      if (record.kind === 'fate') {
        const query = byId.get(record.query);
        if (query) Object.assign(query, { fate: record.fate, words: record.words });
        continue;
      }
      if (event.pid === undefined) continue;
      let asked = all.get(event.pid);
      if (!asked) {
        const [host = '', name = ''] = record.lane.split(' ');
        const { argv = [name], at: startedAt = at } = argvs.get(event.pid) ?? {};
        const program = (argv[0] ?? name).replace(/^.*\//, '');
        asked = {
          pid: event.pid,
          host,
          program,
          argv,
          startedAt,
          endedAt: undefined,
          status: undefined,
          queries: [],
          lookups: [],
          connections: [],
          lines: new Set(),
        };
        all.set(event.pid, asked);
      }
      note(asked, record, byId);
    }
  }
  return [...all.values()].filter(({ program }) => program !== 'coredns');
}

/** Those in one pod. */
export const askedIn = (run: TaskRun, host: string): readonly Asked[] =>
  askedOf(run).filter((each) => each.host === host);

/** It has its answer, good or bad. */
export const isOver = (asked: Asked): boolean => asked.endedAt !== undefined || asked.lookups.at(-1)?.end !== undefined;

/** Milliseconds from the call to its answer; of programs without a call: from their start to their end. */
export function tookMs(asked: Asked): number {
  const [first] = asked.lookups;
  const end = asked.lookups.at(-1)?.end ?? asked.endedAt;
  return end === undefined ? NaN : (end - (first?.at ?? asked.startedAt)) / 1000;
}

/** The library found an address, or the program was content. */
export const found = (asked: Asked): boolean => asked.lookups.at(-1)?.ok ?? asked.status === 0;

const OWN = new Set(['dig', 'delv', 'host', 'nslookup']);
/** It asks by itself, by rules of its own, and not through the C library. */
export const ownResolver = ({ program }: Asked): boolean => OWN.has(program);

/** What was asked for, as it was written: the argument of the call, else the first name that was sent. */
export const askedFor = (asked: Asked): string => asked.lookups[0]?.name ?? asked.queries[0]?.name ?? '';

/** An answer with something in it. */
export const isAnswer = ({ reply }: Query): boolean => reply !== undefined && reply.rcode === 0 && reply.answers > 0;

export const isNo = ({ reply }: Query): boolean => reply?.rcode === NXDOMAIN;

/** `1 query`, `8 queries`. */
export const queries = (n: number): string => (n === 1 ? '1 query' : `${n} queries`);

/** `0.0 s`, `5.0 s`. */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** `curl` asked for `web`. */
export const deed = (asked: Asked): string => `\`${asked.program}\` on ${asked.host}`;

/** A name without its final dot and in lower case, for comparing. */
export const bare = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** Somebody ran kubectl with these words among its arguments. */
export const kubectl = (run: TaskRun, words: RegExp): boolean =>
  run.steps.some(
    ({ event }) =>
      event.kind === 'exec' && /(^|\/)kubectl$/.test(event.argv[0] ?? '') && words.test(event.argv.join(' ')),
  );

/** The CoreDNS processes, as the node sees them. */
export const coreDns = (view: MachineView): readonly { readonly pid: number; readonly stopped: boolean }[] =>
  [...view.processes.values()]
    .filter((p) => p.comm === 'coredns' && p.state !== 'Z' && p.state !== 'X')
    .map((p) => ({ pid: p.pid, stopped: p.state === 'T' }));

export { DONE, hint, NOT_YET } from '../verdict.ts';
