/**
 * CoreDNS as a process: it reads its Corefile, serves on its pod's ports, writes what its plugins log, looks for changes of the
 * file, and ends after its lame duck time (coredns v1.12.1: coremain/run.go, plugin/reload; coredns/caddy: caddy.go, sigtrap*.go).
 */
import { CoreDns, corefileJson, httpService, Metrics, type Service } from '../../dns/index.ts';
import {
  type ByteString,
  isErr,
  O_RDONLY,
  type Program,
  SIGINT,
  SIGQUIT,
  SIGTERM,
  SIGUSR1,
  sys,
  type Sys,
} from '../../kernel/abi/index.ts';
import { sha512 } from '../../userland/lib/digest.ts';
import { askNetwork, type Network, untilWoken } from '../network/index.ts';
import { type CoreDnsFlags, flagsOf } from './coredns-flags.ts';
import type { Kubelet } from './kubelet.ts';
import { clusterDataOf } from './net-rules.ts';

/** What an answer costs: measured ones take about so much. */
const WORK = 90;
const BANNER = 'CoreDNS-1.12.1\nlinux/amd64, go1.24.1, 707c7c1\n';

function* textOf(path: ByteString): Sys<ByteString | undefined> {
  const fd = yield* sys.open(path, O_RDONLY);
  if (isErr(fd)) return undefined;
  let text = '';
  for (;;) {
    const part = yield* sys.read(fd, 65_536);
    if (isErr(part) || part === '') break;
    text += part;
  }
  yield* sys.close(fd);
  return text;
}

const say = (line: ByteString): Sys<unknown> => sys.writeAll(1, `${line}\n`);

/** log.Fatal. */
function* die(why: ByteString): Sys<number> {
  yield* sys.writeAll(2, `${why}\n`);
  return 1;
}

export const coreDnsProgram = (kubelet: Kubelet, network: () => Network): Program =>
  function* coredns(argv) {
    const flags = flagsOf(argv);
    if ('error' in flags) {
      yield* sys.writeAll(2, flags.error);
      return flags.status;
    }
    if (flags.version) {
      yield* sys.writeAll(1, BANNER);
      return 0;
    }
    return yield* new Process(kubelet, network(), flags).main();
  };

class Process {
  private readonly kubelet: Kubelet;
  private readonly net: Network;
  private readonly flags: CoreDnsFlags;
  private server: CoreDns | undefined;
  /** Lines of the server that are written already. */
  private written = 0;
  private sum = '';
  private readonly ports = new Set<number>();
  private readonly metrics = new Metrics();
  private http: ReadonlySet<number> = new Set();
  /** The last signal that is still to be acted upon. */
  private signal = 0;
  private readonly service: Service = {
    answer: (incoming) => this.server?.answer(incoming) ?? { kind: 'silence', words: 'not there yet' },
  };

  constructor(kubelet: Kubelet, net: Network, flags: CoreDnsFlags) {
    this.kubelet = kubelet;
    this.net = net;
    this.flags = flags;
  }

  *main(): Sys<number> {
    const { conf, source } = this.flags;
    for (const sig of [SIGTERM, SIGINT, SIGQUIT, SIGUSR1]) yield* sys.signal(sig, this.caught);
    yield* say('maxprocs: Leaving GOMAXPROCS=2: CPU quota undefined');
    const text = yield* textOf(source);
    if (text === undefined) return yield* die(`loading Caddyfile via flag: open ${conf}: no such file or directory`);
    const loaded = yield* this.load(text);
    if (typeof loaded === 'string') return yield* die(loaded);
    const taken = yield* this.start(loaded);
    if (taken !== undefined) return yield* die(taken);
    for (const line of loaded.serves) yield* say(line);
    yield* this.tellSum(text);
    yield* sys.writeAll(1, BANNER);
    return yield* this.serve();
  }

  private readonly caught = function* (this: Process, sig: number): Sys<void> {
    this.signal = sig;
  }.bind(this);

  /** A server, or why there is none. */
  private *load(corefile: ByteString): Sys<CoreDns | string> {
    const files = new Map<string, string>();
    for (const [path] of corefile.matchAll(/(?<=\s)\/[\w./-]+/g)) {
      const text = yield* textOf(path);
      if (text !== undefined) files.set(path, text);
    }
    const loaded = CoreDns.load({
      corefile,
      cluster: clusterDataOf(this.kubelet),
      files,
      path: this.flags.conf,
      port: this.flags.port,
      metrics: this.metrics,
      work: WORK,
    });
    return loaded.kind === 'server' ? loaded.server : loaded.message;
  }

  /** Takes the place of the server before it, on the same sockets and on new ones. */
  private *start(server: CoreDns): Sys<string | undefined> {
    for (const port of server.ports) {
      if (this.ports.has(port)) continue;
      const free = yield* askNetwork(this.net.k, (_k, t) =>
        this.net.serve(
          t,
          [
            ['udp', port],
            ['tcp', port],
          ],
          this.service,
          server.addressesAt(port),
        ),
      );
      if (!free) return `Listen: listen tcp :${port}: bind: address already in use`;
      this.ports.add(port);
    }
    this.server = server;
    this.written = 0;
    yield* this.openHttp(server);
    for (const program of server.wishes.beside)
      yield* askNetwork(this.net.k, (_k, t) => void this.net.start(t, 'coredns', program()));
    return undefined;
  }

