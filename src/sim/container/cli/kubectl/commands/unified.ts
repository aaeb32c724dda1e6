/** The difference of two texts in unified form, as `diff -u` prints it. */

/** Lines around a change. */
const AROUND = 3;
/** Larger texts are taken as changed from their first to their last difference. */
const MAX_CELLS = 4_000_000;

type Edit = readonly [mark: ' ' | '-' | '+', line: string];

const lines = (text: string): readonly string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

function edits(a: readonly string[], b: readonly string[]): readonly Edit[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const same = (list: readonly string[]): readonly Edit[] => list.map((line) => [' ', line]);
  return [
    ...same(a.slice(0, start)),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...same(a.slice(a.length - end)),
  ];
}

/** Longest common subsequence. */
function middle(a: readonly string[], b: readonly string[]): readonly Edit[] {
  if (a.length * b.length > MAX_CELLS)
    return [...a.map((line): Edit => ['-', line]), ...b.map((line): Edit => ['+', line])];
  const width = b.length + 1;
  const table = new Uint32Array((a.length + 1) * width);
  const cell = (i: number, j: number): number => table[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      table[i * width + j] = a[i] === b[j] ? cell(i + 1, j + 1) + 1 : Math.max(cell(i + 1, j), cell(i, j + 1));
  const out: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push([' ', a[i] as string]);
      i += 1;
      j += 1;
    } else if (i < a.length && (j >= b.length || cell(i + 1, j) >= cell(i, j + 1))) {
      out.push(['-', a[i] as string]);
      i += 1;
    } else {
      out.push(['+', b[j] as string]);
      j += 1;
    }
  }
  return out;
}

const range = (start: number, count: number): string =>
  count === 1 ? String(start) : `${count === 0 ? start - 1 : start},${count}`;

/** '' when they are the same. `names`: what stands behind --- and +++. */
export function unifiedDiff(from: string, to: string, names: readonly [string, string]): string {
  const all = edits(lines(from), lines(to));
  const changes = all.flatMap(([mark], i) => (mark === ' ' ? [] : [i]));
  if (changes.length === 0) return '';
  let text = `--- ${names[0]}\n+++ ${names[1]}\n`;
  const groups: [number, number][] = [];
  for (const at of changes) {
    const last = groups.at(-1);
    if (last && at - last[1] <= 2 * AROUND) last[1] = at;
    else groups.push([at, at]);
  }
  for (const [first, last] of groups) {
    const begin = Math.max(0, first - AROUND);
    const hunk = all.slice(begin, last + AROUND + 1);
    const before = all.slice(0, begin);
    const count = (list: readonly Edit[], mark: '-' | '+'): number =>
      list.filter(([m]) => m === ' ' || m === mark).length;
    text += `@@ -${range(count(before, '-') + 1, count(hunk, '-'))} +${range(count(before, '+') + 1, count(hunk, '+'))} @@\n`;
    text += hunk.map(([mark, line]) => `${mark}${line}\n`).join('');
  }
  return text;
}
