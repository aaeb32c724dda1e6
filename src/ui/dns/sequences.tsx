/** The sequence of one resolver, or of its two configurations; which one is chosen here. */
import { useState } from 'react';
import { resolverOf } from '../../sim/dns/index.ts';
import type { Chosen } from '../../viz/dns/index.ts';
import { Segmented } from '../components/segmented.tsx';
import type { Experiment } from './experiment.ts';
import { SequenceView } from './sequence-view.tsx';

const NONE: readonly [] = [];

interface Props {
  readonly a: Experiment;
  readonly b: Experiment | undefined;
  readonly chosen: Chosen | undefined;
  readonly onChoose: (lane: string, query: number, side: 'a' | 'b') => void;
}

export function Sequences({ a, b, chosen, onChoose }: Props) {
  const [wanted, want] = useState(chosen?.lane);
  const ids = a.timeline.lanes.map((lane) => lane.id);
  const id = ids.find((each) => each === wanted) ?? ids[0];
  const sides = b ? ([['a', a] as const, ['b', b] as const] as const) : ([[undefined, a] as const] as const);
  return (
    <>
      {ids.length > 1 ? (
        <div>
          <Segmented
            label="Resolver"
            value={id ?? ''}
            options={ids.map((each) => ({ value: each, label: resolverOf(each)?.label ?? each }))}
            onChange={want}
          />
        </div>
      ) : null}
      {sides.map(([side, experiment]) => {
        const lane = experiment.timeline.lanes.find((each) => each.id === id);
        return lane ? (
          <SequenceView
            key={side ?? 'a'}
            events={experiment.run.networks.get(lane.id) ?? NONE}
            lane={lane}
            side={side}
            chosen={chosen}
            onChoose={onChoose}
          />
        ) : null;
      })}
    </>
  );
}
