// One simulated Linux machine: its state, its clock, and the doors between the kernel's modules.
import { EventQueue, Rng } from '../../engine/index.ts';
import type { ByteString, CallName, Micros, Program, SiCode, Signal } from './abi/index.ts';
import { newCgroup } from './cgroup/pids.ts';
import type { MachineEvent, Step } from './events.ts';
import type { Tty } from './fs/types.ts';
import { newPidNamespace, type PidRecord } from './ns/pid.ts';
import { hashOf } from './hash.ts';
import { runSlice, type SuspendedSlice } from './sched/run.ts';
import { ringAlarm } from './sched/alarm.ts';
import { RunQueue } from './sched/runqueue.ts';
import type { Timer } from './sched/timers.ts';
import { killThreads, send } from './signal/send.ts';
import { isOrphanedPgrp } from './signal/stop.ts';
import { programKey } from './task/exec.ts';
import { newMachineBudget } from './task/lines.ts';
import type { Cgroup, PendingCall, PidNamespace, Process, RunState, Task, UtsNamespace } from './state.ts';
import { WaitQueue } from './state.ts';
import { answerCall } from './syscalls/index.ts';
import { NO_CALL } from './task/table.ts';
import { screenText } from './tty/output.ts';
import { Views } from './views.ts';
import type { ContainerView, MachineView } from './view.ts';

/**
 * The machine's programs by key. A table may have programs whose code is not there yet (`missing` says so and asks for it):
 * the machine then stands still, without any time passing, until it is told that code has arrived.
 */
export interface ProgramTable {
  get: (key: string) => Program | undefined;
  readonly missing?: (key: string) => boolean;
}

export interface KernelOptions {
  readonly seed: string;
  readonly programs: ProgramTable;
  /** µs since 1970 when the machine is switched on. */
  readonly epoch: Micros;
  /** Daemons outside the kernel that answer sys.request. */
  readonly services?: ReadonlyMap<string, Service>;
}

/** Answers a request, or blocks the asker until it is woken. */
export type Service = (k: Kernel, t: Task, body: unknown, scratch: PendingCall) => unknown;

/** Speed of a terminal: 64 MB/s of virtual time, so that endless output is paced like everything else. */
const BYTES_PER_MICRO = 64;

/** Pid numbers of the dead are looked through when there are this many: a loop that forks for an hour must not fill the tab. */
const STALE_RECORDS = 4096;

/** 2026-03-02T10:04:02Z: the day of the client recordings, not on the minute, where ps would round a start time down. */
export const DEFAULT_EPOCH: Micros = 1_772_445_842_000_000;

export class Kernel {
  now: Micros = 0;
  /** Slices run so far. */
  dispatched = 0;
  readonly epoch: Micros;
  readonly programs: ProgramTable;
  /** A slice that cannot go on before a program's code is there. */
  suspended: SuspendedSlice | undefined;
  codeMissing: string | undefined;
  readonly services: Map<string, Service>;
  readonly rng: Rng;
  /** Statements of compiled programs that may still be steps. */
  readonly lines = newMachineBudget();
  readonly hostNs: PidNamespace;
  readonly hostUts: UtsNamespace;
  readonly cgroupRoot: Cgroup;
  readonly namespaces: PidNamespace[] = [];
  readonly ttys: Tty[] = [];
  /** Written by the container engine; part of the view. */
  containers: readonly ContainerView[] = [];
  /** The call being answered: a handler keeps its scratch there between retries. Same as the task's `call`. */
  current: PendingCall = NO_CALL;
  /** What our own programs threw: each is a bug, and the program has died of it as of a fault. Tests look here. */
  readonly crashes: unknown[] = [];
  /** Tasks that the whole machine may have (sysctl kernel.threads-max); fork fails with EAGAIN above it. */
  threadsMax = 192_730;
  /** How often a call was answered, for benches. */
  calls = 0;

  private readonly all = new Map<number, Process>();
  private readonly taskSet = new Set<Task>();
  private readonly pidRecords = new Map<number, PidRecord>();
  private readonly runQueue = new RunQueue();
  private readonly timers = new EventQueue<Timer>();
  private readonly screenWatchers = new WeakMap<Tty, WaitQueue>();
  private readonly views = new Views();
  private pending: Omit<Step<MachineView>, 'index'>[] = [];
  private journeys = 0;
  private inode = 4_026_531_836;

  constructor(options: KernelOptions) {
    this.epoch = options.epoch;
    this.programs = options.programs;
    this.services = new Map(options.services ?? []);
    this.rng = new Rng(options.seed);
    this.hostNs = newPidNamespace(this.nextInode(), undefined, 'host');
    this.hostUts = { id: this.nextInode(), hostname: 'host' };
    this.cgroupRoot = newCgroup('', undefined);
    this.namespaces.push(this.hostNs);
    this.inode = 4_026_532_200;
  }

