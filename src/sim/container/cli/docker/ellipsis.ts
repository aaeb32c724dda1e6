/** Cuts a text to a display width; the last place is an ellipsis. */
import { encodeRunes, runes } from '../../../gotmpl/index.ts';
import { runeWidth } from '../text/tabwriter.ts';

const DOTS = 0x2026;

export function ellipsis(text: string, width: number): string {
  const all = runes(text);
  if (width <= 0 || all.length === 0) return '';
  if (width === 1) return encodeRunes(all.slice(0, 1));
  let used = 0;
  const upTo = all.map((r) => (used += runeWidth(r, true)));
  if (used <= width) return text;
  const n = upTo.filter((w) => w <= width - 1).length;
  return encodeRunes([...all.slice(0, n), DOTS]);
}
