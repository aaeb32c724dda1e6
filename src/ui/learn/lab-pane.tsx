/**
 * The lab beside the prose, or below it as a sheet on narrow screens. Its code is loaded at the first sign of life on the
 * page, so that reading costs nothing; until then its place is drawn.
 */
import { lazy, Suspense, useEffect, useState } from 'react';
import { Boundary } from '../components/boundary.tsx';
import { Button } from '../components/button.tsx';
import { useAsked, type LabBus } from '../lab-bus.ts';
import css from './lab-pane.module.css';

const Lab = lazy(() => import('../lab/lab.tsx'));

const SIGNS_OF_LIFE = ['pointermove', 'pointerdown', 'keydown', 'scroll', 'touchstart'] as const;

/** True from the first thing a person does on the page. */
function useAwake(): boolean {
  const [awake, setAwake] = useState(false);
  useEffect(() => {
    if (awake) return undefined;
    const wake = (): void => setAwake(true);
    for (const sign of SIGNS_OF_LIFE) addEventListener(sign, wake, { passive: true, once: true });
    return () => {
      for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, wake);
    };
  }, [awake]);
  return awake;
}

/** Below this width the lab is a sheet; the same number is in lab-pane.module.css. */
const WIDE = '(min-width: 1100px)';

function useWide(): boolean {
  const [wide, setWide] = useState(false);
  useEffect(() => {
    const query = matchMedia(WIDE);
    const look = (): void => setWide(query.matches);
    look();
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, []);
  return wide;
}

function Waiting() {
  return (
    <div className={css['waiting']} aria-hidden="true">
      <div className={css['bar']} />
      <div className={css['stage']}>
        <span />
        <span />
      </div>
      <div className={css['scrub']} />
      <div className={css['term']}>
        <i>root@pod:/# </i>
        <u> </u>
      </div>
    </div>
  );
}

export function LabPane({ bus }: { readonly bus: LabBus }) {
  const awake = useAwake();
  const wide = useWide();
  const asked = useAsked(bus);
  const [sheet, setSheet] = useState(false);
  const [answered, setAnswered] = useState(0);
  // A request from the prose opens the sheet: what it asked for must be seen.
  if (asked.number !== answered) {
    setAnswered(asked.number);
    setSheet(true);
  }
  const shown = awake && (wide || sheet);
  const [loaded, setLoaded] = useState(false);
  if (shown && !loaded) setLoaded(true);
  useEffect(() => {
    if (!sheet || wide) return undefined;
    const close = (event: KeyboardEvent): void => {
      const inTerminal = event.target instanceof Element && event.target.closest('.xterm') !== null;
      if (event.key === 'Escape' && !inTerminal) setSheet(false);
    };
    addEventListener('keydown', close);
    return () => removeEventListener('keydown', close);
  }, [sheet, wide]);
  return (
    <>
      <aside className={`${css['pane']} ${sheet ? css['up'] : ''}`} aria-label="Lab" inert={!wide && !sheet}>
        <div className={css['grip']}>
          <b>Lab</b>
          <Button look="quiet" onClick={() => setSheet(false)}>
            Back to the text
          </Button>
        </div>
        <div className={css['content']}>
          {loaded ? (
            <Boundary what="The lab">
              <Suspense fallback={<Waiting />}>
                <Lab setup={bus.asked.setup} bus={bus} />
              </Suspense>
            </Boundary>
          ) : (
            <Waiting />
          )}
        </div>
      </aside>
      <div className={css['opener']}>
        <Button look="primary" onClick={() => setSheet(true)} aria-expanded={sheet}>
          Open the lab
        </Button>
      </div>
    </>
  );
}
