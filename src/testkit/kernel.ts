// A small machine for kernel tests: programs given as generators, one container, tests that read as a story.
import {
  createContainer,
  execIn,
  hostCommand,
  startContainer,
  bootHost,
  type Container,
  type ExecSession,
  type Host,
} from '../sim/container/runtime/index.ts';
import { fromUtf8, type Program, type Signal, sys } from '../sim/kernel/abi/index.ts';
import {
  checkInvariants,
  createImage,
  DEFAULT_EPOCH,
  Kernel,
  killProcess,
  type MachineEvent,
  type MachineView,
  nrIn,
  type Process,
  type ProcessView,
  type Step,
} from '../sim/kernel/index.ts';

const SIZE = { rows: 24, cols: 80 };

/** Sleeps for ever. */
export const sleeper: Program = function* () {
  for (;;) yield* sys.pause();
};

export interface TestOptions {
  readonly pidsMax?: number;
  readonly uid?: number;
}

export class TestMachine {
  readonly k: Kernel;
  readonly host: Host;
  readonly c: Container;
  readonly steps: Omit<Step<MachineView>, 'index'>[] = [];
  private readonly named = new Map<string, Process>();

  /** `programs`: name → program, installed as /bin/name. `init`: the name of PID 1. */
  constructor(programs: Readonly<Record<string, Program>>, init = 'sleeper', options: TestOptions = {}) {
    const all: Record<string, Program> = { sleeper, ...programs };
    this.k = new Kernel({ seed: 'test', programs: new Map(Object.entries(all)), epoch: DEFAULT_EPOCH });
    const image = () =>
      createImage({
        entries: [
          ...Object.keys(all).map((name) => ({ path: `/bin/${name}`, kind: 'program' as const, program: name })),
          ...['/proc', '/sys', '/dev', '/tmp', '/usr'].map((path) => ({ path, kind: 'dir' as const })),
        ],
      });
    this.host = bootHost(this.k, image());
    this.c = createContainer(this.host, { name: 'web-0', argv: [init], ...options }, image);
    startContainer(this.host, this.c, SIZE, () => undefined);
    this.run();
  }

  /** Lets everything happen that can happen within `ms` of virtual time; checks the invariants after every work unit. */
  run(ms = 50): this {
    const end = this.k.now + ms * 1000;
    this.steps.push(...this.k.drain());
    for (let units = 0; units < 100_000; units += 1) {
      if (!this.k.runnable) {
        const next = this.k.nextDeadline();
        if (next === undefined || next > end) break;
        this.k.advance(next);
      } else if (this.k.now > end) return this;
      this.k.dispatch();
      this.steps.push(...this.k.drain());
      checkInvariants(this.k);
    }
    this.k.advance(end);
    return this;
  }

  /** A process of the container, entered from outside (`docker exec`). */
  exec(name: string, ...args: string[]): ExecSession {
    const session = execIn(this.host, this.c, { argv: [name, ...args] });
    this.named.set(name, session.process);
    this.run();
    return session;
  }

  spawn(name: string, ...args: string[]): this {
    this.exec(name, ...args);
    return this;
  }

  /** A signal from another process of the container. */
  kill(target: string | number, sig: Signal): this {
    const to = this.process(target);
    const from = this.inside();
    killProcess(this.k, from.leader, to, sig, nrIn(to.leader, this.c.ns));
    return this.run();
  }

  /** A signal from the node. */
  hostKill(target: string | number, sig: Signal): this {
    const to = this.process(target);
    killProcess(this.k, this.host.shim.leader, to, sig, to.pid);
    return this.run();
  }

  private inside(): Process {
    let sender = this.named.get('inside-sender');
    if (!sender) {
      sender = execIn(this.host, this.c, { argv: ['sleeper'] }).process;
      this.named.set('inside-sender', sender);
      this.run();
    }
    return sender;
  }

  process(target: string | number): Process {
    const found = typeof target === 'string' ? this.named.get(target) : this.c.ns.tasks.get(target)?.process;
    if (!found) throw new Error(`no process ${target}`);
    return found;
  }

  /** By name or by pid inside the container. */
  task(target: string | number): ProcessView {
    const view = this.k.view().processes.get(this.process(target).pid);
    if (!view) throw new Error(`no view of ${target}`);
    return view;
  }

  alive(pid: number): boolean {
    return this.c.ns.tasks.has(pid);
  }

  log(): string {
    return fromUtf8(this.c.logs.map((chunk) => chunk.bytes).join(''));
  }

  events<K extends MachineEvent['kind']>(kind: K): Extract<MachineEvent, { kind: K }>[] {
    return this.steps
      .map((step) => step.event)
      .filter((event): event is Extract<MachineEvent, { kind: K }> => event.kind === kind);
  }

  onHost(command: string): string {
    const result = hostCommand(this.host, command);
    this.run(500);
    return result.output;
  }
}
