// CoreDNS as a server: a Corefile becomes chains of plugins, a query passes the chain of its zone, and what comes back is made to fit.
import { CLASS_IN, decode, foldName, queryMessage, type Message, type RrType } from '../../message/index.ts';
import { net, type Answer, type Incoming, type Net, type Service } from '../../net/index.ts';
import { fitted, responseTo, udpLimit } from '../respond.ts';
import type { ClusterData } from './cluster.ts';
import { parseCorefile, type ServerBlock } from './corefile.ts';
import { DIRECTIVES } from './directives.ts';
import { CorefileError, Dispenser } from './dispenser.ts';
import type { Metrics } from './metrics.ts';
import {
  matchZone,
  normalizeZone,
  status,
  type Env,
  type Handler,
  type Next,
  type Query,
  type Reply,
  type Wishes,
} from './plugin.ts';
import { autopath } from './plugins/autopath.ts';
import { cache } from './plugins/cache.ts';
import { forward } from './plugins/forward.ts';
import { hosts } from './plugins/hosts.ts';
import { kubernetes } from './plugins/kubernetes.ts';
import { log } from './plugins/log.ts';
import { loop } from './plugins/loop.ts';
import { rewrite } from './plugins/rewrite.ts';
import { bind, health, prometheus, ready, reload } from './plugins/process.ts';
import { errors, loadbalance, PASSIVE } from './plugins/small.ts';
import { template } from './plugins/template.ts';
import type { Plugin } from './plugin.ts';

const PLUGINS: readonly Plugin[] = [
  ...PASSIVE,
  autopath,
  bind,
  cache,
  errors,
  forward,
  health,
  hosts,
  kubernetes,
  loadbalance,
  log,
  loop,
  prometheus,
  ready,
  reload,
  rewrite,
  template,
];

/** For the page that says what is modelled. */
export const COREDNS_PLUGINS: readonly string[] = PLUGINS.map(({ name }) => name);

export interface CoreDnsOptions {
  readonly corefile: string;
  readonly cluster: () => ClusterData;
  /** Files in its container; /etc/resolv.conf is the node's under dnsPolicy Default. */
  readonly files?: ReadonlyMap<string, string>;
  /** How messages call the Corefile; `Corefile` when absent. */
  readonly path?: string;
  /** Of keys that name none; 53 when absent. */
  readonly port?: number;
  /** Kept over reloads. */
  readonly metrics?: Metrics;
  /** Time that a query costs it besides waiting for others; none when absent. */
  readonly work?: number;
}

interface Zone {
  readonly zone: string;
  readonly port: number;
  readonly bind: readonly string[];
  readonly handlers: readonly Handler[];
}

/** What `CoreDns.load` gives: a server, or why it does not start. */
export type Loaded =
  | { readonly kind: 'server'; readonly server: CoreDns }
  | { readonly kind: 'error'; readonly message: string; readonly line: number };

export class CoreDns implements Service {
  /** What it has written to its output. */
  readonly logs: string[] = [];
  /** The last of them was its end. */
  ended = false;
  readonly wishes: Wishes = { lameduck: 0, http: [], metrics: [], bind: [], beside: [] };
  /** Directives of the Corefile that have no model: they are read over. */
  readonly ignored: string[] = [];
  private readonly zones: Zone[] = [];

  private readonly metrics: Metrics | undefined;

  private constructor(metrics: Metrics | undefined) {
    this.metrics = metrics;
  }

  static load(options: CoreDnsOptions): Loaded {
    const server = new CoreDns(options.metrics);
    try {
      for (const block of parseCorefile(options.corefile)) server.addBlock(block, options);
      return { kind: 'server', server };
    } catch (error) {
      if (error instanceof CorefileError)
        return { kind: 'error', message: error.called(options.path), line: error.line };
      throw error;
    }
  }

  /** Zones and ports that it serves, as it says at its start. */
  get serves(): readonly string[] {
    const byPort = [...this.zones].sort((a, b) => a.port - b.port || (a.zone < b.zone ? -1 : 1));
    return byPort.flatMap(({ zone, port, bind }) =>
      bind.length === 0 ? [`${zone}:${port}`] : bind.map((address) => `${zone}:${port} on ${address}`),
    );
  }

  get ports(): readonly number[] {
    return [...new Set(this.zones.map(({ port }) => port))];
  }

  private addBlock(block: ServerBlock, options: CoreDnsOptions): void {
    const keys = block.keys.map((key) => ({
      zone: normalizeZone(key),
      port: Number(/:(\d+)$/.exec(key)?.[1] ?? options.port ?? 53),
    }));
    const env: Env = {
      zones: keys.map(({ zone }) => zone),
      ports: keys.map(({ port }) => port),
      cluster: options.cluster,
      files: options.files ?? new Map(),
      log: (line) => this.write(line),
      fatal: (line) => {
        this.write(`[FATAL] ${line}`);
        this.ended = true;
      },
      wishes: this.wishes,
      resolve: (name, type) => this.resolve(name, type),
      shared: new Map(),
    };
    this.wishes.bind = [];
    const handlers: Handler[] = [];
    // Setup and chain both follow plugin.cfg, whatever the order in the file.
    for (const name of DIRECTIVES) {
      // Behind the plugins that measure.
      if (name === 'local' && options.work !== undefined) handlers.push(working(options.work));
      const tokens = block.directives.get(name);
      if (!tokens) continue;
      const plugin = PLUGINS.find((each) => each.name === name);
      if (!plugin) this.ignored.push(name);
      const handler = plugin && setup(plugin, new Dispenser(tokens), env);
      if (handler) handlers.push(handler);
    }
    for (const { zone, port } of keys) {
      if (this.zones.some((each) => each.zone === zone && each.port === port))
        throw new CorefileError(`cannot serve dns://${zone}:${port} - it is already defined`, 1);
      this.zones.push({ zone, port, bind: this.wishes.bind, handlers });
    }
  }

