// What the tasks of this lesson look at: who is dead and not collected, who should have collected it, who was handed to whom.
import type { MachineEvent, MachineView, ProcessView, TaskRun } from '../../src/lesson/index.ts';
import { isInit, pidInside } from '../pid-1/look.ts';

export const inContainer = (p: ProcessView): boolean => p.nspid.length > 1;

/** Dead, all threads included, and not waited for. A process whose first thread alone has ended shows Z as well and lives. */
export const isZombie = (p: ProcessView): boolean => p.state === 'Z' && p.exitStatus !== undefined && p.threads < 2;

export const zombiesOf = (view: MachineView): readonly ProcessView[] =>
  [...view.processes.values()].filter((p) => inContainer(p) && isZombie(p));

export const parentOf = (view: MachineView, p: ProcessView): ProcessView | undefined => view.processes.get(p.parent);

export const childrenOf = (view: MachineView, p: ProcessView): readonly ProcessView[] =>
  [...view.processes.values()].filter((each) => each.parent === p.pid);

/** `3 zombies`, `1 zombie`, `no zombie`. */
export const zombieCount = (n: number): string => (n === 0 ? 'no zombie' : n === 1 ? '1 zombie' : `${n} zombies`);

export const nth = (p: ProcessView): string => `${pidInside(p)} (\`${p.comm}\`)`;

type Kind<K extends MachineEvent['kind']> = Extract<MachineEvent, { kind: K }>;

interface Seen<K extends MachineEvent['kind']> {
  readonly index: number;
  readonly event: Kind<K>;
  readonly view: MachineView;
}

/** All steps of one kind, in order. */
export function seen<K extends MachineEvent['kind']>(run: TaskRun, kind: K): readonly Seen<K>[] {
  const isKind = (event: MachineEvent): event is Kind<K> => event.kind === kind;
  return run.steps.flatMap(({ index, event, view }) => (isKind(event) ? [{ index, event, view }] : []));
}

/** The machine as it was before the first line was typed. */
export function before(run: TaskRun): MachineView {
  const first = run.steps.find(({ event }) => event.kind === 'input');
  const at = first === undefined ? -1 : run.steps.indexOf(first) - 1;
  return run.steps.at(at)?.view ?? run.view;
}

/** Processes of the container as they last were, the gone ones included, by host number. */
export function everyone(run: TaskRun): ReadonlyMap<number, ProcessView> {
  const all = new Map<number, ProcessView>();
  for (const { event, view } of run.steps) {
    const pid =
      event.kind === 'fork' ? event.child : event.kind === 'exec' || event.kind === 'zombie' ? event.pid : undefined;
    const p = pid === undefined ? undefined : view.processes.get(pid);
    if (p && inContainer(p)) all.set(p.pid, p);
  }
  for (const p of run.view.processes.values()) if (inContainer(p)) all.set(p.pid, p);
  return all;
}

export { isInit, pidInside };
