// Tools that look names up through the C library, and busybox' own; one line each.
import { busyboxNslookup } from './busybox-nslookup.ts';
import { busyboxPing } from './busybox-ping.ts';
import { busyboxWget } from './busybox-wget.ts';
import { curl } from './curl.ts';
import { getent } from './getent.ts';
import { ping } from './ping.ts';
import { tcpdump } from './tcpdump.ts';
import { wget } from './wget.ts';
import type { NetTool } from './tool.ts';

export const LIBC_TOOLS: Readonly<Record<string, NetTool>> = {
  'busybox-nslookup': busyboxNslookup,
  'busybox-ping': busyboxPing,
  'busybox-wget': busyboxWget,
  curl,
  getent,
  ping,
  tcpdump,
  wget,
};
