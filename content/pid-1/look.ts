// What the tasks of this lesson look at: signals with where they came from, what became of them, and how the container ended.
import {
  has,
  signalName,
  type ContainerView,
  type MachineEvent,
  type MachineView,
  type ProcessView,
  type SignalEffect,
  type SignalOutcome,
  type TaskRun,
  type Verdict,
} from '../../src/lesson/index.ts';
import { hint, NOT_YET } from '../verdict.ts';

/** Where a sender stands, seen from the target. `kernel`: a fault, the terminal, the end of a child. */
export type From = 'inside' | 'above' | 'kernel';

export interface Sent {
  readonly journey: number;
  readonly sig: number;
  readonly from: From;
  readonly outcome: SignalOutcome;
  /** undefined: nobody has the number that the sender named. */
  readonly to: ProcessView | undefined;
  readonly named: number;
  readonly sender: ProcessView | undefined;
}

export interface Delivered {
  readonly journey: number;
  readonly sig: number;
  readonly to: ProcessView;
  readonly effect: SignalEffect;
}

/** PID 1 of a container's namespace: more than one number, and the innermost is 1. */
export const isInit = (p: ProcessView): boolean => p.nspid.length > 1 && p.nspid.at(-1) === 1;

/** Its number as the container sees it. */
export const pidInside = (p: ProcessView): number => p.nspid.at(-1) ?? p.pid;

const inContainer = (p: ProcessView | undefined): boolean => p !== undefined && p.nspid.length > 1;

function sentBy(event: Extract<MachineEvent, { kind: 'signal' }>, view: MachineView): Sent {
  const to = event.target === undefined ? undefined : view.processes.get(event.target);
  const sender = event.sender === undefined ? undefined : view.processes.get(event.sender);
  const above = sender !== undefined && to !== undefined && sender.nspid.length < to.nspid.length;
  return {
    journey: event.journey,
    sig: event.sig,
    from: sender === undefined ? 'kernel' : above ? 'above' : 'inside',
    outcome: event.outcome,
    to,
    named: event.named,
    sender,
  };
}

/** Signals that somebody in the container or on the host sent, and those that the kernel forced; not those about children. */
export function signals(run: TaskRun): readonly Sent[] {
  return run.steps.flatMap(({ event, view }) => (event.kind === 'signal' ? [sentBy(event, view)] : []));
}

export const toInit = (sent: readonly Sent[], sig?: number): readonly Sent[] =>
  sent.filter(({ to, sig: each }) => to !== undefined && isInit(to) && (sig === undefined || each === sig));

export function deliveries(run: TaskRun): readonly Delivered[] {
  return run.steps.flatMap(({ event, view }) => {
    if (event.kind !== 'deliver') return [];
    const to = view.processes.get(event.target);
    return to ? [{ journey: event.journey, sig: event.sig, to, effect: event.effect }] : [];
  });
}

/** The first container that runs a program of ours. */
export const theContainer = (view: MachineView): ContainerView | undefined => view.containers[0];

export const hasExited = (view: MachineView): boolean => theContainer(view)?.status === 'exited';

/** Living processes of containers, PID 1 included. */
export const insiders = (view: MachineView): readonly ProcessView[] =>
  [...view.processes.values()].filter((p) => inContainer(p) && p.state !== 'Z' && p.state !== 'X');

export const initOf = (view: MachineView): ProcessView | undefined => insiders(view).find(isInit);

export const others = (view: MachineView): readonly ProcessView[] => insiders(view).filter((p) => !isInit(p));

const SHELLS: readonly string[] = ['bash', 'sh', 'dash', 'busybox'];
export const isShell = (p: ProcessView): boolean => SHELLS.includes(p.comm);

export const sigName = (sig: number): string => `SIG${signalName(sig)}`;

export const catches = (p: ProcessView, sig: number): boolean => has(p.caught, sig);
export const ignores = (p: ProcessView, sig: number): boolean => has(p.ignored, sig);
export const blocks = (p: ProcessView, sig: number): boolean => has(p.blocked, sig);
export const isPending = (p: ProcessView, sig: number): boolean => has(p.sharedPending | p.pending, sig);

/** `process 7 (bash)`, as the learner sees it in ps. */
export const nameOf = (p: ProcessView): string => `process ${pidInside(p)} (\`${p.comm}\`)`;

/**
 * What to say when the wanted signal has not been sent to PID 1 yet: about the last one that was sent, and where it went.
 * `want`: signal and side that the task asks for.
 */
export function aboutLast(run: TaskRun, want: { readonly sig: number; readonly from: From }): Verdict {
  const last = signals(run)
    .filter((sent) => sent.from !== 'kernel')
    .at(-1);
  if (!last) return NOT_YET;
  if (!last.to)
    return hint(
      `There is no process ${last.named} where you sent that from. PID 1 of the container is called 1 only inside it.`,
    );
  if (!isInit(last.to)) {
    if (last.to.nspid.length === 1 && last.to.pid === 1) {
      return hint(
        "On the host, number 1 is the host's own init. Look up the number that the container's PID 1 has there, or use `docker kill`.",
      );
    }
    return hint(`Your ${sigName(last.sig)} went to ${nameOf(last.to)}. The target is PID 1.`);
  }
  if (last.from !== want.from) {
    return hint(
      want.from === 'above'
        ? 'That came from inside the container. Send it from the tab *host*.'
        : 'That came from the host. Send it from the shell inside the container.',
    );
  }
  if (last.sig !== want.sig) return hint(`That was ${sigName(last.sig)}. This task is about ${sigName(want.sig)}.`);
  return NOT_YET;
}

export { DONE, hint, NOT_YET } from '../verdict.ts';
