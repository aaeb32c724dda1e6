// What stands too close together on the screen to be told apart: drawn as one mark that says how many it is.
import { place, type Axis } from './axis.ts';
import type { Bar } from './rows.ts';

export type Mark =
  | { readonly kind: 'bar'; readonly bar: Bar; readonly x0: number; readonly x1: number }
  /** Several bars of one track that would cover each other. */
  | { readonly kind: 'crowd'; readonly bars: readonly Bar[]; readonly x0: number; readonly x1: number };

/**
 * The bars of a row within the window, `narrowest` being the part of the axis that a bar needs at least. Bars outside of the window
 * are left out.
 */
export function marksOf(bars: readonly Bar[], axis: Axis, offset: number, narrowest: number): readonly Mark[] {
  const tracks = new Map<number | undefined, { bars: Bar[]; x0: number; x1: number }[]>();
  for (const bar of bars) {
    const [start, end] = [bar.start - offset, bar.end - offset];
    if (start > axis.to || end < axis.from) continue;
    const x0 = place(axis, start);
    const x1 = Math.max(place(axis, end), x0 + narrowest);
    const groups = tracks.get(bar.track) ?? [];
    tracks.set(bar.track, groups);
    const last = groups.at(-1);
    // Only small marks that would lie on each other are one: a long bar begins behind the mark before it.
    const small = x1 - x0 < narrowest * 2;
    if (last && small && x0 < last.x1 - narrowest / 3 && last.x1 - last.x0 < narrowest * 2) {
      last.bars.push(bar);
      last.x1 = Math.max(last.x1, x1);
    } else groups.push({ bars: [bar], x0: Math.max(x0, last?.x1 ?? 0), x1: Math.max(x1, last?.x1 ?? 0) });
  }
  return [...tracks.values()].flat().map(({ bars: list, x0, x1 }): Mark => {
    const [bar] = list;
    return list.length === 1 && bar ? { kind: 'bar', bar, x0, x1 } : { kind: 'crowd', bars: list, x0, x1 };
  });
}
