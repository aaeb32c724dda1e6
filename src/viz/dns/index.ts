// Drawings of lookups: functions of the trace of src/sim/dns.
export {
  around,
  duration,
  moment,
  panned,
  place,
  ticks,
  windowed,
  zoomed,
  type Axis,
  type Scale,
  type Tick,
} from './axis.ts';
export { marksOf, type Mark } from './crowd.ts';
export type { BarKind, QueryBar } from './bars.ts';
export type { Bar, Row } from './rows.ts';
export { timelineOf, type Lane, type Timeline } from './timeline.ts';
export { explain } from './explain.ts';
export { tableOf, csvOf, markdownOf, type TableRow } from './table.ts';
export { PALETTE_NAMES, timelineSvg, type Palette } from './svg.ts';
export { sweepOf, type Curve as SweepCurve, type SweepPoint } from './sweep.ts';
export { FIRST_LOOK, lookOf, lookWords, type Chosen, type Look, type LookView } from './look.ts';
export { sequenceOf, type Sequence, type SequenceStep } from './sequence.ts';
export { forecastWords } from './forecast-words.ts';
export { setupDiffers, totalsDiffer } from './differs.ts';
export { NetStory } from './net-story.ts';
export { straceOf } from './strace.ts';
