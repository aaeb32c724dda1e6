/**
 * The machine on the home page. What is served is a drawing of it: a terminal after `kill -9 1` and the gates that the
 * signal met. The first touch loads the lab and puts the live machine in its place, where the drawing left off.
 */
import { lazy, Suspense, useState } from 'react';
import { Boundary } from '../components/boundary.tsx';
import { DRAWN, PROMPT } from './hero-drawing.ts';
import css from './hero-machine.module.css';

const LiveHero = lazy(() => import('../lab/hero.tsx'));

const GATES: readonly (readonly [title: string, text: string, look: 'pass' | 'stop' | 'never'])[] = [
  ['Find the task', 'pid 1, here', 'pass'],
  ['Allowed?', 'same user', 'pass'],
  ['Unkillable init', 'default action, not from above: dropped', 'stop'],
  ['Queue, wake', 'never reached', 'never'],
];

const COMMANDS: readonly string[] = DRAWN.map(([command]) => command);

function Drawing({ waking }: { readonly waking: boolean }) {
  return (
    <>
      <div className={css['term']}>
        {DRAWN.map(([command, output]) => (
          <span key={command}>
            <i>{PROMPT}</i>
            {command}
            {'\n'}
            {output}
          </span>
        ))}
        <i>{PROMPT}</i>
        <u> </u>
      </div>
      <ol className={css['gates']} aria-label="What the kernel decided about kill -9 1">
        {GATES.map(([title, text, look]) => (
          <li key={title} className={css[look]}>
            <b>{title}</b>
            {text}
          </li>
        ))}
      </ol>
      <span className={css['hint']}>{waking ? 'Starting the machine…' : 'It is alive: click and type'}</span>
    </>
  );
}

export function HeroMachine() {
  const [woken, setWoken] = useState(false);
  if (!woken) {
    const wake = (): void => setWoken(true);
    return (
      <div
        className={css['machine']}
        role="button"
        tabIndex={0}
        aria-label="A live machine, drawn. Press Enter to start it and type."
        onClick={wake}
        onPointerDown={(event) => {
          if (event.pointerType !== 'mouse') wake();
        }}
        onKeyDown={(event) => {
          if (event.key.length === 1 || event.key === 'Enter') wake();
        }}
      >
        <Drawing waking={false} />
      </div>
    );
  }
  return (
    <div className={css['machine']}>
      <Boundary what="The machine">
        <Suspense fallback={<Drawing waking />}>
          <LiveHero replayed={COMMANDS} />
        </Suspense>
      </Boundary>
    </div>
  );
}
