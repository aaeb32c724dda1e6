// Signals on their way: one journey per signal sent, with the gates it met, what became of it, and where it is delivered later.
import { KERNEL_IGNORE, has, signalName, type Signal } from '../sim/kernel/abi/signals.ts';
import type { Gate, GateId, MachineEvent, Pid, SignalEffect, SignalOutcome, Step } from '../sim/kernel/events.ts';
import type { MachineView } from '../sim/kernel/view.ts';
import { GATE_ORDER, GATE_TITLES } from '../lesson/index.ts';
import { who } from './names.ts';

export interface Delivery {
  readonly step: number;
  readonly at: number;
  readonly effect: SignalEffect;
  readonly gate: Gate;
}

export interface Journey {
  readonly number: number;
  readonly sig: Signal;
  /** Index of the step at which it was sent. */
  readonly step: number;
  readonly at: number;
  readonly sender: Pid | undefined;
  readonly target: Pid | undefined;
  /** The two in words, as they were called when it was sent. */
  readonly from: string;
  readonly to: string;
  /** What the sender called the target. */
  readonly named: number;
  readonly gates: readonly Gate[];
  readonly outcome: SignalOutcome;
  readonly delivery: Delivery | undefined;
}

type SignalEvent = Extract<MachineEvent, { kind: 'signal' }>;

const isSignal = (event: MachineEvent): event is SignalEvent => event.kind === 'signal';

/** Collects journeys from steps as they come; `upTo` gives what was known at an earlier step. */
export class Journeys {
  private readonly list: Journey[] = [];
  private readonly byNumber = new Map<number, number>();
  private seen = 0;

  /** Takes the steps that are new since the last call. */
  follow(steps: { readonly length: number; readonly base: number; at(index: number): Step<MachineView> }): this {
    for (let i = Math.max(this.seen, steps.base); i < steps.length; i += 1) this.take(steps.at(i));
    this.seen = steps.length;
    return this;
  }

  private take(step: Step<MachineView>): void {
    const { event } = step;
    if (isSignal(event)) {
      const { journey, sig, sender, target, named, gates, outcome } = event;
      const made: Journey = {
        number: journey,
        sig,
        step: step.index,
        at: step.at,
        sender,
        target,
        from: sender === undefined ? 'kernel' : who(step.view, sender),
        to: target === undefined ? `${named}` : who(step.view, target),
        named,
        gates,
        outcome,
        delivery: undefined,
      };
      this.byNumber.set(journey, this.list.push(made) - 1);
    } else if (event.kind === 'deliver') {
      const at = this.byNumber.get(event.journey);
      const found = at === undefined ? undefined : this.list[at];
      if (at === undefined || found === undefined) return;
      const { effect, gate } = event;
      this.list[at] = { ...found, delivery: { step: step.index, at: step.at, effect, gate } };
    }
  }

  /** The journeys begun by step `index`; deliveries after it have not happened yet. */
  upTo(index: number): readonly Journey[] {
    return this.list
      .filter((journey) => journey.step <= index)
      .map((journey) =>
        journey.delivery && journey.delivery.step > index ? { ...journey, delivery: undefined } : journey,
      );
  }
}

/** Signals that the kernel sends by the way (child ended, window resized) only tell a story when somebody sent them. */
export const isNoise = (journey: Journey): boolean => journey.sender === undefined && has(KERNEL_IGNORE, journey.sig);

/** The journey to show at a step: the last one that tells a story. */
export function currentJourney(journeys: readonly Journey[]): Journey | undefined {
  return journeys.findLast((journey) => !isNoise(journey));
}

export interface GateCard {
  /** `4`, or `5–8` for gates that were never reached. */
  readonly number: string;
  readonly title: string;
  readonly verdict: 'pass' | 'stop' | 'skip' | 'waiting' | 'never';
  readonly reason: string;
  readonly fn: string;
  readonly file: string;
}

