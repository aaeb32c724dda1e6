// Process tools: procps, psmisc, strace and friends. An explicit list.
import type { Command } from './command.ts';
import { free } from './free/index.ts';
import { kill } from './kill/index.ts';
import { killall } from './killall/index.ts';
import { nsenter } from './nsenter/index.ts';
import { pgrep, pidwait, pkill } from './pgrep/index.ts';
import { pidof } from './pidof/index.ts';
import { ps } from './ps/index.ts';
import { pstree } from './pstree/index.ts';
import { strace } from './strace/index.ts';
import { timeout } from './timeout/index.ts';
import { top } from './top/index.ts';
import { unshare } from './unshare/index.ts';
import { uptime } from './uptime/index.ts';
import { vmstat } from './vmstat/index.ts';

export const procpsCommands: readonly Command[] = [
  ps,
  pstree,
  pgrep,
  pkill,
  pidwait,
  pidof,
  kill,
  killall,
  strace,
  timeout,
  top,
  uptime,
  free,
  vmstat,
  nsenter,
  unshare,
];
