// Cubic curves: between two cards, cut at a fraction, written as an SVG path.

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Curve {
  readonly a: Point;
  readonly b: Point;
  readonly c: Point;
  readonly d: Point;
}

interface Rect {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const round = (value: number): number => Math.round(value * 10) / 10;

export const bezier = ({ a, b, c, d }: Curve): string =>
  `M${round(a.x)} ${round(a.y)}C${round(b.x)} ${round(b.y)} ${round(c.x)} ${round(c.y)} ${round(d.x)} ${round(d.y)}`;

const mix = (p: Point, q: Point, t: number): Point => ({ x: p.x + (q.x - p.x) * t, y: p.y + (q.y - p.y) * t });

/** De Casteljau: the curve up to `t`, and the curve from there on. */
export function split({ a, b, c, d }: Curve, t: number): readonly [Curve, Curve] {
  const ab = mix(a, b, t);
  const bc = mix(b, c, t);
  const cd = mix(c, d, t);
  const abc = mix(ab, bc, t);
  const bcd = mix(bc, cd, t);
  const at = mix(abc, bcd, t);
  return [
    { a, b: ab, c: abc, d: at },
    { a: at, b: bcd, c: cd, d },
  ];
}

/** From one card to another: round the left side when they stand above each other, across otherwise, a loop to oneself. */
export function between(from: Rect, to: Rect): Curve {
  const y1 = from.y + from.h / 2;
  const y2 = to.y + to.h / 2;
  if (from.x === to.x && from.y === to.y) {
    const x = from.x;
    return { a: { x, y: y1 + 12 }, b: { x: x - 34, y: y1 + 26 }, c: { x: x - 34, y: y1 - 26 }, d: { x, y: y1 - 12 } };
  }
  if (Math.abs(from.x - to.x) < 40) {
    const bend = 30 + Math.min(26, Math.abs(y1 - y2) / 12);
    return {
      a: { x: from.x, y: y1 },
      b: { x: from.x - bend, y: y1 },
      c: { x: to.x - bend, y: y2 },
      d: { x: to.x, y: y2 },
    };
  }
  const right = to.x > from.x;
  const x1 = right ? from.x + from.w : from.x;
  const x2 = right ? to.x : to.x + to.w;
  const middle = (x1 + x2) / 2;
  return { a: { x: x1, y: y1 }, b: { x: middle, y: y1 }, c: { x: middle, y: y2 }, d: { x: x2, y: y2 } };
}
