// trap
import { SIGRTMIN, signalName, signalNumber, SIGRTMAX, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import type { BuiltinRun } from './index.ts';
import { singleQuote } from '../expand/quote.ts';
import { ExitShell } from '../run/faults.ts';
import { builtinError } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';
import { applyTrap, catchTerminating } from '../run/signals.ts';
import { signalTable } from './kill.ts';
import { EX_USAGE, parseOptions, usage } from './options.ts';

const NAMED = ['DEBUG', 'ERR', 'RETURN'];

/** Key of the trap table for a name or number; undefined when it is none. */
function trapKey(sh: Shell, text: ByteString): string | undefined {
  const upper = text.toUpperCase();
  if (upper === 'EXIT' || text === '0') return '0';
  if (!sh.dash && NAMED.includes(upper)) return upper;
  if (sh.dash && /^sig/i.test(text)) return undefined;
  const sig = signalNumber(text);
  if (sig === undefined || sig < 1 || sig > SIGRTMAX || (sig >= 32 && sig < SIGRTMIN)) return undefined;
  return String(sig);
}

function display(sh: Shell, key: string): string {
  if (key === '0') return 'EXIT';
  if (!/^[0-9]+$/.test(key)) return key;
  return sh.dash ? signalName(Number(key)) : `SIG${signalName(Number(key))}`;
}

const order = (key: string): number => (/^[0-9]+$/.test(key) ? Number(key) : 100 + NAMED.indexOf(key));

function list(sh: Shell, keys: readonly string[] | undefined): void {
  const shown = sh.inheritedTraps ?? sh.traps;
  const table = new Map(shown);
  // Signals ignored since the shell's start are shown like traps that ignore.
  if (!sh.dash) for (const sig of sh.ignoredAtStart) if (!table.has(String(sig))) table.set(String(sig), '');
  for (const key of [...table.keys()].sort((a, b) => order(a) - order(b))) {
    if (keys && !keys.includes(key)) continue;
    sh.out += `trap -- ${singleQuote(table.get(key) ?? '')} ${display(sh, key)}\n`;
  }
}

function* change(sh: Shell, command: ByteString | undefined, names: readonly ByteString[]): Sys<number> {
  let status = 0;
  sh.inheritedTraps = undefined;
  for (const name of names) {
    const key = trapKey(sh, name);
    if (key === undefined) {
      if (sh.dash) sh.err += `trap: ${name}: bad trap\n`;
      else builtinError(sh, `${name}: invalid signal specification`);
      status = 1;
      if (sh.dash) return 1;
      continue;
    }
    const sig = Number(key);
    if (Number.isInteger(sig) && sig > 0 && sh.ignoredAtStart.has(sig) && !sh.interactive) continue;
    if (command === undefined) sh.traps.delete(key);
    else sh.traps.set(key, command);
    if (key === 'ERR') sh.errTrapDepth = sh.inFunction;
    if (key === 'RETURN') sh.returnTrapDepth = sh.inFunction;
    if (Number.isInteger(sig) && sig > 0) yield* applyTrap(sh, sig);
    else if (key === '0' && command) {
      sh.exitTrapDone = false;
      yield* catchTerminating(sh);
    }
  }
  return status;
}

export const trapBuiltin: BuiltinRun = (sh, words) => {
  const args = words.slice(1);
  if (args.length === 0) {
    list(sh, undefined);
    return 0;
  }
  let rest: readonly ByteString[] = args;
  if (args[0]?.startsWith('-') && args[0] !== '-') {
    const options = parseOptions(sh, args, sh.dash ? 'l' : 'lp');
    if (!options) {
      if (sh.dash && !sh.interactive) throw new ExitShell(2);
      return EX_USAGE;
    }
    rest = options.rest;
    if (options.has.has('l')) {
      sh.out += signalTable();
      return 0;
    }
    if (options.has.has('p')) {
      const keys = rest.map((name) => trapKey(sh, name));
      const bad = rest.find((_, i) => keys[i] === undefined);
      list(sh, rest.length === 0 ? undefined : keys.filter((key): key is string => key !== undefined));
      if (bad !== undefined) {
        builtinError(sh, `${bad}: invalid signal specification`);
        return 1;
      }
      return 0;
    }
    if (rest.length === 0) {
      list(sh, undefined);
      return 0;
    }
  }
  const [first = '', ...names] = rest;
  if (first === '-' && names.length > 0) return change(sh, undefined, names);
  // A first operand that is a number (or, alone, a signal) resets.
  if (
    /^[0-9]+$/.test(first) &&
    trapKey(sh, first) !== undefined &&
    rest.every((name) => trapKey(sh, name) !== undefined)
  )
    return change(sh, undefined, rest);
  if (names.length === 0) {
    if (trapKey(sh, first) !== undefined) return change(sh, undefined, [first]);
    if (sh.dash) {
      sh.err += `trap: ${first}: bad trap\n`;
      return 1;
    }
    if (first === '-') return 0;
    usage(sh);
    return EX_USAGE;
  }
  return change(sh, first, names);
};
