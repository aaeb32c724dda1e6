// The timelines as one SVG file that needs nothing else: title, setup, lanes, axis. Colours are given, so it looks as the page does.
import { marksOf } from './crowd.ts';
import { duration, place, ticks, type Axis } from './axis.ts';
import type { BarKind } from './bars.ts';
import type { Row } from './rows.ts';
import type { Lane } from './timeline.ts';

/** By the names that the page's stylesheet has for them. */
export const PALETTE_NAMES = [
  'bg',
  'surface',
  'sunken',
  'line',
  'line-strong',
  'ink',
  'ink-2',
  'ink-3',
  'accent',
  'accent-soft',
  'ok',
  'ok-soft',
  'warn',
  'warn-soft',
  'bad',
  'bad-soft',
] as const;
export type Palette = Readonly<Record<(typeof PALETTE_NAMES)[number], string>>;

export interface SvgLane {
  readonly lane: Lane;
  /** `glibc 2.36`, `A · glibc 2.36` */
  readonly title: string;
  /** `8 queries · 16 packets · answer after 4 ms` */
  readonly sum: string;
}

export interface Svg {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

const WIDTH = 1200;
const PAD = 20;
const NAMES = 340;
const ROW = 24;
const TRACK = 19;
const HEAD = 34;
/** More names make a file that nobody prints. */
const MOST_ROWS = 60;
const SANS = `Inter, 'Segoe UI', system-ui, sans-serif`;
const MONO = `'JetBrains Mono', ui-monospace, Menlo, Consolas, monospace`;
const LETTER = 6.7;

/** Text for XML: what XML 1.0 has no form for is left out. */
const xml = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/g, '')
    .replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char);

const cut = (text: string, px: number): string => {
  const most = Math.max(0, Math.floor(px / LETTER));
  return text.length <= most ? text : `${text.slice(0, Math.max(0, most - 1))}…`;
};

function colours(kind: BarKind, p: Palette): readonly [fill: string, ink: string, dashed: boolean] {
  switch (kind) {
    case 'found':
      return [p['ok-soft'], p.ok, false];
    case 'silent':
    case 'waiting':
      return ['url(#hatch)', p.bad, true];
    case 'error':
    case 'refused':
      return [p['bad-soft'], p.bad, false];
    case 'truncated':
      return [p['accent-soft'], p.accent, false];
    case 'unneeded':
    case 'ignored':
      return [p.sunken, p['ink-2'], true];
    default:
      return [p['warn-soft'], p.warn, false];
  }
}

const heightOf = (row: Row): number => (row.tracks > 1 ? row.tracks * TRACK + 5 : ROW);

