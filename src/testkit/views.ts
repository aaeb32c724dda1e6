// Hand-made machines for the tests of the drawing data: a host with a shim, a container with PID 1 and a shell.
import { PMap } from '../engine/index.ts';
import type { Gate, GateId, MachineEvent, Step } from '../sim/kernel/events.ts';
import type { MachineView, ProcessView } from '../sim/kernel/view.ts';

export const HOST = 4026531836;
export const WEB = 4026532201;

export function process(pid: number, comm: string, more: Partial<ProcessView> = {}): ProcessView {
  return {
    pid,
    nspid: [pid],
    ns: HOST,
    parent: 0,
    comm,
    argv: [comm],
    exe: `/usr/bin/${comm}`,
    state: 'S',
    doing: 'sleeping',
    wchan: '',
    threads: 1,
    pgid: pid,
    sid: pid,
    tty: undefined,
    foreground: false,
    uid: 0,
    nice: 0,
    pending: 0n,
    sharedPending: 0n,
    blocked: 0n,
    ignored: 0n,
    caught: 0n,
    unkillable: false,
    subreaper: false,
    tracer: 0,
    exitStatus: undefined,
    startedAt: 0,
    cgroup: '/',
    container: undefined,
    line: undefined,
    ...more,
  };
}

export const inside = (pid: number, inner: number, comm: string, more: Partial<ProcessView> = {}): ProcessView =>
  process(pid, comm, { nspid: [pid, inner], ns: WEB, parent: 2110, container: 'web-0', ...more });

export function machine(processes: readonly ProcessView[]): MachineView {
  let table = PMap.of<ProcessView>();
  for (const each of processes) table = table.set(each.pid, each);
  return {
    at: 0,
    processes: table,
    namespaces: [
      { id: HOST, parent: undefined, init: 1, name: 'host', alive: true },
      { id: WEB, parent: HOST, init: 2131, name: 'container web-0', alive: true },
    ],
    containers: [],
    cgroups: [],
    ttys: [],
    idle: true,
  };
}

export const plainMachine = (): MachineView =>
  machine([
    process(1, 'systemd'),
    process(2110, 'containerd-shim', { parent: 1 }),
    inside(2131, 1, 'sleep', { argv: ['sleep', '1000'], unkillable: true }),
    inside(2188, 9, 'bash', { tty: 1 }),
  ]);

export const gate = (id: GateId, verdict: Gate['verdict'], reason = ''): Gate => ({
  id,
  verdict,
  reason,
  fn: `fn_${id}`,
  file: 'kernel/signal.c',
});

export function steps(view: MachineView, events: readonly MachineEvent[]) {
  const list = events.map((event, index): Step<MachineView> => ({
    index,
    at: index * 1000,
    event,
    view,
    dispatched: index,
  }));
  return {
    length: list.length,
    base: 0,
    at: (index: number): Step<MachineView> => {
      const step = list[index];
      if (!step) throw new RangeError(String(index));
      return step;
    },
  };
}

/** `kill -9 1` from inside: dropped for init. */
export const dropped = (journey: number): MachineEvent => ({
  kind: 'signal',
  journey,
  sig: 9,
  code: 'SI_USER',
  sender: 2188,
  target: 2131,
  named: 1,
  gates: [
    gate('find', 'pass', "pid 1 in the sender's namespace"),
    gate('permission', 'pass', 'same user'),
    gate('forced', 'pass', 'sender is inside: not forced'),
    gate('ignored', 'stop', 'default action and SIGNAL_UNKILLABLE: dropped'),
  ],
  outcome: 'dropped',
});

export const queued = (journey: number): MachineEvent => ({
  kind: 'signal',
  journey,
  sig: 15,
  code: 'SI_USER',
  sender: 2188,
  target: 2131,
  named: 1,
  gates: (['find', 'permission', 'forced', 'ignored', 'pending', 'queue', 'wake'] as const).map((id) =>
    gate(id, 'pass'),
  ),
  outcome: 'queued',
});
