// What a machine's network did, gathered from its steps as they come: one lane per run of a program, up to the step shown.
import type { DnsEvent } from '../../sim/dns/index.ts';
import type { Step } from '../../sim/kernel/events.ts';
import type { MachineView } from '../../sim/kernel/view.ts';
import { timelineOf, type Timeline } from './timeline.ts';

interface Heard {
  readonly step: number;
  readonly event: DnsEvent;
}

/** Older events are forgotten: the picture shows the last runs only. */
const MOST_EVENTS = 20_000;
const MOST_LANES = 8;

export interface NetMoment {
  /** Of the whole network, oldest first, up to the step shown. */
  readonly events: readonly DnsEvent[];
  /** The newest run first. */
  readonly timeline: Timeline;
  /** Runs that are not drawn any more. */
  readonly older: number;
}

/** Keeps the records of the network of a growing trace. */
export class NetStory {
  private heard: Heard[] = [];
  private seen = 0;

  follow(steps: { readonly length: number; readonly base: number; at(index: number): Step<MachineView> }): this {
    for (let i = Math.max(this.seen, steps.base); i < steps.length; i += 1) {
      const step = steps.at(i);
      if (step.event.kind === 'net') this.heard.push({ step: step.index, event: step.event.record as DnsEvent });
    }
    this.seen = steps.length;
    if (this.heard.length > 2 * MOST_EVENTS) this.heard = this.heard.slice(-MOST_EVENTS);
    return this;
  }

  /** How many records there are up to this step: what a picture depends on. */
  count(step: number): number {
    let low = 0;
    let high = this.heard.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.heard[middle]?.step ?? 0) <= step) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** `now`: what is still open waits until then. */
  moment(step: number, now: number): NetMoment {
    const events = this.heard.slice(0, this.count(step)).map(({ event }) => event);
    // A run is one when its program asked something; servers that ask further belong to the one that asked them.
    const lanes: string[] = [];
    for (const event of events) {
      const speaks = event.kind === 'lookup' || (event.kind === 'query' && event.cause === undefined);
      if (speaks && !lanes.includes(event.lane)) lanes.push(event.lane);
    }
    const shown = lanes.slice(-MOST_LANES).reverse();
    return { events, timeline: timelineOf(events, shown, now), older: lanes.length - shown.length };
  }
}
