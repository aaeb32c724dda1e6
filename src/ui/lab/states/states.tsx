/**
 * The process state machine of a lab: the graph with everybody's token, what has just moved, the pids meters, the parents'
 * duties, and the process that was chosen. A projection of the step shown, whether that is now or long ago.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { LabController, LabState } from '../../../adapters/lab/index.ts';
import type { Script } from '../../../lesson/index.ts';
import {
  containersOf,
  Facts,
  Moves,
  movesSince,
  standing,
  STANDING,
  type ClusterAt,
  type Grouping,
  type Move,
  type Scope,
} from '../../../viz/index.ts';
import { Bar } from './bar.tsx';
import { clusterName } from './cluster.tsx';
import { DutiesTree } from './duties.tsx';
import { Graph } from './graph.tsx';
import { GroupCard } from './group-card.tsx';
import { PidsMeters } from './pids-meters.tsx';
import { ProcessCard } from './process-card.tsx';
import css from './states.module.css';
import { StatesTable } from './table.tsx';
import { Strip } from './strip.tsx';
import type { Topic } from './topics.ts';

const HISTORY = 12;
const GONE = 6;
/** More than this in one place may be drawn as clusters. */
const CROWD = 20;

interface Props {
  readonly lab: LabController;
  readonly state: LabState;
  readonly onRun: (script: Script) => void;
}

type Chosen =
  | { readonly kind: 'process'; readonly pid: number }
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly place: ClusterAt['place'];
      readonly title: string;
      readonly pids: readonly number[];
    };

function useStory({ trace, generation, length }: LabState) {
  // One per machine: a branch has a trace of its own.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const story = useMemo(() => ({ moves: new Moves(), facts: new Facts() }), [trace, generation]);
  if (length > 0) {
    story.moves.follow(trace);
    story.facts.follow(trace);
  }
  return story;
}

/** What is said aloud may change this often: a fork bomb must not be read out. */
const SPEAK_MS = 900;

/** A text that has stood still for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SPEAK_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** The moves of the step shown; now, also what has moved since without a step. The telling one comes last. */
function presentMoves({ trace, cursor, live, view }: LabState, moves: Moves): readonly Move[] {
  const own = moves.at(cursor);
  const since = live ? movesSince(trace.at(cursor), view) : [];
  return own.some((move) => move.major) ? [...since, ...own] : [...own, ...since];
}

/** How many are gone; of one container only the last ones are known. */
const goneIn = (moves: Moves, step: number, scope: Scope): number | undefined =>
  scope === 'all' ? moves.tally(step).gone : scope === 'containers' ? moves.tally(step).goneInside : undefined;

