/**
 * A compiled program at the step that the time line shows: its text with the current line, calls and variables, signals and
 * children. Every button leads to another step of the same trace; where the trace ends, the machine runs on.
 */
import { useState, type KeyboardEvent } from 'react';
import type { LabController, LabState } from '../../adapters/lab/index.ts';
import {
  commandLine,
  debuggable,
  debugSentence,
  innerPid,
  inspect,
  moveTo,
  sentence,
  statementAt,
  type DebugMove,
} from '../../viz/index.ts';
import { Button } from '../components/button.tsx';
import { Inline } from '../components/inline.tsx';
import css from './debugger.module.css';
import { DebugSource } from './debug-source.tsx';
import { DebugState } from './debug-state.tsx';

interface Props {
  readonly lab: LabController;
  readonly state: LabState;
}

/** How often the machine is asked for one more event before a move gives up. */
const MAX_EVENTS = 400;

/** Goes to the step; when the trace has none yet, lets the machine run until there is one. False: nothing like it happens. */
function go(lab: LabController, pid: number, move: DebugMove): boolean {
  const { trace, cursor } = lab.state();
  const found = moveTo(trace, cursor, pid, move);
  if (found !== undefined) {
    lab.seek(found);
    return true;
  }
  if (move.kind === 'back') return false;
  lab.toNow();
  lab.setPlaying(false);
  for (let i = 0; i < MAX_EVENTS; i += 1) {
    const { length } = lab.state();
    lab.nextEvent();
    const now = lab.state();
    const next = moveTo(now.trace, cursor, pid, move);
    if (next !== undefined) {
      lab.seek(next);
      lab.setPlaying(false);
      return true;
    }
    if (now.length === length) return false;
  }
  return false;
}

const KEYS: Readonly<Record<string, DebugMove>> = {
  b: { kind: 'back' },
  s: { kind: 'forward' },
  n: { kind: 'over' },
  e: { kind: 'event' },
};

const MOVES: readonly (readonly [key: string, label: string, title: string])[] = [
  ['b', '◀ Back', 'The statement before (b)'],
  ['s', 'Step ▶', 'The next statement, into functions and handlers (s)'],
  ['n', 'Over', 'The next statement of this function (n)'],
  ['e', 'To signal or death', 'On to the next signal for it, or the next child that ends (e)'],
];

export function Debugger({ lab, state }: Props) {
  const [picked, setPicked] = useState<number>();
  const [said, setSaid] = useState('');
  const { trace, cursor, view } = state;
  const all = debuggable(view);
  const process = all.find(({ pid }) => pid === picked) ?? all[0];

  if (!process) {
    return (
      <div className={css['none']}>
        <p>
          No process of this machine was compiled from C at this moment. Write one in the tab <b>Editor</b> and run it
          as PID 1, or go back on the time line to when one was running.
        </p>
      </div>
    );
  }
  const seen = inspect(trace, cursor, view, process.pid);
  const here = statementAt(trace, cursor, process.pid);

  const move = (to: DebugMove): void => {
    const there = go(lab, process.pid, to);
    setSaid(
      there
        ? ''
        : to.kind === 'back'
          ? 'This is its first statement that is kept.'
          : to.kind === 'line'
            ? `It has not come to line ${to.line} yet. The machine waits for something from outside: make a child, or send a signal.`
            : 'Nothing more happens by itself: it sleeps until a signal comes. Make a child, or send one.',
    );
  };
  const keys = (event: KeyboardEvent): void => {
    const to = KEYS[event.key];
    if (!to || event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLSelectElement) return;
    event.preventDefault();
    move(to);
  };
  const at = trace.at(cursor);
  return (
    <div className={css['debugger']} onKeyDown={keys}>
      <div className={css['bar']}>
        {all.length > 1 ? (
          <select aria-label="Process" value={process.pid} onChange={(event) => setPicked(Number(event.target.value))}>
            {all.map((each) => (
              <option key={each.pid} value={each.pid}>
                {innerPid(each)} {commandLine(each)}
              </option>
            ))}
          </select>
        ) : (
          <span className={css['who']}>
            {innerPid(process)} {commandLine(process)}
          </span>
        )}
        {MOVES.map(([key, label, title]) => (
          <Button key={key} title={title} onClick={() => KEYS[key] && move(KEYS[key])}>
            {label}
          </Button>
        ))}
      </div>
      <p className={css['now']} role="status">
        <Inline text={said !== '' ? said : here === cursor ? debugSentence(process, seen) : sentence(at).text} />
        {seen.gap ? ' Statements were left out before this one: more ran than the trace can hold.' : ''}
      </p>
      <div className={css['body']}>
        <DebugSource
          source={process.source ?? { file: '', text: '' }}
          frames={seen.frames}
          onLine={(line) => move({ kind: 'line', line })}
        />
        <DebugState view={view} process={process} seen={seen} />
      </div>
    </div>
  );
}
