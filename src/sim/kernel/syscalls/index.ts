// The call table: every name of abi/calls.ts with its handler.
import { E, type CallName } from '../abi/index.ts';
import { fileCalls } from '../fs/index.ts';
import type { Kernel } from '../kernel.ts';
import type { CallHandlers, Task } from '../state.ts';
import { ttyCalls } from '../tty/index.ts';
import { idCalls } from './ids.ts';
import { processCalls } from './process.ts';
import { ptraceCalls } from './ptrace.ts';
import { signalCalls } from './signal.ts';
import { systemCalls } from './system.ts';
import { timeCalls } from './time.ts';

const HANDLERS: CallHandlers = {
  ...processCalls,
  ...idCalls,
  ...signalCalls,
  ...timeCalls,
  ...ptraceCalls,
  ...systemCalls,
  ...fileCalls,
  ...ttyCalls,
};

/** Runs the handler of one call. A name that does not exist is ENOSYS, as for a real kernel. */
export function answerCall(k: Kernel, t: Task, op: CallName, args: readonly unknown[]): unknown {
  const handler = HANDLERS[op] as ((k: Kernel, t: Task, ...args: readonly unknown[]) => unknown) | undefined;
  return handler ? handler(k, t, ...args) : E.ENOSYS;
}
