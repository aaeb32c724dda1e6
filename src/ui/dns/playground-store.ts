/** What the playground holds. The address is written behind it, not at every step of a dragged knob: browsers allow only so many. */
import { INITIAL, linkOf, otherOf, playgroundOf, type Playground } from '../../sim/dns/index.ts';
import { FIRST_LOOK, lookOf, lookWords, type Look } from '../../viz/dns/index.ts';

export interface Held {
  readonly a: Playground;
  /** What it is compared with. */
  readonly b: Playground | undefined;
  readonly look: Look;
}

const FIRST: Held = { a: INITIAL, b: undefined, look: FIRST_LOOK };

/** A change after a pause as long is written at once; while a knob is dragged, the address waits for its end. */
const PAUSE_MS = 300;

export const addressOf = ({ a, b, look }: Held): string => [linkOf(a, b), ...lookWords(look)].join('&');

export function heldOf(query: string): Held {
  const params = new URLSearchParams(query);
  const get = (key: string): string | null => params.get(key);
  const a = playgroundOf(get);
  return { a, b: otherOf(get, a), look: lookOf(get) };
}

export class PlaygroundStore {
  private held = FIRST;
  private readonly listeners = new Set<() => void>();
  private written = '';
  private last = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private write: (query: string) => void = () => undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): Held => this.held;

  /** The page as it was served. */
  readonly served = (): Held => FIRST;

  /** The address was changed by somebody else: a link, the back button. */
  arrive(query: string, write: (query: string) => void): void {
    this.write = write;
    if (query === this.written) return;
    this.written = query;
    clearTimeout(this.timer);
    this.set(query === '' ? FIRST : heldOf(query));
  }

  change(part: Partial<Held>): void {
    this.set({ ...this.held, ...part });
    const now = Date.now();
    const wait = now - this.last > PAUSE_MS ? 0 : PAUSE_MS;
    this.last = now;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), wait);
  }

  private flush(): void {
    const query = new URLSearchParams(addressOf(this.held)).toString();
    if (query === this.written) return;
    this.written = query;
    this.write(query);
  }

  private set(held: Held): void {
    this.held = held;
    for (const listener of this.listeners) listener();
  }
}
