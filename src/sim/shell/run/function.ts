// Shell functions: definition, calls with their own positional parameters and variables, RETURN trap, nesting limit.
import type { ByteString, Sys } from '../../kernel/abi/index.ts';
import type { FunctionDef } from '../parse/nodes.ts';
import { get } from '../vars/read.ts';
import { runNode } from './exec.ts';
import { DiscardLine } from './faults.ts';
import { complain, flush } from './report.ts';
import type { Frame, FunctionEntry, Shell } from './shell.ts';
import { invoke } from './trampoline.ts';
import { runNamedTrap } from './trap.ts';
import type { Variable } from '../vars/variable.ts';

/** Real bash goes on until its stack overflows (some ten thousand calls) and dies of SIGSEGV; here it is told before. */
export const MAX_FUNCTION_DEPTH = 3000;

export function* defineFunction(sh: Shell, node: FunctionDef): Sys<number> {
  sh.line = node.line;
  const old = sh.functions.get(node.name);
  if (old?.readonly) {
    complain(sh, `${node.name}: readonly function`);
    yield* flush(sh);
    return 1;
  }
  if (/[$'"`\\<>]/.test(node.name)) {
    complain(sh, `\`${node.name}': not a valid identifier`);
    yield* flush(sh);
    return 1;
  }
  const source = sh.frames[sh.frames.length - 1]?.source ?? '';
  sh.functions.set(node.name, {
    def: node,
    source: sh.interactiveShell && source === '' ? 'main' : source === '' ? 'environment' : source,
    exported: old?.exported ?? false,
    readonly: false,
    trace: old?.trace ?? false,
  });
  sh.pipeStatus = [0];
  return 0;
}

/** `FUNCNEST` if set, else our own limit. */
function limit(sh: Shell): number {
  const own = Number(get(sh, 'FUNCNEST') ?? 0);
  return own > 0 ? Math.min(own, MAX_FUNCTION_DEPTH) : MAX_FUNCTION_DEPTH;
}

/** Calls a function. `temporary`: assignments before the call. */
export function* callFunction(
  sh: Shell,
  name: ByteString,
  entry: FunctionEntry,
  args: readonly ByteString[],
  temporary: Map<ByteString, Variable> | undefined,
): Sys<number> {
  if (sh.inFunction >= limit(sh)) {
    complain(sh, `${name}: maximum function nesting level exceeded (${limit(sh)})`);
    yield* flush(sh);
    throw new DiscardLine(1);
  }
  const frame: Frame = { name, source: entry.source, line: sh.line, kind: 'function' };
  const { positional, loopDepth, errTrapDepth } = sh;
  const depth = sh.vars.stack.length;
  if (temporary) sh.vars.stack.push({ vars: temporary, temporary: true });
  sh.vars.stack.push({ vars: new Map(), temporary: false });
  sh.frames.push(frame);
  sh.positional = args.slice(1);
  sh.loopDepth = 0;
  sh.inFunction += 1;
  const savedLine = sh.line;
  const frames = sh.frames.length;
  const hidden = hideTraps(sh, entry);
  const localOptions = sh.localOptions;
  sh.localOptions = undefined;
  let status: number;
  try {
    if (sh.traps.has('DEBUG') && (sh.opt('functrace') || entry.trace)) yield* runNamedTrap(sh, 'DEBUG');
    status = yield* invoke(runNode(sh, entry.def.body));
    if (sh.flow?.kind === 'return') {
      status = sh.status;
      sh.flow = undefined;
    }
    if (sh.traps.has('RETURN') && (sh.opt('functrace') || sh.returnTrapDepth === sh.inFunction || entry.trace)) {
      sh.status = status;
      yield* runNamedTrap(sh, 'RETURN');
    }
  } finally {
    sh.vars.stack.length = depth;
    sh.frames.length = frames - 1;
    sh.positional = positional;
    sh.loopDepth = loopDepth;
    sh.inFunction -= 1;
    sh.line = savedLine;
    sh.errTrapDepth = errTrapDepth;
    for (const [key, command] of hidden) if (!sh.traps.has(key)) sh.traps.set(key, command);
    if (sh.localOptions) sh.options = sh.localOptions;
    sh.localOptions = localOptions;
  }
  return status;
}

/** DEBUG and RETURN traps are not inherited by functions without `set -T` (or `declare -ft`). */
function hideTraps(sh: Shell, entry: FunctionEntry): [string, ByteString][] {
  const hidden: [string, ByteString][] = [];
  if (sh.traps.size === 0 || sh.opt('functrace') || entry.trace) return hidden;
  for (const key of ['DEBUG', 'RETURN']) {
    const command = sh.traps.get(key);
    if (command === undefined) continue;
    hidden.push([key, command]);
    sh.traps.delete(key);
  }
  return hidden;
}
