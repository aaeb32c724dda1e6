// An experiment as the query of an address, and back. Version 1; a word that is not known means the initial value, so that a
// cut or foreign link still opens.
import type { ServerSetup } from './experiment.ts';
import { resolverOf } from './clients.ts';
import { faultOf } from './faults.ts';
import { podOfWord, podWord, type PodSetup } from './pod-setup.ts';

/** What the playground's page holds; texts as a person typed them. */
export interface Playground {
  readonly clients: readonly string[];
  readonly name: string;
  readonly family: 'unspec' | 'inet' | 'inet6';
  readonly resolvConf: string;
  readonly hosts: string;
  readonly servers: readonly ServerSetup[];
  readonly dualStack: boolean;
  /** Records of a zone of one's own, as text (zone-text.ts). */
  readonly zone: string;
  /** The Pod that the kubelet wrote `resolvConf` for; it may have been edited since. */
  readonly pod: PodSetup | undefined;
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
  zone: '',
  pod: undefined,
};

/** Texts of a link longer than this are cut: a person's files are far below. */
const MAX_TEXT = 8000;
const MAX_SERVERS = 8;
export const MAX_DELAY_MS = 12_000;

const delay = (text: string | undefined): number => {
  const number = Number(text);
  return Number.isFinite(number) ? Math.min(MAX_DELAY_MS, Math.max(0, Math.round(number))) : 0;
};

/** The parameters of one configuration that differ from `base`. */
function wordsOf(state: Playground, base: Playground): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  const put = (key: string, of: (each: Playground) => string): void => {
    if (of(state) !== of(base)) out.set(key, of(state));
  };
  put('c', ({ clients }) => clients.join(','));
  put('n', ({ name }) => name);
  put('f', ({ family }) => family);
  put('r', ({ resolvConf }) => resolvConf);
  put('h', ({ hosts }) => hosts);
  put('s', ({ servers }) => servers.map((each) => `${each.address}~${each.fault}~${each.delayMs}`).join(','));
  put('d', ({ dualStack }) => (dualStack ? '1' : ''));
  put('z', ({ zone }) => zone);
  put('p', ({ pod }) => (pod === undefined ? '' : podWord(pod)));
  return out;
}

/** `other` is the configuration that it is compared with: its parameters have a `b` before their names. */
export function linkOf(state: Playground, other?: Playground): string {
  const out = new Map([['v', '1'], ...wordsOf(state, INITIAL)]);
  if (other) {
    out.set('b', '1');
    for (const [key, value] of wordsOf(other, state)) out.set(`b${key}`, value);
  }
  return [...out].map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
}

type Get = (key: string) => string | null;

/** `get` reads a parameter of the address, decoded. What it lacks is as in `base`. */
function read(get: Get, base: Playground): Playground {
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
  const pod = get('p');
  return {
    clients: clients.length > 0 ? clients : base.clients,
    name: text('n', base.name),
    family: family === 'inet' || family === 'inet6' || family === 'unspec' ? family : base.family,
    resolvConf: text('r', base.resolvConf),
    hosts: text('h', base.hosts),
    servers: get('s') === null ? base.servers : servers,
    dualStack: get('d') === null ? base.dualStack : get('d') === '1',
    zone: text('z', base.zone),
    pod: pod === null ? base.pod : podOfWord(pod.slice(0, MAX_TEXT)),
  };
}

export const playgroundOf = (get: Get): Playground => read(get, INITIAL);

/** The configuration to compare with, if the link has one: as `state`, but for what it says. */
export function otherOf(get: Get, state: Playground): Playground | undefined {
  return get('b') === '1' ? read((key) => get(`b${key}`), state) : undefined;
}