  /** What its sockets of a port are bound to. */
  addressesAt(port: number): readonly string[] {
    const here = this.zones.filter((each) => each.port === port);
    if (here.some(({ bind }) => bind.length === 0)) return ['*'];
    return [...new Set(here.flatMap(({ bind }) => bind))];
  }

  private write(line: string): void {
    if (!this.ended) this.logs.push(line);
  }

  answer(incoming: Incoming): Answer {
    if (this.ended) return { kind: 'silence', words: 'it has ended' };
    const decoded = decode(incoming.bytes);
    const question = decoded.kind === 'message' ? decoded.message.question[0] : undefined;
    if (decoded.kind !== 'message' || decoded.message.response) return { kind: 'silence', words: 'no DNS query' };
    const { message } = decoded;
    if (question === undefined) return this.send(incoming, message, status('FORMERR'));
    // core/dnsserver/server.go, ServeDNS: other classes are for the plugin chaos, which has no model.
    if (question.klass !== CLASS_IN) return this.send(incoming, message, status('REFUSED'));
    const query: Query = {
      message,
      name: foldName(question.name),
      type: question.type,
      proto: incoming.proto,
      from: incoming.from,
      size: incoming.bytes.length,
    };
    return { kind: 'program', run: this.serve(query, incoming) };
  }

  private *serve(query: Query, incoming: Incoming): Net<undefined> {
    const { port } = incoming.to;
    const answer = this.send(incoming, query.message, yield* this.chain(query, port));
    if (this.metrics) this.count(this.metrics, query, port, answer);
    if (answer.kind === 'send') yield* net.reply(answer.reply.bytes);
    return undefined;
  }

  private count(metrics: Metrics, query: Query, port: number, answer: Answer): void {
    const zone = this.zoneOf(query.name, port)?.zone ?? 'dropped';
    metrics.request(port, zone, query.proto, query.type);
    const decoded = answer.kind === 'send' ? decode(answer.reply.bytes) : undefined;
    if (decoded?.kind === 'message') metrics.response(port, zone, decoded.message.rcode);
  }

  private zoneOf(name: string, port: number): Zone | undefined {
    const here = this.zones.filter((each) => each.port === port);
    const zone = matchZone(
      here.map((each) => each.zone),
      name,
    );
    return here.find((each) => each.zone === zone);
  }

  private *chain(query: Query, port = 53): Net<Reply> {
    const handlers = this.zoneOf(query.name, port)?.handlers;
    if (!handlers) return status('REFUSED');
    const last: Next = function* () {
      return status('SERVFAIL', 'plugin/: no next plugin found');
    };
    return yield* handlers.reduceRight<Next>((next, handler) => (asked) => handler.serve(asked, next), last)(query);
  }

  /** Upstream lookups of plugins (an ExternalName's target) go through the server itself. */
  private *resolve(name: string, type: RrType): Net<Message | undefined> {
    const message = queryMessage(0, name, type);
    const from = { address: '127.0.0.1', port: 0 };
    const query: Query = { message, name: foldName(name), type, proto: 'tcp', from, size: 0 };
    const reply = yield* this.chain(query);
    return reply.kind === 'message' ? reply.message : undefined;
  }

  private send({ proto }: Incoming, query: Message, reply: Reply): Answer {
    const message =
      reply.kind === 'message'
        ? { ...reply.message, id: query.id, question: query.question, rd: query.rd, edns: query.edns }
        : responseTo(query, { rcode: reply.rcode, answer: [], authority: [], aa: false, ra: false });
    const bytes = fitted(message, proto, udpLimit(query.edns), 'full');
    if (reply.kind === 'message') this.sizeOfLast(bytes.length);
    return { kind: 'send', reply: { bytes, delay: 0 } };
  }

  /** plugin/log writes the line before the size is known here. */
  private sizeOfLast(size: number): void {
    const last = this.logs.at(-1);
    if (last?.startsWith('[INFO] ')) this.logs[this.logs.length - 1] = last.replace(/ 0 ([\d.]+s)$/, ` ${size} $1`);
  }
}

const working = (time: number): Handler => ({
  *serve(query, next) {
    yield* net.sleep((yield* net.now()) + time);
    return yield* next(query);
  },
});

function setup(plugin: Plugin, c: Dispenser, env: Env): Handler | undefined {
  try {
    return plugin.setup(c, env);
  } catch (error) {
    if (error instanceof CorefileError) throw new CorefileError(`plugin/${plugin.name}: ${error.message}`, error.line);
    throw error;
  }
}
