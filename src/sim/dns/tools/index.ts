// Command line tools that look names up, and programs that do it through the C library.
import { dig, digBatch, host, nslookup, nslookupPrompt } from './bind/index.ts';
import { golook } from './golook.ts';
import { LIBC_TOOLS } from './libc-tools.ts';
import type { NetShellOf, NetTool } from './tool.ts';

export { cgoLookup, type CgoResult } from './cgo.ts';
export { getentAsksNetwork } from './getent.ts';
export type { NetShell, NetTool, ToolHost } from './tool.ts';

/** Every tool, by the name of its program; one line each. */
export const NET_TOOLS: Readonly<Record<string, NetTool>> = {
  ...LIBC_TOOLS,
  dig,
  golook,
  host,
  nslookup,
};

/** Tools that read lines, by the name of the program: undefined for arguments that need none. */
export const NET_SHELLS: Readonly<Record<string, NetShellOf>> = { dig: digBatch, nslookup: nslookupPrompt };

/** Tools that catch SIGINT (from some moment on: Lookup.interrupt says whether now). */
export const CATCHES_INT: ReadonlySet<string> = new Set(['ping', 'busybox-ping', 'tcpdump']);
