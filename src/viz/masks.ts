// The five signal masks of /proc/pid/status, bit by bit and by name.
import { SIGRTMIN_KERNEL, has, maskHex, members, signalName, type SigSet } from '../sim/kernel/abi/signals.ts';
import type { ProcessView } from '../sim/kernel/view.ts';

export interface MaskRow {
  /** As /proc/pid/status calls it. */
  readonly name: 'SigPnd' | 'ShdPnd' | 'SigBlk' | 'SigIgn' | 'SigCgt';
  readonly meaning: string;
  readonly hex: string;
  readonly names: readonly string[];
  /** One entry per column of `columns`. */
  readonly bits: readonly boolean[];
}

export interface Masks {
  readonly columns: readonly { readonly sig: number; readonly name: string }[];
  readonly rows: readonly MaskRow[];
}

/** All 31 standard signals, and those real-time signals that some mask names. */
export function masksOf(process: ProcessView): Masks {
  const sets: readonly (readonly [MaskRow['name'], string, SigSet])[] = [
    ['SigPnd', 'waiting for this thread', process.pending],
    ['ShdPnd', 'waiting for the process', process.sharedPending],
    ['SigBlk', 'blocked: kept pending until unblocked', process.blocked],
    ['SigIgn', 'ignored: thrown away', process.ignored],
    ['SigCgt', 'caught: a handler runs', process.caught],
  ];
  const any = sets.reduce((union, [, , set]) => union | set, 0n);
  const realTime = members(any).filter((sig) => sig >= SIGRTMIN_KERNEL);
  // All real-time signals at once (a mask set with sigfillset) would only make the table wide.
  const shown = realTime.length > 8 ? [] : realTime;
  const columns = [...Array.from({ length: 31 }, (_, i) => i + 1), ...shown].map((sig) => ({
    sig,
    name: signalName(sig),
  }));
  const rows = sets.map(([name, meaning, set]) => ({
    name,
    meaning,
    hex: maskHex(set),
    names: nameList(set),
    bits: columns.map(({ sig }) => has(set, sig)),
  }));
  return { columns, rows };
}

/** Names, with a full run of real-time signals said in one word. */
function nameList(set: SigSet): readonly string[] {
  const all = members(set);
  const realTime = all.filter((sig) => sig >= SIGRTMIN_KERNEL);
  const standard = all.filter((sig) => sig < SIGRTMIN_KERNEL).map(signalName);
  return realTime.length > 8
    ? [...standard, `${realTime.length} real-time signals`]
    : [...standard, ...realTime.map(signalName)];
}
