/** The playground's state and the lookups that follow from it. A link is the experiment. */
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useSearchParams } from 'react-router';
import type { Playground } from '../../sim/dns/index.ts';
import type { Look } from '../../viz/dns/index.ts';
import { experimentOf, ownZone, type Experiment, type OwnZone } from './experiment.ts';
import { PlaygroundStore, type Held } from './playground-store.ts';

export interface Side extends Experiment {
  readonly state: Playground;
  readonly zone: OwnZone;
}

export interface UsePlayground {
  readonly held: Held;
  readonly a: Side;
  readonly b: Side | undefined;
  readonly change: (side: 'a' | 'b', part: Partial<Playground>) => void;
  readonly look: (part: Partial<Look>) => void;
  readonly compare: (on: boolean) => void;
  readonly open: (next: Held) => void;
}

function useSide(state: Playground | undefined): Side | undefined {
  const text = state?.zone ?? '';
  const zone = useMemo(() => ownZone(text), [text]);
  return useMemo(() => state && { state, zone, ...experimentOf(state, zone) }, [state, zone]);
}

export function usePlayground(): UsePlayground {
  const [params, setParams] = useSearchParams();
  const [store] = useState(() => new PlaygroundStore());
  const held = useSyncExternalStore(store.subscribe, store.current, store.served);
  const query = params.toString();
  useEffect(() => {
    store.arrive(query, (next) => setParams(next, { replace: true, preventScrollReset: true }));
  }, [store, query, setParams]);
  const a = useSide(held.a) as Side;
  const b = useSide(held.b);
  const change = useCallback(
    (side: 'a' | 'b', part: Partial<Playground>) => {
      const { a: first, b: second } = store.current();
      // The resolvers are the same on both sides: their lanes stand beside each other.
      const shared = part.clients === undefined ? {} : { clients: part.clients };
      if (side === 'a') store.change({ a: { ...first, ...part }, b: second && { ...second, ...shared } });
      else if (second) store.change({ a: { ...first, ...shared }, b: { ...second, ...part } });
    },
    [store],
  );
  const look = useCallback(
    (part: Partial<Look>) => store.change({ look: { ...store.current().look, ...part } }),
    [store],
  );
  const compare = useCallback((on: boolean) => store.change({ b: on ? store.current().a : undefined }), [store]);
  const open = useCallback((next: Held) => store.change(next), [store]);
  return { held, a, b, change, look, compare, open };
}
