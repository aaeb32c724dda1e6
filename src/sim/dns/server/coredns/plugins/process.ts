// The plugins that ask something of the process: reload, health and ready, prometheus, bind.
import type { Dispenser } from '../dispenser.ts';
import { durationOf, type Plugin } from '../plugin.ts';

const SECOND = 1_000_000;
/** reload/setup.go */
const INTERVAL = 30 * SECOND;
const JITTER = 15 * SECOND;
const MIN_INTERVAL = 2 * SECOND;
const MIN_JITTER = SECOND;
const HEALTH_PORT = 8080;
const READY_PORT = 8181;
const METRICS_PORT = 9153;

export const reload: Plugin = {
  name: 'reload',
  setup(c, env) {
    while (c.next()) {
      const args = c.remainingArgs();
      if (args.length > 2) throw c.argError();
      const [interval = INTERVAL, jitter = JITTER] = args.map((arg) => durationOf(c, arg));
      if (interval < MIN_INTERVAL) throw c.plain('interval value must be greater or equal to 2s');
      if (jitter < MIN_JITTER) throw c.plain('jitter value must be greater or equal to 1s');
      env.wishes.reload = { interval, jitter: Math.min(jitter, interval / 2) };
    }
    return undefined;
  },
};

export const health: Plugin = {
  name: 'health',
  setup(c, env) {
    while (c.next()) {
      env.wishes.http.push(portOf(c, HEALTH_PORT));
      while (c.nextBlock()) env.wishes.lameduck = lameduckOf(c);
    }
    return undefined;
  },
};

export const ready: Plugin = {
  name: 'ready',
  setup(c, env) {
    while (c.next()) {
      env.wishes.http.push(portOf(c, READY_PORT));
      while (c.nextBlock()) c.remainingArgs();
    }
    return undefined;
  },
};

export const prometheus: Plugin = {
  name: 'prometheus',
  setup(c, env) {
    while (c.next()) {
      env.wishes.metrics.push(portOf(c, METRICS_PORT));
      while (c.nextBlock()) c.remainingArgs();
    }
    return undefined;
  },
};

/** An address of one's own, or the default port. */
function portOf(c: Dispenser, otherwise: number): number {
  const args = c.remainingArgs();
  if (args.length > 1) throw c.argError();
  return Number(/:(\d+)$/.exec(args[0] ?? '')?.[1] ?? otherwise);
}

function lameduckOf(c: Dispenser): number {
  if (c.value !== 'lameduck') throw c.argError();
  const args = c.remainingArgs();
  if (args.length !== 1) throw c.argError();
  return durationOf(c, args[0] ?? '');
}

export const bind: Plugin = {
  name: 'bind',
  setup(c, env) {
    while (c.next()) {
      const addresses = c.remainingArgs();
      if (addresses.length === 0) throw c.plain('at least one address or interface name is expected');
      env.wishes.bind = [...env.wishes.bind, ...addresses];
      while (c.nextBlock()) c.remainingArgs();
    }
    return undefined;
  },
};
