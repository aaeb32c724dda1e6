// What a process does about each signal: Linux's struct sighand_struct. Immutable, so that fork shares it until somebody changes an action.
import { add, DEFAULT, NO_SIGNALS, remove, SIGRTMAX, type SigAction, type Signal } from '../abi/index.ts';
import type { Process, Sighand } from '../state.ts';

const DEFAULT_ACTION: SigAction = { disposition: DEFAULT, flags: 0, mask: NO_SIGNALS };

/** All actions are the defaults. */
export const INITIAL_SIGHAND: Sighand = {
  actions: Array.from({ length: SIGRTMAX + 1 }, () => DEFAULT_ACTION),
  ignored: NO_SIGNALS,
  caught: NO_SIGNALS,
};

export function withAction(sighand: Sighand, sig: Signal, action: SigAction): Sighand {
  const actions = sighand.actions.slice();
  actions[sig] = action;
  const { kind } = action.disposition;
  return {
    actions,
    ignored: kind === 'ignore' ? add(sighand.ignored, sig) : remove(sighand.ignored, sig),
    caught: kind === 'handler' ? add(sighand.caught, sig) : remove(sighand.caught, sig),
  };
}

export function setAction(p: Process, sig: Signal, action: SigAction): void {
  p.sighand = withAction(p.sighand, sig, action);
}

export function resetAction(p: Process, sig: Signal): void {
  setAction(p, sig, DEFAULT_ACTION);
}

export function ignoreSignal(p: Process, sig: Signal): void {
  setAction(p, sig, { disposition: { kind: 'ignore' }, flags: 0, mask: NO_SIGNALS });
}

/** `flush_signal_handlers`: execve resets what is caught, and keeps what is ignored. */
export function flushHandlers(p: Process): void {
  for (let sig = 1; sig <= SIGRTMAX; sig += 1) {
    const action = p.sighand.actions[sig];
    if (action?.disposition.kind === 'handler') resetAction(p, sig);
    else if (action?.flags) setAction(p, sig, { ...action, flags: 0, mask: NO_SIGNALS });
  }
}
