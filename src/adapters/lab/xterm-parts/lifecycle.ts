/** Things that end, as xterm's sources know them (see vs.d.ts): listeners, elements, timers, and stores of such. */

export interface IDisposable {
  dispose(): void;
}

/** `@public` for xterm. */
export function toDisposable(end: () => void): IDisposable {
  let ended = false;
  return {
    dispose() {
      if (ended) return;
      ended = true;
      end();
    },
  };
}

/** Ends one thing or several. `@public` for xterm. */
export function dispose(what: IDisposable | Iterable<IDisposable> | undefined): void {
  if (what === undefined) return;
  if (Symbol.iterator in what) for (const each of what) each.dispose();
  else what.dispose();
}

export class DisposableStore implements IDisposable {
  private readonly kept = new Set<IDisposable>();
  isDisposed = false;

  add<T extends IDisposable>(thing: T): T {
    if (this.isDisposed) thing.dispose();
    else this.kept.add(thing);
    return thing;
  }

  clear(): void {
    const all = [...this.kept];
    this.kept.clear();
    dispose(all);
  }

  dispose(): void {
    this.isDisposed = true;
    this.clear();
  }
}

/** What owns things that end with it. The members' names are those that xterm's classes use. */
export abstract class Disposable implements IDisposable {
  protected readonly _store = new DisposableStore();

  dispose(): void {
    this._store.dispose();
  }

  protected _register<T extends IDisposable>(thing: T): T {
    return this._store.add(thing);
  }
}

/** A place for one such thing: another one ends it. `@public` for xterm. */
export class MutableDisposable<T extends IDisposable> implements IDisposable {
  private held: T | undefined = undefined;
  private ended = false;

  get value(): T | undefined {
    return this.held;
  }

  set value(next: T | undefined) {
    if (next === this.held) return;
    this.held?.dispose();
    this.held = next;
    if (this.ended) this.clear();
  }

  clear(): void {
    this.value = undefined;
  }

  dispose(): void {
    this.ended = true;
    this.clear();
  }
}
