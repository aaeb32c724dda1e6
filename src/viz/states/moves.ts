// The moves of processes between the places of the state graph, one list for the whole trace: what moved, over which edges,
// at which step, and why in words.
import type { Pid, Step } from '../../sim/kernel/events.ts';
import type { MachineView } from '../../sim/kernel/view.ts';
import { movesOf } from './move-words.ts';
import type { EdgeId, PlaceId } from './places.ts';

export interface Move {
  readonly pid: Pid;
  /** `bash (9)`. */
  readonly name: string;
  readonly from: PlaceId;
  readonly to: PlaceId;
  /** In the order of travel; the last one gives the move its meaning. */
  readonly edges: readonly EdgeId[];
  /** Index of the step whose view shows it first. */
  readonly step: number;
  readonly at: number;
  /** A whole sentence. */
  readonly words: string;
  /** A few characters for the arrow: `exit(3)`, `wait4 by 12`. */
  readonly tag: string;
  /** More than falling asleep and waking. */
  readonly major: boolean;
  /** A fork that the kernel refused: nobody moved. */
  readonly refused: boolean;
  /** Inside a container, or only on the host. */
  readonly inside: boolean;
  readonly container: string | undefined;
}

export interface Steps {
  readonly length: number;
  readonly base: number;
  at(index: number): Step<MachineView>;
}

/** How many were made, removed and refused up to a move. */
interface Tally {
  readonly made: number;
  readonly gone: number;
  /** Of those, the ones of containers. */
  readonly goneInside: number;
}

/** Gathers moves from steps as they come; asks for any earlier moment are answered from the list. */
export class Moves {
  private readonly list: Move[] = [];
  private readonly tallies: Tally[] = [];
  private readonly byPid = new Map<Pid, Move[]>();
  private seen = 0;
  private base = 0;
  private before: MachineView | undefined;

  follow(steps: Steps): this {
    for (let i = Math.max(this.seen, steps.base); i < steps.length; i += 1) {
      const step = steps.at(i);
      if (this.before) for (const move of movesOf(this.before, step)) this.add(move);
      this.before = step.view;
    }
    this.seen = steps.length;
    if (steps.base !== this.base) this.forget(steps.base);
    return this;
  }

  private add(move: Move): void {
    const last = this.tallies.at(-1) ?? { made: 0, gone: 0, goneInside: 0 };
    this.list.push(move);
    const own = this.byPid.get(move.pid);
    if (own) own.push(move);
    else this.byPid.set(move.pid, [move]);
    this.tallies.push({
      made: last.made + (move.from === 'new' && !move.refused ? 1 : 0),
      gone: last.gone + (move.to === 'X' ? 1 : 0),
      goneInside: last.goneInside + (move.to === 'X' && move.inside ? 1 : 0),
    });
  }

  /** The trace drops its oldest steps; so do we. */
  private forget(base: number): void {
    this.base = base;
    const kept = this.list.findIndex((move) => move.step >= base);
    const drop = kept < 0 ? this.list.length : kept;
    this.list.splice(0, drop);
    this.tallies.splice(0, drop);
    for (const [pid, own] of this.byPid) {
      const still = own.filter((move) => move.step >= base);
      if (still.length === 0) this.byPid.delete(pid);
      else if (still.length < own.length) this.byPid.set(pid, still);
    }
  }

  /** Moves at or before a step: their number. */
  private countUpTo(step: number): number {
    let low = 0;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.list[middle]?.step ?? 0) <= step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The moves of one step. */
  at(step: number): readonly Move[] {
    return this.list.slice(this.countUpTo(step - 1), this.countUpTo(step));
  }

  /** The last moves up to a step that `wanted` lets through, newest first. Looks at most `depth` moves back. */
  last(step: number, count: number, wanted: (move: Move) => boolean = () => true, depth = 600): readonly Move[] {
    const out: Move[] = [];
    const end = this.countUpTo(step);
    for (let i = end - 1; i >= Math.max(0, end - depth) && out.length < count; i -= 1) {
      const move = this.list[i];
      if (move && wanted(move)) out.push(move);
    }
    return out;
  }

  /** The last moves of one process up to a step, newest first. */
  of(pid: Pid, step: number, count: number): readonly Move[] {
    const own = this.byPid.get(pid) ?? [];
    const out: Move[] = [];
    for (let i = own.length - 1; i >= 0 && out.length < count; i -= 1) {
      const move = own[i];
      if (move && move.step <= step) out.push(move);
    }
    return out;
  }

  /** How many processes were made and how many are gone since the trace begins. */
  tally(step: number): Tally {
    return this.tallies[this.countUpTo(step) - 1] ?? { made: 0, gone: 0, goneInside: 0 };
  }
}
