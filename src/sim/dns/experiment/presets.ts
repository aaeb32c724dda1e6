// The article's experiments, each one link away: what is set up, and what to look for.
import { CLUSTER_FIRST, INITIAL, type Playground } from './link.ts';

export interface ExperimentPreset {
  readonly id: string;
  readonly label: string;
  /** What to look for. */
  readonly about: string;
  readonly a: Playground;
  /** To compare with. */
  readonly b?: Playground;
}

const two = CLUSTER_FIRST.replace('nameserver 10.96.0.10\n', 'nameserver 10.96.0.10\nnameserver 10.96.0.11\n');
const options = (text: string): string => CLUSTER_FIRST.replace('ndots:5', text);
const all = ['glibc', 'musl', 'go'];

const faults = (...list: readonly (readonly [fault: string, delayMs?: number])[]): Playground['servers'] =>
  list.map(([fault, delayMs = 0], i) => ({ address: `10.96.0.${10 + i}`, fault, delayMs }));

const of = (part: Partial<Playground>): Playground => ({ ...INITIAL, clients: all, ...part });

export const EXPERIMENTS: readonly ExperimentPreset[] = [
  {
    id: 'nonexistent',
    label: 'A name that does not exist',
    about: 'Four names, A and AAAA: eight queries for one “no”.',
    a: of({ name: 'nosuch.example' }),
  },
  {
    id: 'silent',
    label: 'A name server that never answers',
    about: 'The first of two servers is dead. glibc and Go find that out anew for each name, musl asks both at once.',
    a: of({ resolvConf: two, servers: faults(['drop'], ['ok']) }),
  },
  {
    id: 'all-silent',
    label: 'No name server answers',
    about: 'glibc gives up the search list, musl the whole lookup, Go goes through everything.',
    a: of({ servers: faults(['drop']) }),
  },
  {
    id: 'slow',
    label: 'Slow answers',
    about: '2.6 s for each answer: musl asks again before it comes, and does not need the second one.',
    a: of({ name: 'web', servers: faults(['slow', 2600]) }),
  },
  {
    id: 'upstream-dead',
    label: 'The upstream is dead',
    about:
      'CoreDNS is there, what it asks is not: SERVFAIL after six seconds. Who still listens then? Look at the sequence.',
    a: of({ name: 'example.com.', servers: faults(['forward-drop']) }),
  },
  {
    id: 'split-horizon',
    label: 'Split horizon',
    about: 'The second server knows the name, the first one says NXDOMAIN. Who believes whom?',
    a: of({ name: 'intranet.corp.example.', resolvConf: two, servers: faults(['nxdomain'], ['ok']) }),
  },
  {
    id: 'race',
    label: 'The conntrack race',
    about: 'A and AAAA leave one socket together, one is lost: five seconds. B asks one after the other.',
    a: of({ name: 'web', clients: ['glibc', 'musl'], servers: faults(['race']) }),
    b: of({
      name: 'web',
      clients: ['glibc', 'musl'],
      servers: faults(['race']),
      resolvConf: options('ndots:5 single-request-reopen'),
    }),
  },
  {
    id: 'ndots',
    label: 'ndots:5 against ndots:1',
    about: 'The price of the search list for a name of the world outside.',
    a: of({ name: 'api.example.com' }),
    b: of({ name: 'api.example.com', resolvConf: options('ndots:1') }),
  },
  {
    id: 'alpine-ndots',
    label: 'ndots:1 on Alpine',
    about: 'web.prod has a dot: glibc tries it as it is and then the search list, musl never uses the list.',
    a: of({ name: 'web.prod', resolvConf: options('ndots:1') }),
  },
  {
    id: 'servfail',
    label: 'SERVFAIL in one search domain',
    about: 'musl ends the search there; glibc and Go go on.',
    a: of({ servers: faults(['servfail-search']) }),
  },
  {
    id: 'nodata',
    label: 'A name without addresses',
    about: 'The name exists in the first search domain, but only as TXT.',
    a: of({ name: 'web.prod', zone: 'web.prod.default.svc.cluster.local TXT here\n' }),
  },
  {
    id: 'aaaa-broken',
    label: 'No answer to AAAA',
    about: 'A is answered, AAAA never: everybody waits for the half that nobody needs.',
    a: of({ name: 'web', servers: faults(['aaaa-drop']) }),
  },
  {
    id: 'big',
    label: 'An answer too long for a datagram',
    about: 'Forty addresses, cut short over UDP: who asks again over TCP?',
    a: of({ name: 'many.example.com.', clients: ['glibc', 'musl', 'musl-1.2.3', 'go'], servers: faults(['truncate']) }),
  },
];
