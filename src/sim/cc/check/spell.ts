// "did you mean": the nearest known name, with the distance and the limits that gcc uses (spellcheck.c).

/** Two for each edit, one where only the case differs; neighbours that changed places are one edit. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => 2 * j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [2 * i];
    for (let j = 1; j <= b.length; j += 1) {
      const x = a[i - 1] ?? '';
      const y = b[j - 1] ?? '';
      const cost = x === y ? 0 : x.toLowerCase() === y.toLowerCase() ? 1 : 2;
      let best = Math.min((previous[j] ?? 0) + 2, (row[j - 1] ?? 0) + 2, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && x === b[j - 2] && a[i - 2] === y) best = Math.min(best, (before[j - 2] ?? 0) + 2);
      row.push(best);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}

function cutoff(a: number, b: number): number {
  const longest = Math.max(a, b);
  if (longest <= 1) return 0;
  return 2 * (longest - Math.min(a, b) <= 1 ? Math.max(Math.floor(longest / 3), 1) : Math.floor((longest + 2) / 3));
}

export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) * 2 >= Math.min(least, cutoff(name.length, candidate.length) + 1))
      continue;
    const far = distance(name, candidate);
    if (far < least && far <= cutoff(name.length, candidate.length)) {
      least = far;
      best = candidate;
    }
  }
  return best === name ? undefined : best;
}
