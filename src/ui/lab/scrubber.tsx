/**
 * The time line: a dot for every telling step, the one that is shown, and how to move. It is one slider: arrows go from dot
 * to dot, Shift-arrows from step to step, and what happened is said as its value.
 */
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { LabController, LabState } from '../../adapters/lab/index.ts';
import { clock, dotsOf, sentence, type Dot, type Marks } from '../../viz/index.ts';
import { Button } from '../components/button.tsx';
import css from './scrubber.module.css';

/** Dots closer than this cannot be told apart or hit. */
const DOT_PX = 13;

function useWidth(): readonly [(element: HTMLElement | null) => void, number] {
  const [width, setWidth] = useState(320);
  const observer = useRef<ResizeObserver>(undefined);
  const [ref] = useState(() => (element: HTMLElement | null) => {
    observer.current?.disconnect();
    if (!element) return;
    observer.current = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.current.observe(element);
  });
  return [ref, width];
}

function nearest(dots: readonly Dot[], x: number): Dot | undefined {
  let best: Dot | undefined;
  for (const dot of dots) if (!best || Math.abs(dot.x - x) < Math.abs(best.x - x)) best = dot;
  return best;
}

interface Props {
  readonly lab: LabController;
  readonly state: LabState;
  readonly marks: Marks;
  readonly trackRef: { current: HTMLDivElement | null };
}

export function Scrubber({ lab, state, marks, trackRef }: Props) {
  const [measure, width] = useWidth();
  const [hovered, setHovered] = useState<Dot>();
  const { trace, cursor, length, base } = state;
  const dots = dotsOf(marks.list, Math.max(2, width / DOT_PX));
  const here = dots.findLast((dot) => dot.first <= cursor);
  const said = sentence(trace.at(cursor));

  const toMark = (by: number): void => {
    const at = marks.before(cursor);
    const onMark = marks.list[at]?.step === cursor;
    const to = marks.list[by < 0 && !onMark ? at : at + by];
    if (to) lab.seek(to.step);
    else if (by > 0) lab.toNow();
  };
  const keys = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => (event.shiftKey ? lab.seek(cursor - 1) : toMark(-1)),
      ArrowRight: () => (event.shiftKey ? lab.seek(cursor + 1) : toMark(1)),
      Home: () => lab.seek(base),
      End: () => lab.toNow(),
      PageUp: () => lab.seek(cursor - 50),
      PageDown: () => lab.seek(cursor + 50),
      ' ': () => lab.setPlaying(!state.playing),
      Enter: () => lab.continueHere(),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };
  const dotAt = (event: PointerEvent<HTMLDivElement>): Dot | undefined => {
    const box = event.currentTarget.getBoundingClientRect();
    return nearest(dots, (event.clientX - box.left) / box.width);
  };
  useEffect(() => {
    measure(trackRef.current);
    return () => measure(null);
  }, [measure, trackRef]);

  return (
    <div className={css['scrub']}>
      <div className={css['buttons']}>
        <Button look="quiet" aria-label="Step back" title="Step back (←)" onClick={() => toMark(-1)}>
          ◀
        </Button>
        <Button
          look="quiet"
          aria-label={state.playing ? 'Pause' : 'Play'}
          title={state.playing ? 'Pause' : 'Play'}
          onClick={() => lab.setPlaying(!state.playing)}
        >
          {state.playing ? <Pause /> : <Play />}
        </Button>
        <Button look="quiet" aria-label="Step forward" title="Step forward (→)" onClick={() => toMark(1)}>
          ▶
        </Button>
      </div>
      <span className={css['step']}>
        step {cursor + 1}/{length}
      </span>
      <div
        ref={trackRef}
        className={css['track']}
        role="slider"
        tabIndex={0}
        aria-label="Time line"
        aria-valuemin={base + 1}
        aria-valuemax={length}
        aria-valuenow={cursor + 1}
        aria-valuetext={`Step ${cursor + 1} of ${length}: ${said.text}`}
        onKeyDown={keys}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          const dot = dotAt(event);
          if (dot) lab.seek(dot === dots.at(-1) ? length - 1 : dot.step);
        }}
        onPointerMove={(event) => {
          const dot = dotAt(event);
          setHovered(dot);
          if (event.buttons === 1 && dot) lab.seek(dot === dots.at(-1) ? length - 1 : dot.step);
        }}
        onPointerLeave={() => setHovered(undefined)}
      >
        {dots.map((dot) => (
          <span
            key={dot.first}
            className={`${css['dot']} ${css[dot.tone]} ${dot.count > 1 ? css['many'] : ''} ${dot === here ? css['now'] : ''}`}
            style={{ left: `${dot.x * 100}%` }}
          />
        ))}
        {hovered ? (
          <span className={css['tip']} style={{ left: `clamp(7rem, ${hovered.x * 100}%, calc(100% - 7rem))` }}>
            {hovered.count > 1 ? `${hovered.count} steps, among them: ` : ''}
            {hovered.step >= base ? sentence(trace.at(hovered.step)).text : ''}
          </span>
        ) : null}
      </div>
      <span className={css['time']}>
        <span className={css['t']}>t = </span>
        {clock(state.at)}
      </span>
      <div className={css['buttons']}>
        <Button
          look="quiet"
          aria-pressed={state.speed === 10}
          title="Ten virtual seconds a second"
          onClick={() => lab.setSpeed(state.speed === 10 ? 1 : 10)}
        >
          ×{state.speed}
        </Button>
        <Button look="quiet" title="Let time pass until something happens" onClick={() => lab.nextEvent()}>
          <span className={css['next']}>Next event</span>
          <span aria-hidden="true" className={css['next-short']}>
            ⇥
          </span>
        </Button>
      </div>
    </div>
  );
}

const Play = () => (
  <svg width="11" height="12" viewBox="0 0 11 12" aria-hidden="true">
    <path d="M1 1v10l9-5z" fill="currentColor" />
  </svg>
);

const Pause = () => (
  <svg width="11" height="12" viewBox="0 0 11 12" aria-hidden="true">
    <path d="M1 1h3v10H1zM7 1h3v10H7z" fill="currentColor" />
  </svg>
);
