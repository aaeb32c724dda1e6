// Captures, greedily: given where a match begins and ends, finds how the parts share it. Also runs back-references.
import { holds, neighbourAt } from './context.ts';
import type { Code } from './program.ts';

/** An expression with back-references may explode; beyond this it is reported as too complex. */
const MAX_STEPS = 2_000_000;

export type Found =
  | { readonly kind: 'match'; readonly slots: readonly number[] }
  | { readonly kind: 'none' }
  | { readonly kind: 'too-complex' };

export interface Search {
  readonly code: Code;
  readonly text: string;
  readonly newline: boolean;
  readonly icase: boolean;
  /** Without back-references a (place, instruction) that failed once fails always. */
  readonly memo: boolean;
}

/** A match from `start` that ends at `end`; at the farthest possible place when `end` is undefined. */
export function backtrack(search: Search, start: number, end: number | undefined): Found {
  const { code, text, newline } = search;
  const { list } = code;
  const limit = end ?? text.length;
  const width = limit - start + 1;
  const failed = search.memo ? new Uint8Array(list.length * width) : undefined;
  let slots: number[] = new Array<number>(code.slots).fill(-1);
  slots[0] = start;
  /** Either a place to try, or a slot to restore. */
  const stack: number[] = [];
  const TRY = 0;
  const RESTORE = 1;
  stack.push(TRY, 0, start);
  let best: number[] | undefined;
  let steps = 0;

  const same = (a: number, b: number, length: number): boolean => {
    const x = text.slice(a, a + length);
    const y = text.slice(b, b + length);
    return x === y || (search.icase && x.toLowerCase() === y.toLowerCase());
  };

  while (stack.length > 0) {
    const value = stack.pop() ?? 0;
    const target = stack.pop() ?? 0;
    const kind = stack.pop() ?? 0;
    if (kind === RESTORE) {
      slots[target] = value;
      continue;
    }
    let pc = target;
    let at = value;
    for (;;) {
      steps += 1;
      if (steps > MAX_STEPS) return best ? { kind: 'match', slots: best } : { kind: 'too-complex' };
      if (failed) {
        const key = pc * width + (at - start);
        if (failed[key] === 1) break;
        failed[key] = 1;
      }
      const instruction = list[pc];
      if (!instruction) break;
      if (instruction.op === 'match') {
        if (end !== undefined && at !== end) break;
        if (!best || at > (best[1] ?? -1)) {
          best = [...slots];
          best[1] = at;
        }
        if (at === limit) return { kind: 'match', slots: best };
        break;
      }
      if (instruction.op === 'set') {
        if (at >= limit || instruction.set[text.charCodeAt(at)] !== 1) break;
        at += 1;
        pc += 1;
      } else if (instruction.op === 'split') {
        stack.push(TRY, instruction.second, at);
        pc = instruction.first;
      } else if (instruction.op === 'jump') pc = instruction.to;
      else if (instruction.op === 'save' || instruction.op === 'mark') {
        stack.push(RESTORE, instruction.slot, slots[instruction.slot] ?? -1);
        slots[instruction.slot] = at;
        pc += 1;
      } else if (instruction.op === 'moved') {
        pc = slots[instruction.slot] === at ? instruction.exit : pc + 1;
      } else if (instruction.op === 'assert') {
        if (!holds(instruction.what, neighbourAt(text, at - 1), neighbourAt(text, at), newline)) break;
        pc += 1;
      } else {
        const from = slots[instruction.index * 2] ?? -1;
        const to = slots[instruction.index * 2 + 1] ?? -1;
        if (from < 0 || to < from || at + (to - from) > limit || !same(from, at, to - from)) break;
        at += to - from;
        pc += 1;
      }
    }
  }
  slots = [];
  return best ? { kind: 'match', slots: best } : { kind: 'none' };
}
