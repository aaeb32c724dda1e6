// The state machine drawn: places, tokens, clusters, edges, for one view and one size. Depends on nothing else, so the same
// moment gives the same drawing whichever way one came to it.
import type { Pid } from '../../sim/kernel/events.ts';
import type { MachineView, ProcessView } from '../../sim/kernel/view.ts';
import { containerLabel } from '../pod-names.ts';
import { layoutOf, type EdgeLine, type Rect } from './layout.ts';
import { pack, type Group, type Grouping, type Size, type Slot } from './pack.ts';
import { placeOf, STANDING, type PlaceId, type StandingPlace } from './places.ts';

/** containers: what runs in some container · all: the host's own processes too · `in web-0`: one container. */
export type Scope = 'containers' | 'all' | `in ${string}`;

export interface SceneOptions {
  readonly width: number;
  readonly height: number;
  readonly scope?: Scope;
  readonly grouping?: Grouping;
  /** Always drawn as a token of its own. */
  readonly selected?: Pid | undefined;
}

export interface PlaceAt extends Rect {
  readonly id: PlaceId;
  /** How many stand here; none in fork and gone. */
  readonly count: number;
}

export interface TokenAt extends Rect {
  readonly process: ProcessView;
  readonly place: StandingPlace;
  readonly size: Size;
}

export interface ClusterAt extends Rect {
  readonly group: Group;
  readonly place: StandingPlace;
}

export interface StateScene {
  readonly width: number;
  readonly height: number;
  readonly places: readonly PlaceAt[];
  readonly edges: readonly EdgeLine[];
  readonly tokens: readonly TokenAt[];
  readonly clusters: readonly ClusterAt[];
  /** Empty slots of those that are out running. */
  readonly kept: readonly Slot[];
  /** Processes in scope. */
  readonly total: number;
}

/** Height of a place's title line, and what is left free around its tokens. */
export const TITLE_H = 23;
const INSET = 6;

export const inContainer = (process: ProcessView): boolean =>
  process.container !== undefined || process.nspid.length > 1;

export function inScope(process: ProcessView, scope: Scope): boolean {
  if (scope === 'all') return true;
  return scope === 'containers' ? inContainer(process) : scope === `in ${process.container ?? ''}`;
}

export interface ContainerChoice {
  /** As processes name their container. */
  readonly id: string;
  readonly label: string;
}

/** The containers that have processes, in the order of their first ones. */
export function containersOf(view: MachineView): readonly ContainerChoice[] {
  const ids = new Set<string>();
  for (const { container } of view.processes.values()) if (container !== undefined) ids.add(container);
  const names = new Map(view.containers.map(({ id, name }) => [id, containerLabel(name)]));
  return [...ids].map((id) => ({ id, label: names.get(id) ?? id }));
}

const innerOf = ({ x, y, w, h }: Rect): Rect => ({
  x: x + INSET,
  y: y + TITLE_H,
  w: w - 2 * INSET,
  h: h - TITLE_H - INSET,
});

/** Who stands where, in the order of pids. */
export function standing(view: MachineView, scope: Scope): Readonly<Record<StandingPlace, readonly ProcessView[]>> {
  const at: Record<StandingPlace, ProcessView[]> = { R: [], S: [], D: [], T: [], t: [], Z: [] };
  for (const process of view.processes.values()) if (inScope(process, scope)) at[placeOf(process)].push(process);
  return at;
}

export function stateScene(
  view: MachineView,
  { width, height, scope = 'containers', grouping = 'parent', selected }: SceneOptions,
): StateScene {
  const layout = layoutOf(width, height);
  const at = standing(view, scope);
  const tokens: TokenAt[] = [];
  const clusters: ClusterAt[] = [];
  const kept: Slot[] = [];
  for (const place of STANDING) {
    const inner = innerOf(layout.boxes[place]);
    const packed = pack(inner, at[place], place === 'S' ? at.R : [], grouping, selected);
    const alone = packed.kind === 'tokens' ? packed.at : packed.tokens;
    for (const { process, slot } of alone) tokens.push({ process, place, ...slot });
    if (packed.kind === 'tokens') kept.push(...packed.empty);
    else for (const { group, slot } of packed.groups) clusters.push({ group, place, ...slot });
  }
  const order: readonly PlaceId[] = ['new', 'D', 'T', 't', 'R', 'S', 'Z', 'X'];
  return {
    width: layout.width,
    height: layout.height,
    places: order.map((id) => ({ id, count: id === 'new' || id === 'X' ? 0 : at[id].length, ...layout.boxes[id] })),
    edges: layout.edges,
    tokens,
    clusters,
    kept,
    total: STANDING.reduce((sum, place) => sum + at[place].length, 0),
  };
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** A mark that the keyboard can be on. */
export interface Spot extends Rect {
  readonly key: string;
}

export const spotsOf = (scene: StateScene): readonly Spot[] => [
  ...scene.tokens.map(({ process, x, y, w, h }) => ({ key: `p${process.pid}`, x, y, w, h })),
  ...scene.clusters.map(({ group, place, x, y, w, h }) => ({ key: `${place} ${group.key}`, x, y, w, h })),
];

/** The nearest mark in a direction: what lies straight ahead before what lies aside. */
export function neighbour(spots: readonly Spot[], key: string, direction: Direction): string | undefined {
  const here = spots.find((spot) => spot.key === key);
  if (!here) return spots[0]?.key;
  const centre = (spot: Spot) => ({ x: spot.x + spot.w / 2, y: spot.y + spot.h / 2 });
  const from = centre(here);
  let best: { readonly key: string; readonly cost: number } | undefined;
  for (const spot of spots) {
    if (spot === here) continue;
    const to = centre(spot);
    const [ahead, aside] = {
      left: [from.x - to.x, to.y - from.y],
      right: [to.x - from.x, to.y - from.y],
      up: [from.y - to.y, to.x - from.x],
      down: [to.y - from.y, to.x - from.x],
    }[direction] as [number, number];
    if (ahead < 1) continue;
    const cost = ahead + 2.5 * Math.abs(aside);
    if (!best || cost < best.cost) best = { key: spot.key, cost };
  }
  return best?.key;
}
