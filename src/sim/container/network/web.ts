/** Web servers: behind the ports that pods declare, and in the world outside wherever a name leads. */
import { type Host, httpService, type World } from '../../dns/index.ts';
import type { Process } from '../../kernel/index.ts';
import { whileAwake } from './awake.ts';
import type { Upstream } from './surroundings.ts';

/** A port that is open although its program does not ask the network for it. */
export interface OpenPort {
  /** Name of its place. */
  readonly place: string;
  readonly port: number;
  readonly process: Process;
  readonly text: string;
}

interface Open {
  readonly host: Host;
  readonly process: Process;
}

/** Keeps the ports open that are to be open now. */
export class WebServers {
  private readonly open = new Map<string, Open>();

  settle(ports: readonly OpenPort[], hostOf: (place: string) => Host | undefined): void {
    const wanted = new Map(ports.map((each) => [`${each.port} ${each.place}`, each]));
    for (const [key, { host, process }] of this.open) {
      const now = wanted.get(key);
      if (now?.process === process && hostOf(now.place) === host) continue;
      host.listen('*', 'tcp', Number.parseInt(key, 10), undefined);
      this.open.delete(key);
    }
    for (const [key, { place, port, process, text }] of wanted) {
      const host = hostOf(place);
      if (!host || this.open.has(key) || host.serviceAt('*', 'tcp', port)) continue;
      host.listen('*', 'tcp', port, whileAwake(process, page(text)));
      this.open.set(key, { host, process });
    }
  }
}

const page = (text: string): ReturnType<typeof httpService> =>
  httpService(({ path, method }) => {
    if (method !== 'GET' && method !== 'HEAD') return { status: 405, body: '' };
    const headers = [['Content-Type', 'text/plain; charset=utf-8']] as const;
    return path === '/' ? { status: 200, headers, body: text } : { status: 404, headers, body: '404 page not found\n' };
  });

/** One way: the internet. */
const FAR_AWAY = 5000;

/** Every address that an upstream's zone gives is a host with a web server. */
export function outsideWorld(world: World, upstreams: readonly Upstream[]): void {
  const addresses = new Map<string, string>();
  for (const { zones } of upstreams)
    for (const { records } of zones)
      for (const [name, type, , address] of records)
        if ((type === 'A' || type === 'AAAA') && !addresses.has(address))
          addresses.set(address, name.replace(/\.$/, ''));
  for (const [address, name] of addresses) {
    // An address of the cluster or of a name server in a zone is no host of its own.
    if (/^10\.|^127\./.test(address) || upstreams.some((each) => each.address === address)) continue;
    const prefix = address.includes(':') ? 128 : 32;
    const host = world.addHost({ name: address, addresses: [{ address, prefix, device: 'eth0' }], latency: FAR_AWAY });
    host.listen('*', 'tcp', 80, page(`This is ${name}.\n`));
  }
}
