// The debugger's answers, from the trace alone: where a compiled program stands, what its variables are, what the last statement
// changed, and which step a press of a button leads to. There is no second machine.
import { fromUtf8 } from '../sim/kernel/abi/bytes.ts';
import { members, signalName } from '../sim/kernel/abi/signals.ts';
import type { Pid, Step } from '../sim/kernel/events.ts';
import type { FrameView, MachineView, ProcessView, VariableView } from '../sim/kernel/view.ts';
import { innerPid, statusWords, STATE_WORDS } from './names.ts';

interface Kept {
  readonly length: number;
  readonly base: number;
  at(index: number): Step<MachineView>;
}

/** Processes that can be looked into, those that live and have begun first; PID 1 of a container before others. */
export function debuggable(view: MachineView): readonly ProcessView[] {
  return [...view.processes.values()]
    .filter((process) => process.source !== undefined)
    .sort((a, b) => innerPid(a) - innerPid(b) || a.pid - b.pid);
}

const isStatement = (step: Step<MachineView>, pid: Pid): boolean =>
  step.event.kind === 'line' && step.event.pid === pid;

function search(steps: Kept, from: number, by: 1 | -1, test: (step: Step<MachineView>) => boolean): number | undefined {
  for (let i = from; i >= steps.base && i < steps.length; i += by) if (test(steps.at(i))) return i;
  return undefined;
}

/** The statement that stands at `cursor`, or the last one before it. */
export const statementAt = (steps: Kept, cursor: number, pid: Pid): number | undefined =>
  search(steps, Math.min(cursor, steps.length - 1), -1, (step) => isStatement(step, pid));

export type DebugMove =
  | { readonly kind: 'first' }
  | { readonly kind: 'back' }
  | { readonly kind: 'event-back' }
  | { readonly kind: 'forward' }
  | { readonly kind: 'over' }
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'event' };

const depthOf = (view: MachineView, pid: Pid): number => view.processes.get(pid)?.frames?.length ?? 0;

/** A signal for the process, or a child of its own that ends or is handed to it. */
function concerns({ event }: Step<MachineView>, pid: Pid): boolean {
  if (event.kind === 'signal') return event.target === pid;
  if (event.kind === 'deliver') return event.target === pid;
  if (event.kind === 'zombie') return event.parent === pid;
  return event.kind === 'reparent' && event.to === pid;
}

/** Where a move leads from `cursor`; undefined: the trace has no such step (yet). Every move forward also ends at the process's end. */
export function moveTo(steps: Kept, cursor: number, pid: Pid, move: DebugMove): number | undefined {
  if (move.kind === 'first') return search(steps, steps.base, 1, (step) => isStatement(step, pid));
  if (move.kind === 'event-back') return search(steps, cursor - 1, -1, (step) => concerns(step, pid));
  if (move.kind === 'back') {
    const here = statementAt(steps, cursor, pid);
    if (here === undefined) return undefined;
    // From within a statement first to its beginning.
    return here < cursor && !isStatement(steps.at(cursor), pid)
      ? here
      : search(steps, here - 1, -1, (step) => isStatement(step, pid));
  }
  const over = (step: Step<MachineView>): boolean => step.event.kind === 'exit' && step.event.pid === pid;
  const depth = depthOf(steps.at(cursor).view, pid);
  const wanted = (step: Step<MachineView>): boolean => {
    switch (move.kind) {
      case 'forward':
        return isStatement(step, pid);
      case 'over':
        return isStatement(step, pid) && depthOf(step.view, pid) <= depth;
      case 'line':
        return isStatement(step, pid) && step.event.kind === 'line' && step.event.line === move.line;
      case 'event':
        return concerns(step, pid);
    }
  };
  return search(steps, cursor + 1, 1, (step) => wanted(step) || over(step));
}

export interface VariableRow extends VariableView {
  /** What it was before the last statement, when that changed it. */
  readonly before: string | undefined;
}

export interface FrameRow {
  readonly fn: string;
  readonly line: number;
  readonly variables: readonly VariableRow[];
  /** Called by the last statement, or run by a signal since then. */
  readonly entered: boolean;
}

