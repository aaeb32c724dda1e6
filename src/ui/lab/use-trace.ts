/** What is gathered from a machine's steps as they come: dots of the time line, journeys of signals. */
import { useMemo } from 'react';
import type { LabState } from '../../adapters/lab/index.ts';
import { Journeys, Marks } from '../../viz/index.ts';

interface Gathered {
  readonly marks: Marks;
  readonly journeys: Journeys;
}

export function useTrace({ trace, generation }: LabState): Gathered {
  // One per machine: a branch has a trace of its own.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const gathered = useMemo(() => ({ marks: new Marks(), journeys: new Journeys() }), [trace, generation]);
  gathered.marks.follow(trace);
  gathered.journeys.follow(trace);
  return gathered;
}