export function timelineSvg(
  lanes: readonly SvgLane[],
  axis: Axis,
  title: string,
  setup: readonly string[],
  p: Palette,
): Svg {
  const left = PAD + NAMES;
  const plot = WIDTH - PAD - 14 - left;
  const x = (part: number): number => left + part * plot;
  const out: string[] = [];
  const text = (words: string, at: number, y: number, look: string): void => {
    out.push(`<text x="${at.toFixed(1)}" y="${y.toFixed(1)}" ${look}>${xml(words)}</text>`);
  };
  const mono = (size: number, fill: string, more = ''): string =>
    `font-family="${MONO}" font-size="${size}" fill="${fill}" ${more}`;
  const sans = (size: number, fill: string, more = ''): string =>
    `font-family="${SANS}" font-size="${size}" fill="${fill}" ${more}`;
  const marks = ticks(axis, 7);

  let y = PAD + 18;
  text(cut(title, 1500), PAD, y, sans(20, p.ink, 'font-weight="700"'));
  y += 8;
  for (const line of setup) {
    y += 16;
    text(cut(line, WIDTH - 2 * PAD), PAD, y, mono(11, p['ink-2']));
  }
  y += 18;
  for (const { lane, title: name, sum } of lanes) {
    const rows = lane.rows.slice(0, MOST_ROWS);
    const more = lane.rows.length - rows.length;
    const body = rows.reduce((height, row) => height + heightOf(row), 0) + (more > 0 || rows.length === 0 ? ROW : 0);
    const height = HEAD + body + 10;
    out.push(
      `<rect x="${PAD - 10}" y="${y}" width="${WIDTH - 2 * PAD + 20}" height="${height}" rx="9" fill="${p.surface}" stroke="${p.line}"/>`,
    );
    text(name, PAD, y + 22, sans(15, p.ink, 'font-weight="700"'));
    text(sum, WIDTH - PAD, y + 22, mono(12, p['ink-2'], 'text-anchor="end"'));
    let top = y + HEAD;
    for (const tick of marks) out.push(`<path d="M${x(tick.x).toFixed(1)} ${top}v${body}" stroke="${p.line}"/>`);
    for (const row of rows) {
      const middle = top + heightOf(row) / 2;
      const own = cut(row.asked, NAMES - 70);
      const suffix = cut(row.suffix, NAMES - 70 - own.length * LETTER);
      out.push(
        `<text x="${PAD}" y="${(middle + 4).toFixed(1)}" ${mono(11.5, p.ink)}>${xml(own)}<tspan fill="${p['ink-3']}">${xml(suffix)}</tspan><tspan fill="${p['ink-2']}" font-size="10"> ${xml(row.types.join('+'))}</tspan></text>`,
      );
      for (const mark of marksOf(row.bars, axis, lane.start, 10 / plot)) {
        const [bar] = mark.kind === 'bar' ? [mark.bar] : mark.bars;
        if (!bar) continue;
        const from = x(Math.max(0, mark.x0));
        const width = Math.max(8, x(Math.min(1.01, mark.x1)) - from);
        const track = bar.track;
        const barTop = track === undefined ? top + (heightOf(row) - 18) / 2 : top + 2 + track * TRACK;
        const size = track === undefined ? 18 : TRACK - 2;
        const [fill, ink, dashed] = mark.kind === 'bar' ? colours(bar.kind, p) : [p['accent-soft'], p.accent, false];
        out.push(
          `<rect x="${from.toFixed(1)}" y="${barTop.toFixed(1)}" width="${width.toFixed(1)}" height="${size}" rx="4" fill="${fill}" stroke="${dashed ? ink : 'none'}" ${dashed ? 'stroke-dasharray="3 2"' : ''}/>`,
        );
        const words = mark.kind === 'bar' ? [bar.label, bar.middle, bar.brief] : [String(mark.bars.length)];
        const word = words.find((each) => each.length * LETTER + 8 <= width) ?? '';
        if (word !== '') text(word, from + 4, barTop + size / 2 + 3.7, mono(10.5, ink, 'font-weight="600"'));
      }
      top += heightOf(row);
    }
    if (more > 0) text(`and ${more} more names`, PAD, top + 16, sans(12, p['ink-2']));
    if (rows.length === 0) text('Nothing was sent.', PAD, top + 16, sans(12, p['ink-2']));
    const end = lane.end === undefined ? undefined : lane.end - lane.start;
    if (end !== undefined && end >= axis.from && end <= axis.to) {
      const tone = lane.outcome?.ok === false ? p.bad : p.ok;
      out.push(`<path d="M${x(place(axis, end)).toFixed(1)} ${y + HEAD}v${body}" stroke="${tone}" stroke-width="2"/>`);
    }
    y += height + 10;
  }
  for (const tick of marks) text(tick.text, x(tick.x), y + 8, mono(11, p['ink-2'], 'text-anchor="middle"'));
  const note = axis.scale === 'log' ? 'logarithmic axis' : '';
  text(
    [note, `${duration(axis.from)} to ${duration(axis.to)}`].filter(Boolean).join(', '),
    PAD,
    y + 8,
    mono(11, p['ink-2']),
  );
  const height = y + 24;
  const hatch = `<defs><pattern id="hatch" width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect width="10" height="10" fill="${p['bad-soft']}"/><rect width="5" height="10" fill="${p.surface}" opacity="0.5"/></pattern></defs>`;
  return {
    width: WIDTH,
    height,
    text: `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${xml(title)}"><title>${xml(title)}</title>${hatch}<rect width="${WIDTH}" height="${height}" fill="${p.bg}"/>${out.join('')}</svg>\n`,
  };
}
