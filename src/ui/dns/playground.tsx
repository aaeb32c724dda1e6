/** Resolvers side by side on one axis: the playground of lesson 3. */
import { lazy, Suspense, useCallback, useState } from 'react';
import { Boundary } from '../components/boundary.tsx';
import { Button } from '../components/button.tsx';
import { Segmented } from '../components/segmented.tsx';
import { FIRST_LOOK } from '../../viz/dns/index.ts';
import { Controls } from './controls.tsx';
import { Differences } from './differences.tsx';
import { Experiments } from './experiments.tsx';
import { Export } from './export.tsx';
import { LaneStage } from './lane-stage.tsx';
import { QueryTable } from './table.tsx';
import { longestOf, useAxis } from './use-axis.ts';
import { usePlayground } from './use-playground.ts';
import { Why } from './why.tsx';
import { ZoomBar } from './zoom-bar.tsx';
import css from './playground.module.css';

// What is not seen at first comes when it is asked for.
const Sequences = lazy(() => import('./sequences.tsx').then((m) => ({ default: m.Sequences })));
const SweepView = lazy(() => import('./sweep.tsx').then((m) => ({ default: m.SweepView })));
const ForecastView = lazy(() => import('./forecast.tsx').then((m) => ({ default: m.ForecastView })));

export function Playground() {
  const { held, a, b, change, look, compare, open } = usePlayground();
  const { view, scale, chosen } = held.look;
  const [wanted, edit] = useState<'a' | 'b'>('b');
  const editing = b ? wanted : 'a';
  const side = editing === 'b' && b ? b : a;
  const timelines = b ? [a.timeline, b.timeline] : [a.timeline];
  const control = useAxis(longestOf(timelines), held.look, look);
  const choose = useCallback(
    (lane: string, query: number, of: 'a' | 'b') => look({ chosen: { lane, query, side: of } }),
    [look],
  );
  const shown = (chosen?.side === 'b' ? b : a)?.timeline.lanes.find((lane) => lane.id === chosen?.lane);
  const cut = [a, b].some((each) => each && Object.values(each.run.end).includes('limit'));
  return (
    <div className={css['playground']}>
      <Experiments held={held} onOpen={open} />
      <Controls
        key={editing}
        side={side}
        brief={view === 'forecast'}
        lead={
          b ? (
            <Segmented
              label="Which configuration is edited"
              value={editing}
              options={[
                { value: 'a', label: 'A' },
                { value: 'b', label: 'B' },
              ]}
              onChange={edit}
            />
          ) : null
        }
        onChange={(part) => change(editing, part)}
      />
      <div className={css['bar']}>
        <Segmented
          label="View"
          value={view}
          options={[
            { value: 'lanes', label: 'Timelines' },
            { value: 'sequence', label: 'Sequence' },
            { value: 'sweep', label: 'Slower and slower' },
            { value: 'forecast', label: 'What will happen?' },
            { value: 'table', label: 'Table' },
          ]}
          onChange={(next) => look({ view: next })}
        />
        {view === 'lanes' ? (
          <>
            <Segmented
              label="Axis"
              value={scale}
              options={[
                { value: 'linear', label: 'linear' },
                { value: 'log', label: 'log' },
              ]}
              onChange={(next) => look({ scale: next, window: FIRST_LOOK.window })}
            />
            <ZoomBar control={control} />
          </>
        ) : null}
        <span className={css['space']} />
        <Button
          aria-pressed={b !== undefined}
          title="Duplicate this configuration, change one thing, see both"
          onClick={() => compare(b === undefined)}
        >
          Compare A | B
        </Button>
        <Export a={a} b={b} axis={control.axis} />
      </div>
      {b ? <Differences a={a} b={b} /> : null}
      {view === 'lanes' ? (
        <LaneStage a={a.timeline} b={b?.timeline} control={control} chosen={chosen} onChoose={choose} />
      ) : null}
      {view === 'table' ? <QueryTable a={a.timeline} b={b?.timeline} /> : null}
      <Boundary what="The picture" key={view}>
        <Suspense fallback={null}>
          {view === 'sequence' ? <Sequences a={a} b={b} chosen={chosen} onChoose={choose} /> : null}
          {view === 'sweep' ? (
            <SweepView side={side} onChange={(part) => change(editing, part)} onShow={() => look({ view: 'lanes' })} />
          ) : null}
          {view === 'forecast' ? (
            <ForecastView
              key={editing}
              state={side.state}
              setup={side.setup}
              onChange={(part) => change(editing, part)}
            />
          ) : null}
        </Suspense>
      </Boundary>
      {view === 'lanes' || view === 'sequence' ? <Why lane={shown} query={chosen?.query} /> : null}
      {cut ? (
        <p role="alert" className={css['none']}>
          One of the lookups was cut off: it would have gone on without an end.
        </p>
      ) : null}
    </div>
  );
}
