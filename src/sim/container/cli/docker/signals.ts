/** An attached client without a terminal passes the signals it gets on to the container (--sig-proxy). */
import {
  SIGCHLD,
  SIGKILL,
  SIGPIPE,
  SIGRTMAX,
  SIGRTMIN,
  SIGSTOP,
  SIGURG,
  sys,
  type Sys,
} from '../../../kernel/abi/index.ts';
import type { DockerContext } from './context.ts';

/** Signals that stay with the client: they cannot be caught, or belong to its own business. */
const OWN: ReadonlySet<number> = new Set([SIGCHLD, SIGKILL, SIGPIPE, SIGSTOP, SIGURG, 32, 33]);

export function* proxySignals(c: DockerContext, id: string): Sys<void> {
  for (let sig = 1; sig <= SIGRTMAX; sig++) {
    if (OWN.has(sig) || (sig > 31 && sig < SIGRTMIN)) continue;
    yield* sys.signal(sig, function* (got) {
      yield* c.engine.kill(id, String(got));
    });
  }
}
