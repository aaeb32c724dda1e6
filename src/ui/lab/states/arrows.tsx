/** The ways between the places: quiet arrows, and the ones that the step shown took, with the call that took them. */
import { useState, type KeyboardEvent } from 'react';
import { EDGES, TITLE_H, type EdgeLine, type Move, type Rect, type StateScene } from '../../../viz/index.ts';
import css from './graph.module.css';
import { topicText, type Topic } from './topics.ts';

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

/** A place is pointed at by its title: its room is for the tokens. */
const topicsOf = ({ places, edges }: StateScene): readonly { readonly topic: Topic; readonly at: Rect }[] => [
  ...places.map(({ id, x, y, w, h }) => ({
    topic: { kind: 'place', id } as const,
    at: { x, y, w, h: id === 'new' ? h : TITLE_H },
  })),
  ...edges.map(({ id, hit }) => ({ topic: { kind: 'edge', id } as const, at: hit })),
];

export function Arrows({ scene, moves, fresh, onTopic }: Props) {
  const [current, setCurrent] = useState(0);
  const topics = topicsOf(scene);
  // Of several moves over one edge the last one is told.
  const used = new Map(moves.flatMap((move) => move.edges.map((edge) => [edge, move] as const)));
  const chief = moves.at(-1);
  const keys = (event: KeyboardEvent<HTMLElement>): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (current + step + topics.length) % topics.length;
    setCurrent(next);
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
      <div role="group" aria-label="States and the ways between them, explained. Arrow keys move.">
        {topics.map(({ topic, at }, i) => {
          const { title, about, functions } = topicText(topic);
          return (
            <button
              key={`${topic.kind} ${topic.id}`}
              type="button"
              className={css['hit']}
              style={{ left: at.x, top: at.y, width: at.w, height: at.h }}
              aria-label={`${title}. ${about} ${functions.map(([name, file]) => `${name}, ${file}`).join('; ')}`}
              tabIndex={i === current ? 0 : -1}
              onPointerEnter={() => onTopic(topic)}
              onPointerLeave={() => onTopic(undefined)}
              onFocus={() => onTopic(topic)}
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
