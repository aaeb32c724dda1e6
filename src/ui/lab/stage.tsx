/** The drawn machine: boxes, cards, wires, and the signal on its way. Geometry comes from viz/scene. */
import { useEffect, useRef, useState, type CSSProperties } from 'react';
import type { MachineView, ProcessView } from '../../lesson/index.ts';
import {
  commandLine,
  fate,
  pidText,
  sceneOf,
  sigText,
  STATE_WORDS,
  type CardAt,
  type Journey,
} from '../../viz/index.ts';
import { maskHex } from '../../lesson/index.ts';
import css from './stage.module.css';

interface Props {
  readonly view: MachineView;
  readonly journey: Journey | undefined;
  readonly selected: number | undefined;
  readonly onSelect: (pid: number) => void;
}

function note(process: ProcessView, journey: Journey | undefined): string {
  if (journey && process.pid === journey.sender) return `kill(${journey.named}, ${sigText(journey.sig)})`;
  if (process.state === 'Z') return 'waits to be collected';
  if (journey && process.pid === journey.target) return `SigCgt ${maskHex(process.caught)}`;
  return process.doing;
}

function Card({ at, journey, selected, onSelect }: { at: CardAt } & Omit<Props, 'view'>) {
  const { process, x, y, w, h } = at;
  const style: CSSProperties & { '--c': string } = {
    left: x,
    top: y,
    width: w,
    height: h,
    '--c': `var(--st-${process.state === 't' ? 'T' : process.state === 'X' ? 'Z' : process.state})`,
  };
  const on = process.pid === selected;
  return (
    <button
      type="button"
      className={`${css['card']} ${on ? css['selected'] : ''} ${process.state === 'Z' ? css['zombie'] : ''}`}
      style={style}
      aria-pressed={on}
      aria-label={`${commandLine(process, 60)}, ${pidText(process)}, ${STATE_WORDS[process.state]}, ${process.doing}${process.unkillable ? ', init of its namespace' : ''}`}
      onClick={() => onSelect(process.pid)}
    >
      <b>{commandLine(process, Math.floor((w - 44) / 7.9))}</b>
      <i>{process.state}</i>
      {process.unkillable ? <em>init</em> : null}
      <small>{pidText(process)}</small>
      <small>{note(process, journey)}</small>
    </button>
  );
}

/** The picture is laid out in pixels and grows with the reader's type. */
const typeScale = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;

export function Stage({ view, journey, selected, onSelect }: Props) {
  const ref = useRef<HTMLDivElement>(null);
  const [{ width, scale }, setMeasure] = useState({ width: 640, scale: 1 });
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setMeasure({ width: Math.floor(entry.contentRect.width), scale: typeScale() });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const scene = sceneOf(view, Math.max(280, Math.floor(width / scale)), journey);
  const { flight } = scene;
  const top = flight ? Math.min(flight.start.y, flight.end.y) : 0;
  const number = journey?.number;
  useEffect(() => {
    // A signal that is sent must be seen.
    const around = ref.current?.parentElement;
    if (number === undefined || !around || around.scrollHeight <= around.clientHeight) return;
    around.scrollTo({ top: Math.max(0, (top - 60) * scale), behavior: 'smooth' });
  }, [number, top, scale]);
  return (
    <div ref={ref} className={css['measure']}>
      <div className={css['stage']} style={{ height: scene.height, width: scene.width, zoom: scale }}>
        {scene.boxes.map((box) => (
          <div
            key={box.id}
            className={`${css['box']} ${box.alive ? '' : css['gone']}`}
            style={{ left: box.x, top: box.y, width: box.w, height: box.h }}
          >
            <span className={css['label']}>
              {box.label}
              {box.alive ? '' : ' · gone'}
            </span>
            {box.hidden > 0 ? <span className={css['hidden']}>and {box.hidden} more</span> : null}
          </div>
        ))}
        <svg className={css['wires']} width={scene.width} height={scene.height} aria-hidden="true">
          {scene.wires.map((wire) => (
            <path key={wire} d={wire} className={css['wire']} />
          ))}
        </svg>
        {scene.cards.map((at) => (
          <Card key={at.process.pid} at={at} journey={journey} selected={selected} onSelect={onSelect} />
        ))}
        {scene.kernel ? (
          <span className={css['kernel']} style={{ left: scene.kernel.x, top: scene.kernel.y }}>
            kernel
          </span>
        ) : null}
        {flight && journey ? (
          <svg
            key={journey.number}
            className={css['flight']}
            width={scene.width}
            height={scene.height}
            aria-hidden="true"
          >
            {flight.rest === '' ? null : <path d={flight.rest} className={css['rest']} />}
            <path d={flight.way} className={`${css['way']} ${flight.stopped ? css['stopped'] : ''}`} />
            {flight.stopped ? (
              <path
                d="M0 -10V10"
                className={css['bar']}
                transform={`translate(${flight.end.x} ${flight.end.y}) rotate(${(flight.end.angle * 180) / Math.PI})`}
              />
            ) : (
              <circle cx={flight.end.x} cy={flight.end.y} r="4" className={css['arrived']} />
            )}
            <circle r="6.5" className={css['token']} style={{ offsetPath: `path('${flight.way}')` }} />
          </svg>
        ) : null}
        <p className="hidden-text" aria-live="polite">
          {journey ? `${sigText(journey.sig)}: ${fate(journey)}` : ''}
        </p>
      </div>
    </div>
  );
}