const rows = (now: readonly VariableView[], before: readonly VariableView[] | undefined): readonly VariableRow[] =>
  now.map((variable) => {
    const old = before?.find(({ name }) => name === variable.name);
    return { ...variable, before: old !== undefined && old.value !== variable.value ? old.value : undefined };
  });

export interface Inspection {
  readonly frames: readonly FrameRow[];
  readonly globals: readonly VariableRow[];
  /** Statements were left out of the trace since the one before: more ran than can be shown. */
  readonly gap: boolean;
}

/** What a debugger shows of a process at `cursor`, compared with the statement before. */
export function inspect(steps: Kept, cursor: number, view: MachineView, pid: Pid): Inspection {
  const process = view.processes.get(pid);
  const here = statementAt(steps, cursor, pid);
  const earlier = here === undefined ? undefined : search(steps, here - 1, -1, (step) => isStatement(step, pid));
  const old = earlier === undefined ? undefined : steps.at(earlier).view.processes.get(pid);
  const now = process?.frames ?? [];
  const was: readonly FrameView[] = old?.frames ?? [];
  // Frames are compared from the outermost in: main stands at the same place while others come and go.
  const frames = now.map((frame, i) => {
    const depth = now.length - i;
    const same = was[was.length - depth];
    const kept = same?.fn === frame.fn ? same : undefined;
    return { ...frame, variables: rows(frame.variables, kept?.variables), entered: old !== undefined && !kept };
  });
  const gap =
    here !== undefined &&
    earlier !== undefined &&
    search(
      steps,
      earlier + 1,
      1,
      ({ index, event }) => index >= here || (event.kind === 'limit' && event.name === 'LINES'),
    ) !== here;
  return { frames, globals: rows(process?.globals ?? [], old?.globals), gap };
}

export interface ChildRow {
  readonly pid: Pid;
  readonly inner: number;
  readonly comm: string;
  readonly state: ProcessView['state'];
  readonly words: string;
}

/** The children of a process, the dead first: they are what it owes. */
export function childRows(view: MachineView, pid: Pid): readonly ChildRow[] {
  return [...view.processes.values()]
    .filter((process) => process.parent === pid && process.state !== 'X')
    .map((process) => ({
      pid: process.pid,
      inner: innerPid(process),
      comm: process.comm,
      state: process.state,
      words:
        process.state === 'Z' && process.exitStatus !== undefined
          ? `zombie: ${statusWords(process.exitStatus, signalName)}`
          : STATE_WORDS[process.state],
    }))
    .sort((a, b) => Number(b.state === 'Z') - Number(a.state === 'Z') || a.inner - b.inner);
}

export interface SignalRow {
  readonly name: string;
  readonly pending: boolean;
  readonly blocked: boolean;
}

/** Signals that wait or are held back. */
export function signalRows(process: ProcessView): readonly SignalRow[] {
  const pending = process.pending | process.sharedPending;
  const all = members(pending | process.blocked);
  const waiting = new Set(members(pending));
  const held = new Set(members(process.blocked));
  return all.map((sig) => ({ name: `SIG${signalName(sig)}`, pending: waiting.has(sig), blocked: held.has(sig) }));
}

/** The debugger in one breath, for those who do not see it: where, in what, what changed. Inline text. */
export function debugSentence(process: ProcessView, { frames, globals }: Inspection): string {
  const [top, ...outer] = frames;
  const name = `${process.comm} (${innerPid(process)})`;
  if (process.state === 'Z') return `${name} has ended and waits for its parent.`;
  if (!top) return `${name} has not begun its first statement.`;
  const text = fromUtf8(process.source?.text.split('\n')[top.line - 1] ?? '').trim();
  const from =
    outer.length === 0 ? '' : `, called from ${outer.map(({ fn, line }) => `${fn} at line ${line}`).join(', from ')}`;
  const changes = [...frames.flatMap(({ variables }) => variables), ...globals]
    .filter(({ before }) => before !== undefined)
    .map(({ name: variable, before, value }) => `${variable} was ${before} and is ${value}`);
  const changed = changes.length === 0 ? '' : ` Changed: ${changes.join('; ')}.`;
  const code = text === '' ? '' : `: \`${text}\``;
  const asleep = process.state === 'R' ? '' : ` It is ${process.doing}.`;
  return `${name}, line ${top.line} in ${top.fn}${from}${code}${asleep}${changed}`;
}