  // --- identity
  wallclock(): Micros {
    return this.epoch + this.now;
  }

  nextInode(): number {
    return (this.inode += 1) - 1;
  }

  /** Journey number for the next signal event. */
  nextJourney(): number {
    return (this.journeys += 1);
  }

  find(pid: number): Process | undefined {
    return this.all.get(pid);
  }

  /** The numbers of a task that lived once, by host pid: groups and sessions are named by them. */
  pidRecord(host: number): PidRecord | undefined {
    return this.pidRecords.get(host);
  }

  processes(): Iterable<Process> {
    return this.all.values();
  }

  tasks(): Iterable<Task> {
    return this.taskSet;
  }

  taskCount(): number {
    return this.taskSet.size;
  }

  addProcess(p: Process): void {
    this.all.set(p.pid, p);
    this.touch(p);
  }

  removeProcess(p: Process): void {
    this.all.delete(p.pid);
    this.views.forget(p);
  }

  addTask(t: Task): void {
    this.taskSet.add(t);
    this.pidRecords.set(t.tid, { nrs: t.nrs, ns: t.ns });
    if (this.pidRecords.size > STALE_RECORDS + 2 * this.taskSet.size) this.forgetPids();
    if (t.ns.level > 0 && !this.namespaces.includes(t.ns)) {
      this.namespaces.push(t.ns);
    }
    this.makeRunnable(t);
  }

  /** Keeps the numbers that still name somebody: a task, a group, a session. */
  private forgetPids(): void {
    const named = new Set<number>();
    for (const t of this.taskSet) named.add(t.tid);
    for (const p of this.all.values()) named.add(p.pgid).add(p.sid);
    for (const tty of this.ttys) named.add(tty.foreground).add(tty.session);
    for (const host of [...this.pidRecords.keys()]) if (!named.has(host)) this.pidRecords.delete(host);
  }

  removeTask(t: Task): void {
    this.taskSet.delete(t);
  }

  // --- running
  /** Waits for a program's code: nothing may run and no time may pass. */
  get stalled(): boolean {
    if (this.codeMissing === undefined) return false;
    if (this.programs.missing?.(this.codeMissing)) return true;
    this.codeMissing = undefined;
    return false;
  }

  /** execve of a program whose code is not there yet: asks for it. */
  awaitsCode(t: Task, path: ByteString): boolean {
    if (!this.programs.missing) return false;
    const key = programKey(this, t, path);
    return key !== undefined && this.awaitsPart(key);
  }

  /** Code by its name in the table: a program's, or a part of one (`sys.code`). */
  awaitsPart(key: string): boolean {
    if (!this.programs.missing?.(key)) return false;
    this.codeMissing = key;
    return true;
  }

  get runnable(): boolean {
    if (this.suspended) return true;
    return this.runQueue.length > 0 || (this.timers.nextAt() ?? Infinity) <= this.now;
  }

  nextDeadline(): Micros | undefined {
    return this.timers.nextAt();
  }

  advance(to: Micros): void {
    if (to > this.now) {
      this.now = to;
      this.views.age();
    }
  }

  /** One work unit: due timers, then one slice of the next task. */
  dispatch(): void {
    if (this.stalled) return;
    if (this.suspended) {
      const slice = this.suspended;
      this.suspended = undefined;
      runSlice(this, slice.task, slice);
      return;
    }
    this.dispatched += 1;
    for (let timer = this.timers.popDue(this.now); timer; timer = this.timers.popDue(this.now)) this.fire(timer);
    const t = this.runQueue.shift();
    if (!t) return;
    t.onRunQueue = false;
    if (t.state.kind === 'runnable') runSlice(this, t);
  }

  /** Processor time of the running task. */
  spend(t: Task, cost: Micros): void {
    this.now += cost;
    t.system += cost;
    this.calls += 1;
  }

  answer(t: Task, op: CallName, args: readonly unknown[]): unknown {
    this.current = t.call;
    return answerCall(this, t, op, args);
  }

  private fire(timer: Timer): void {
    if (timer.kind === 'call') timer.run();
    else if (timer.kind === 'alarm') ringAlarm(this, timer.process);
    else if (timer.task.state.kind === 'blocked' && timer.task.stateChanges === timer.sleep)
      this.makeRunnable(timer.task);
  }

  /** The process is looked at when its alarm may be due. */
  alarmAt(p: Process, at: Micros): void {
    this.timers.push(at, { kind: 'alarm', process: p });
  }

