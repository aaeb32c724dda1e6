/** A lab for a component: its controller, running while the component is shown, and its state. */
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import {
  bootLab,
  browserFrames,
  LabController,
  loadAll,
  loadLanguage,
  pageCode,
  type LabSession,
  type LabState,
} from '../../adapters/lab/index.ts';
import { decided, type LabScenario, type LabSetup } from '../../lesson/index.ts';

/** Every machine of a scenario starts from the same seed: what a learner sees is what the prose says. */
const SEED = 'inside-the-pod';

/** The prompt is there and the page is quiet: time to fetch the code of the programs that nobody has run yet. */
export const PRELOAD_MS = 1500;

export function completeSetup(scenario: LabScenario, setup: LabSetup): LabSetup {
  return { ...setup, scenario: scenario.id, options: decided(scenario, setup.options) };
}

export function boot(scenario: LabScenario, setup: LabSetup): LabSession {
  return bootLab(scenario.init(decided(scenario, setup.options)), SEED);
}

/** `begin` makes the first machine; later ones come through the controller. */
export function useController(begin: () => { readonly setup: LabSetup; readonly session: LabSession }): LabController {
  const [lab] = useState(() => {
    const { setup, session } = begin();
    return new LabController(setup, session, browserFrames, pageCode);
  });
  useEffect(() => {
    lab.start();
    // Two frames on, the prompt is painted: the first command should find the shell's language there.
    const soon = requestAnimationFrame(() => requestAnimationFrame(() => void loadLanguage()));
    const later = setTimeout(() => void loadAll(), PRELOAD_MS);
    return () => {
      cancelAnimationFrame(soon);
      clearTimeout(later);
      lab.stop();
    };
  }, [lab]);
  return lab;
}

/**
 * Tells React of a change when the frame in which it came has been painted: a typed letter stands in the terminal before
 * the pictures around it are drawn anew. Changes of one frame are one.
 */
function afterPaint(lab: LabController): (notify: () => void) => () => void {
  return (notify) => {
    let asked = false;
    let gone = false;
    const unsubscribe = lab.subscribe(() => {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() =>
        setTimeout(() => {
          asked = false;
          if (!gone) notify();
        }),
      );
    });
    return () => {
      gone = true;
      unsubscribe();
    };
  };
}

export function useLabState(lab: LabController): LabState {
  const subscribe = useMemo(() => afterPaint(lab), [lab]);
  return useSyncExternalStore(subscribe, lab.state);
}
