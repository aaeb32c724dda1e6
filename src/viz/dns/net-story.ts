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
  /** What the run of a lane is called: host and command line. */
  readonly nameOf: (lane: string) => string;
}

/** A command line longer than this is cut. */
const LONGEST_NAME = 70;

/** `web-0 dig[12]`: host, program, process. */
const LANE = /^(.*) ([^ [\]]+)\[(\d+)\]$/;

/** Keeps the records of the network of a growing trace. */
export class NetStory {
  private heard: Heard[] = [];
  private seen = 0;
  private readonly names = new Map<string, string>();
  /** Hosts that ask because others have asked them: servers. Their lanes are called after them. */
  private readonly servers = new Set<string>();

  follow(steps: { readonly length: number; readonly base: number; at(index: number): Step<MachineView> }): this {
    for (let i = Math.max(this.seen, steps.base); i < steps.length; i += 1) {
      const step = steps.at(i);
      if (step.event.kind !== 'net') continue;
      const event = step.event.record as DnsEvent;
      this.heard.push({ step: step.index, event });
      if (event.kind === 'query' && event.cause !== undefined) this.servers.add(event.lane);
      if (!this.names.has(event.lane)) this.names.set(event.lane, nameOf(event.lane, step, step.event.pid));
    }
    this.seen = steps.length;
    if (this.heard.length > 2 * MOST_EVENTS) this.heard = this.heard.slice(-MOST_EVENTS);
    return this;
  }

  private isServer(lane: string): boolean {
    return this.servers.has(lane) || this.servers.has(LANE.exec(lane)?.[1] ?? '');
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
    // What servers ask, for others or for themselves, is no run of its own: it stands in the sequence of who asked them.
    const lanes = new Set<string>();
    for (const event of events)
      if ((event.kind === 'lookup' || event.kind === 'query') && !this.isServer(event.lane)) lanes.add(event.lane);
    const shown = [...lanes].slice(-MOST_LANES).reverse();
    return {
      events,
      timeline: timelineOf(events, shown, now),
      older: lanes.size - shown.length,
      nameOf: (lane) => this.names.get(lane) ?? lane,
    };
  }
}

function nameOf(lane: string, step: Step<MachineView>, pid: number | undefined): string {
  const [, host, program] = LANE.exec(lane) ?? [];
  if (host === undefined || program === undefined) return lane;
  const argv = pid === undefined ? undefined : step.view.processes.get(pid)?.argv;
  const line = argv === undefined || argv.length === 0 ? program : argv.join(' ');
  return `${host} · ${line.length > LONGEST_NAME ? `${line.slice(0, LONGEST_NAME - 1)}…` : line}`;
}
