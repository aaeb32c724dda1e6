// How the lookups are looked at: which picture, which scale and window, which query. Part of a link, beside the experiment.
import type { Scale } from './axis.ts';

export const LOOKS = ['lanes', 'sequence', 'sweep', 'forecast', 'table'] as const;
export type LookView = (typeof LOOKS)[number];

export interface Chosen {
  readonly side: 'a' | 'b';
  readonly lane: string;
  readonly query: number;
}

export interface Look {
  readonly view: LookView;
  readonly scale: Scale;
  /** Microseconds; undefined: everything. */
  readonly window: readonly [from: number, to: number] | undefined;
  readonly chosen: Chosen | undefined;
}

export const FIRST_LOOK: Look = { view: 'lanes', scale: 'linear', window: undefined, chosen: undefined };

export function lookWords(look: Look): readonly string[] {
  const { view, scale, window, chosen } = look;
  return [
    ...(view === 'lanes' ? [] : [`w=${view}`]),
    ...(scale === 'linear' ? [] : [`l=${scale}`]),
    ...(window === undefined ? [] : [`x=${Math.floor(window[0])}-${Math.ceil(window[1])}`]),
    ...(chosen === undefined ? [] : [`q=${chosen.side}~${encodeURIComponent(chosen.lane)}~${chosen.query}`]),
  ];
}

/** `get` reads a parameter of the address, decoded; what is not known is as at first. */
export function lookOf(get: (key: string) => string | null): Look {
  const window = /^(\d{1,10})-(\d{1,10})$/.exec(get('x') ?? '');
  const [from = 0, to = 0] = (window ?? []).slice(1).map(Number);
  const chosen = /^([ab])~([\w.-]{1,40})~(\d{1,6})$/.exec(get('q') ?? '');
  return {
    view: LOOKS.find((each) => each === get('w')) ?? 'lanes',
    scale: get('l') === 'log' ? 'log' : 'linear',
    window: to > from ? [from, to] : undefined,
    chosen: chosen
      ? { side: chosen[1] === 'b' ? 'b' : 'a', lane: chosen[2] ?? '', query: Number(chosen[3]) }
      : undefined,
  };
}
