// The lookups of a run, one after the other, each server in its turn (start_lookup, do_lookup and the retries of recv_done).
import { because, net, type Net, type Why } from '../../net/index.ts';
import type { Lookup, Server } from './lookup.ts';
import { judge, type Fate } from './reply.ts';
import { RULES } from './rules.ts';
import type { Query, Session } from './session.ts';
import { nextOrigin, setUpLookup, type Prepared } from './setup.ts';
import { closeWire, dropKept, hear, openWire, sendOn, type Wire } from './wire.ts';

const newQuery = (s: Session, lookup: Lookup, server: Server): Query => ({
  lookup,
  server,
  address: server.name,
  port: s.port,
  sentAt: 0,
  receivedAt: 0,
  records: 0,
  messages: 0,
  bytes: 0,
});

const socketName = ({ address, port }: Query): string => `${address}#${port}`;

const openingFailed = (query: Query, l: Lookup, words: string): string =>
  `${l.tcp ? 'Connection to' : 'UDP setup with'} ${socketName(query)}(${query.server.name}) for ${l.text} failed: ${words}.`;

/** An IPv4 address in an IPv6 one: nothing is sent to it. */
const mapped = (address: string): boolean => /^::ffff:\d+\.\d+\.\d+\.\d+$/.test(address);

/** What becomes of the lookup: go on with the query at this place of the list, or end. */
type Step = number | 'end';

/** The way of one lookup through its servers. */
class Round {
  private readonly s: Session;
  private readonly l: Lookup;
  private readonly prepared: Prepared;
  private readonly servers: Server[];
  private tried = 0;

  constructor(s: Session, l: Lookup, prepared: Prepared) {
    this.s = s;
    this.l = l;
    this.prepared = prepared;
    this.servers = [...l.servers];
  }

  *run(): Net<undefined> {
    if (this.l.nsSearch && !this.l.traceRoot) return yield* this.askAll();
    for (let at = 0; at < this.servers.length;) {
      const step = yield* this.askServer(at);
      if (step === 'end') break;
      at = step;
    }
    return undefined;
  }

  /** +nssearch: all servers at once, each on its own. */
  private *askAll(): Net<undefined> {
    const { s } = this;
    const reached = yield* net.all(this.servers.map((server) => this.askOne(server)));
    if (reached.includes(true)) return undefined;
    s.error('NS servers could not be reached');
    s.raise(9);
    return undefined;
  }

  private *askOne(server: Server): Net<boolean> {
    const { s, l } = this;
    const query = newQuery(s, l, server);
    const opened = yield* openWire(s, query, l.tcp);
    if ('failed' in opened) {
      s.warn(openingFailed(query, l, opened.failed));
      return false;
    }
    s.exitCode = 0;
    yield* sendOn(s, opened.wire, query, this.prepared.bytes, this.prepared.why);
    const fate = yield* this.listen(opened.wire, query, this.servers.length);
    yield* closeWire(s, opened.wire);
    if (typeof fate === 'object') s.warn(`communications error to ${socketName(query)}: ${fate.failed}`);
    yield* s.flush();
    return typeof fate !== 'object';
  }

  private *askServer(at: number): Net<Step> {
    const { s, l } = this;
    const server = this.servers[at];
    if (!server) return 'end';
    if (mapped(server.name)) {
      s.warn(`Skipping mapped address '${server.name}'`);
      if (at + 1 < this.servers.length) return at + 1;
      s.warn('No acceptable nameservers');
      return 'end';
    }
    const query = newQuery(s, l, server);
    const opened = yield* openWire(s, query, l.tcp);
    if ('failed' in opened) return this.notOpened(query, opened.failed, at);
    s.exitCode = 0;
    const { wire } = opened;
    yield* sendOn(s, wire, query, this.prepared.bytes, this.why(at));
    if (l.qr) {
      s.frontend.message(s, query, this.prepared.sent);
      if (l.stats && !s.yaml) s.print(`;; QUERY SIZE: ${this.prepared.bytes.length}\n\n`);
    }
    const fate = yield* this.listen(wire, query, at);
    yield* closeWire(s, wire);
    if (typeof fate === 'object') return yield* this.failed(query, fate.failed, at);
    return fate === 'next' ? at + 1 : 'end';
  }

  private why(at: number): Why {
    const { l, prepared } = this;
    this.tried += 1;
    const also = [prepared.why];
    if (this.tried === 1) return l.tcp ? { ...because(RULES.tcp), also } : prepared.why;
    return { ...because(at > 0 && this.servers[at] !== this.servers[at - 1] ? RULES.nextServer : RULES.tries), also };
  }

  private *listen(wire: Wire, query: Query, at: number): Net<Fate | { readonly failed: string }> {
    const { s, l, prepared } = this;
    const context = { s, query, l, prepared, hasNext: at + 1 < this.servers.length };
    for (;;) {
      const heard = yield* hear(s, wire);
      query.receivedAt = yield* net.now();
      if ('failed' in heard) return heard;
      const fate = yield* judge(context, heard.bytes);
      if (heard.query !== undefined) {
        if (fate === 'read') yield* net.verdict(heard.query, 'ignored', because(RULES.mismatch));
        else if (fate === 'next') yield* net.verdict(heard.query, 'failed', because(RULES.nextServer));
        else yield* net.verdict(heard.query, 'accepted', because(RULES.answered));
      }
      if (fate === 'next' || fate === 'done') return fate;
    }
  }

  /** No socket, no connection: with tries left the whole lookup comes again, and yet the end is announced. */
  private notOpened(query: Query, words: string, at: number): Step {
    const { s, l } = this;
    s.warn(openingFailed(query, l, words));
    s.raise(9);
    if (l.retries > 1) {
      l.retries -= 1;
      s.requeue(l, true);
    } else if (at + 1 < this.servers.length) return at + 1;
    s.error('no servers could be reached');
    return 'end';
  }

  /** No answer: the same server again, then the others. */
  private *failed(query: Query, words: string, at: number): Net<Step> {
    const { s, l } = this;
    s.warn(`communications error to ${socketName(query)}: ${words}`);
    if (l.retries > 1) {
      l.retries -= 1;
      if (!l.tcp) {
        this.servers.splice(at + 1, 0, query.server);
        return at + 1;
      }
      s.requeue(l, true);
      yield* dropKept(s);
      return 'end';
    }
    if (at + 1 < this.servers.length) return at + 1;
    s.print(l.cmdline);
    s.error('no servers could be reached');
    s.raise(9);
    yield* dropKept(s);
    return 'end';
  }
}

export function* runLookups(s: Session): Net<undefined> {
  for (;;) {
    const lookup = s.lookups.shift();
    if (!lookup) return undefined;
    const prepared = yield* setUpLookup(s, lookup);
    if (prepared) yield* new Round(s, lookup, prepared).run();
    else if (!nextOrigin(s, lookup)) return undefined;
    yield* s.flush();
  }
}
