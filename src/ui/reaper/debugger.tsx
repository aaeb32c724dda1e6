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
  if (move.kind === 'back' || move.kind === 'first' || move.kind === 'event-back') return false;
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

interface Control {
  readonly move: DebugMove;
  /** Pressed while the debugger has the focus. */
  readonly key: string;
  readonly label: string;
  readonly title: string;
}

const MOVES: readonly Control[] = [
  { move: { kind: 'first' }, key: 'a', label: '|◀', title: 'First statement' },
  { move: { kind: 'event-back' }, key: 'E', label: '◀ Event', title: 'Event before: a signal or a death' },
  { move: { kind: 'back' }, key: 'b', label: '◀ Step', title: 'Step back a statement' },
  { move: { kind: 'forward' }, key: 's', label: 'Step ▶', title: 'Step, into functions and handlers' },
  { move: { kind: 'over' }, key: 'n', label: 'Over ▶', title: 'Step over functions and handlers' },
  { move: { kind: 'event' }, key: 'e', label: 'Event ▶', title: 'Next event: a signal or a death' },
];

const NOWHERE: Readonly<Record<DebugMove['kind'], string>> = {
  first: 'It has not begun.',
  back: 'This is the first of its statements that is kept.',
  'event-back': 'No signal came for it before, and no child of its ended.',
  forward: 'It sleeps, and nothing more happens by itself. Make a child, or send a signal.',
  over: 'It sleeps, and nothing more happens by itself. Make a child, or send a signal.',
  event: 'Nothing more happens by itself. Make a child, or send a signal.',
  line: 'It does not come to that line by itself. Make a child, or send a signal.',
};

export function Debugger({ lab, state }: Props) {
  const [picked, setPicked] = useState<number>();
  const [said, setSaid] = useState<{ readonly at: number; readonly text: string }>();
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
    setSaid(there ? undefined : { at: lab.state().cursor, text: NOWHERE[to.kind] });
  };
  const keys = (event: KeyboardEvent): void => {
    const wanted = MOVES.find(({ key }) => key === event.key);
    if (!wanted || event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLSelectElement) return;
    event.preventDefault();
    move(wanted.move);
  };
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
        <span role="group" aria-label="Move through the program" className={css['moves']}>
          {MOVES.map(({ move: to, key, label, title }) => (
            <Button key={key} title={`${title} (${key})`} aria-label={title} onClick={() => move(to)}>
              {label}
            </Button>
          ))}
        </span>
      </div>
      <p className={css['now']} role="status">
        {said?.at === cursor ? <b>{said.text} </b> : null}
        {here === cursor ? null : <>{sentence(trace.at(cursor)).text} </>}
        <Inline text={debugSentence(process, seen)} />
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
