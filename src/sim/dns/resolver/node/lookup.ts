// dns.lookup of Node 20: libuv's uv_getaddrinfo, which is the C library's getaddrinfo in another thread.
import type { ClientFiles } from '../../config/index.ts';
import { net, type Net } from '../../net/index.ts';
import { getaddrinfo, resInit, type GlibcCode } from '../glibc/index.ts';
import { toAscii } from './punycode.ts';

export interface NodeResult {
  /** `OK`, or the code of the Error. */
  readonly code: string;
  readonly message: string;
  readonly addresses: readonly string[];
}

/** lib/internal/dns/utils.js and lib/internal/errors.js: two of getaddrinfo's codes get the name of an errno. */
const CODES: Readonly<Partial<Record<GlibcCode, string>>> = {
  EAI_NONAME: 'ENOTFOUND',
  EAI_NODATA: 'ENOTFOUND',
};

/** uv__idna_toascii writes into a buffer of this size (deps/uv/src/unix/getaddrinfo.c). */
const HOST_BUFFER = 256;

/** `name` is text; the bytes go through `bytes`. */
export function* nodeLookup(files: ClientFiles, name: string, bytes: (text: string) => string): Net<NodeResult> {
  const fail = (code: string): NodeResult => ({ code, message: `getaddrinfo ${code} ${name}`, addresses: [] });
  // Nothing asked, nothing found: lib/dns.js does not call the library.
  if (name === '') return { code: 'OK', message: '', addresses: [] };
  const ascii = toAscii(name);
  if (ascii.length >= HOST_BUFFER) return fail('EINVAL');
  const { code, addresses } = yield* getaddrinfo(resInit(files), bytes(ascii));
  if (code === 'OK') return { code, message: '', addresses };
  yield* net.note('other', { rule: NODE_LOOKUP });
  return fail(CODES[code] ?? code);
}

const NODE_LOOKUP = {
  id: 'node.lookup',
  source: 'Node lib/dns.js, lookup; deps/uv/src/unix/getaddrinfo.c',
  says: 'dns.lookup is the C library’s getaddrinfo: it searches, reads /etc/hosts, and its errors get Node’s names.',
};
