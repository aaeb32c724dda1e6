// What a trace tells about ends and collections: who ended when, who adopted whom, who collected how many, and what became
// of each SIGCHLD. Gathered once as steps come; every question is asked "as of" a step.
import { SIGCHLD } from '../../sim/kernel/abi/signals.ts';
import type { MachineEvent, Pid, Step } from '../../sim/kernel/events.ts';
import type { MachineView } from '../../sim/kernel/view.ts';
import { who } from '../names.ts';
import type { Steps } from './moves.ts';

interface Fact {
  readonly step: number;
  readonly at: number;
}

export interface Ended extends Fact {
  readonly status: number;
}

export interface Adopted extends Fact {
  readonly from: Pid;
  /** As it was called when it died. */
  readonly fromName: string;
  readonly to: Pid;
  readonly why: string;
}

export interface Collected extends Fact {
  readonly pid: Pid;
  /** The parent had not started it, but adopted it. */
  readonly adopted: boolean;
  /** By the kernel for a parent that ignores SIGCHLD: no wait was needed. */
  readonly unasked: boolean;
}

/** What became of the SIGCHLDs for one process, in a stretch of the trace. */
export interface ChildSignals {
  readonly sent: number;
  readonly merged: number;
  readonly dropped: number;
  /** How often its handler ran. */
  readonly handled: number;
}

interface Chld extends Fact {
  readonly what: 'queued' | 'merged' | 'dropped' | 'handled';
}

type Lists<F> = Map<Pid, F[]>;

function push<F>(lists: Lists<F>, pid: Pid, fact: F): void {
  const list = lists.get(pid);
  if (list) list.push(fact);
  else lists.set(pid, [fact]);
}

/** How many of a list happened at or before a step. */
function upTo(list: readonly Fact[], step: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.step ?? 0) <= step) low = middle + 1;
    else high = middle;
  }
  return low;
}

export class Facts {
  private readonly ends: Lists<Ended> = new Map();
  private readonly adoptions: Lists<Adopted> = new Map();
  private readonly collections: Lists<Collected> = new Map();
  private readonly signals: Lists<Chld> = new Map();
  private readonly refusals: Lists<Fact> = new Map();
  private seen = 0;
  private base = 0;

  follow(steps: Steps): this {
    for (let i = Math.max(this.seen, steps.base); i < steps.length; i += 1) this.take(steps.at(i));
    this.seen = steps.length;
    if (steps.base !== this.base) this.forget(steps.base);
    return this;
  }

  private take({ index: step, at, event, view }: Step<MachineView>): void {
    switch (event.kind) {
      case 'exit':
        return push(this.ends, event.pid, { step, at, status: event.status });
      case 'reparent':
        return push(this.adoptions, event.pid, {
          step,
          at,
          from: event.from,
          fromName: who(view, event.from),
          to: event.to,
          why: event.why,
        });
      case 'reap':
        return this.reap(event, step, at);
      case 'signal':
        if (event.sig !== SIGCHLD || event.target === undefined) return undefined;
        if (event.outcome === 'queued' || event.outcome === 'merged' || event.outcome === 'dropped')
          push(this.signals, event.target, { step, at, what: event.outcome });
        return undefined;
      case 'deliver':
        if (event.sig === SIGCHLD && event.effect === 'handler')
          push(this.signals, event.target, { step, at, what: 'handled' });
        return undefined;
      case 'fork-refused':
        return push(this.refusals, event.parent, { step, at });
      default:
        return undefined;
    }
  }

  private reap(event: Extract<MachineEvent, { kind: 'reap' }>, step: number, at: number): void {
    if (event.by === undefined) return;
    push(this.collections, event.by, {
      step,
      at,
      pid: event.pid,
      adopted: this.adoptions.get(event.pid)?.at(-1)?.to === event.by,
      unasked: /no zombie is kept/.test(event.why),
    });
  }

  /** The trace drops its oldest steps; so do we. */
  private forget(base: number): void {
    this.base = base;
    for (const lists of [this.ends, this.adoptions, this.collections, this.signals, this.refusals] as Lists<Fact>[]) {
      for (const [pid, list] of lists) {
        const kept = list.filter((fact) => fact.step >= base);
        if (kept.length === 0) lists.delete(pid);
        else if (kept.length < list.length) lists.set(pid, kept);
      }
    }
  }

  ended(pid: Pid, step: number): Ended | undefined {
    const list = this.ends.get(pid) ?? [];
    return list[upTo(list, step) - 1];
  }

  /** Its last change of parent. */
  adopted(pid: Pid, step: number): Adopted | undefined {
    const list = this.adoptions.get(pid) ?? [];
    return list[upTo(list, step) - 1];
  }

  /** Children that this process has collected. */
  collected(by: Pid, step: number): readonly Collected[] {
    const list = this.collections.get(by) ?? [];
    return list.slice(0, upTo(list, step));
  }

  refused(pid: Pid, step: number): number {
    return upTo(this.refusals.get(pid) ?? [], step);
  }

  childSignals(target: Pid, step: number): ChildSignals {
    const all = this.signals.get(target) ?? [];
    const list = all.slice(0, upTo(all, step));
    const count = (what: Chld['what']): number => list.filter((each) => each.what === what).length;
    const merged = count('merged');
    const dropped = count('dropped');
    return { sent: count('queued') + merged + dropped, merged, dropped, handled: count('handled') };
  }
}
