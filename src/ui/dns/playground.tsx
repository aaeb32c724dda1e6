/** Resolvers side by side on one axis: the playground of lesson 3. */
import { useCallback, useState } from 'react';
import { copyText } from '../../adapters/index.ts';
import { FIRST_LOOK } from '../../viz/dns/index.ts';
import { Button } from '../components/button.tsx';
import { Segmented } from '../components/segmented.tsx';
import { Controls } from './controls.tsx';
import { ForecastView } from './forecast.tsx';
import { LaneStage } from './lane-stage.tsx';
import { Sequences } from './sequences.tsx';
import { Sweep } from './sweep.tsx';
import { QueryTable } from './table.tsx';
import { longestOf, useAxis } from './use-axis.ts';
import { usePlayground } from './use-playground.ts';
import { Why } from './why.tsx';
import { ZoomBar } from './zoom-bar.tsx';
import css from './playground.module.css';

export function Playground() {
  const { held, a, b, change, look } = usePlayground();
  const { view, scale, chosen } = held.look;
  const [swept, setSwept] = useState<string>();
  const [said, setSaid] = useState('');
  const timelines = b ? [a.timeline, b.timeline] : [a.timeline];
  const control = useAxis(longestOf(timelines), held.look, look);
  const address = a.setup.servers.find((each) => each.address === swept)?.address ?? a.setup.servers[0]?.address;
  const choose = useCallback(
    (lane: string, query: number, side: 'a' | 'b') => look({ chosen: { lane, query, side } }),
    [look],
  );
  const share = async (): Promise<void> =>
    setSaid((await copyText(location.href)) ? 'The link is copied.' : 'Copy the address of this page: it is the link.');
  const shown = (chosen?.side === 'b' ? b : a)?.timeline.lanes.find((lane) => lane.id === chosen?.lane);
  return (
    <div className={css['playground']}>
      <Controls state={held.a} servers={a.setup.servers} onChange={(part) => change('a', part)} />
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
        {view === 'sweep' && a.setup.servers.length > 1 ? (
          <Segmented
            label="Name server"
            value={address ?? ''}
            options={a.setup.servers.map((each) => ({ value: each.address, label: each.address }))}
            onChange={setSwept}
          />
        ) : null}
        <span className={css['said']} role="status">
          {said}
        </span>
        <Button onClick={() => void share()}>Copy link</Button>
      </div>
      {view === 'lanes' ? (
        <>
          <LaneStage a={a.timeline} b={b?.timeline} control={control} chosen={chosen} onChoose={choose} />
          <Why lane={shown} query={chosen?.query} />
        </>
      ) : null}
      {view === 'sequence' ? (
        <>
          <Sequences a={a} b={b} chosen={chosen} onChoose={choose} />
          <Why lane={shown} query={chosen?.query} />
        </>
      ) : null}
      {view === 'sweep' ? (
        address === undefined ? (
          <p className={css['none']}>resolv.conf names no server whose answers could come late.</p>
        ) : (
          <Sweep setup={a.setup} address={address} />
        )
      ) : null}
      {view === 'forecast' ? (
        <ForecastView state={held.a} setup={a.setup} onChange={(part) => change('a', part)} />
      ) : null}
      {view === 'table' ? <QueryTable timeline={a.timeline} /> : null}
      {Object.values(a.run.end).includes('limit') ? (
        <p role="alert" className={css['none']}>
          One of the lookups was cut off: it would have gone on without an end.
        </p>
      ) : null}
    </div>
  );
}
