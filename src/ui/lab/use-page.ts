/** The lab's ends of the bus: what the page's prose asks for, and what the page is told so that tasks can tick. */
import { use, useEffect, useRef } from 'react';
import { examiner, Observer } from '../../adapters/lab/index.ts';
import type { LabScenario, LabSetup, Script } from '../../lesson/index.ts';
import { fits, type LabBus } from '../lab-bus.ts';
import { ScenarioSource } from '../scenarios.ts';
import type { useController } from './use-lab.ts';

/** How often the machine is shown to the tasks while it runs. */
const REPORT_MS = 200;

interface Asking {
  readonly lab: ReturnType<typeof useController>;
  readonly here: LabScenario;
  readonly restart: (of: LabScenario, setup: LabSetup) => void;
  readonly run: (script: Script) => void;
  readonly setPicture: (name: string) => void;
}

/** What the prose asks for: another machine, another picture, lines to type. */
export function useAsks(bus: LabBus | undefined, asking: Asking): void {
  const latest = useRef(asking);
  const { find: source } = use(ScenarioSource);
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
export function useReports(bus: LabBus | undefined, lab: ReturnType<typeof useController>): void {
  useEffect(() => {
    if (!bus) return undefined;
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
      bus.report({ setup: state.setup, run: observer.observe(state.trace, state.view, (tty) => lab.screenOf(tty)) });
    };
    const changed = (): void => {
      const state = lab.state();
      if (timer === undefined && (state.length !== reported || state.generation !== generation)) {
        timer = setTimeout(report, REPORT_MS);
      }
    };
    const stop = lab.subscribe(changed);
    // A report of the examiner may tick a task although the machine stands still.
    const judged = examiner.subscribe(() => {
      if (examiner.state()?.report) timer ??= setTimeout(report, REPORT_MS);
    });
    changed();
    return () => {
      stop();
      judged();
      clearTimeout(timer);
    };
  }, [bus, lab]);
}
