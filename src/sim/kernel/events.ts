// What happened inside the machine: a closed union, each event with its cause in words. The visualizers and the event log
// are functions of these. Processes are named by their host pid (`tid` of the leader), which never repeats within a run.
import type { Micros, Signal, SiCode } from './abi/index.ts';

/** Host pid of a process: its number in the outermost pid namespace. */
export type Pid = number;

/** What all objects of the API have; the rest is their kind's own. */
export interface ApiObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** Where a signal was stopped or let through. One per kernel decision, in the order in which Linux takes them. */
export interface Gate {
  readonly id: GateId;
  readonly verdict: 'pass' | 'stop' | 'skip';
  /** Why, in plain words, for this signal and this receiver. */
  readonly reason: string;
  /** The Linux function that decides, e.g. `sig_task_ignored`. */
  readonly fn: string;
  /** Its file, e.g. `kernel/signal.c`. */
  readonly file: string;
}

export type GateId =
  | 'find' // is there such a process in the sender's namespace?
  | 'permission' // may the sender signal it?
  | 'forced' // does it come from an ancestor namespace or from the kernel?
  | 'ignored' // ignored, or default action of an unkillable init?
  | 'pending' // standard signal already pending: merged
  | 'queue' // queued (shared or private pending set)
  | 'wake' // is somebody awake to take it: blocked, stopped, uninterruptible?
  | 'deliver'; // default action, handler, stop, continue

export type SignalOutcome = 'dropped' | 'merged' | 'queued' | 'refused' | 'no-target' | 'checked';

export type SignalEffect = 'handler' | 'terminate' | 'core' | 'stop' | 'continue' | 'ignored' | 'discarded-init';

export type MachineEvent =
  | { readonly kind: 'boot' }
  | { readonly kind: 'input'; readonly source: string; readonly text: string }
  | {
      readonly kind: 'fork';
      readonly parent: Pid;
      readonly child: Pid;
      readonly how: 'fork' | 'vfork' | 'thread' | 'container' | 'exec-session';
    }
  | { readonly kind: 'fork-refused'; readonly parent: Pid; readonly why: string; readonly cgroup: string }
  | { readonly kind: 'exec'; readonly pid: Pid; readonly path: string; readonly argv: readonly string[] }
  | { readonly kind: 'exec-failed'; readonly pid: Pid; readonly path: string; readonly error: string }
  | {
      readonly kind: 'state';
      readonly pid: Pid;
      readonly from: StateLetter;
      readonly to: StateLetter;
      readonly why: string;
    }
  | {
      readonly kind: 'signal';
      /** Journey number: `deliver` events of the same journey carry it. */
      readonly journey: number;
      readonly sig: Signal;
      readonly code: SiCode;
      /** undefined: the kernel itself (terminal, fault, child status, orphaned group). */
      readonly sender: Pid | undefined;
      readonly target: Pid | undefined;
      /** The number the sender used to name the target (kill's argument), in the sender's namespace. */
      readonly named: number;
      readonly gates: readonly Gate[];
      readonly outcome: SignalOutcome;
    }
  | {
      readonly kind: 'deliver';
      readonly journey: number;
      readonly sig: Signal;
      readonly target: Pid;
      readonly effect: SignalEffect;
      readonly gate: Gate;
    }
  | { readonly kind: 'exit'; readonly pid: Pid; readonly status: number; readonly why: string }
  | { readonly kind: 'zombie'; readonly pid: Pid; readonly parent: Pid; readonly why: string }
  | { readonly kind: 'reap'; readonly pid: Pid; readonly by: Pid | undefined; readonly why: string }
  | { readonly kind: 'reparent'; readonly pid: Pid; readonly from: Pid; readonly to: Pid; readonly why: string }
  | { readonly kind: 'namespace-end'; readonly init: Pid; readonly killed: readonly Pid[] }
  | { readonly kind: 'limit'; readonly name: string; readonly text: string }
  /** A statement of a compiled program is about to run. */
  | { readonly kind: 'line'; readonly pid: Pid; readonly line: number }
  | { readonly kind: 'call'; readonly pid: Pid; readonly name: string; readonly text: string }
  | { readonly kind: 'daemon'; readonly source: string; readonly text: string }
  /** Something on the wire. What it is stands in `record`, of a closed union that the kernel does not know (sim/dns/net/events.ts). */
  | { readonly kind: 'net'; readonly pid: Pid | undefined; readonly record: object }
  /** A client of the API server has written an object; it is as the server holds it afterwards, or before it was deleted. */
  | { readonly kind: 'object'; readonly verb: 'created' | 'changed' | 'deleted'; readonly object: ApiObject }
  | { readonly kind: 'output'; readonly tty: number; readonly bytes: number };

/** As ps prints it. I: idle kernel thread (not modelled). */
export type StateLetter = 'R' | 'S' | 'D' | 'T' | 't' | 'Z' | 'X';

/** One dot of the scrubber: an event, when it happened, and the machine right after it. */
export interface Step<View> {
  readonly index: number;
  readonly at: Micros;
  readonly event: MachineEvent;
  readonly view: View;
  /** Work units the machine had done; with the inputs' own counts, this places the step in a replay. */
  readonly dispatched: number;
}
