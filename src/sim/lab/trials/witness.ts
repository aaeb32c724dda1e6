// Watches one run of a program as PID 1 and keeps what a verdict is made of: deaths, signals, collections, the processor's use.
import { SIGCHLD, signalName, type Micros } from '../../kernel/abi/index.ts';
import type { MachineEvent, MachineView, Pid, ProcessView } from '../../kernel/index.ts';

/** The script of a schedule that makes its children. */
export const CHILDREN = '/app/children.sh';

interface Seen {
  readonly at: Micros;
  readonly event: MachineEvent;
  readonly view: MachineView;
}

/** What PID 1 did while nothing happened. */
export interface Watched {
  readonly micros: Micros;
  /** Processor time that it used, all calls included. */
  readonly used: Micros;
}

export interface Ending {
  readonly at: Micros;
  readonly status: number;
}

export class Witness {
  /** Host number of the PID 1 on trial. */
  readonly init: Pid;
  /** The command that PID 1 was told to run. */
  private readonly command: string;
  /** Children of PID 1 that ended. */
  readonly deaths = new Set<Pid>();
  /** Children of PID 1 that it has collected, or that needed no collecting. */
  readonly collected = new Set<Pid>();
  readonly watched: Watched[] = [];
  /** SIGCHLDs to PID 1 that found one pending. */
  merged = 0;
  handlerRuns = 0;
  /** The command's process, once it runs as PID 1's child. */
  main: Pid | undefined;
  /** Signals that the command got from PID 1, and those that came to PID 1 from outside the container. */
  readonly forwarded: number[] = [];
  readonly sent: { readonly sig: number; readonly dropped: boolean }[] = [];
  mainEnded: Ending | undefined;
  /** The command was still alive when PID 1 ended, and the kernel killed it. */
  killedWithInit = false;
  /** The script that makes the children: begun, and its process. */
  private script: Pid | undefined;
  ended: Ending | undefined;
  last: MachineView;

  constructor(init: Pid, command: readonly string[], view: MachineView) {
    this.init = init;
    this.command = command.join(' ');
    this.last = view;
  }

  see(step: Seen): void {
    const { event, view } = step;
    this.last = view;
    switch (event.kind) {
      case 'exec':
        if (this.main === undefined && event.argv.join(' ') === this.command && this.isChild(view, event.pid))
          this.main = event.pid;
        // The client on the node has it among its arguments, too.
        if (event.argv[0] === 'bash' && event.argv[1] === CHILDREN) this.script = event.pid;
        return;
      case 'zombie':
        if (event.parent === this.init) this.deaths.add(event.pid);
        return;
      case 'reparent':
        // Handed over dead by a parent that never waited.
        if (event.to === this.init && view.processes.get(event.pid)?.state === 'Z') this.deaths.add(event.pid);
        return;
      case 'reap':
        if (event.by === this.init || this.deaths.has(event.pid)) this.collected.add(event.pid);
        return;
      case 'exit':
        if (event.pid === this.init) this.ended = { at: step.at, status: event.status };
        if (event.pid === this.main) this.mainEnded ??= { at: step.at, status: event.status };
        return;
      case 'namespace-end':
        if (event.init === this.init && this.main !== undefined) this.killedWithInit = event.killed.includes(this.main);
        return;
      case 'signal':
        this.signalled(event, view);
        return;
      case 'deliver':
        if (event.target === this.init && event.sig === SIGCHLD && event.effect === 'handler') this.handlerRuns += 1;
        return;
      default:
        return;
    }
  }

  private isChild(view: MachineView, pid: Pid): boolean {
    return view.processes.get(pid)?.parent === this.init;
  }

  private signalled(event: Extract<MachineEvent, { kind: 'signal' }>, view: MachineView): void {
    if (event.sender === this.init && event.target !== undefined && event.target === this.main) {
      this.forwarded.push(event.sig);
      return;
    }
    if (event.target !== this.init) return;
    if (event.sig === SIGCHLD) {
      if (event.outcome === 'merged') this.merged += 1;
      return;
    }
    const sender = event.sender === undefined ? undefined : view.processes.get(event.sender);
    if (sender && sender.nspid.length > 1) return;
    this.sent.push({ sig: event.sig, dropped: event.outcome === 'dropped' });
  }

  get process(): ProcessView | undefined {
    const process = this.last.processes.get(this.init);
    return isAlive(process) ? process : undefined;
  }

  /** Dead children that PID 1 has not collected. */
  get zombies(): readonly ProcessView[] {
    return [...this.last.processes.values()].filter((p) => p.parent === this.init && p.state === 'Z');
  }

  /** The script that makes the children had its time, and is still at it. */
  get unfinished(): boolean {
    return this.script === undefined || isAlive(this.last.processes.get(this.script));
  }

  /** `view`: the machine now. The script has ended, and PID 1 has no child but its command. */
  settled(view: MachineView, scripted: boolean): boolean {
    if (this.ended) return true;
    if (scripted && (this.script === undefined || isAlive(view.processes.get(this.script)))) return false;
    for (const p of view.processes.values()) if (p.parent === this.init && p.pid !== this.main) return false;
    return true;
  }

  /** Forks that the container's pids.max refused. */
  get refused(): number {
    const cgroup = this.process?.cgroup ?? this.last.containers[0]?.cgroup;
    return this.last.cgroups.find(({ path }) => path === cgroup)?.pidsEvents ?? 0;
  }

  /** What Docker says about the container's end. */
  get exitCode(): number | undefined {
    const container = this.last.containers[0];
    return container?.status === 'exited' ? container.exitCode : undefined;
  }
}

const isAlive = (process: ProcessView | undefined): boolean =>
  process !== undefined && process.state !== 'Z' && process.state !== 'X';

export const sigName = (sig: number): string => `SIG${signalName(sig)}`;