  /** A daemon's callback at a virtual time. */
  callAt(at: Micros, run: () => void): void {
    this.timers.push(at, { kind: 'call', run });
  }

  // --- run states
  private leaveQueues(t: Task): void {
    if (t.state.kind === 'blocked') for (const queue of t.state.block.on) queue.sleepers.delete(t);
  }

  park(t: Task, state: RunState): void {
    this.leaveQueues(t);
    t.state = state;
    t.stateChanges += 1;
    this.touch(t.process);
  }

  /** `urgent`: before all others, as who has slept long is for Linux. */
  makeRunnable(t: Task, urgent = false): void {
    this.leaveQueues(t);
    if (t.state.kind !== 'runnable') {
      t.state = { kind: 'runnable' };
      t.stateChanges += 1;
    }
    if (!t.onRunQueue) {
      t.onRunQueue = true;
      if (urgent) this.runQueue.unshift(t);
      else this.runQueue.push(t);
    }
    this.touch(t.process);
  }

  wakeAt(t: Task, at: Micros): void {
    // For ever needs no timer, and the clock must never get there.
    if (Number.isFinite(at)) this.timers.push(Math.max(at, this.now), { kind: 'wake', task: t, sleep: t.stateChanges });
  }

  wake(queue: WaitQueue): void {
    for (const t of [...queue.sleepers]) if (t.state.kind === 'blocked') this.makeRunnable(t);
  }

  /** Who waits for keys or for a screen answers a person: thousands of busy processes must not make the person wait. */
  wakeFirst(queue: WaitQueue): void {
    for (const t of [...queue.sleepers]) if (t.state.kind === 'blocked') this.makeRunnable(t, true);
  }

  /** `signal_wake_up`: ends an interruptible sleep; with `fatal` also a killable one, a stop and a trace stop. */
  signalWake(t: Task, fatal: boolean): void {
    t.sigpending = true;
    if (t.state.kind === 'blocked') {
      const { sleep } = t.state.block;
      if (sleep === 'interruptible' || (sleep === 'killable' && fatal)) this.makeRunnable(t);
    } else if (fatal && (t.state.kind === 'stopped' || t.state.kind === 'traced')) this.makeRunnable(t);
  }

  /** Ends the whole group with this wait status. */
  killThreads(p: Process, status: number, except?: Task): void {
    killThreads(this, p, status, except);
  }

  releaseVfork(t: Task): void {
    const parent = t.vforkParent;
    if (!parent) return;
    t.vforkParent = undefined;
    if (parent.state.kind === 'blocked') this.makeRunnable(parent);
  }

  // --- signals from the kernel
  sendToProcess(p: Process, sig: Signal, code: SiCode, reason: string): void {
    send(this, { sig, code, sender: undefined, target: p, named: 0, reason });
  }

  sendToGroup(pgid: number, sig: Signal, reason: string): void {
    for (const p of [...this.all.values()]) {
      if (p.pgid === pgid && p.exitStatus === undefined) this.sendToProcess(p, sig, 'SI_KERNEL', reason);
    }
  }

  groupIsOrphaned(pgid: number): boolean {
    return isOrphanedPgrp(this, pgid);
  }

  // --- the trace
  touch(p: Process): void {
    this.views.touch(p);
  }

  touchCgroups(): void {
    this.views.age();
  }

  /** A state letter worth a dot of its own. */
  changed(p: Process, to: 'T' | 'S', why: string): void {
    this.touch(p);
    this.emit({ kind: 'state', pid: p.pid, from: to === 'T' ? 'S' : 'T', to, why });
  }

  emit(event: MachineEvent): void {
    this.pending.push({ at: this.now, event, view: this.view(), dispatched: this.dispatched });
  }

  /** Woken when something appears on this terminal: its master side reads it. */
  screenQueue(tty: Tty): WaitQueue {
    let queue = this.screenWatchers.get(tty);
    if (!queue) this.screenWatchers.set(tty, (queue = new WaitQueue()));
    return queue;
  }

  emitOutput(tty: Tty, bytes: number): void {
    this.now += Math.ceil(bytes / BYTES_PER_MICRO);
    const watchers = this.screenWatchers.get(tty);
    if (watchers) this.wakeFirst(watchers);
    this.views.age();
  }

  drain(): readonly Omit<Step<MachineView>, 'index'>[] {
    if (this.pending.length === 0) return [];
    const steps = this.pending;
    this.pending = [];
    return steps;
  }

  view(): MachineView {
    return this.views.of(this);
  }

  screen(id: number, from: number, to: number): ByteString {
    const tty = this.ttys.find((each) => each.id === id);
    if (!tty) return '';
    return screenText(tty.screen, from, to);
  }

  hash(): string {
    return hashOf(this, this.journeys);
  }
}
