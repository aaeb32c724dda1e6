// Which lines differ: a shortest edit script (Myers' greedy algorithm), with runs shifted as GNU diff shows them.

/** Lines from `a0` (count `deleted`) of the first file are replaced by lines from `b0` (count `inserted`) of the second. */
export interface Change {
  readonly a0: number;
  readonly deleted: number;
  readonly b0: number;
  readonly inserted: number;
}

/** Beyond this many differences the rest is shown as one change: the trace would fill the memory. */
const MAX_DISTANCE = 4000;

/** Marks what is in no common subsequence. */
function mark(a: readonly number[], b: readonly number[]): { gone: Uint8Array; fresh: Uint8Array } {
  const gone = new Uint8Array(a.length + 1);
  const fresh = new Uint8Array(b.length + 1);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const n = endA - start;
  const m = endB - start;
  const max = Math.min(n + m, MAX_DISTANCE);
  const trace: Int32Array[] = [];
  let frontier = new Int32Array(2 * max + 3);
  const offset = max + 1;
  let found = n === 0 && m === 0 ? 0 : -1;
  for (let d = 0; found < 0 && d <= max; d += 1) {
    trace.push(frontier.slice(offset - d - 1, offset + d + 2));
    const next = frontier;
    for (let k = -d; k <= d; k += 2) {
      let x =
        k === -d || (k !== d && (next[offset + k - 1] ?? 0) < (next[offset + k + 1] ?? 0))
          ? (next[offset + k + 1] ?? 0)
          : (next[offset + k - 1] ?? 0) + 1;
      let y = x - k;
      while (x < n && y < m && a[start + x] === b[start + y]) {
        x += 1;
        y += 1;
      }
      next[offset + k] = x;
      if (x >= n && y >= m) {
        found = d;
        break;
      }
    }
    frontier = next;
  }
  if (found < 0) {
    gone.fill(1, start, endA);
    fresh.fill(1, start, endB);
    return { gone, fresh };
  }
  let x = n;
  let y = m;
  for (let d = found; d > 0; d -= 1) {
    const row = trace[d] ?? new Int32Array(0);
    const at = (k: number): number => row[k + d + 1] ?? 0;
    const k = x - y;
    const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
    const previous = down ? k + 1 : k - 1;
    const px = at(previous);
    const py = px - previous;
    if (down) fresh[start + py] = 1;
    else gone[start + px] = 1;
    x = px;
    y = py;
  }
  return { gone, fresh };
}

/** shift_boundaries of GNU diff: a run of changes slides down as far as it can, then back to meet one in the other file. */
function shift(lines: readonly number[], changed: Uint8Array, other: Uint8Array): void {
  const end = lines.length;
  let i = 0;
  let j = 0;
  for (;;) {
    while (i < end && changed[i] !== 1) {
      while (other[j] === 1) j += 1;
      j += 1;
      i += 1;
    }
    if (i === end) return;
    let start = i;
    i += 1;
    while (changed[i] === 1) i += 1;
    while (other[j] === 1) j += 1;
    let corresponding: number;
    let length: number;
    do {
      length = i - start;
      while (start > 0 && lines[start - 1] === lines[i - 1]) {
        start -= 1;
        i -= 1;
        changed[start] = 1;
        changed[i] = 0;
        while (changed[start - 1] === 1) start -= 1;
        do j -= 1;
        while (other[j] === 1);
      }
      corresponding = other[j - 1] === 1 ? i : end;
      while (i !== end && lines[start] === lines[i]) {
        changed[start] = 0;
        changed[i] = 1;
        start += 1;
        i += 1;
        while (changed[i] === 1) i += 1;
        j += 1;
        while (other[j] === 1) {
          j += 1;
          corresponding = i;
        }
      }
    } while (length !== i - start);
    while (corresponding < i) {
      start -= 1;
      i -= 1;
      changed[start] = 1;
      changed[i] = 0;
      do j -= 1;
      while (other[j] === 1);
    }
  }
}

/** The changes between two lists of line classes, in order. */
export function editScript(a: readonly number[], b: readonly number[]): Change[] {
  const { gone, fresh } = mark(a, b);
  shift(a, gone, fresh);
  shift(b, fresh, gone);
  const out: Change[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (gone[i] === 1 || fresh[j] === 1) {
      const [a0, b0] = [i, j];
      while (gone[i] === 1) i += 1;
      while (fresh[j] === 1) j += 1;
      out.push({ a0, deleted: i - a0, b0, inserted: j - b0 });
    }
    i += 1;
    j += 1;
  }
  return out;
}
