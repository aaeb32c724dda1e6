// getent of glibc (nss/getent.c): `hosts` asks for one family after the other, `ahosts` is getaddrinfo.
import { parseIPv4, parseIPv6 } from '../address/index.ts';
import type { ClientFiles } from '../config/index.ts';
import type { Net } from '../net/index.ts';
import { getaddrinfo, gethostbyaddr, gethostbyname2, resInit, type HostEntry } from '../resolver/glibc/index.ts';

export interface ToolResult {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

const done = (stdout: string): ToolResult => ({ exit: stdout === '' ? 2 : 0, stdout, stderr: '' });

/** "%-15s %s": address, name, aliases; a line for each address. */
function hostLines({ name, aliases, addresses }: HostEntry): string {
  const names = [name, ...aliases].join(' ');
  return addresses.map((address) => `${address.padEnd(15)} ${names}\n`).join('');
}

/** hosts_keys: an address is looked up by its name; a name as IPv6, and only when that fails as IPv4. */
export function* getentHosts(files: ClientFiles, key: string): Net<ToolResult> {
  const res = resInit(files);
  const isAddress = parseIPv6(key) !== undefined || parseIPv4(key) !== undefined;
  let found = isAddress ? yield* gethostbyaddr(res, key) : yield* gethostbyname2(res, key, 'inet6');
  if (!isAddress && !('entry' in found)) found = yield* gethostbyname2(res, key, 'inet');
  return done('entry' in found ? hostLines(found.entry) : '');
}

const SOCKET_TYPES = ['STREAM', 'DGRAM', 'RAW'];

/** ahosts_keys: AI_ADDRCONFIG and AI_CANONNAME, a line for each address and socket type. */
export function* getentAhosts(files: ClientFiles, key: string): Net<ToolResult> {
  const info = yield* getaddrinfo(resInit(files), key, { addrConfig: true, canonName: true });
  const lines = info.addresses.flatMap((address, i) =>
    SOCKET_TYPES.map((type, j) => {
      const canon = i === 0 && j === 0 ? (info.canonName ?? '') : '';
      return `${address.padEnd(15)} ${type.padEnd(6)} ${canon}\n`;
    }),
  );
  return done(lines.join(''));
}
