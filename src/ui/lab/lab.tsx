/** The lab: bar, picture, time line, terminals, over one live machine. */
import { lazy, use } from 'react';
import { ReplayError } from '../../engine/index.ts';
import { loadAll, replayLab, type LabSession, type Shared } from '../../adapters/lab/index.ts';
import type { LabScenario, LabSetup } from '../../lesson/index.ts';
import type { LabBus } from '../lab-bus.ts';
import { ScenarioSource } from '../scenarios.ts';
import { Bench } from './bench.tsx';
import { boot, completeSetup } from './use-lab.ts';

const NoSuchMachine = lazy(() => import('./no-such-machine.tsx'));

export interface LabProps {
  readonly setup: LabSetup;
  readonly bus?: LabBus;
  /** From a share link. */
  readonly shared?: Shared;
  readonly autoFocus?: boolean;
  /** The playground shows more: senders, signals, every choice. */
  readonly playground?: boolean;
  /** In a frame of another site: no way out of it but a link. */
  readonly embedded?: boolean;
}

let code: Promise<void> | undefined;
const allCode = (): Promise<void> => (code ??= loadAll());

function begin(scenario: LabScenario, setup: LabSetup, shared: Shared | undefined) {
  const complete = completeSetup(scenario, setup);
  const fresh = (trouble?: string) => ({
    setup: complete,
    session: boot(scenario, complete),
    trouble,
    step: undefined,
  });
  if (!shared) return fresh();
  try {
    const session: LabSession = replayLab({ ...shared.recording, init: scenario.init(complete.options ?? {}) });
    return { setup: complete, session, trouble: undefined, step: shared.step };
  } catch (failure) {
    if (failure instanceof ReplayError && failure.why === 'stopped')
      return fresh('The machine in this link computed for too long to be rebuilt. It is started fresh instead.');
    // The recording asks for what this machine never did: it was changed, or made by another version.
    return fresh('The recording in this link does not fit the machine. It is started fresh instead.');
  }
}

export default function Lab(props: LabProps) {
  const machines = use(ScenarioSource);
  const scenario = use(machines.find(props.setup.scenario));
  // A replay cannot wait for code in its middle.
  if (props.shared) use(loadAll());
  if (!scenario) return <NoSuchMachine id={props.setup.scenario} machines={use(machines.all())} />;
  // A replay runs at once, so all programs must be there; a live machine waits for them when it needs them.
  if (props.shared) use(allCode());
  return <Bench {...props} scenario={scenario} begin={() => begin(scenario, props.setup, props.shared)} />;
}
