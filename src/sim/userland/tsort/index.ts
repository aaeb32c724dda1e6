// tsort(1): an order in which every pair's first comes before its second.
import { isErr, type ByteString, type Sys } from '../../kernel/abi/index.ts';
import { slurp } from '../lib/input.ts';
import { command, type Tool } from '../lib/tool.ts';

/** The order, and the loops that had to be broken. */
export function topological(words: readonly ByteString[]): { order: ByteString[]; loops: ByteString[][] } {
  const names = [...new Set(words)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const successors = new Map<ByteString, ByteString[]>(names.map((name) => [name, []]));
  const count = new Map<ByteString, number>(names.map((name) => [name, 0]));
  for (let i = 0; i + 1 < words.length; i += 2) {
    const [from = '', to = ''] = [words[i], words[i + 1]];
    if (from === to) continue;
    successors.get(from)?.unshift(to);
    count.set(to, (count.get(to) ?? 0) + 1);
  }
  const order: ByteString[] = [];
  const loops: ByteString[][] = [];
  const done = new Set<ByteString>();
  const queue = names.filter((name) => count.get(name) === 0);
  while (order.length < names.length) {
    const name = queue.shift();
    if (name !== undefined) {
      order.push(name);
      done.add(name);
      for (const next of successors.get(name) ?? []) {
        count.set(next, (count.get(next) ?? 0) - 1);
        if (count.get(next) === 0) queue.push(next);
      }
      continue;
    }
    // a loop: follow predecessors until one repeats, then drop one relation
    const left = names.filter((entry) => !done.has(entry));
    const path: ByteString[] = [];
    let at = left[0] ?? '';
    while (!path.includes(at)) {
      path.push(at);
      at = left.find((entry) => (successors.get(entry) ?? []).includes(at)) ?? '';
    }
    const loop = path.slice(path.indexOf(at));
    loops.push(loop);
    const from = loop[1] ?? at;
    const list = successors.get(from) ?? [];
    list.splice(list.indexOf(at), 1);
    count.set(at, (count.get(at) ?? 0) - 1);
    if (count.get(at) === 0) queue.push(at);
  }
  return { order, loops };
}

function* main(tool: Tool): Sys<number> {
  const { options, operands } = tool.options({ short: '' });
  for (const option of options) return yield* tool.other(option);
  if (operands.length > 1) return yield* tool.usage(1, `extra operand ${tool.q(operands[1] ?? '')}`);
  const name = operands[0] ?? '-';
  const text = yield* slurp(name);
  if (isErr(text))
    return yield* tool.fail(1, `${tool.qf(name)}: ${text.name === 'EISDIR' ? `read error: ${text.text}` : text.text}`);
  const words = text.split(/[ \t\n]+/).filter((word) => word !== '');
  if (words.length % 2 === 1) return yield* tool.fail(1, `${tool.qf(name)}: input contains an odd number of tokens`);
  const { order, loops } = topological(words);
  for (const loop of loops) {
    yield* tool.warn(`${tool.qf(name)}: input contains a loop:`);
    for (const member of loop) yield* tool.warn(member);
  }
  for (const member of order) yield* tool.out.put(`${member}\n`);
  return loops.length > 0 ? 1 : 0;
}

export const tsort = command(
  {
    name: 'tsort',
    pkg: 'coreutils',
    synopsis: '[OPTION] [FILE]',
    summary: 'Sorts pairs so that first ones come first.',
  },
  main,
);
