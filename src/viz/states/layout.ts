// Where the places and the ways between them are drawn, for a given size: fork and the waiting states above R, sleep below
// it, the end on the right. Pure geometry, so that nothing has to be measured on the page.
import type { Point } from '../curve.ts';
import { EDGES, type EdgeId, type PlaceId } from './places.ts';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface EdgeLine {
  readonly id: EdgeId;
  readonly from: Point;
  readonly to: Point;
  /** SVG path, without the head. */
  readonly path: string;
  /** Three points of the head, as an SVG path. */
  readonly head: string;
  /** Where its word stands, and which end of the word is there; undefined: there is no room for it. */
  readonly label: (Point & { readonly anchor: 'start' | 'middle' | 'end' }) | undefined;
  /** What the pointer may hit. */
  readonly hit: Rect;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: Readonly<Record<PlaceId, Rect>>;
  readonly edges: readonly EdgeLine[];
}

const PAD = 10;
/** A word of ten-pixel type beside an arrow. */
const WORD = 30;
/** Columns narrower than this have no words beside their arrows. */
const TIGHT = 46;
const HEAD = 5;

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

export function layoutOf(width: number, height: number): Layout {
  const w = Math.max(260, width);
  const h = Math.max(220, height);
  const endW = clamp(w * 0.27, 78, 460);
  const exitGap = clamp(w * 0.1, 40, 84);
  const leftW = w - 2 * PAD - endW - exitGap;
  const gap = clamp(h * 0.1, 30, 58);
  const rows = h - 2 * PAD - 2 * gap;
  const topH = clamp(rows * 0.24, 40, 150);
  const runH = clamp(rows * 0.27, 44, 190);
  const sleepY = PAD + topH + gap + runH + gap;
  const goneH = clamp(h * 0.2, 46, 120);
  const between = 7;
  // fork needs little room: nobody stays there.
  const unit = (leftW - 3 * between) / 3.7;
  const column = (i: number): number => PAD + (i === 0 ? 0 : unit * 0.7 + between + (i - 1) * (unit + between));
  const endX = PAD + leftW + exitGap;
  const top = (i: number): Rect => ({ x: column(i), y: PAD, w: i === 0 ? unit * 0.7 : unit, h: topH });
  const boxes: Layout['boxes'] = {
    new: top(0),
    D: top(1),
    T: top(2),
    t: top(3),
    R: { x: PAD, y: PAD + topH + gap, w: leftW, h: runH },
    S: { x: PAD, y: sleepY, w: leftW, h: h - PAD - sleepY },
    Z: { x: endX, y: PAD, w: endW, h: h - 2 * PAD - goneH - gap },
    X: { x: endX, y: h - PAD - goneH, w: endW, h: goneH },
  };
  return { width: w, height: h, boxes, edges: edgesOf(boxes) };
}

function edgesOf(boxes: Layout['boxes']): readonly EdgeLine[] {
  const { R, S, Z, X } = boxes;
  const mid = R.y + R.h / 2;
  const centre = (box: Rect): number => box.x + box.w / 2;
  const across = clamp(S.w * 0.16, 16, 60);
  const down = clamp(Z.w * 0.13, 9, 40);
  const pair = (id: 'D' | 'T' | 't', enter: EdgeId, leave: EdgeId): readonly EdgeLine[] => {
    const box = boxes[id];
    const x = centre(box);
    const apart = clamp(box.w * 0.11, 6, 16);
    // Where words would touch those of the neighbours they stand at different heights.
    const shift = box.w / 2 - apart >= WORD ? 0 : 6;
    const ways = [
      upright(enter, x - apart, R.y, box.y + box.h, 'end', -shift),
      upright(leave, x + apart, box.y + box.h, R.y, 'start', shift),
    ];
    return box.w < TIGHT ? ways.map((way) => ({ ...way, label: undefined })) : ways;
  };
  const start = upright(
    'fork',
    centre(boxes.new),
    boxes.new.y + boxes.new.h,
    R.y,
    'start',
    boxes.D.w < 2 * WORD + 12 ? 6 : 0,
  );
  const fork = boxes.D.w < TIGHT ? { ...start, label: undefined } : start;
  return [
    fork,
    ...pair('D', 'block', 'unblock'),
    ...pair('T', 'stop', 'continue'),
    ...pair('t', 'trap', 'resume'),
    upright('sleep', centre(R) - across, R.y + R.h, S.y, 'end'),
    upright('wake', centre(R) + across, S.y, R.y + R.h, 'start'),
    level('exit', R.x + R.w, Z.x, mid),
    upright('reap', centre(Z) - down, Z.y + Z.h, X.y, 'end'),
    upright('autoreap', centre(Z) + down, Z.y + Z.h, X.y, 'start'),
  ];
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** An arrow up or down, kept off the boxes by a hair. */
function upright(id: EdgeId, x: number, y1: number, y2: number, side: 'start' | 'end', shift = 0): EdgeLine {
  const down = y2 > y1;
  const from = { x, y: y1 + (down ? 3 : -3) };
  const to = { x, y: y2 + (down ? -3 : 3) };
  const back = down ? -HEAD : HEAD;
  const y = (y1 + y2) / 2;
  return {
    id,
    from,
    to,
    path: `M${round(x)} ${round(from.y)}V${round(to.y)}`,
    head: `M${round(x - HEAD * 0.8)} ${round(to.y + back)}L${round(x)} ${round(to.y)}L${round(x + HEAD * 0.8)} ${round(to.y + back)}`,
    label: { x: x + (side === 'end' ? -4 : 4), y: y + shift, anchor: side },
    hit: {
      x: x - (side === 'end' ? EDGES[id].label.length * 5.4 + 8 : 7),
      y: Math.min(y1, y2),
      w: 14 + EDGES[id].label.length * 5.4,
      h: Math.abs(y2 - y1),
    },
  };
}

function level(id: EdgeId, x1: number, x2: number, y: number): EdgeLine {
  const from = { x: x1 + 3, y };
  const to = { x: x2 - 3, y };
  return {
    id,
    from,
    to,
    path: `M${round(from.x)} ${round(y)}H${round(to.x)}`,
    head: `M${round(to.x - HEAD)} ${round(y - HEAD * 0.8)}L${round(to.x)} ${round(y)}L${round(to.x - HEAD)} ${round(y + HEAD * 0.8)}`,
    label: { x: (x1 + x2) / 2, y: y - 8, anchor: 'middle' },
    hit: { x: x1, y: y - 18, w: x2 - x1, h: 28 },
  };
}
