// A number that two machines share when they are in the same state: what replays are compared by.
import { invariant } from '../../engine/index.ts';
import type { Kernel } from './kernel.ts';

/** FNV-1a over what a person could see, 32 bits in hexadecimal. */
export function hashOf(k: Kernel, journeys: number): string {
  invariant(k.now >= 0, 'time before the start');
  let hash = 0x811c9dc5;
  const mix = (text: string): void => {
    for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  };
  mix(`${k.now}/${k.dispatched}/${journeys}`);
  for (const p of k.view().processes.values()) {
    mix(
      `${p.pid},${p.parent},${p.comm},${p.state},${p.pending},${p.sharedPending},${p.blocked},${p.ignored},${p.caught},${p.exitStatus ?? ''}`,
    );
  }
  for (const tty of k.ttys) mix(tty.screen.chunks.join(''));
  return (hash >>> 0).toString(16).padStart(8, '0');
}
