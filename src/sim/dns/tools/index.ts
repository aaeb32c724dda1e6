// Command line tools that look names up.
export { getentAhosts, getentHosts, type ToolResult } from './getent.ts';
