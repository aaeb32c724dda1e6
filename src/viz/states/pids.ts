// The pids controller as meters: what each group holds, how much of it is zombies, what was refused, what fails next.
import type { CgroupView, MachineView } from '../../sim/kernel/view.ts';
import { isZombie } from './places.ts';
import { containerLabel, podOfGroup } from '../pod-names.ts';

export interface PidsMeter {
  readonly path: string;
  readonly label: string;
  /** undefined: no limit. */
  readonly max: number | undefined;
  readonly current: number;
  readonly peak: number;
  /** `max N` of pids.events. */
  readonly refused: number;
  readonly zombies: number;
  readonly frozen: boolean;
  /** Nothing more may be forked in it. */
  readonly full: boolean;
  /** What the bar's whole length means. */
  readonly scale: number;
  readonly next: string;
}

/** Without a limit the bar grows with its content, in round numbers. */
const ROUND = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000];

/** The groups that hold a container or have a limit, in the order of their paths. */
export function pidsMeters(view: MachineView): readonly PidsMeter[] {
  const names = new Map(view.containers.map(({ cgroup, name }) => [cgroup, containerLabel(name)]));
  const zombies = zombiesByGroup(view);
  return view.cgroups
    .filter(
      (group) => group.path !== '' && (names.has(group.path) || group.pidsMax !== undefined || group.pidsEvents > 0),
    )
    .map((group) =>
      meterOf(group, names.get(group.path) ?? podOfGroup(group.path, view.containers), below(zombies, group.path)),
    );
}

function zombiesByGroup(view: MachineView): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const process of view.processes.values())
    if (isZombie(process)) counts.set(process.cgroup, (counts.get(process.cgroup) ?? 0) + 1);
  return counts;
}

function below(counts: ReadonlyMap<string, number>, path: string): number {
  let sum = 0;
  for (const [group, count] of counts) if (group === path || group.startsWith(`${path}/`)) sum += count;
  return sum;
}

function meterOf(group: CgroupView, name: string | undefined, zombies: number): PidsMeter {
  const { path, pidsMax: max, pidsCurrent: current, pidsPeak: peak, pidsEvents: refused, frozen } = group;
  const full = max !== undefined && current >= max;
  return {
    path,
    label: name ?? shorten(path.slice(path.lastIndexOf('/') + 1)),
    max,
    current,
    peak,
    refused,
    zombies,
    frozen,
    full,
    scale: Math.max(max ?? ROUND.find((each) => each >= peak) ?? peak, current, 1),
    next: nextWords(max, current, zombies),
  };
}

/** Ids of containers and pods are long. */
const shorten = (name: string): string =>
  /^[0-9a-f]{32,}$/.test(name) ? name.slice(0, 12) : name.length > 28 ? `${name.slice(0, 27)}…` : name;

function nextWords(max: number | undefined, current: number, zombies: number): string {
  if (max === undefined) return 'No limit of its own: nothing is refused here.';
  if (current < max) {
    const room = max - current;
    return `Room for ${room} more${zombies > 0 ? `; ${zombies} ${zombies === 1 ? 'place is' : 'places are'} held by zombies` : ''}.`;
  }
  const over = current > max ? ` ${current - max} came in from outside: moving into a full group is not refused.` : '';
  const help =
    zombies > 0
      ? ` Collecting the ${zombies === 1 ? 'zombie frees 1 place' : `${zombies} zombies frees ${zombies} places`}.`
      : ' Something must end and be collected first.';
  return `Full: the next fork fails with EAGAIN, Resource temporarily unavailable.${over}${help}`;
}
