// kill
import {
  isErr,
  SIGCONT,
  SIGHUP,
  SIGKILL,
  SIGRTMAX,
  SIGRTMIN,
  signalName,
  signalNumber,
  SIGTERM,
  sys,
  type ByteString,
  type Signal,
  type Sys,
} from '../../kernel/abi/index.ts';
import type { BuiltinRun } from './index.ts';
import { stateOf } from '../jobs/table.ts';
import { findJob } from '../jobs/spec.ts';
import { builtinError } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';
import { EX_USAGE, usage } from './options.ts';

/** The table of `kill -l` and `trap -l`: five columns. */
export function signalTable(): string {
  let out = '';
  let column = 0;
  for (let sig = 1; sig <= SIGRTMAX; sig += 1) {
    if (sig >= 32 && sig < SIGRTMIN) continue;
    out += `${String(sig).padStart(2)}) SIG${signalName(sig)}`;
    column += 1;
    if (column < 5) out += '\t';
    else {
      out += '\n';
      column = 0;
    }
  }
  return column > 0 ? `${out}\n` : out;
}

function signalOf(text: ByteString): Signal | undefined {
  if (/^[0-9]+$/.test(text)) return Number(text) <= SIGRTMAX ? Number(text) : undefined;
  if (/^exit$/i.test(text)) return 0;
  const sig = signalNumber(text);
  return sig === undefined || sig >= SIGRTMIN + 31 ? sig : sig;
}

function listNames(sh: Shell, args: readonly ByteString[]): number {
  if (args.length === 0) {
    if (sh.dash) for (let sig = 0; sig <= SIGRTMAX; sig += 1) sh.out += `${sig === 0 ? '0' : signalName(sig)}\n`;
    else sh.out += signalTable();
    return 0;
  }
  let status = 0;
  for (const arg of args) {
    if (/^[0-9]+$/.test(arg)) {
      let n = Number(arg);
      if (n > 128) n -= 128;
      if (n >= 0 && n <= SIGRTMAX && !(n >= 32 && n < SIGRTMIN)) {
        sh.out += n === 0 ? (sh.dash ? '0\n' : 'EXIT\n') : `${signalName(n)}\n`;
        continue;
      }
    } else {
      const sig = signalNumber(arg);
      if (sig !== undefined && !sh.dash) {
        sh.out += `${sig}\n`;
        continue;
      }
    }
    builtinError(sh, sh.dash ? `invalid signal number or exit status: ${arg}` : `${arg}: invalid signal specification`);
    status = sh.dash ? 2 : 1;
  }
  return status;
}

function* sendAll(sh: Shell, sig: Signal, targets: readonly ByteString[]): Sys<number> {
  let sent = 0;
  let failed = 0;
  for (const target of targets) {
    if (target.startsWith('%')) {
      const job = findJob(sh, target);
      if (typeof job === 'string') {
        builtinError(sh, job);
        failed += 1;
        continue;
      }
      const group = job.control;
      const pids = group ? [-job.pgrp] : job.processes.map((p) => p.pid);
      const stopped = stateOf(job) === 'stopped';
      let ok = true;
      for (const pid of pids) {
        const result = yield* sys.kill(pid, sig);
        if (isErr(result)) {
          builtinError(sh, `(${Math.abs(pid)}) - ${result.text}`);
          ok = false;
        }
        // A stopped job has to run to notice (bash's kill_pid).
        if (stopped && (sig === SIGTERM || sig === SIGHUP)) yield* sys.kill(pid, SIGCONT);
      }
      if (ok) sent += 1;
      else failed += 1;
      continue;
    }
    if (!/^[ \t]*[-+]?[0-9]+[ \t]*$/.test(target)) {
      if (sh.dash) {
        builtinError(sh, `Illegal number: ${target}`);
        return 2;
      }
      builtinError(sh, `${target}: arguments must be process or job IDs`);
      failed += 1;
      continue;
    }
    const pid = Number(target);
    const result = yield* sys.kill(pid, sig);
    if (isErr(result)) {
      if (sh.dash) sh.err += `${sh.arg0}: ${sh.line}: kill: ${result.text}\n\n`.replace('\n\n', '\n');
      else builtinError(sh, `(${pid}) - ${result.text}`);
      failed += 1;
    } else sent += 1;
  }
  void SIGKILL;
  if (sh.dash) return failed > 0 ? 1 : 0;
  return sent > 0 ? 0 : failed > 0 ? 1 : 0;
}

export const killBuiltin: BuiltinRun = (sh, words) => {
  const args = words.slice(1);
  const bad = (text: ByteString): number => {
    builtinError(sh, sh.dash ? `invalid signal number or name: ${text}` : `${text}: invalid signal specification`);
    return sh.dash ? 2 : 1;
  };
  const showUsage = (): number => {
    if (sh.dash)
      builtinError(sh, 'Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]');
    else usage(sh);
    return EX_USAGE;
  };
  if (args.length === 0) return showUsage();
  let sig: Signal = SIGTERM;
  let i = 0;
  for (; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    if (arg === '-l' || (arg === '-L' && !sh.dash)) return listNames(sh, args.slice(i + 1));
    if (arg === '-s' || arg === '-n') {
      i += 1;
      const name = args[i];
      if (name === undefined) {
        builtinError(sh, sh.dash ? `No arg for ${arg} option` : `${arg}: option requires an argument`);
        if (!sh.dash) return 1;
        return EX_USAGE;
      }
      const value = signalOf(name);
      if (value === undefined) return bad(name);
      sig = value;
      continue;
    }
    if (arg === '--') {
      i += 1;
      break;
    }
    if (arg === '-?') return showUsage();
    if (!arg.startsWith('-') || arg === '-') break;
    const value = signalOf(arg.slice(1));
    if (value === undefined) return bad(arg.slice(1));
    sig = value;
    i += 1;
    if (args[i] === '--') i += 1;
    break;
  }
  if (i >= args.length) return showUsage();
  return sendAll(sh, sig, args.slice(i));
};
