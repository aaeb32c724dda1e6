/** The lookups of a machine: a lane per run of a program, the same as a sequence, and as tcpdump and strace would print them. */
import { useCallback, useMemo, useState } from 'react';
import type { LabState } from '../../../adapters/lab/index.ts';
import { tcpdump } from '../../../sim/dns/index.ts';
import { FIRST_LOOK, NetStory, straceOf, type Look } from '../../../viz/dns/index.ts';
import { Segmented } from '../../components/segmented.tsx';
import { LaneStage } from '../../dns/lane-stage.tsx';
import { SequenceView } from '../../dns/sequence-view.tsx';
import { longestOf, useAxis } from '../../dns/use-axis.ts';
import { Why } from '../../dns/why.tsx';
import { ZoomBar } from '../../dns/zoom-bar.tsx';
import css from './network.module.css';

type View = 'lanes' | 'sequence' | 'tcpdump' | 'strace';

/** Lines of text shown; older ones are reached with the scrubber. */
const MOST_LINES = 400;

function useStory({ trace, generation }: LabState): NetStory {
  // One per machine: a branch has a trace of its own.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const story = useMemo(() => new NetStory(), [trace, generation]);
  story.follow(trace);
  return story;
}

function Lines({
  lines,
  label,
  none,
}: {
  readonly lines: readonly string[];
  readonly label: string;
  readonly none: string;
}) {
  if (lines.length === 0) return <p className={css['none']}>{none}</p>;
  return (
    <pre className={css['text']} tabIndex={0} role="region" aria-label={label}>
      {lines.slice(-MOST_LINES).join('\n')}
    </pre>
  );
}

export function Network({ state }: { readonly state: LabState }) {
  const story = useStory(state);
  const [view, setView] = useState<View>('lanes');
  const [look, setLook] = useState<Look>(FIRST_LOOK);
  const [wanted, want] = useState<string>();
  const { cursor, at } = state;
  const heard = story.count(cursor);
  // Time goes on without packets: only what still waits would look different, and that a few times a second.
  const now = Math.floor(at / 250_000) * 250_000;
  const moment = useMemo(() => {
    return story.moment(cursor, at);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [story, heard, now]);
  const { timeline, events, older, nameOf } = moment;
  const onLook = useCallback((part: Partial<Look>) => setLook((before) => ({ ...before, ...part })), []);
  const control = useAxis(longestOf([timeline]), look, onLook);
  const choose = useCallback(
    (lane: string, query: number, side: 'a' | 'b') => onLook({ chosen: { lane, query, side } }),
    [onLook],
  );
  const lane = timeline.lanes.find((each) => each.id === wanted) ?? timeline.lanes[0];
  const chosenLane = timeline.lanes.find((each) => each.id === look.chosen?.lane);
  if (!lane)
    return (
      <p className={css['none']}>
        Nothing has been asked yet. Type <code>getent hosts web</code> or <code>curl http://example.com</code> in a
        terminal: each run of a program gets a lane here.
      </p>
    );
  return (
    <div className={css['network']}>
      <div className={css['bar']}>
        <Segmented
          label="Picture of the network"
          value={view}
          options={[
            { value: 'lanes', label: 'Timelines' },
            { value: 'sequence', label: 'Sequence' },
            { value: 'tcpdump', label: 'tcpdump' },
            { value: 'strace', label: 'strace' },
          ]}
          onChange={setView}
        />
        {view === 'lanes' ? (
          <>
            <Segmented
              label="Axis"
              value={look.scale}
              options={[
                { value: 'linear', label: 'linear' },
                { value: 'log', label: 'log' },
              ]}
              onChange={(scale) => onLook({ scale, window: undefined })}
            />
            <ZoomBar control={control} />
          </>
        ) : null}
        {(view === 'sequence' || view === 'strace') && timeline.lanes.length > 1 ? (
          <select value={lane.id} aria-label="Which run" onChange={(event) => want(event.target.value)}>
            {timeline.lanes.map((each) => (
              <option key={each.id} value={each.id}>
                {nameOf(each.id)}
              </option>
            ))}
          </select>
        ) : null}
      </div>
      {view === 'lanes' ? (
        <>
          <LaneStage a={timeline} control={control} chosen={look.chosen} onChoose={choose} inline nameOf={nameOf} />
          {older > 0 ? <p className={css['none']}>{older} older runs: go back on the time line.</p> : null}
        </>
      ) : null}
      {view === 'sequence' ? (
        <SequenceView
          events={events}
          lane={lane}
          side={undefined}
          chosen={look.chosen}
          onChoose={choose}
          inline
          title={nameOf(lane.id)}
          library={lane.id.split(' ').at(-1) ?? lane.id}
        />
      ) : null}
      {view === 'lanes' || view === 'sequence' ? <Why lane={chosenLane} query={look.chosen?.query} inline /> : null}
      {view === 'tcpdump' ? (
        <Lines label="Packets, as tcpdump prints them" lines={tcpdump(events)} none="No packet yet." />
      ) : null}
      {view === 'strace' ? (
        <Lines
          label={`Calls of ${nameOf(lane.id)}, as strace prints them`}
          lines={straceOf(events, lane.id)}
          none="No call yet."
        />
      ) : null}
    </div>
  );
}
