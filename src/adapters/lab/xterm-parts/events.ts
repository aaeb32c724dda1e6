/** Events, as xterm's sources know them (see vs.d.ts). */
import { toDisposable, type IDisposable } from './lifecycle.ts';

type Listener<T> = (value: T) => unknown;
type Store = IDisposable[] | { add(thing: IDisposable): unknown };

export type Event<T> = (listener: Listener<T>, that?: unknown, store?: Store) => IDisposable;

interface Entry<T> {
  readonly call: Listener<T>;
  gone: boolean;
}

export class Emitter<T> implements IDisposable {
  /** Replaced, never changed: whoever is being told goes on with the list as it was. */
  private entries: readonly Entry<T>[] = [];

  readonly event: Event<T> = (listener, that, store) => {
    const entry: Entry<T> = { call: that === undefined ? listener : listener.bind(that), gone: false };
    this.entries = [...this.entries, entry];
    const subscription = toDisposable(() => {
      entry.gone = true;
      this.entries = this.entries.filter((other) => other !== entry);
    });
    if (Array.isArray(store)) store.push(subscription);
    else store?.add(subscription);
    return subscription;
  };

  /** One listener's error is reported and keeps no other from hearing. */
  fire(value: T): void {
    for (const entry of this.entries) {
      if (entry.gone) continue;
      try {
        entry.call(value);
      } catch (error) {
        reportError(error);
      }
    }
  }

  dispose(): void {
    for (const entry of this.entries) entry.gone = true;
    this.entries = [];
  }
}

/** What is done with events as such. `@public` for xterm. */
export const Event = {
  forward: <T>(from: Event<T>, to: Emitter<T>): IDisposable => from((value) => to.fire(value)),

  any:
    <T>(...events: readonly Event<T>[]): Event<T> =>
    (listener, that, store) => {
      const all = events.map((event) => event(listener, that));
      const subscription = toDisposable(() => all.forEach((each) => each.dispose()));
      if (Array.isArray(store)) store.push(subscription);
      else store?.add(subscription);
      return subscription;
    },

  runAndSubscribe<T>(event: Event<T>, handler: (value: T | undefined) => unknown): IDisposable {
    handler(undefined);
    return event(handler);
  },
};
