// The C library that a tool is linked with: getaddrinfo and getnameinfo of the one that the host has.
import type { Family } from '../address/index.ts';
import type { Net } from '../net/index.ts';
import * as glibc from '../resolver/glibc/index.ts';
import * as musl from '../resolver/musl/index.ts';
import type { ToolHost } from './tool.ts';

export interface NameHints {
  readonly family?: Family | 'unspec' | undefined;
  readonly addrConfig?: boolean;
  readonly canonName?: boolean;
}

export interface NameInfo {
  readonly ok: boolean;
  /** EAI_…; the same names in both libraries. */
  readonly code: string;
  /** EAI_… as a number. */
  readonly rc: number;
  /** gai_strerror */
  readonly message: string;
  readonly addresses: readonly string[];
  readonly canonName: string | undefined;
}

export const isMusl = (host: ToolHost): boolean => host.libc !== 'glibc';

const versionOf = ({ libc }: ToolHost): musl.MuslVersion => (libc === 'musl-1.2.3' ? musl.MUSL_1_2_3 : musl.MUSL_1_2_5);

/** One process' lookups: glibc keeps what it learns of the name servers from one to the next. */
export interface Libc {
  lookup(name: string, hints?: NameHints): Net<NameInfo>;
  /** The name of an address; undefined: none is known. */
  nameOf(address: string): Net<string | undefined>;
}

export function libcOf(host: ToolHost): Libc {
  if (isMusl(host)) {
    const version = versionOf(host);
    return {
      *lookup(name, hints = {}) {
        const info = yield* musl.getaddrinfo(version, host.files, name, hints.family);
        return { ...info, ok: info.code === 'OK' };
      },
      nameOf: (address) => musl.getnameinfo(version, host.files, address),
    };
  }
  const res = glibc.resInit(host.files);
  return {
    *lookup(name, { family = 'unspec', ...hints } = {}) {
      const info = yield* glibc.getaddrinfo(res, name, { family, ...hints });
      return { ...info, ok: info.code === 'OK' };
    },
    *nameOf(address) {
      const found = yield* glibc.gethostbyaddr(res, address);
      return 'entry' in found ? found.entry.name : undefined;
    },
  };
}
