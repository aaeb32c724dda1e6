// The lab's simulator: one node with containers, as the engine's Machine. Boots from LabInit, is fed LabInput.
import type { Machine, Simulator, TraceStep } from '../../engine/index.ts';
import { type Kubelet, POD_LABEL } from '../container/cluster/index.ts';
import {
  bootHost,
  type Container,
  ContainerManager,
  execIn,
  hostCommand,
  hostTerminal,
  type Host,
  startCron,
  startProgram,
} from '../container/runtime/index.ts';
import {
  DEFAULT_EPOCH,
  Kernel,
  type MachineEvent,
  type MachineView,
  putEntry,
  screenText,
  ttyInput,
  ttyResize,
} from '../kernel/index.ts';
import { MILLISECOND, type Program, SECOND } from '../kernel/abi/index.ts';
import { buildImage, mountPoints } from './image.ts';
import { type LabInit, type LabInput, needsCluster, type TerminalSpec } from './init.ts';
import type { Library } from './library.ts';
import { NODE_FILES } from './scenario.ts';

export const LAB_ID = 'lab';
/** Raise when the same recording would give another trace. */
export const LAB_VERSION = 3;

const TERM = 'xterm-256color';
/** When the sessions begin: nobody types `docker exec` while PID 1 still starts. Its own children get the lower numbers. */
const SESSIONS_AT = 20 * MILLISECOND;

export class LabMachine implements Machine<LabInput, MachineView, MachineEvent> {
  readonly k: Kernel;
  readonly host: Host;
  readonly manager: ContainerManager;
  private readonly init: LabInit;
  private readonly library: Library;
  cluster: Kubelet | undefined;
  /** Sessions that have not begun yet. */
  private waiting: readonly TerminalSpec[];

  constructor(init: LabInit, seed: string, library: Library) {
    this.init = init;
    this.library = library;
    this.waiting = init.terminals;
    const programs = new Map<string, Program>();
    const get = (name: string): Program | undefined => {
      let program = programs.get(name);
      if (!program) {
        program = library.source(name)?.(this);
        if (program) programs.set(name, program);
      }
      return program;
    };
    const { resolvConf } = init.node ?? {};
    const resolving = resolvConf === undefined ? {} : { '/etc/resolv.conf': { text: resolvConf } };
    const nodeFiles = { ...NODE_FILES, ...resolving, ...init.node?.files };
    this.k = new Kernel({ seed, programs: { get, missing: library.missing }, epoch: DEFAULT_EPOCH });
    this.host = bootHost(this.k, buildImage([...library.installed, ...library.nodeOnly], library.scripts, nodeFiles));
    if (Object.keys(nodeFiles).some((path) => path.startsWith('/etc/cron'))) startCron(this.host);
    this.manager = new ContainerManager(
      this.host,
      init.size,
      (spec) =>
        (this.cluster && library.cluster().image(spec, library)) ??
        buildImage(library.installed, library.scripts, spec.files, mountPoints(spec)),
    );
    if (needsCluster(init)) this.cluster = library.cluster().kubelet(this.manager, init.node);
    for (const spec of init.containers) {
      const c = this.manager.create(spec);
      this.manager.start(c);
      if (spec.nextPid !== undefined) c.ns.nextPid = spec.nextPid;
    }
    for (const spec of init.pods ?? []) this.kubelet.create(spec);
    if (init.objects) {
      this.kubelet.objects = init.objects;
      startProgram(this.host, ['/usr/local/bin/kube-apiserver']);
    }
    this.k.emit({ kind: 'boot' });
  }

  /** Without pods from the start, nothing of it can be seen before a client asks. */
  get kubelet(): Kubelet {
    return (this.cluster ??= this.library.cluster().kubelet(this.manager, undefined));
  }

  /** What is around the node, from the start. */
  get surroundings(): LabInit['network'] {
    return this.init.network;
  }

  get now(): number {
    return this.k.now;
  }

  get dispatched(): number {
    return this.k.dispatched;
  }

  get runnable(): boolean {
    return this.k.runnable || this.due;
  }

