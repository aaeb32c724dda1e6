/** The live machine of the home page: it has done what the drawing shows, and now it is yours. */
import { use, useEffect, useRef, useState } from 'react';
import { play, tabsOf } from '../../adapters/lab/index.ts';
import type { LabScenario } from '../../lesson/index.ts';
import { currentJourney } from '../../viz/index.ts';
import { LinkButton } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { ScenarioSource } from '../scenarios.ts';
import css from './hero.module.css';
import { Gates } from './signals.tsx';
import { TerminalView } from './terminal-view.tsx';
import { boot, completeSetup, useController, useLabState } from './use-lab.ts';
import { useTrace } from './use-trace.ts';

function Machine({ scenario, replayed }: { readonly scenario: LabScenario; readonly replayed: readonly string[] }) {
  const lab = useController(() => {
    const setup = completeSetup(scenario, { scenario: scenario.id });
    return { setup, session: boot(scenario, setup) };
  });
  const state = useLabState(lab);
  const { journeys } = useTrace(state);
  const replay = useRef(replayed);
  useEffect(() => {
    const typing = play(
      lab,
      replay.current.map((line) => ({ type: line })),
      () => undefined,
      0,
    );
    return () => typing.stop();
  }, [lab]);
  const tty = tabsOf(state.view)[0];
  const journey = currentJourney(journeys.upTo(state.cursor));
  const box = useRef<HTMLDivElement>(null);
  return (
    <div ref={box} className={css['hero']}>
      <div className={css['term']}>
        {tty ? (
          <TerminalView
            lab={lab}
            tty={tty.id}
            label={tty.label}
            shown
            readOnly={false}
            focus
            onLeave={() => box.current?.querySelector('a')?.focus()}
          />
        ) : null}
      </div>
      <div className={css['foot']}>
        {journey ? <Gates journey={journey} compact /> : <p>Type a command: this is a real machine, a small one.</p>}
        <LinkButton look="quiet" to="/lab/pid1">
          Open it in the lab
        </LinkButton>
      </div>
    </div>
  );
}

export default function LiveHero({ replayed }: { readonly replayed: readonly string[] }) {
  const { find: source } = use(ScenarioSource);
  const [promise] = useState(() => source('pid1'));
  const scenario = use(promise);
  if (!scenario) return <Notice tone="bad" title="The machine could not be started." />;
  return <Machine scenario={scenario} replayed={replayed} />;
}
