// An experiment as the query of an address, and back. Version 1; a word that is not known means the initial value, so that a
// cut or foreign link still opens.
import type { ServerSetup } from './experiment.ts';
import { resolverOf } from './clients.ts';
import { faultOf } from './faults.ts';

/** What the playground's page holds; texts as a person typed them. */
export interface Playground {
  readonly clients: readonly string[];
  readonly name: string;
  readonly family: 'unspec' | 'inet' | 'inet6';
  readonly resolvConf: string;
  readonly hosts: string;
  readonly servers: readonly ServerSetup[];
  readonly dualStack: boolean;
}

export const CLUSTER_FIRST =
  'search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n';

const HOSTS = '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n10.244.1.7\tclient\n';

export const INITIAL: Playground = {
  clients: ['glibc', 'musl', 'go'],
  name: 'example.com',
  family: 'unspec',
  resolvConf: CLUSTER_FIRST,
  hosts: HOSTS,
  servers: [],
  dualStack: false,
};

/** Texts of a link longer than this are cut: a person's files are far below. */
const MAX_TEXT = 8000;
const MAX_SERVERS = 8;
export const MAX_DELAY_MS = 12_000;

const delay = (text: string | undefined): number => {
  const number = Number(text);
  return Number.isFinite(number) ? Math.min(MAX_DELAY_MS, Math.max(0, Math.round(number))) : 0;
};

export function linkOf(state: Playground): string {
  const out = new Map<string, string>([['v', '1']]);
  const put = (key: string, value: string, initial: string): void => {
    if (value !== initial) out.set(key, value);
  };
  put('c', state.clients.join(','), INITIAL.clients.join(','));
  put('n', state.name, INITIAL.name);
  put('f', state.family, INITIAL.family);
  put('r', state.resolvConf, INITIAL.resolvConf);
  put('h', state.hosts, INITIAL.hosts);
  put('s', state.servers.map((each) => `${each.address}~${each.fault}~${each.delayMs}`).join(','), '');
  put('d', state.dualStack ? '1' : '', '');
  return [...out].map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
}

/** `get` reads a parameter of the address, decoded. */
export function playgroundOf(get: (key: string) => string | null): Playground {
  const text = (key: string, initial: string): string => (get(key) ?? initial).slice(0, MAX_TEXT);
  const clients = text('c', '')
    .split(',')
    .filter((id, i, all) => resolverOf(id) !== undefined && all.indexOf(id) === i);
  const family = get('f');
  const servers = text('s', '')
    .split(',')
    .slice(0, MAX_SERVERS)
    .flatMap((word): readonly ServerSetup[] => {
      const [address = '', fault = '', ms] = word.split('~');
      return address === '' ? [] : [{ address, fault: faultOf(fault).id, delayMs: delay(ms) }];
    });
  return {
    clients: clients.length > 0 ? clients : INITIAL.clients,
    name: text('n', INITIAL.name),
    family: family === 'inet' || family === 'inet6' ? family : 'unspec',
    resolvConf: text('r', INITIAL.resolvConf),
    hosts: text('h', INITIAL.hosts),
    servers,
    dualStack: get('d') === '1',
  };
}
