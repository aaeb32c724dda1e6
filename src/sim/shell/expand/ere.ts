// Matches extended regular expressions in linear time: all possibilities advance together (Pike's method). The match is the leftmost,
// and of those the longest, as POSIX asks; inside it, sub-expressions take what the leftmost alternatives and greedy repetitions give.
import type { ByteString } from '../../kernel/abi/index.ts';
import { compileRegex, isWordCode, RegexFault, type Instruction } from './ere-parse.ts';

export { RegexFault } from './ere-parse.ts';

interface Thread {
  readonly pc: number;
  readonly saved: readonly number[];
}

function holds(kind: string, text: ByteString, at: number): boolean {
  const before = at > 0 && isWordCode(text.charCodeAt(at - 1));
  const after = at < text.length && isWordCode(text.charCodeAt(at));
  switch (kind) {
    case '^':
      return at === 0;
    case '$':
      return at === text.length;
    case 'b':
      return before !== after;
    case 'B':
      return before === after;
    case '<':
      return !before && after;
    default:
      return before && !after;
  }
}

/** Follows the instructions that take no character. */
function addThread(
  list: Thread[],
  seen: Uint8Array,
  code: readonly Instruction[],
  pc: number,
  saved: readonly number[],
  text: ByteString,
  at: number,
): void {
  const stack: Thread[] = [{ pc, saved }];
  while (stack.length > 0) {
    const thread = stack.pop() as Thread;
    if (seen[thread.pc]) continue;
    seen[thread.pc] = 1;
    const step = code[thread.pc] as Instruction;
    switch (step.op) {
      case 'jump':
        stack.push({ pc: step.to, saved: thread.saved });
        break;
      case 'split':
        stack.push({ pc: step.second, saved: thread.saved }, { pc: step.first, saved: thread.saved });
        break;
      case 'save': {
        const copy = thread.saved.slice();
        copy[step.slot] = at;
        stack.push({ pc: thread.pc + 1, saved: copy });
        break;
      }
      case 'assert':
        if (holds(step.kind, text, at)) stack.push({ pc: thread.pc + 1, saved: thread.saved });
        break;
      default:
        list.push(thread);
    }
  }
}

function run(code: readonly Instruction[], groups: number, text: ByteString): readonly number[] | undefined {
  let best: readonly number[] | undefined;
  let threads: Thread[] = [];
  const none = new Array<number>((groups + 1) * 2).fill(-1);
  const seen = new Uint8Array(code.length);
  for (let at = 0; at <= text.length; at += 1) {
    if (best === undefined) {
      // A match may begin here, behind those that began before.
      seen.fill(0);
      for (const thread of threads) seen[thread.pc] = 1;
      addThread(threads, seen, code, 0, none, text, at);
    }
    if (threads.length === 0 && best !== undefined) break;
    const next: Thread[] = [];
    seen.fill(0);
    for (const thread of threads) {
      const step = code[thread.pc] as Instruction;
      if (step.op === 'match') {
        const start = thread.saved[0] ?? 0;
        const end = thread.saved[1] ?? 0;
        if (best === undefined || start < (best[0] ?? 0) || (start === best[0] && end > (best[1] ?? 0)))
          best = thread.saved;
      } else if (step.op === 'char' && at < text.length && step.test(text.charCodeAt(at))) {
        addThread(next, seen, code, thread.pc + 1, thread.saved, text, at + 1);
      }
    }
    const from = best?.[0];
    threads = from === undefined ? next : next.filter((thread) => (thread.saved[0] ?? 0) <= from);
  }
  return best;
}

/** Back references need another method: JavaScript's engine knows them. */
function withBackReferences(source: ByteString, text: ByteString, nocase: boolean): ByteString[] | undefined {
  try {
    return new RegExp(source, nocase ? 'is' : 's').exec(text)?.map((group: string | undefined) => group ?? '');
  } catch {
    throw new RegexFault(source);
  }
}

/** The match and its groups; undefined when it does not match. */
export function matchRegex(source: ByteString, text: ByteString, nocase: boolean): ByteString[] | undefined {
  if (/(?:^|[^\\])(?:\\\\)*\\[1-9]/.test(source)) return withBackReferences(source, text, nocase);
  const { code, groups } = compileRegex(source, nocase);
  const saved = run(code, groups, text);
  if (!saved) return undefined;
  const out: ByteString[] = [];
  for (let group = 0; group <= groups; group += 1) {
    const start = saved[group * 2] ?? -1;
    const end = saved[group * 2 + 1] ?? -1;
    out.push(start < 0 || end < 0 ? '' : text.slice(start, end));
  }
  return out;
}
