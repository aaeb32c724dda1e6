// Go's net package with the resolver of the C library (net/cgo_unix.go of Go 1.19): getaddrinfo, its codes turned into a DNSError.
import type { ClientFiles } from '../config/index.ts';
import type { Net } from '../net/index.ts';
import { getaddrinfo, resInit } from '../resolver/glibc/index.ts';

export interface CgoResult {
  readonly addresses: readonly string[];
  /** Absent: found. */
  readonly error?: { readonly err: string; readonly notFound: boolean; readonly temporary: boolean };
}

/** EAI_NONAME and EAI_NODATA are "no such host"; everything else keeps the words of gai_strerror. */
export function* cgoLookup(files: ClientFiles, name: string): Net<CgoResult> {
  const info = yield* getaddrinfo(resInit(files), name, { canonName: true });
  if (info.code === 'OK') return { addresses: info.addresses };
  const notFound = info.code === 'EAI_NONAME' || info.code === 'EAI_NODATA';
  const err = notFound ? 'no such host' : info.message;
  return { addresses: [], error: { err, notFound, temporary: info.code === 'EAI_AGAIN' } };
}
