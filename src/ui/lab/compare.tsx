/** Two machines, the same keys: what each printed, and what each kernel decided. */
import { use, useState } from 'react';
import { loadAll, playAtOnce, type Unattended } from '../../adapters/lab/index.ts';
import type { LabScenario, LabSetup, MachineView, Script } from '../../lesson/index.ts';
import { currentJourney, fate, isZombie, Journeys, sentence, sigText } from '../../viz/index.ts';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { useLabBus } from '../lab-bus.ts';
import { ScenarioSource } from '../scenarios.ts';
import css from './compare.module.css';
import { Gates } from './signals.tsx';
import { boot, completeSetup } from './use-lab.ts';

/** What differs is told by the choices that differ; alike ones would only repeat. */
function names(scenario: LabScenario, setup: LabSetup, other: LabSetup): string {
  const parts = scenario.choices.flatMap((choice) => {
    const value = setup.options?.[choice.name];
    if (value === other.options?.[choice.name] && setup.scenario === other.scenario) return [];
    return [`${choice.label}: ${choice.values.find((each) => each.value === value)?.label ?? value ?? ''}`];
  });
  return parts.join(', ') || scenario.title;
}

/** `4 zombies, children of reap_once (1)`: how many there are, and whose duty they are. */
function zombiesIn(view: MachineView): string {
  const dead = [...view.processes.values()].filter(isZombie);
  const parents = new Set(dead.map((zombie) => view.processes.get(zombie.parent)));
  const whose = [...parents].map((p) => (p ? `${p.comm} (${p.nspid.at(-1) ?? p.pid})` : 'nobody')).join(' and ');
  if (dead.length === 0) return 'No zombie.';
  return dead.length === 1 ? `1 zombie, a child of ${whose}.` : `${dead.length} zombies, children of ${whose}.`;
}

/** What a comparison is about decides what is said of its end. */
type About = 'signals' | 'zombies';

interface SideProps {
  readonly title: string;
  readonly done: Unattended;
  readonly script: Script;
  readonly about: About;
}

function Side({ title, done, script, about }: SideProps) {
  const bus = useLabBus();
  const { session, setup } = done;
  const journeys = new Journeys().follow(session.steps).upTo(session.steps.length - 1);
  const journey = about === 'signals' ? currentJourney(journeys) : undefined;
  const container = session.view().containers[0];
  const last = session.steps.since(0).findLast((step) => step.event.kind === 'deliver' || step.event.kind === 'signal');
  return (
    <section className={css['side']} aria-label={title}>
      <h3>{title}</h3>
      {done.screens.map(({ tab, text }) => (
        <pre key={tab} tabIndex={0} aria-label={`Terminal: ${tab}`}>
          {text.trimEnd()}
        </pre>
      ))}
      {journey ? (
        <>
          <p>
            <b>{sigText(journey.sig)}</b>: {fate(journey)}
          </p>
          <Gates journey={journey} />
        </>
      ) : null}
      <p className={css['end']}>
        {container
          ? container.status === 'exited'
            ? `The container has exited with code ${container.exitCode ?? '?'}.`
            : `The container is ${container.status}.`
          : null}{' '}
        {about === 'zombies' ? (
          <b>{zombiesIn(session.view())}</b>
        ) : last && last.event.kind === 'deliver' ? (
          sentence(last).text
        ) : null}
      </p>
      <Button onClick={() => bus?.ask(setup, script, true)}>Do this in the lab</Button>
    </section>
  );
}

interface Props {
  readonly a: LabSetup;
  readonly b: LabSetup;
  readonly script: Script;
  readonly about: About;
}

let code: Promise<void> | undefined;
const allCode = (): Promise<void> => (code ??= loadAll());

export default function Compare({ a, b, script, about }: Props) {
  const { find: source } = use(ScenarioSource);
  const first = use(source(a.scenario));
  const second = use(source(b.scenario));
  use(allCode());
  const [runs] = useState(() => {
    if (!first || !second) return undefined;
    return [
      { scenario: first, setup: completeSetup(first, a) },
      { scenario: second, setup: completeSetup(second, b) },
    ].map(({ scenario, setup }) => ({ scenario, done: playAtOnce(setup, boot(scenario, setup), script) }));
  });
  const [left, right] = runs ?? [];
  if (!left || !right) return <Notice tone="bad" title="One of the two machines does not exist." />;
  return (
    <div className={css['compare']}>
      <Side
        title={names(left.scenario, left.done.setup, right.done.setup)}
        done={left.done}
        script={script}
        about={about}
      />
      <Side
        title={names(right.scenario, right.done.setup, left.done.setup)}
        done={right.done}
        script={script}
        about={about}
      />
    </div>
  );
}