export function States({ lab, state, onRun }: Props) {
  const { view, cursor, live } = state;
  const { moves, facts } = useStory(state);
  const [scope, setScope] = useState<Scope>('containers');
  const [grouping, setGrouping] = useState<Grouping>('parent');
  const [asTable, setAsTable] = useState(false);
  const [chosen, setChosen] = useState<Chosen>();
  const [topic, setTopic] = useState<Topic>();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const wanted = useCallback(
    (move: Move) =>
      scope === 'all' ? true : scope === 'containers' ? move.inside : scope === `in ${move.container ?? ''}`,
    [scope],
  );
  const containers = useMemo(() => containersOf(view), [view]);
  const now = presentMoves(state, moves).filter(wanted);
  const fresh = now.length > 0;
  const shown = fresh ? now : moves.last(cursor, 1, wanted).toReversed();
  const [before] = shown;
  const history = moves.last(
    before === undefined ? cursor : before.step - 1,
    HISTORY,
    (move) => wanted(move) && move.major,
  );
  const gone = moves.last(cursor, GONE, (move) => wanted(move) && move.to === 'X');
  const spoken = useSettled(moves.last(cursor, 1, (move) => wanted(move) && move.major)[0]?.words ?? '');
  const select = useCallback(
    (pid: number) =>
      setChosen((was) => (was?.kind === 'process' && was.pid === pid ? undefined : { kind: 'process', pid })),
    [],
  );
  const latest = useRef(view);
  useEffect(() => {
    latest.current = view;
  }, [view]);
  const pane = useRef<HTMLDivElement>(null);
  /** The keyboard goes back to the token of the one that was chosen. */
  const close = (): void => {
    const spot = chosen?.kind === 'process' ? `p${chosen.pid}` : undefined;
    setChosen(undefined);
    if (spot !== undefined) pane.current?.querySelector<HTMLElement>(`[data-spot="${spot}"]`)?.focus();
  };
  const pick = useCallback((pid: number) => setChosen({ kind: 'process', pid }), []);
  const cluster = useCallback(({ group, place }: ClusterAt) => {
    const title = clusterName(latest.current, { group }).replace(/^of /, 'Children of ');
    setChosen({ kind: 'group', key: group.key, place, title, pids: group.members.map(({ pid }) => pid) });
  }, []);
  const process = chosen?.kind === 'process' ? view.processes.get(chosen.pid) : undefined;
  const at = useMemo(() => standing(view, scope), [view, scope]);
  const running = STANDING.some((place) => at[place].length > 0);
  const crowded = STANDING.some((place) => at[place].length > CROWD);
  const machineDead = view.containers.length > 0 && !running;
  return (
    <div
      ref={pane}
      className={css['pane']}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && chosen) close();
      }}
    >
      <div className={css['states']} data-chosen={process || chosen?.kind === 'group' ? true : undefined}>
        <div className={css['main']}>
          <Bar
            scope={scope}
            containers={containers}
            asTable={asTable}
            grouping={grouping}
            crowded={crowded}
            onScope={setScope}
            onTable={setAsTable}
            onGrouping={setGrouping}
          />
          {asTable ? (
            <StatesTable view={view} scope={scope} selected={process?.pid} onSelect={pick} />
          ) : (
            <div className={css['picture']}>
              <Graph
                view={view}
                scope={scope}
                grouping={grouping}
                selected={process?.pid}
                moves={shown}
                fresh={fresh}
                gone={gone}
                goneCount={goneIn(moves, cursor, scope)}
                onSelect={select}
                onCluster={cluster}
                onTopic={setTopic}
              />
              {machineDead ? (
                <p className={css['empty']}>
                  {view.containers
                    .map(({ name, status }) => `${name} ${status === 'exited' ? 'has ended' : `is ${status}`}`)
                    .join(', ')}
                  : no process is left in it. <span>docker start, or go back on the time line.</span>
                </p>
              ) : null}
            </div>
          )}
          <Strip topic={topic} moves={shown} fresh={fresh} history={history} onSeek={(step) => lab.seek(step)} />
        </div>
        <div className={css['side']}>
          {process ? (
            <ProcessCard
              view={view}
              process={process}
              facts={facts}
              step={cursor}
              moves={moves}
              onSeek={(step) => lab.seek(step)}
              live={live}
              onRun={onRun}
              onSelect={pick}
              onClose={close}
            />
          ) : chosen?.kind === 'group' ? (
            <GroupCard
              title={chosen.title}
              members={chosen.pids.flatMap((pid) => view.processes.get(pid) ?? [])}
              onSelect={pick}
              onClose={close}
            />
          ) : (
            <>
              {chosen ? <p className={css['was']}>{goneWords(chosen.pid, gone)}</p> : null}
              <PidsMeters view={view} />
              <DutiesTree
                view={view}
                facts={facts}
                step={cursor}
                scope={scope}
                selected={undefined}
                open={open}
                onOpen={(key) => setOpen(new Set([...open, key]))}
                onSelect={pick}
              />
            </>
          )}
        </div>
        <p className="hidden-text" aria-live="polite">
          {spoken}
        </p>
      </div>
    </div>
  );
}

const goneWords = (pid: number, gone: readonly Move[]): string =>
  gone.find((move) => move.pid === pid)?.words ?? 'The process that you had chosen is not there at this moment.';
