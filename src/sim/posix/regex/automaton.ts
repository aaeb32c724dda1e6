// A lazily built deterministic automaton: linear time whatever the expression, finds the leftmost-longest extent of a match.
import { EDGE, holds, neighbourAt, neighbourOf, type Neighbour } from './context.ts';
import type { Code } from './program.ts';

interface State {
  readonly kernel: readonly number[];
  readonly before: Neighbour;
  /** By byte class; the last class is the end of the text. */
  readonly moves: (Move | undefined)[];
}

interface Move {
  /** A match ends before this byte. */
  readonly accepts: boolean;
  readonly next: State | undefined;
}

/** Forget all states rather than grow without bound on hostile expressions. */
const MAX_STATES = 2000;

export class Automaton {
  readonly #code: Code;
  readonly #newline: boolean;
  /** Whether a match may begin at every step (search) or only at the first. */
  readonly #floating: boolean;
  readonly #classOf = new Uint8Array(256);
  readonly #sample: number[] = [];
  #states = new Map<string, State>();

  constructor(code: Code, newline: boolean, floating: boolean) {
    this.#code = code;
    this.#newline = newline;
    this.#floating = floating;
    this.#partition();
  }

  /** Bytes that no instruction tells apart share a class. */
  #partition(): void {
    const sets = new Set(this.#code.list.flatMap((i) => (i.op === 'set' ? [i.set] : [])));
    const asserts = this.#code.list.some((i) => i.op === 'assert');
    let classes = new Int32Array(256);
    let count = 1;
    const refine = (flag: (byte: number) => number): void => {
      const seen = new Map<number, number>();
      const next = new Int32Array(256);
      for (let byte = 0; byte < 256; byte += 1) {
        const key = (classes[byte] ?? 0) * 4 + flag(byte);
        let id = seen.get(key);
        if (id === undefined) {
          id = seen.size;
          seen.set(key, id);
        }
        next[byte] = id;
      }
      classes = next;
      count = seen.size;
    };
    for (const set of sets) refine((byte) => set[byte] ?? 0);
    if (asserts) refine(neighbourOf);
    for (let byte = 255; byte >= 0; byte -= 1) {
      this.#classOf[byte] = classes[byte] ?? 0;
      this.#sample[classes[byte] ?? 0] = byte;
    }
    this.#sample.length = count;
  }

  #state(kernel: readonly number[], before: Neighbour): State {
    const key = `${before}:${kernel.join(',')}`;
    const known = this.#states.get(key);
    if (known) return known;
    if (this.#states.size >= MAX_STATES) this.#states = new Map();
    const state: State = { kernel, before, moves: [] };
    this.#states.set(key, state);
    return state;
  }

  #move(state: State, cls: number): Move {
    const byte = cls < this.#sample.length ? (this.#sample[cls] ?? 0) : -1;
    const after: Neighbour = byte < 0 ? EDGE : neighbourOf(byte);
    const { list } = this.#code;
    const seen = new Set<number>();
    const stack = [...state.kernel];
    const next = new Set<number>();
    let accepts = false;
    while (stack.length > 0) {
      const pc = stack.pop() ?? 0;
      if (seen.has(pc)) continue;
      seen.add(pc);
      const instruction = list[pc];
      if (!instruction) continue;
      switch (instruction.op) {
        case 'match':
          accepts = true;
          break;
        case 'set':
          if (byte >= 0 && instruction.set[byte] === 1) next.add(pc + 1);
          break;
        case 'split':
          stack.push(instruction.first, instruction.second);
          break;
        case 'jump':
          stack.push(instruction.to);
          break;
        case 'assert':
          if (holds(instruction.what, state.before, after, this.#newline)) stack.push(pc + 1);
          break;
        case 'moved':
          stack.push(pc + 1, instruction.exit);
          break;
        default:
          stack.push(pc + 1);
      }
    }
    if (this.#floating) next.add(0);
    const kernel = [...next].sort((a, b) => a - b);
    const goes = byte >= 0 && kernel.length > 0;
    const move: Move = { accepts, next: goes ? this.#state(kernel, after) : undefined };
    state.moves[cls] = move;
    return move;
  }

  /** The end of the longest match that begins at `from`; -1 when there is none. `first`: the shortest is enough. */
  run(text: string, from: number, first = false): number {
    let state = this.#state([0], neighbourAt(text, from - 1));
    let best = -1;
    const end = this.#sample.length;
    for (let at = from; ; at += 1) {
      const cls = at < text.length ? (this.#classOf[text.charCodeAt(at) & 255] ?? 0) : end;
      const move = state.moves[cls] ?? this.#move(state, cls);
      if (move.accepts) {
        best = at;
        if (first) return best;
      }
      if (!move.next) return best;
      state = move.next;
    }
  }
}
