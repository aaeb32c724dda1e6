/** One machine on the bench: what is around it on the screen, and what the prose asks of it. */
import { lazy, Suspense, use, useCallback, useEffect, useId, useRef, useState } from 'react';
import { Observer, play, ttyOf, type LabSession, type Typing } from '../../adapters/lab/index.ts';
import type { LabScenario, LabSetup, Script } from '../../lesson/index.ts';
import { Boundary } from '../components/boundary.tsx';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { Segmented } from '../components/segmented.tsx';
import { fits, useLabBus, type LabBus } from '../lab-bus.ts';
import { ScenarioSource } from '../scenarios.ts';
import css from './bench.module.css';
import { Choosers } from './choosers.tsx';
import { LogView } from './log-view.tsx';
import { Scrubber } from './scrubber.tsx';
import { SendBar } from './send-bar.tsx';
import { Signals } from './signals.tsx';
import { SourcePane } from './source-pane.tsx';
import { Terminals } from './terminals.tsx';
import { TreeView } from './tree-view.tsx';
import { boot, completeSetup, useController, useLabState } from './use-lab.ts';
import { useTrace } from './use-trace.ts';
import type { LabProps } from './lab.tsx';

const ShareDialog = lazy(() => import('./share-dialog.tsx'));

const PICTURES = [
  { value: 'signals', label: 'Signals' },
  { value: 'processes', label: 'Tree' },
  { value: 'log', label: 'Log' },
  { value: 'source', label: 'Source' },
] as const;
type Picture = (typeof PICTURES)[number]['value'];

const pictureOf = (name: string | undefined): Picture =>
  PICTURES.find((each) => each.value === name)?.value ?? 'signals';

interface Begun {
  readonly setup: LabSetup;
  readonly session: LabSession;
  readonly trouble: string | undefined;
  readonly step: number | undefined;
}

interface Props extends LabProps {
  readonly scenario: LabScenario;
  readonly begin: () => Begun;
}

/** How often the machine is shown to the tasks while it runs. */
const REPORT_MS = 200;

