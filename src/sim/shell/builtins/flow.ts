// break, continue, return, exit, logout, shift
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import type { BuiltinRun } from './index.ts';
import { DiscardLine, ExitShell } from '../run/faults.ts';
import { builtinError, flush } from '../run/report.ts';
import type { Shell } from '../run/shell.ts';
import { stateOf } from '../jobs/table.ts';
import { legalNumber } from './options.ts';

function operands(words: readonly ByteString[]): readonly ByteString[] {
  return words[1] === '--' ? words.slice(2) : words.slice(1);
}

function loops(kind: 'break' | 'continue'): BuiltinRun {
  return (sh, words) => {
    if (sh.loopDepth === 0) {
      if (!sh.dash) builtinError(sh, "only meaningful in a `for', `while', or `until' loop");
      return 0;
    }
    const text = operands(words)[0];
    let levels = 1;
    if (text !== undefined) {
      const n = legalNumber(text);
      if (n === undefined) {
        if (sh.dash) {
          builtinError(sh, `Illegal number: ${text}`);
          throw new ExitShell(2);
        }
        builtinError(sh, `${text}: numeric argument required`);
        throw new ExitShell(128);
      }
      if (n < 1) {
        if (sh.dash) {
          builtinError(sh, `Illegal number: ${text}`);
          throw new ExitShell(2);
        }
        builtinError(sh, `${text}: loop count out of range`);
        sh.flow = { kind: 'break', levels: sh.loopDepth };
        return 1;
      }
      levels = n;
    }
    if (!sh.dash && operands(words).length > 1) {
      builtinError(sh, 'too many arguments');
      throw new DiscardLine(1);
    }
    sh.flow = { kind, levels: Math.min(levels, sh.loopDepth) };
    return 0;
  };
}

export const breakBuiltin = loops('break');
export const continueBuiltin = loops('continue');

/** Status given to exit or return; `$?` without an argument. */
function statusArgument(sh: Shell, words: readonly ByteString[]): number | 'bad' {
  const rest = operands(words);
  const text = rest[0];
  if (text === undefined) return sh.status;
  const n = legalNumber(text);
  if (n === undefined || (sh.dash && n < 0)) {
    builtinError(sh, sh.dash ? `Illegal number: ${text}` : `${text}: numeric argument required`);
    return 'bad';
  }
  if (!sh.dash && rest.length > 1) {
    builtinError(sh, 'too many arguments');
    throw new DiscardLine(1);
  }
  return n & 255;
}

export const returnBuiltin: BuiltinRun = (sh, words) => {
  const inside = sh.inFunction > 0 || sh.sourceDepth > 0;
  if (!inside && !sh.dash) {
    if (operands(words).length > 0) statusArgument(sh, words.slice(0, 2));
    builtinError(sh, "can only `return' from a function or sourced script");
    return 2;
  }
  let status = statusArgument(sh, words);
  if (status === 'bad') status = 2;
  if (!inside) throw new ExitShell(status);
  sh.status = status;
  sh.flow = { kind: 'return' };
  return status;
};

function* leave(sh: Shell, words: readonly ByteString[]): Sys<number> {
  if (sh.interactive) {
    if (!sh.dash || sh.loginShell) sh.err += sh.dash ? '' : `${sh.loginShell ? 'logout' : 'exit'}\n`;
    const stopped = sh.jobs.list().some((job) => stateOf(job) === 'stopped');
    const warned = sh.warnedStopped && sh.warnedAt === sh.commandNumber - 1;
    if (stopped && !warned) {
      sh.err += sh.dash ? 'You have stopped jobs.\n' : 'There are stopped jobs.\n';
      sh.warnedStopped = true;
      sh.warnedAt = sh.commandNumber;
      yield* flush(sh);
      return sh.dash ? 0 : 1;
    }
    if (!sh.dash && sh.shopts.has('checkjobs') && !warned && sh.jobs.list().some((job) => stateOf(job) === 'running')) {
      sh.err += 'There are running jobs.\n';
      sh.warnedStopped = true;
      sh.warnedAt = sh.commandNumber;
      yield* flush(sh);
      return 1;
    }
  }
  const status = statusArgument(sh, words);
  yield* flush(sh);
  throw new ExitShell(status === 'bad' ? 2 : status);
}

export const exitBuiltin: BuiltinRun = (sh, words) => leave(sh, words);

export const logoutBuiltin: BuiltinRun = (sh, words) => {
  if (!sh.loginShell) {
    builtinError(sh, "not login shell: use `exit'");
    return 1;
  }
  return leave(sh, words);
};

export const shiftBuiltin: BuiltinRun = (sh, words) => {
  const text = operands(words)[0];
  let n = 1;
  if (text !== undefined) {
    const value = legalNumber(text);
    if (value === undefined || (sh.dash && value < 0)) {
      if (sh.dash) {
        builtinError(sh, `Illegal number: ${text}`);
        throw new ExitShell(2);
      }
      builtinError(sh, `${text}: numeric argument required`);
      return 1;
    }
    n = value;
  }
  if (n < 0) {
    builtinError(sh, `${text ?? ''}: shift count out of range`);
    return 1;
  }
  if (n > sh.positional.length) {
    if (sh.dash) {
      builtinError(sh, "can't shift that many");
      if (!sh.interactive) throw new ExitShell(2);
      return 2;
    }
    if (sh.shopts.has('shift_verbose')) builtinError(sh, `${text ?? '1'}: shift count out of range`);
    return 1;
  }
  sh.positional = sh.positional.slice(n);
  return 0;
};
