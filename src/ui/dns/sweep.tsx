/** How long each resolver takes while the answers of one server come later and later: the delay is dragged, the cliffs say their rule. */
import { useDeferredValue, useMemo, useState } from 'react';
import { resolverOf, type Playground } from '../../sim/dns/index.ts';
import { duration, sweepOf } from '../../viz/dns/index.ts';
import { Button } from '../components/button.tsx';
import { Segmented } from '../components/segmented.tsx';
import { SweepChart } from './sweep-chart.tsx';
import { DASHES, MOST_MS, STEP_MS } from './sweep-measures.ts';
import { SweepTable } from './sweep-table.tsx';
import type { Side } from './use-playground.ts';
import css from './sweep.module.css';

interface Props {
  readonly side: Side;
  readonly onChange: (part: Partial<Playground>) => void;
  readonly onShow: () => void;
}

const seconds = (ms: number): string => duration(ms * 1000);

export function SweepView({ side, onChange, onShow }: Props) {
  const [wanted, want] = useState<string>();
  const [delayMs, setDelay] = useState(2500);
  // The curves are 400 lookups: typing does not wait for them.
  const setup = useDeferredValue(side.setup);
  const address = setup.servers.find((each) => each.address === wanted)?.address ?? setup.servers[0]?.address;
  const curves = useMemo(
    () => (address === undefined ? [] : sweepOf(setup, address, MOST_MS, STEP_MS)),
    [setup, address],
  );
  if (address === undefined)
    return <p className={css['none']}>resolv.conf names no server whose answers could come late.</p>;
  const show = (): void => {
    const servers = side.setup.servers.map((each) =>
      each.address === address ? { ...each, fault: 'slow', delayMs } : each,
    );
    onChange({ servers });
    onShow();
  };
  return (
    <figure className={css['sweep']}>
      <figcaption>
        <span>
          If <code>{address}</code> answers later and later: how long until the application has an answer or an error?
        </span>
        {setup.servers.length > 1 ? (
          <Segmented
            label="Name server"
            value={address}
            options={setup.servers.map((each) => ({ value: each.address, label: each.address }))}
            onChange={want}
          />
        ) : null}
      </figcaption>
      <SweepChart curves={curves} delayMs={delayMs} onDelay={setDelay} />
      <label className={css['knob']}>
        <span>Delay of the answers</span>
        <input
          type="range"
          min={0}
          max={MOST_MS}
          step={STEP_MS}
          value={delayMs}
          aria-valuetext={seconds(delayMs)}
          onChange={(event) => setDelay(Number(event.target.value))}
        />
        <output>{seconds(delayMs)}</output>
        <Button onClick={show}>Timelines at this delay</Button>
      </label>
      <ul className={css['legend']}>
        {curves.map(({ client, points }, i) => {
          const here = points.find((point) => point.delayMs === delayMs);
          return (
            <li key={client}>
              <svg width="34" height="10" aria-hidden="true" className={css['curve']} data-curve={i}>
                <path d="M0 5H34" strokeDasharray={DASHES[i % DASHES.length]} />
              </svg>
              {resolverOf(client)?.label ?? client}:{' '}
              <b data-ok={here?.ok}>{here ? `${here.ok ? 'answer' : 'error'} after ${duration(here.total)}` : ''}</b>
            </li>
          );
        })}
      </ul>
      <ol className={css['cliffs']} aria-label="Cliffs">
        {curves.flatMap(({ client, cliffs }) =>
          cliffs.map((cliff) => (
            <li key={`${client} ${cliff.delayMs}`}>
              <b>
                {resolverOf(client)?.label ?? client} at {seconds(cliff.delayMs)}
              </b>
              : {duration(cliff.before.total)}
              {cliff.before.ok ? '' : ' (error)'} → {duration(cliff.after.total)}
              {cliff.after.ok ? '' : ' (error)'}. {cliff.rule?.says} <small>{cliff.rule?.source}</small>
            </li>
          )),
        )}
      </ol>
      <SweepTable curves={curves} />
    </figure>
  );
}
