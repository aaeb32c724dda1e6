// The comparison of a transcript: texts, status and queries exactly, the time roughly.
import type { Transcript } from './format.ts';
import type { Played } from './play.ts';

/** Recorded on a busy machine: the start of a program took up to this (Python and Node; tools in C far less). */
const START_MS = 1600;
/** Shorter ones are recorded as 0. */
const AT_ONCE_MS = 700;
const EARLY_MS = 100;

function textDifference(name: string, expected: string, got: string): string | undefined {
  if (expected === got) return undefined;
  const lines = [expected.split('\n'), got.split('\n')] as const;
  const at = Array.from({ length: Math.max(lines[0].length, lines[1].length) }).findIndex(
    (_, i) => lines[0][i] !== lines[1][i],
  );
  const show = (line: string | undefined): string => (line === undefined ? 'the end' : JSON.stringify(line));
  return `${name} line ${at + 1}: expected ${show(lines[0][at])}, got ${show(lines[1][at])}`;
}

function timeDifference(expected: number, got: number): string | undefined {
  const fine = expected === 0 ? got < AT_ONCE_MS : got <= expected + EARLY_MS && got >= expected - START_MS;
  return fine ? undefined : `elapsed: expected ${expected} ms, got ${Math.round(got)}`;
}

const queriesText = (queries: Transcript['queries']): string => queries.map((each) => `${each.join(' ')}\n`).join('');

/** dig's own stopwatch ran on that busy machine, too: a time that is close enough stands for the recorded one. */
const CLOSE_MS = 100;

function withItsTimes(text: string, recorded: string): string {
  const times = [...recorded.matchAll(/Query time: (\d+) msec/g)].map(([, ms]) => Number(ms));
  return text.replace(/Query time: (\d+) msec/g, (line, ms: string) => {
    const time = times.shift();
    return time !== undefined && Math.abs(time - Number(ms)) <= CLOSE_MS ? `Query time: ${time} msec` : line;
  });
}

export const firstDifference = (item: Transcript, got: Played): string | undefined =>
  textDifference('stdout', item.stdout, withItsTimes(got.stdout, item.stdout)) ??
  textDifference('stderr', item.stderr, got.stderr) ??
  (item.exit === got.exit ? undefined : `exit: expected ${item.exit}, got ${got.exit}`) ??
  textDifference('queries', queriesText(item.queries), queriesText(got.queries)) ??
  timeDifference(item.elapsed_ms, got.elapsed_ms);
