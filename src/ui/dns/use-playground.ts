/** The playground's state lives in the address: a link is the experiment. */
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useSearchParams } from 'react-router';
import {
  linkOf,
  playgroundOf,
  runExperiment,
  type ExperimentRun,
  type ExperimentSetup,
  type Playground,
} from '../../sim/dns/index.ts';
import { utf8 } from '../../lesson/index.ts';
import { timelineOf, type Timeline } from '../../viz/dns/index.ts';

export interface Experiment {
  readonly state: Playground;
  readonly setup: ExperimentSetup;
  readonly run: ExperimentRun;
  readonly timeline: Timeline;
  readonly change: (part: Partial<Playground>) => void;
}

/** What resolv.conf names, in its order, each with what is wrong with it; the ones that are asked when it names none. */
function serversOf(state: Playground): ExperimentSetup['servers'] {
  const named = [...state.resolvConf.matchAll(/^[ \t]*nameserver[ \t]+(\S+)/gm)].map((m) => m[1] ?? '');
  return [...new Set(named)].map(
    (address) => state.servers.find((each) => each.address === address) ?? { address, fault: 'ok', delayMs: 1000 },
  );
}

const never = () => () => undefined;

export function usePlayground(): Experiment {
  const [params, setParams] = useSearchParams();
  // The served page was drawn without parameters, and the first drawing has to be the same.
  const awake = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const link = awake ? params.toString() : '';
  const state = useMemo(() => {
    const read = new URLSearchParams(link);
    return playgroundOf((key) => read.get(key));
  }, [link]);
  const computed = useMemo(() => {
    const setup: ExperimentSetup = {
      clients: state.clients,
      name: utf8(state.name),
      family: state.family,
      files: { resolvConf: utf8(state.resolvConf), hosts: utf8(state.hosts), nsswitch: 'hosts: files dns\n' },
      servers: serversOf(state),
      dualStack: state.dualStack,
    };
    const run = runExperiment(setup);
    return { setup, run, timeline: timelineOf(run.events, run.clients) };
  }, [state]);
  const change = useCallback(
    (part: Partial<Playground>) =>
      setParams(linkOf({ ...state, ...part }), { replace: true, preventScrollReset: true }),
    [state, setParams],
  );
  return { state, ...computed, change };
}