  /** Ports of health and ready: for the kubelet's probes, and for whoever asks. */
  private *openHttp(server: CoreDns | undefined): Sys<void> {
    const { listening } = this.kubelet;
    this.http = new Set(server?.wishes.http);
    const { http } = this;
    yield* askNetwork(this.net.k, (_k, t) => {
      const { container } = t.process;
      if (container !== undefined) listening.set(container, http);
      for (const port of http) {
        // One that is taken already is that of the server before.
        const page = httpService(({ path }) =>
          !/^\/(?:health|ready)$/.test(path)
            ? { status: 404, body: '404 page not found\n' }
            : this.http.has(port)
              ? { status: 200, body: 'OK' }
              : { status: 503, body: 'Service Unavailable' },
        );
        this.net.serve(t, [['tcp', port]], page);
      }
      const { metrics } = this;
      const page = httpService(({ path }) =>
        path === '/metrics'
          ? { status: 200, headers: [['Content-Type', 'text/plain; version=0.0.4']], body: metrics.text() }
          : { status: 404, body: '404 page not found\n' },
      );
      for (const port of server?.wishes.metrics ?? []) this.net.serve(t, [['tcp', port]], page);
    });
  }

  private *tellSum(text: ByteString): Sys<void> {
    const parsed = corefileJson(text);
    this.sum = 'json' in parsed ? sha512(parsed.json) : '';
    if (this.server?.wishes.reload) yield* say(`[INFO] plugin/reload: Running configuration SHA512 = ${this.sum}`);
  }

  private *writeLines(): Sys<void> {
    for (let line = this.server?.logs[this.written]; line !== undefined; line = this.server?.logs[this.written]) {
      this.written += 1;
      yield* say(line);
    }
    // What is written need not be kept.
    if (this.server && this.written === this.server.logs.length) {
      this.server.logs.length = 0;
      this.written = 0;
    }
  }

  private *serve(): Sys<number> {
    const { k } = this.net;
    let look = this.nextLook();
    for (;;) {
      const woken = (): boolean => this.signal !== 0 || (this.server?.logs.length ?? 0) > this.written;
      yield* askNetwork(k, untilWoken(this.net.activity, woken, look));
      yield* this.writeLines();
      if (this.server?.ended === true) return 1;
      const sig = this.signal;
      this.signal = 0;
      if (sig === SIGTERM || sig === SIGINT) return yield* this.shutDown(sig);
      if (sig === SIGQUIT) {
        yield* say('[INFO] SIGQUIT: Quitting process immediately');
        return 0;
      }
      if (sig === SIGUSR1) yield* this.restartBySignal();
      if (look !== undefined && k.now >= look) {
        yield* this.lookAtFile();
        look = this.nextLook();
      }
    }
  }

  /** time.NewTicker(interval ± jitter/2): drawn when the configuration is loaded; here at each look, which nobody can tell apart. */
  private nextLook(): number | undefined {
    const reload = this.server?.wishes.reload;
    if (!reload) return undefined;
    const { k } = this.net;
    const offset = k.rng.fork(`reload ${this.sum} ${k.now}`).below(reload.jitter) - Math.floor(reload.jitter / 2);
    return k.now + reload.interval + offset;
  }

  private *lookAtFile(): Sys<void> {
    const text = yield* textOf(this.flags.source);
    if (text === undefined) return;
    const parsed = corefileJson(text, this.flags.conf);
    if ('error' in parsed) {
      yield* say(`[WARNING] plugin/reload: Corefile parse failed: ${parsed.error}`);
      return;
    }
    const sum = sha512(parsed.json);
    if (sum === this.sum) return;
    // The same file is not tried again, even when it is wrong.
    this.sum = sum;
    const failed = yield* this.restart(text);
    if (failed !== undefined) yield* say(`[ERROR] plugin/reload: Corefile changed but reload failed: ${failed}`);
  }

  /** Instance.Restart: the old server goes on when the new one cannot be made. */
  private *restart(text: ByteString): Sys<string | undefined> {
    yield* say('[INFO] Reloading');
    const loaded = yield* this.load(text);
    const failed = typeof loaded === 'string' ? loaded : yield* this.start(loaded);
    if (failed !== undefined) {
      yield* say(`[ERROR] Restart failed: ${failed}`);
      return `starting with listener file descriptors: ${failed}`;
    }
    yield* this.tellSum(text);
    yield* say('[INFO] Reloading complete');
    return undefined;
  }

  private *restartBySignal(): Sys<void> {
    yield* say('[INFO] SIGUSR1: Reloading');
    const text = yield* textOf(this.flags.source);
    if (text === undefined) return;
    const failed = yield* this.restart(text);
    if (failed !== undefined) yield* say(`[ERROR] SIGUSR1: ${failed}`);
  }

  private *shutDown(sig: number): Sys<number> {
    const { k } = this.net;
    yield* say(
      sig === SIGTERM ? '[INFO] SIGTERM: Shutting down servers then terminating' : '[INFO] SIGINT: Shutting down',
    );
    const lameduck = this.server?.wishes.lameduck ?? 0;
    if (lameduck === 0) return 0;
    yield* this.openHttp(undefined);
    yield* say(`[INFO] plugin/health: Going into lameduck mode for ${lameduck / 1e6}s`);
    const end = k.now + lameduck;
    while (k.now < end) {
      const woken = (): boolean => (this.server?.logs.length ?? 0) > this.written;
      yield* askNetwork(k, untilWoken(this.net.activity, woken, end));
      yield* this.writeLines();
    }
    return 0;
  }
}
