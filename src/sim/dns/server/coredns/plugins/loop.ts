// plugin/loop: a random query is sent round at the start; if it comes back, the server would ask itself for ever and stops instead.
import { isLoopback } from '../../../address/index.ts';
import type { Plugin } from '../plugin.ts';

/** Fidelity: found by looking where `forward` leads, not by sending the query: to the server itself, or to the loopback address. */
export function loopThrough(upstreams: readonly string[], own: readonly string[]): string | undefined {
  return upstreams.find((address) => isLoopback(address) || own.includes(address));
}

export const loop: Plugin = {
  name: 'loop',
  setup(c, env) {
    let times = 0;
    while (c.next()) {
      times += 1;
      if (times > 1) throw c.plain('this plugin can only be used once per Server Block');
      if (c.remainingArgs().length > 0) throw c.argError();
      env.shared.set('loop', true);
    }
    return undefined;
  },
};
