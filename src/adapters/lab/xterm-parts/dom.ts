/** Listeners and frames that end, as xterm's sources know them (see vs.d.ts). */
import { toDisposable, type IDisposable } from './lifecycle.ts';

export function addDisposableListener(
  node: EventTarget,
  type: string,
  handler: (event: never) => void,
  options?: boolean | AddEventListenerOptions,
): IDisposable {
  const listener = handler as EventListener;
  node.addEventListener(type, listener, options);
  return toDisposable(() => node.removeEventListener(type, listener, options));
}

/** `@public` for xterm. */
export function scheduleAtNextAnimationFrame(target: Window, run: () => void): IDisposable {
  const id = target.requestAnimationFrame(run);
  return toDisposable(() => target.cancelAnimationFrame(id));
}
