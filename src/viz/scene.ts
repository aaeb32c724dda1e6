// Where everything stands in the signal picture: namespaces as nested boxes, processes as cards, the parent-child wires and
// the signal's way. Pure geometry for a given width, so that nothing has to be measured on the page.
import type { NamespaceView, MachineView, ProcessView } from '../sim/kernel/view.ts';
import type { Pid } from '../sim/kernel/events.ts';
import { hostNamespace } from './names.ts';
import { bezier, between, split, type Curve } from './curve.ts';
import { progressOf, type Journey } from './journey.ts';

export interface Box {
  readonly id: number;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly alive: boolean;
  /** Processes of this namespace that have no card. */
  readonly hidden: number;
}

export interface CardAt {
  readonly process: ProcessView;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Flight {
  /** The part that the signal travels, as an SVG path, and the part it never reaches. */
  readonly way: string;
  readonly rest: string;
  readonly stopped: boolean;
  readonly end: { readonly x: number; readonly y: number; /** Direction of travel, radians. */ readonly angle: number };
  readonly start: { readonly x: number; readonly y: number };
}

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly cards: readonly CardAt[];
  readonly wires: readonly string[];
  readonly flight: Flight | undefined;
  /** Where the kernel itself stands, when it is the sender. */
  readonly kernel: { readonly x: number; readonly y: number } | undefined;
}

export const CARD_H = 64;
const GAP = 14;
const PAD = 16;
/** Cards per namespace before the rest is only counted. */
const MAX_CARDS = 12;
const NARROW = 560;

/** The leader of a terminal's session: what `docker exec` or a login started there. */
const isShell = (process: ProcessView): boolean => process.tty !== undefined && process.sid === process.pid;

interface Draft {
  readonly boxes: Box[];
  readonly cards: CardAt[];
}

/** Which of the host's processes matter: those that hold a container, sit at a terminal, or take part in the journey. */
function hostCast(view: MachineView, host: NamespaceView, journey: Journey | undefined): readonly ProcessView[] {
  const parents = new Set(view.namespaces.map((ns) => view.processes.get(ns.init)?.parent));
  return [...view.processes.values()].filter(
    (process) =>
      process.ns === host.id &&
      (parents.has(process.pid) ||
        isShell(process) ||
        process.pid === journey?.sender ||
        process.pid === journey?.target),
  );
}

function shown(list: readonly ProcessView[], init: Pid, journey: Journey | undefined): readonly ProcessView[] {
  if (list.length <= MAX_CARDS) return list;
  const must = (process: ProcessView): boolean =>
    process.pid === init || process.pid === journey?.sender || process.pid === journey?.target || isShell(process);
  const others = list.filter((process) => !must(process));
  const room = Math.max(0, MAX_CARDS - (list.length - others.length));
  const kept = new Set(others.slice(-room));
  return list.filter((process) => must(process) || kept.has(process));
}

/** Cards of one namespace and the boxes of the namespaces inside it; returns the height used. */
function place(
  draft: Draft,
  view: MachineView,
  ns: NamespaceView,
  area: { readonly x: number; readonly y: number; readonly w: number },
  journey: Journey | undefined,
): number {
  const all = [...view.processes.values()].filter((process) => process.ns === ns.id);
  const list = shown(all, ns.init, journey);
  const inset = 34;
  const inner = area.w - inset - PAD;
  const columns = list.length > 4 ? Math.max(1, Math.floor((inner + GAP) / (190 + GAP))) : 1;
  const w = Math.min(columns === 1 ? 250 : 230, Math.floor((inner - GAP * (columns - 1)) / columns));
  const top = area.y + 22;
  list.forEach((process, i) => {
    const column = i % columns;
    const row = Math.floor(i / columns);
    draft.cards.push({
      process,
      x: area.x + inset + column * (w + GAP),
      y: top + row * (CARD_H + GAP),
      w,
      h: CARD_H,
    });
  });
  let bottom = top + Math.max(1, Math.ceil(list.length / columns)) * (CARD_H + GAP);
  for (const child of view.namespaces.filter((other) => other.parent === ns.id)) {
    bottom += 12;
    bottom += place(draft, view, child, { x: area.x + PAD, y: bottom, w: area.w - 2 * PAD }, journey) + GAP;
  }
  const h = bottom - area.y + 4;
  const label = `${ns.name} · pid namespace ${ns.id}`;
  draft.boxes.push({ id: ns.id, label, ...area, h, alive: ns.alive, hidden: all.length - list.length });
  return h;
}