export function Bench({ scenario, begin, bus, autoFocus, playground = false, embedded = false, setup: first }: Props) {
  const [begun] = useState(begin);
  const lab = useController(() => begun);
  const state = useLabState(lab);
  const { marks, journeys } = useTrace(state);
  const [picture, setPicture] = useState<Picture>(() => pictureOf(first.view));
  const [tab, setTab] = useState('container');
  const [here, setHere] = useState(scenario);
  const [sharing, setSharing] = useState(false);
  const [trouble, setTrouble] = useState(begun.trouble);
  const typing = useRef<Typing>(undefined);
  const [isTyping, setTyping] = useState(false);
  const track = useRef<HTMLDivElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const panel = useId();

  useEffect(() => {
    if (begun.step !== undefined) lab.seek(begun.step);
  }, [begun, lab]);

  const stopTyping = useCallback(() => {
    typing.current?.stop();
    typing.current = undefined;
    setTyping(false);
  }, []);

  const run = useCallback(
    (script: Script) => {
      stopTyping();
      const mine = play(lab, script, setTab);
      typing.current = mine;
      setTyping(true);
      void mine.done.then(() => {
        if (typing.current === mine) stopTyping();
      });
    },
    [lab, stopTyping],
  );

  const restart = useCallback(
    (of: LabScenario, setup: LabSetup) => {
      stopTyping();
      const complete = completeSetup(of, setup);
      setHere(of);
      setTrouble(undefined);
      lab.restart(complete, boot(of, complete));
      setTab('container');
    },
    [lab, stopTyping],
  );
  useEffect(() => stopTyping, [stopTyping]);

  useAsks(bus, { lab, here, restart, run, setPicture: (name) => setPicture(pictureOf(name)) });
  useReports(bus, lab);

  const page = new URL(
    `lab/${state.setup.scenario}`,
    new URL(document.documentElement.dataset['root'] ?? '/', document.baseURI),
  );
  return (
    <div ref={root} className={css['bench']} data-typing={isTyping || undefined}>
      <div className={css['bar']}>
        <Segmented label="Picture" kind="tabs" panel={panel} value={picture} options={PICTURES} onChange={setPicture} />
        <span className={css['gap']} />
        <Choosers scenario={here} setup={state.setup} onChange={(setup) => restart(here, setup)} />
        <div className={css['actions']}>
          {isTyping ? (
            <Button onClick={stopTyping}>Stop typing</Button>
          ) : state.canUndo ? (
            <Button onClick={() => lab.undo()} title="Back to the machine before the last reset">
              Undo
            </Button>
          ) : null}
          <Button onClick={() => setSharing(true)}>Share</Button>
          <Button onClick={() => restart(here, state.setup)}>Reset</Button>
          {embedded ? null : (
            <Button
              look="icon"
              aria-label="Full screen"
              title="Full screen"
              onClick={() => {
                if (document.fullscreenElement) void document.exitFullscreen();
                else void root.current?.requestFullscreen().catch(() => undefined);
              }}
            >
              <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
                <path d="M1 5V1h4M9 1h4v4M13 9v4H9M5 13H1V9" fill="none" stroke="currentColor" strokeWidth="1.5" />
              </svg>
            </Button>
          )}
        </div>
        {playground ? <SendBar state={state} onRun={run} /> : null}
      </div>
      {(trouble ?? state.trouble) ? (
        <div className={css['trouble']}>
          <Notice
            tone="warn"
            title={trouble ?? state.trouble ?? ''}
            actions={<Button onClick={() => setTrouble(undefined)}>OK</Button>}
          />
        </div>
      ) : null}
      <div
        id={panel}
        role="tabpanel"
        aria-label={PICTURES.find((each) => each.value === picture)?.label}
        className={css['stage']}
      >
        <Boundary what="The picture" key={`${picture} ${state.generation}`}>
          {picture === 'signals' ? <Signals state={state} journeys={journeys} /> : null}
          {picture === 'processes' ? <TreeView view={state.view} /> : null}
          {picture === 'log' ? <LogView lab={lab} state={state} marks={marks} /> : null}
          {picture === 'source' ? <SourcePane view={state.view} /> : null}
        </Boundary>
      </div>
      <div className={css['scrub']}>
        <Scrubber lab={lab} state={state} marks={marks} trackRef={track} />
      </div>
      <div className={css['terminals']} onKeyDownCapture={(event) => event.isTrusted && stopTyping()}>
        <Terminals
          key={state.generation}
          lab={lab}
          state={state}
          tab={ttyOf(state.view, tab)?.tab ?? 'container'}
          onTab={setTab}
          autoFocus={autoFocus === true}
          onLeave={() => track.current?.focus()}
        />
      </div>
      {sharing ? (
        <Suspense fallback={null}>
          <ShareDialog lab={lab} page={page.href} onClose={() => setSharing(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

interface Asking {
  readonly lab: ReturnType<typeof useController>;
  readonly here: LabScenario;
  readonly restart: (of: LabScenario, setup: LabSetup) => void;
  readonly run: (script: Script) => void;
  readonly setPicture: (name: string) => void;
}

/** What the prose asks for: another machine, another picture, lines to type. */
function useAsks(bus: LabBus | undefined, asking: Asking): void {
  const latest = useRef(asking);
  const source = use(ScenarioSource);
  const answered = useRef(0);
  useEffect(() => {
    latest.current = asking;
  });
  useEffect(() => {
    if (!bus) return undefined;
    const answer = async (): Promise<void> => {
      const { number, setup, script, fresh } = bus.asked;
      if (number === 0 || number === answered.current) return;
      answered.current = number;
      const wanted = await source(setup.scenario);
      const { lab, restart, run, setPicture } = latest.current;
      if (!wanted) return;
      if (fresh || !fits(lab.state().setup, setup)) restart(wanted, setup);
      if (setup.view !== undefined) setPicture(setup.view);
      if (script) run(script);
    };
    void answer();
    return bus.onAsk(() => void answer());
  }, [bus, source]);
}

/** Tells the page what the machine does, so that tasks can tick. */
function useReports(bus: LabBus | undefined, lab: ReturnType<typeof useController>): void {
  const other = useLabBus();
  const to = bus ?? other;
  useEffect(() => {
    if (!to) return undefined;
    let observer = new Observer();
    let generation = lab.state().generation;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let reported = -1;
    const report = (): void => {
      timer = undefined;
      const state = lab.state();
      if (!state.live) return;
      if (state.generation !== generation) {
        generation = state.generation;
        observer = new Observer();
      }
      reported = state.length;
      to.report({ setup: state.setup, run: observer.observe(state.trace, state.view, (tty) => lab.screenOf(tty)) });
    };
    const changed = (): void => {
      const state = lab.state();
      if (timer === undefined && (state.length !== reported || state.generation !== generation)) {
        timer = setTimeout(report, REPORT_MS);
      }
    };
    const stop = lab.subscribe(changed);
    changed();
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [to, lab]);
}
