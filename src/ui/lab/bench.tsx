/** One machine on the bench: what is around it on the screen, and what the prose asks of it. */
import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { useHref } from 'react-router';
import { play, ttyOf, type LabSession, type Typing } from '../../adapters/lab/index.ts';
import type { LabScenario, LabSetup, Script } from '../../lesson/index.ts';
import { Boundary } from '../components/boundary.tsx';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import css from './bench.module.css';
import { LabBar } from './lab-bar.tsx';
import { Scrubber } from './scrubber.tsx';
import { Signals } from './signals.tsx';
import { Terminals } from './terminals.tsx';
import { boot, completeSetup, PRELOAD_MS, useController, useLabState } from './use-lab.ts';
import { useAsks, useReports } from './use-page.ts';
import { useTrace } from './use-trace.ts';
import type { LabProps } from './lab.tsx';

const ShareDialog = lazy(() => import('./share-dialog.tsx'));

/** Pictures that are not open at first: each is a chunk of its own, fetched when the page is quiet or when its tab is chosen. */
const LATER = {
  states: () => import('./states/states.tsx').then(({ States }) => ({ default: States })),
  processes: () => import('./tree-view.tsx').then(({ TreeView }) => ({ default: TreeView })),
  log: () => import('./log-view.tsx').then(({ LogView }) => ({ default: LogView })),
  source: () => import('./source-pane.tsx').then(({ SourcePane }) => ({ default: SourcePane })),
  editor: () => import('./editor-pane.tsx').then(({ EditorPane }) => ({ default: EditorPane })),
} as const;
const States = lazy(LATER.states);
const TreeView = lazy(LATER.processes);
const LogView = lazy(LATER.log);
const SourcePane = lazy(LATER.source);
const EditorPane = lazy(LATER.editor);
// Pictures of lookups bring the resolvers' texts along.
const Network = lazy(() => import('./network/network.tsx').then((m) => ({ default: m.Network })));
// A code editor and a compiler: only where there is a program to write or to look into.
const ProgramPane = lazy(() => import('../reaper/program-pane.tsx').then((m) => ({ default: m.ProgramPane })));
const Debugger = lazy(() => import('../reaper/debugger.tsx').then((m) => ({ default: m.Debugger })));

const PICTURES = [
  { value: 'signals', label: 'Signals' },
  { value: 'states', label: 'States' },
  { value: 'network', label: 'Network' },
  { value: 'processes', label: 'Tree' },
  { value: 'log', label: 'Log' },
  { value: 'source', label: 'Source' },
  { value: 'editor', label: 'Editor' },
  { value: 'debug', label: 'Debug' },
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

function toggleFullScreen(element: HTMLElement | null): void {
  // Refused in frames that may not: nothing is lost.
  if (document.fullscreenElement) void document.exitFullscreen();
  else void element?.requestFullscreen().catch(() => undefined);
}

export function Bench({ scenario, begin, bus, autoFocus, playground = false, embedded = false, setup: first }: Props) {
  const [begun] = useState(begin);
  const lab = useController(() => begun);
  const state = useLabState(lab);
  const { marks, journeys } = useTrace(state);
  const [picture, show] = useState<Picture>(() =>
    pictureOf(first.view ?? scenario.view ?? (scenario.program ? 'editor' : undefined)),
  );
  // The picture before stays until the next one's code is there.
  const shown = useDeferredValue(picture);
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
    // A chunk that does not come says so when its picture is chosen.
    const later = setTimeout(() => Object.values(LATER).forEach((load) => void load().catch(() => {})), PRELOAD_MS);
    return () => clearTimeout(later);
  }, []);

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
      if (script.some((step) => 'save' in step)) show('editor');
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
  /** A machine on which something has happened already. */
  const openRun = useCallback(
    (setup: LabSetup, session: LabSession) => {
      stopTyping();
      lab.restart(setup, session);
      setTab('host');
      show('debug');
    },
    [lab, stopTyping],
  );
  useEffect(() => stopTyping, [stopTyping]);

  useAsks(bus, { lab, here, restart, run, setPicture: (name) => show(pictureOf(name)) });
  useReports(bus, lab);

  const page = new URL(useHref(`/lab/${state.setup.scenario}`), location.origin);
  return (
    <div ref={root} className={css['bench']} data-typing={isTyping || undefined}>
      <div className={css['layout']}>
        <div className={css['bar']}>
          <LabBar
            scenario={here}
            state={state}
            picture={picture}
            pictures={PICTURES}
            panel={panel}
            senders={playground && here.view !== 'network'}
            typing={isTyping}
            onPicture={show}
            onSetup={(setup) => restart(here, setup)}
            onRun={run}
            onStop={stopTyping}
            onUndo={() => lab.undo()}
            onShare={() => setSharing(true)}
            {...(embedded ? {} : { onFullScreen: () => toggleFullScreen(root.current) })}
          />
        </div>
        {(trouble ?? state.trouble) ? (
          <div className={css['trouble']}>
            <Notice
              tone="warn"
              title={trouble ?? state.trouble ?? ''}
              actions={
                trouble === undefined && state.lacksCode ? (
                  <Button onClick={() => lab.fetchAgain()}>Try again</Button>
                ) : (
                  <Button onClick={() => setTrouble(undefined)}>OK</Button>
                )
              }
            />
          </div>
        ) : null}
        <div
          id={panel}
          role="tabpanel"
          aria-label={PICTURES.find((each) => each.value === picture)?.label}
          className={css['stage']}
        >
          <Suspense fallback={null}>
            <Boundary what="The picture" key={`${shown} ${state.generation}`}>
              {shown === 'signals' ? <Signals state={state} journeys={journeys} /> : null}
              {shown === 'states' ? <States lab={lab} state={state} onRun={run} /> : null}
              {shown === 'network' ? <Network state={state} /> : null}
              {shown === 'processes' ? <TreeView view={state.view} /> : null}
              {shown === 'log' ? <LogView lab={lab} state={state} marks={marks} /> : null}
              {shown === 'source' ? <SourcePane view={state.view} /> : null}
              {shown === 'editor' && !here.program ? <EditorPane lab={lab} state={state} onRun={run} /> : null}
              {shown === 'editor' && here.program ? (
                <ProgramPane lab={lab} state={state} program={here.program} onRun={run} onOpen={openRun} />
              ) : null}
              {shown === 'debug' ? <Debugger lab={lab} state={state} /> : null}
            </Boundary>
          </Suspense>
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
      </div>
      {sharing ? (
        <Suspense fallback={null}>
          <ShareDialog lab={lab} page={page.href} onClose={() => setSharing(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}