  get stalled(): boolean {
    return this.k.stalled;
  }

  private get due(): boolean {
    return this.waiting.length > 0 && this.k.now >= this.sessionsAt && !this.k.suspended;
  }

  private get sessionsAt(): number {
    return Math.max(SESSIONS_AT, (this.init.uptime ?? 0) * SECOND);
  }

  nextDeadline(): number | undefined {
    const next = this.k.nextDeadline();
    return this.waiting.length === 0 ? next : Math.min(next ?? this.sessionsAt, this.sessionsAt);
  }

  advance(to: number): void {
    this.k.advance(to);
  }

  dispatch(): void {
    if (!this.due) {
      this.k.dispatch();
      return;
    }
    const terminals = this.waiting;
    this.waiting = [];
    // A work unit like the kernel's own: the steps that it makes carry its number.
    this.k.dispatched += 1;
    for (const terminal of terminals) this.open(terminal);
  }

  drain(): readonly Omit<TraceStep<MachineView, MachineEvent>, 'index'>[] {
    return this.k.drain();
  }

  view(): MachineView {
    return this.k.view();
  }

  screen(tty: number, from: number, to: number): string {
    return this.k.screen(tty, from, to);
  }

  hash(): string {
    return this.k.hash();
  }

  get containers(): readonly Container[] {
    return this.manager.containers;
  }

  container(name: string | undefined): Container | undefined {
    const own = this.containers.filter((c) => !this.manager.behind.has(c));
    if (name === undefined) return own[0];
    return own.find((c) => c.spec.name === name) ?? own.find((c) => c.spec.labels?.[POD_LABEL] === name);
  }

  send(input: LabInput): void {
    switch (input.kind) {
      case 'tty': {
        const tty = this.k.ttys.find((each) => each.id === input.tty);
        if (!tty || tty.hungUp) return;
        if (/[\r\n]/.test(input.data))
          this.k.emit({
            kind: 'input',
            source: tty.title,
            text: lastLine(screenText(tty.screen, Math.max(0, tty.screen.bytes - 4096))),
          });
        ttyInput(this.k, tty, input.data);
        return;
      }
      case 'resize': {
        const tty = this.k.ttys.find((each) => each.id === input.tty);
        if (tty) ttyResize(this.k, tty, { rows: input.rows, cols: input.cols });
        return;
      }
      case 'open':
        this.open(input.terminal);
        return;
      case 'node':
        this.k.emit({ kind: 'input', source: 'node', text: input.command });
        hostCommand(this.host, input.command);
        return;
      case 'file': {
        const c = this.container(input.container);
        const root = c?.mnt.mounts[0]?.fs;
        if (root)
          putEntry(root, {
            path: input.path,
            kind: 'file',
            text: input.text,
            mode: input.mode ?? 0o644,
            mtime: this.k.wallclock(),
          });
        return;
      }
    }
  }

  private open(terminal: TerminalSpec): void {
    const term = terminal.term ?? TERM;
    if (terminal.kind === 'node') {
      hostTerminal(this.host, terminal.argv ?? ['bash'], this.init.size, term);
      return;
    }
    const c = this.container(terminal.container);
    // docker exec: "container is not running".
    if (c?.status !== 'running' || terminal.kind === 'attach') return;
    const argv = terminal.argv ?? ['bash'];
    execIn(this.host, c, {
      argv,
      ...(terminal.uid === undefined ? {} : { uid: terminal.uid }),
      tty: { size: this.init.size, title: terminal.title ?? c.spec.labels?.[POD_LABEL] ?? c.spec.name, term },
    });
  }
}

/** What stands in the line of the cursor, without control sequences: prompt and command as the learner sees them. */
function lastLine(screen: string): string {
  const line = screen.slice(screen.lastIndexOf('\n') + 1);

  return line.replace(/\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x1f]/g, '').slice(-500);
}

export const labSimulatorFor = (library: Library): Simulator<LabInit, LabInput, MachineView, MachineEvent> => ({
  id: LAB_ID,
  version: LAB_VERSION,
  boot: (init, seed) => new LabMachine(init, seed, library),
});