function wireBetween(a: CardAt, b: CardAt): string {
  if (Math.abs(a.x - b.x) < 20) {
    const y1 = a.y < b.y ? a.y + a.h : a.y;
    const y2 = a.y < b.y ? b.y : b.y + b.h;
    return `M${a.x + 22} ${y1}L${b.x + 22} ${y2}`;
  }
  const right = a.x < b.x;
  const x1 = right ? a.x + a.w : a.x;
  const x2 = right ? b.x : b.x + b.w;
  const y1 = a.y + a.h / 2;
  const y2 = b.y + 20;
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}

function flightOf(
  draft: Draft,
  journey: Journey,
  kernel: { readonly x: number; readonly y: number } | undefined,
): Flight | undefined {
  const at = (pid: Pid | undefined): CardAt | undefined => draft.cards.find((card) => card.process.pid === pid);
  const from = at(journey.sender);
  const to = at(journey.target);
  let curve: Curve | undefined;
  if (to && from) curve = between(from, to);
  else if (to && kernel) curve = between({ x: kernel.x, y: kernel.y, w: 84, h: 30 }, to);
  else if (from) {
    const y = from.y + from.h / 2;
    curve = { a: { x: from.x, y }, b: { x: from.x - 14, y }, c: { x: from.x - 22, y }, d: { x: from.x - 30, y } };
  }
  if (!curve) return undefined;
  const at01 = to ? progressOf(journey) : 1;
  const [way, rest] = split(curve, at01);
  const last = way.d;
  const before = way.c.x === last.x && way.c.y === last.y ? way.b : way.c;
  return {
    way: bezier(way),
    rest: at01 < 1 ? bezier(rest) : '',
    stopped: at01 < 1 || !to,
    end: { ...last, angle: Math.atan2(last.y - before.y, last.x - before.x) },
    start: curve.a,
  };
}

/** The picture of a machine in `width` pixels, with one journey drawn into it. */
export function sceneOf(view: MachineView, width: number, journey: Journey | undefined): Scene {
  const draft: Draft = { boxes: [], cards: [] };
  const host = hostNamespace(view);
  const narrow = width < NARROW;
  const outer = { x: 6, y: 12, w: width - 12 };
  let bottom = outer.y + 22;
  let kernel: Scene['kernel'];
  const cast = host ? hostCast(view, host, journey) : [];
  // Where there is little room, only those of the host who take part are shown.
  const hostCards = narrow ? cast.filter(({ pid }) => pid === journey?.sender || pid === journey?.target) : cast;
  const cardW = narrow ? Math.min(250, width - 64) : Math.min(196, Math.floor(width * 0.29));
  hostCards.forEach((process) => {
    draft.cards.push({ process, x: outer.x + PAD + (narrow ? 18 : 0), y: bottom, w: cardW, h: CARD_H });
    bottom += CARD_H + GAP;
  });
  const right = narrow ? outer.x + 8 : outer.x + PAD + cardW + Math.max(36, Math.min(90, width * 0.08));
  let side = narrow ? bottom + 12 : outer.y + 26;
  for (const ns of view.namespaces.filter((other) => other.parent === host?.id)) {
    side +=
      place(draft, view, ns, { x: right, y: side, w: outer.x + outer.w - right - (narrow ? 8 : PAD) }, journey) + 22;
  }
  if (journey && journey.sender === undefined) {
    kernel = narrow ? { x: outer.x + PAD, y: side } : { x: outer.x + PAD, y: bottom + 4 };
    if (narrow) side += 44;
    else bottom += 44;
  }
  const height = Math.max(bottom, side) + 10;
  if (host) {
    const total = [...view.processes.values()].filter((process) => process.ns === host.id).length;
    draft.boxes.unshift({
      id: host.id,
      label: `${host.name} · pid namespace ${host.id}`,
      ...outer,
      h: height - outer.y - 4,
      alive: host.alive,
      hidden: total - hostCards.length,
    });
  }
  const byPid = new Map(draft.cards.map((card) => [card.process.pid, card]));
  const wires = draft.cards.flatMap((card) => {
    const parent = byPid.get(card.process.parent);
    return parent ? [wireBetween(parent, card)] : [];
  });
  const flight = journey ? flightOf(draft, journey, kernel) : undefined;
  return { width, height, boxes: draft.boxes, cards: draft.cards, wires, flight, kernel };
}
