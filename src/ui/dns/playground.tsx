/** Resolvers side by side on one axis: the playground of lesson 3. */
import { useMemo, useState } from 'react';
import { copyText } from '../../adapters/index.ts';
import { duration, ticks, type Axis, type Scale } from '../../viz/dns/index.ts';
import { Button } from '../components/button.tsx';
import { Segmented } from '../components/segmented.tsx';
import { Controls } from './controls.tsx';
import { Lane } from './lane.tsx';
import { Sweep } from './sweep.tsx';
import { QueryTable } from './table.tsx';
import { usePlayground } from './use-playground.ts';
import { Why } from './why.tsx';
import css from './playground.module.css';

type View = 'lanes' | 'sweep' | 'table';

/** Shorter lookups get an axis that one can still read. */
const SHORTEST = 10_000;

export function Playground() {
  const { state, setup, run, timeline, change } = usePlayground();
  const [view, setView] = useState<View>('lanes');
  const [scale, setScale] = useState<Scale>('linear');
  const [chosen, setChosen] = useState<{ readonly lane: string; readonly query: number }>();
  const [swept, setSwept] = useState<string>();
  const [said, setSaid] = useState('');
  const axis: Axis = useMemo(() => {
    const longest = Math.max(SHORTEST, ...timeline.lanes.map((lane) => (lane.end ?? timeline.until) - lane.start));
    return { from: 0, to: longest * 1.02, scale };
  }, [timeline, scale]);
  const marks = useMemo(() => ticks(axis, 5), [axis]);
  const address = setup.servers.find((each) => each.address === swept)?.address ?? setup.servers[0]?.address;
  const share = async (): Promise<void> =>
    setSaid((await copyText(location.href)) ? 'The link is copied.' : 'Copy the address of this page: it is the link.');
  return (
    <div className={css['playground']}>
      <Controls state={state} servers={setup.servers} onChange={change} />
      <div className={css['bar']}>
        <Segmented
          label="View"
          value={view}
          options={[
            { value: 'lanes', label: 'Timelines' },
            { value: 'sweep', label: 'Slower and slower' },
            { value: 'table', label: 'Table' },
          ]}
          onChange={setView}
        />
        {view === 'lanes' ? (
          <Segmented
            label="Axis"
            value={scale}
            options={[
              { value: 'linear', label: 'linear' },
              { value: 'log', label: 'log' },
            ]}
            onChange={setScale}
          />
        ) : null}
        {view === 'sweep' && setup.servers.length > 1 ? (
          <Segmented
            label="Name server"
            value={address ?? ''}
            options={setup.servers.map((each) => ({ value: each.address, label: each.address }))}
            onChange={setSwept}
          />
        ) : null}
        <span role="status">{said}</span>
        <Button onClick={() => void share()}>Copy link</Button>
      </div>
      {view === 'lanes' ? (
        <>
          {timeline.lanes.map((lane) => (
            <Lane
              key={lane.id}
              lane={lane}
              axis={axis}
              ticks={marks}
              chosen={chosen?.lane === lane.id ? chosen.query : undefined}
              onChoose={(query) => setChosen({ lane: lane.id, query })}
            />
          ))}
          <div className={css['axis']} aria-hidden="true">
            <div>
              {marks.map((tick) => (
                <span key={tick.at} style={{ left: `${tick.x * 100}%` }}>
                  {duration(tick.at)}
                </span>
              ))}
            </div>
          </div>
          <Why lane={timeline.lanes.find((lane) => lane.id === chosen?.lane)} query={chosen?.query} />
        </>
      ) : null}
      {view === 'sweep' ? (
        address === undefined ? (
          <p className={css['none']}>resolv.conf names no server whose answers could come late.</p>
        ) : (
          <Sweep setup={setup} address={address} />
        )
      ) : null}
      {view === 'table' ? <QueryTable timeline={timeline} /> : null}
      {Object.values(run.end).includes('limit') ? (
        <p role="alert" className={css['none']}>
          One of the lookups was cut off: it would have gone on without an end.
        </p>
      ) : null}
    </div>
  );
}
