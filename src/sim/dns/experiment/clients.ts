// Who looks the name up: the resolvers of the course side by side, each with its one-line character.
import type { ClientFiles } from '../config/index.ts';
import type { Family } from '../address/index.ts';
import type { Net } from '../net/index.ts';
import { getaddrinfo as glibcGetaddrinfo, resInit } from '../resolver/glibc/index.ts';
import { lookupIpAddr } from '../resolver/go/index.ts';
import { getaddrinfo as muslGetaddrinfo, MUSL_1_2_3, MUSL_1_2_5 } from '../resolver/musl/index.ts';
import { nodeResolve } from '../resolver/node/index.ts';

export interface Question {
  /** A byte string. */
  readonly name: string;
  readonly family: Family | 'unspec';
}

export interface ResolverClient {
  /** Stored in links, and the lane of the trace: never renamed. */
  readonly id: string;
  readonly label: string;
  readonly about: string;
  readonly where: string;
  readonly run: (files: ClientFiles, question: Question) => Net<unknown>;
}

export const RESOLVERS: readonly [ResolverClient, ...ResolverClient[]] = [
  {
    id: 'glibc',
    label: 'glibc 2.36',
    about: 'A and AAAA together, one name server after the other',
    where: 'Debian, Ubuntu, Red Hat; Node, Python and curl on them',
    run: (files, { name, family }) => glibcGetaddrinfo(resInit(files), name, family === 'unspec' ? {} : { family }),
  },
  {
    id: 'musl',
    label: 'musl 1.2.5',
    about: 'every name server at once, the first answer wins',
    where: 'Alpine 3.20 and later',
    run: (files, { name, family }) => muslGetaddrinfo(MUSL_1_2_5, files, name, family),
  },
  {
    id: 'go',
    label: 'Go 1.19',
    about: 'A and AAAA in parallel goroutines, one name server after the other',
    where: 'static Go programs: kubectl, CoreDNS itself, most of the ecosystem',
    run: (files, { name, family }) => lookupIpAddr(files, name, family),
  },
  {
    id: 'node',
    label: 'Node dns.resolve4',
    about: 'c-ares: no search list, no /etc/hosts, a clock that ticks once a second',
    where: 'Node 20; dns.lookup, which most programs use, is the C library’s',
    run: (files, { name, family }) =>
      // A query of c-ares has one type.
      nodeResolve(files, name, family === 'inet6' ? 'inet6' : 'inet', (text) => text),
  },
  {
    id: 'musl-1.2.3',
    label: 'musl 1.2.3',
    about: 'as 1.2.5, but without TCP',
    where: 'Alpine up to 3.17',
    run: (files, { name, family }) => muslGetaddrinfo(MUSL_1_2_3, files, name, family),
  },
];

export const resolverOf = (id: string): ResolverClient | undefined => RESOLVERS.find((each) => each.id === id);
