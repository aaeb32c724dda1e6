/** The state machine itself: places, the ways between them, and everybody's token. Geometry comes from viz/states. */
import { Fragment, useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { signalName, type MachineView, type ProcessView } from '../../../lesson/index.ts';
import {
  innerPid,
  neighbour,
  PLACES,
  pidText,
  spotsOf,
  STATE_WORDS,
  stateScene,
  statusWords,
  type ClusterAt,
  type Direction,
  type Grouping,
  type Move,
  type PlaceAt,
  type Scope,
} from '../../../viz/index.ts';
import css from './graph.module.css';
import { Arrows } from './arrows.tsx';
import { Cluster } from './cluster.tsx';
import type { Topic } from './topics.ts';
import { stateColour, Token } from './token.tsx';

interface Props {
  readonly view: MachineView;
  readonly scope: Scope;
  readonly grouping: Grouping;
  readonly selected: number | undefined;
  /** Moves of the step shown; when it has none, the last one before. */
  readonly moves: readonly Move[];
  /** The moves belong to the step shown. */
  readonly fresh: boolean;
  /** Processes that are gone, newest first. */
  readonly gone: readonly Move[];
  readonly goneCount: number | undefined;
  readonly onSelect: (pid: number) => void;
  readonly onCluster: (cluster: ClusterAt) => void;
  readonly onTopic: (topic: Topic | undefined) => void;
}

const KEYS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/** The picture is laid out in pixels and grows with the reader's type. */
const typeScale = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

function useMeasure() {
  const ref = useRef<HTMLDivElement>(null);
  const [measure, setMeasure] = useState({ width: 420, height: 340, scale: 1 });
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      setMeasure({ width: Math.floor(width), height: Math.floor(height), scale: typeScale() });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, ...measure };
}

/** A place this narrow has its letter alone. */
const TITLE_W = 50;

function PlaceTitle({ place, count }: { readonly place: PlaceAt; readonly count: number | undefined }) {
  const { id, w } = place;
  const { title } = PLACES[id];
  const letter = id === 'new' ? '' : id;
  const roomy = w >= 34 + title.length * 7.2 + (count ? 18 : 0);
  return (
    <span className={css['title']}>
      {letter === '' ? null : <b>{letter}</b>}
      {roomy || letter === '' ? <em>{title}</em> : null}
      {count ? <s>{count}</s> : null}
      {roomy || letter === '' || count || w < TITLE_W ? null : <small>{title}</small>}
    </span>
  );
}

/** What it does, or how it ended. */
const doingOf = (process: ProcessView): string =>
  process.exitStatus === undefined
    ? process.doing
    : process.threads > 1
      ? `main thread ended, ${process.threads - 1} live on`
      : statusWords(process.exitStatus, signalName);

const kinOf = (process: ProcessView, selected: number | undefined, parent: number | undefined) =>
  selected === undefined
    ? undefined
    : process.pid === parent
      ? 'parent'
      : process.parent === selected
        ? 'child'
        : undefined;

