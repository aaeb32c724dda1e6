/** The text that a process runs, with the line it is at and those it will come back to; a line's number runs to it. */
import { useEffect, useMemo, useRef } from 'react';
import { fromUtf8 } from '../../sim/kernel/abi/bytes.ts';
import type { FrameRow } from '../../viz/index.ts';
import './code.css';
import css from './debug-source.module.css';
import { coloured } from './highlight.ts';

interface Props {
  readonly source: { readonly file: string; readonly text: string };
  readonly frames: readonly FrameRow[];
  readonly onLine: (line: number) => void;
}

export function DebugSource({ source, frames, onLine }: Props) {
  const lines = useMemo(() => coloured(fromUtf8(source.text).replace(/\n$/, '')), [source.text]);
  const box = useRef<HTMLDivElement>(null);
  const [top, ...outer] = frames;
  const current = top?.line;
  useEffect(() => {
    const list = box.current;
    const row = list?.querySelector('[aria-current]');
    if (!list || !(row instanceof HTMLElement)) return;
    const at = row.offsetTop - list.offsetTop;
    if (at < list.scrollTop + 24 || at > list.scrollTop + list.clientHeight - 48)
      list.scrollTop = at - list.clientHeight / 2;
  }, [current, source.text]);
  return (
    <section className={css['source']} aria-label={`Source ${source.file}`}>
      <header>{source.file}</header>
      <div ref={box} className={css['lines']} tabIndex={0} role="region" aria-label={`Text of ${source.file}`}>
        <ol>
          {lines.map((tokens, i) => {
            const number = i + 1;
            const caller = outer.find(({ line }) => line === number);
            return (
              <li
                key={i}
                className={number === current ? css['here'] : caller ? css['caller'] : undefined}
                aria-current={number === current ? 'step' : undefined}
              >
                <button
                  type="button"
                  tabIndex={-1}
                  title={`Run to line ${number}`}
                  aria-label={`Run to line ${number}`}
                  onClick={() => onLine(number)}
                >
                  {number}
                </button>
                <code>
                  {tokens.map(({ text, classes }, at) => (
                    <span key={at} className={classes}>
                      {text}
                    </span>
                  ))}
                </code>
              </li>
            );
          })}
        </ol>
      </div>
    </section>
  );
}
