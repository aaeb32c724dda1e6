// Command line tools that look names up, and programs that do it through the C library.
export { busyboxNslookup } from './busybox-nslookup.ts';
export { cgoLookup, type CgoResult } from './cgo.ts';
export { dig, type DigOptions } from './dig.ts';
export { getentAhosts, getentHosts, type ToolResult } from './getent.ts';
export { busyboxPing, ping } from './ping.ts';
export type { NetTool, ToolHost } from './tool.ts';