export function Graph(props: Props) {
  const { view, scope, grouping, selected, moves, fresh, gone, goneCount, onSelect, onCluster, onTopic } = props;
  const { ref, width, height, scale } = useMeasure();
  const [spot, setSpot] = useState<string>();
  const scene = useMemo(
    () => stateScene(view, { width: width / scale, height: height / scale, scope, grouping, selected }),
    [view, width, height, scale, scope, grouping, selected],
  );
  const spots = useMemo(() => spotsOf(scene), [scene]);
  const current = spots.some(({ key }) => key === spot)
    ? spot
    : selected === undefined
      ? spots[0]?.key
      : `p${selected}`;
  const latest = useRef(spots);
  useEffect(() => {
    latest.current = spots;
  }, [spots]);
  const onKey = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const direction = KEYS[event.key];
      const key = event.currentTarget.dataset['spot'];
      if (!direction || key === undefined) return;
      event.preventDefault();
      const next = neighbour(latest.current, key, direction);
      if (next === undefined) return;
      setSpot(next);
      ref.current?.querySelector<HTMLElement>(`[data-spot="${CSS.escape(next)}"]`)?.focus();
    },
    [ref],
  );
  const moved = new Set(fresh ? moves.map((move) => move.pid) : []);
  const fork = scene.places.find((place) => place.id === 'new');
  const from = fork && `translate(${fork.x + fork.w / 2}px, ${fork.y + fork.h / 2}px)`;
  const parent = selected === undefined ? undefined : view.processes.get(selected)?.parent;
  const x = scene.places.find((place) => place.id === 'X');
  const ghosts = x ? gone.slice(0, Math.max(1, Math.floor((x.h - 24) / 26))) : [];
  const still = { selected: false, current: false, kin: undefined, born: undefined, onSelect, onKey } as const;
  // In the order of pids whatever becomes of them: an element that changes its place on the page would not glide.
  const marks = [
    ...scene.tokens.map(({ process, size, ...at }) => ({
      pid: process.pid,
      element: (
        <Token
          {...still}
          pid={process.pid}
          x={at.x}
          y={at.y}
          w={at.w}
          h={at.h}
          size={size}
          letter={process.state}
          name={process.comm}
          number={innerPid(process)}
          doing={doingOf(process)}
          label={`${process.comm}, ${pidText(process)}, ${STATE_WORDS[process.state]}: ${doingOf(process)}`}
          selected={process.pid === selected}
          current={current === `p${process.pid}`}
          moved={moved.has(process.pid)}
          kin={kinOf(process, selected, parent)}
          born={moved.has(process.pid) ? from : undefined}
        />
      ),
    })),
    ...ghosts.map((move, i) => ({
      pid: move.pid,
      element: (
        <Token
          {...still}
          pid={move.pid}
          x={(x?.x ?? 0) + 6}
          y={(x?.y ?? 0) + 21 + i * 26}
          w={Math.min(112, (x?.w ?? 0) - 12)}
          h={22}
          size="chip"
          letter="X"
          name={move.name.replace(/ \(.*$/, '')}
          number={Number(/\((\d+)/.exec(move.name)?.[1] ?? move.pid)}
          doing=""
          label={`${move.name}, gone`}
          moved={moved.has(move.pid)}
        />
      ),
    })),
  ].sort((a, b) => a.pid - b.pid);
  return (
    <div ref={ref} className={css['measure']}>
      <div className={css['graph']} style={{ width: scene.width, height: scene.height, zoom: scale }}>
        {scene.places.map((place) => (
          <div
            key={place.id}
            className={css['place']}
            data-place={place.id}
            style={{
              left: place.x,
              top: place.y,
              width: place.w,
              height: place.h,
              ...(place.id === 'new' || place.id === 'X' ? {} : { '--c': stateColour(place.id) }),
            }}
          >
            <PlaceTitle place={place} count={place.id === 'X' ? goneCount : place.count} />
          </div>
        ))}
        {scene.kept.map((slot) => (
          <span
            key={`${slot.x} ${slot.y}`}
            className={css['kept']}
            style={{ left: slot.x, top: slot.y, width: slot.w, height: slot.h }}
          />
        ))}
        <Arrows scene={scene} moves={moves} fresh={fresh} onTopic={onTopic} />
        <div role="group" aria-label="Processes by state. Arrow keys move between them, Enter selects.">
          {scene.clusters.map((cluster) => {
            const key = `${cluster.place} ${cluster.group.key}`;
            return (
              <Cluster
                key={key}
                spot={key}
                cluster={cluster}
                view={view}
                current={current === key}
                onOpen={onCluster}
                onKey={onKey}
              />
            );
          })}
          {marks.map(({ pid, element }) => (
            <Fragment key={pid}>{element}</Fragment>
          ))}
        </div>
      </div>
    </div>
  );
}