const TITLE_WHEN_STOPPED: Partial<Record<GateId, (gate: Gate) => string>> = {
  find: () => 'No such process',
  permission: () => 'Not permitted',
  ignored: (gate) => (/unkillable/i.test(gate.reason) ? 'Unkillable init' : 'Ignored'),
  pending: () => 'Already pending',
  wake: () => 'Blocked: waits',
};

const wait = (journey: Journey): string =>
  journey.outcome === 'queued' ? 'not yet: the signal waits in the pending set' : 'not yet';

/** The row of gates for one journey: what each decided, and one card for all that were never reached. */
export function gateCards(journey: Journey): readonly GateCard[] {
  const given = new Map(journey.gates.map((gate) => [gate.id, gate]));
  if (journey.delivery) given.set('deliver', { ...journey.delivery.gate, verdict: journey.delivery.gate.verdict });
  const stopAt = GATE_ORDER.findIndex((id) => given.get(id)?.verdict === 'stop');
  const lastGiven = GATE_ORDER.reduce((last, id, i) => (given.has(id) ? i : last), -1);
  const open = journey.outcome === 'queued' && !journey.delivery;
  const cards: GateCard[] = [];
  GATE_ORDER.forEach((id, i) => {
    const gate = given.get(id);
    if (gate) {
      const title = gate.verdict === 'stop' ? (TITLE_WHEN_STOPPED[id]?.(gate) ?? GATE_TITLES[id]) : GATE_TITLES[id];
      cards.push({
        number: String(i + 1),
        title,
        verdict: gate.verdict,
        reason: gate.reason,
        fn: gate.fn,
        file: gate.file,
      });
    } else if (id === 'deliver' && open) {
      cards.push({
        number: String(i + 1),
        title: GATE_TITLES[id],
        verdict: 'waiting',
        reason: wait(journey),
        fn: 'get_signal',
        file: 'kernel/signal.c',
      });
    } else if (i < lastGiven && stopAt < 0) {
      cards.push({
        number: String(i + 1),
        title: GATE_TITLES[id],
        verdict: 'skip',
        reason: 'not asked for this signal',
        fn: '',
        file: '',
      });
    }
  });
  const shown = cards.at(-1)?.number ?? '0';
  const missing = GATE_ORDER.slice(Number(shown));
  if (missing.length > 0 && !open) {
    const title =
      missing.length > 3
        ? 'Queue, wake, deliver'
        : missing.map((id, i) => (i === 0 ? GATE_TITLES[id] : GATE_TITLES[id].toLowerCase())).join(', ');
    const number = missing.length > 1 ? `${Number(shown) + 1}–8` : '8';
    cards.push({
      number,
      title,
      verdict: 'never',
      reason: 'never reached',
      fn: 'complete_signal',
      file: 'kernel/signal.c',
    });
  }
  return cards;
}

/** Where along the way from sender to target the signal stopped: 0 at the sender, 1 in the target. */
export function progressOf(journey: Journey): number {
  const stop = journey.gates.find((gate) => gate.verdict === 'stop');
  if (journey.delivery || !stop) return 1;
  return { find: 0.12, permission: 0.3, forced: 0.5, ignored: 0.86, pending: 0.9, queue: 0.95, wake: 1, deliver: 1 }[
    stop.id
  ];
}

const EFFECTS: Readonly<Record<SignalEffect, string>> = {
  handler: 'handler runs',
  terminate: 'terminates it',
  core: 'terminates it, core dumped',
  stop: 'stops it',
  continue: 'continues it',
  ignored: 'ignored',
  'discarded-init': 'discarded: init',
};

const OUTCOMES: Readonly<Record<SignalOutcome, string>> = {
  dropped: 'dropped',
  merged: 'merged with one already pending',
  queued: 'pending',
  refused: 'refused: not permitted',
  'no-target': 'no such process',
  checked: 'checked only (signal 0)',
};

/** What became of it, in two or three words. */
export const fate = (journey: Journey): string =>
  journey.delivery ? EFFECTS[journey.delivery.effect] : OUTCOMES[journey.outcome];

export const sigText = (sig: Signal): string => (sig === 0 ? 'signal 0' : `SIG${signalName(sig)}`);
