// What differs from run to run stands masked in the recordings: norm_text of the recorder, applied to what a model prints.

/** A measured time as the recorder writes it: the round one that it stands for. */
function nominal(ms: number): number {
  if (ms < 60) return 0;
  const slack = Math.min(60, 30 + (2.5 * ms) / 1000);
  let best: readonly [penalty: number, value: number] | undefined;
  for (const [grid, penalty] of [
    [500, 0],
    [250, 4],
    [100, 6],
    [1000 / 3, 10],
    [1000 / 9, 14],
  ] as const) {
    const candidate = Math.floor((ms + 3) / grid) * grid;
    const rank = ms - candidate + penalty;
    if (ms - candidate <= slack && (best === undefined || rank < best[0])) best = [rank, candidate];
  }
  return Math.round(best ? best[1] : Math.round(ms / 10) * 10);
}

const MASKS: readonly (readonly [RegExp, string])[] = [
  [/10\.244\.1\.7:\d+/g, '10.244.1.7:PORT'],
  [/(\[fd00:10:244:1::7\]):\d+/g, '$1:PORT'],
  [/127\.0\.0\.1:(?!53\b)\d+->/g, '127.0.0.1:PORT->'],
  [/\[::1\]:(?!53\b)\d+->/g, '[::1]:PORT->'],
  [/\bid: \d+/g, 'id: ID'],
  [/;; WHEN: .*/g, ';; WHEN: DATE'],
  [/COOKIE: [0-9a-f]+/g, 'COOKIE: COOKIE'],
  [/time=[\d.]+ ms/g, 'time=T ms'],
  [/time [\d.]+ms/g, 'time Tms'],
  [/after \d+ ms/g, 'after T ms'],
  [/--\d{4}-\d\d-\d\d \d\d:\d\d:\d\d--/g, '--DATE--'],
  [/rtt min\/avg\/max\/mdev = .*/g, 'rtt min/avg/max/mdev = T ms'],
  [/received in \d+ ms/g, 'received in T ms'],
  [/(from \S+ in) \d+ ms/g, '$1 T ms'],
];

export function masked(text: string): string {
  const times = text.replace(
    /Query time: (\d+) msec/g,
    (_all, ms: string) => `Query time: ${nominal(Number(ms))} msec`,
  );
  return MASKS.reduce((now, [pattern, mask]) => now.replace(pattern, mask), times);
}
