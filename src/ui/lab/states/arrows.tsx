/** The ways between the places: quiet arrows, and the ones that the step shown took, with the call that took them. */
import { useState, type KeyboardEvent } from 'react';
import { EDGES, type EdgeLine, type Move, type StateScene } from '../../../viz/index.ts';
import css from './graph.module.css';
import type { Topic } from './graph.tsx';

interface Props {
  readonly scene: StateScene;
  readonly moves: readonly Move[];
  readonly fresh: boolean;
  readonly onTopic: (topic: Topic | undefined) => void;
}

/** Width of a tag: type of ten and a half pixels, and its border. */
const tagWidth = (text: string): number => text.length * 6.4 + 14;

/** The tag stands on its arrow, and wholly in the picture. */
function tagAt({ from, to }: EdgeLine, text: string, width: number): { readonly left: number; readonly top: number } {
  const half = tagWidth(text) / 2;
  return {
    left: Math.max(half + 2, Math.min((from.x + to.x) / 2, width - half - 2)),
    top: (from.y + to.y) / 2,
  };
}

export function Arrows({ scene, moves, fresh, onTopic }: Props) {
  const [at, setAt] = useState(0);
  // Of several moves over one edge the last one is told.
  const used = new Map(moves.flatMap((move) => move.edges.map((edge) => [edge, move] as const)));
  const chief = moves.at(-1);
  const keys = (event: KeyboardEvent<HTMLElement>): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (at + step + scene.edges.length) % scene.edges.length;
    setAt(next);
    event.currentTarget.parentElement?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <>
      <svg className={css['ways']} width={scene.width} height={scene.height} aria-hidden="true">
        {scene.edges.map((edge) => {
          const move = used.get(edge.id);
          return (
            <g
              key={edge.id}
              className={css['way']}
              data-used={move ? (fresh ? 'now' : 'last') : undefined}
              data-refused={move?.refused || undefined}
            >
              <path d={edge.path} />
              <path d={edge.head} />
              {edge.label ? (
                <text x={edge.label.x} y={edge.label.y + 3.5} textAnchor={edge.label.anchor}>
                  {EDGES[edge.id].label}
                </text>
              ) : null}
            </g>
          );
        })}
      </svg>
      <div role="group" aria-label="Ways between the states, explained">
        {scene.edges.map((edge, i) => {
          const { title, about, functions } = EDGES[edge.id];
          return (
            <button
              key={edge.id}
              type="button"
              className={css['hit']}
              style={{ left: edge.hit.x, top: edge.hit.y, width: edge.hit.w, height: edge.hit.h }}
              aria-label={`${title}. ${about} ${functions.map(([name, file]) => `${name}, ${file}`).join('; ')}`}
              tabIndex={i === at ? 0 : -1}
              onPointerEnter={() => onTopic({ kind: 'edge', id: edge.id })}
              onPointerLeave={() => onTopic(undefined)}
              onFocus={() => onTopic({ kind: 'edge', id: edge.id })}
              onBlur={() => onTopic(undefined)}
              onKeyDown={keys}
            />
          );
        })}
      </div>
      {scene.edges.map((edge) => {
        const move = used.get(edge.id);
        // A way of two edges is told on its last one.
        if (!move || move.edges.at(-1) !== edge.id) return null;
        return (
          <span
            key={`${edge.id} ${move.step}`}
            className={css['tag']}
            data-used={fresh ? 'now' : 'last'}
            data-refused={move.refused || undefined}
            data-chief={move === chief || undefined}
            style={tagAt(edge, move.tag, scene.width)}
            aria-hidden="true"
          >
            {move.tag}
          </span>
        );
      })}
    </>
  );
}
