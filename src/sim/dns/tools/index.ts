// Command line tools that look names up.
export { busyboxNslookup } from './busybox-nslookup.ts';
export { getentAhosts, getentHosts, type ToolResult } from './getent.ts';
