// Drawings of lookups: functions of the trace of src/sim/dns.
export { duration, moment, place, ticks, type Axis, type Scale, type Tick } from './axis.ts';
export { timelineOf, type Bar, type BarKind, type Lane, type QueryBar, type Row, type Timeline } from './timeline.ts';
export { explain, type Explanation } from './explain.ts';
export { tableOf, csvOf, type TableRow } from './table.ts';
export { sweepOf, type Curve as SweepCurve } from './sweep.ts';
