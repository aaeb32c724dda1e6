// The `shell` truth set: scripts and terminal sessions of bash and dash, compared byte for byte.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseResult, TruthSet } from '../set.ts';
import type { CaseFile, ShellCase } from './format.ts';
import { playScript, playTerminal } from './play.ts';

/** Longest piece of a difference that is shown. */
const SHOWN = 600;

/** The piece of a value around the first place where it differs. */
const shorten = (value: unknown, other: unknown): string => {
  const text = JSON.stringify(value);
  if (text.length <= SHOWN) return text;
  const compared = JSON.stringify(other);
  let at = 0;
  while (at < text.length && text[at] === compared[at]) at += 1;
  const from = Math.max(0, at - SHOWN / 2);
  return `${from > 0 ? '…' : ''}${text.slice(from, from + SHOWN)}${from + SHOWN < text.length ? '…' : ''}`;
};

function difference(
  expected: Readonly<Record<string, unknown>>,
  got: Readonly<Record<string, unknown>>,
  volatile: readonly string[],
): string | undefined {
  for (const field of ['stdout', 'stderr', 'outputs', 'statuses', 'screen', 'cursor', 'exit']) {
    if (!(field in expected) || volatile.includes(field)) continue;
    const want = expected[field];
    const have = got[field];
    if (JSON.stringify(want) === JSON.stringify(have)) continue;
    if (Array.isArray(want) && Array.isArray(have)) {
      for (let i = 0; i < Math.max(want.length, have.length); i += 1) {
        if (JSON.stringify(want[i]) !== JSON.stringify(have[i]))
          return `${field}[${i}]\n    expected ${shorten(want[i] ?? null, have[i] ?? null)}\n    got      ${shorten(have[i] ?? null, want[i] ?? null)}`;
      }
    }
    return `${field}\n    expected ${shorten(want, have ?? null)}\n    got      ${shorten(have ?? null, want)}`;
  }
  return undefined;
}

function play(item: ShellCase): CaseResult {
  try {
    const got = (item.kind ?? 'script') === 'script' ? playScript(item) : playTerminal(item);
    const detail = difference(
      item.expect as unknown as Record<string, unknown>,
      got as unknown as Record<string, unknown>,
      item.volatile ?? [],
    );
    return detail === undefined ? { id: item.id, kind: 'passed' } : { id: item.id, kind: 'failed', detail };
  } catch (error) {
    return {
      id: item.id,
      kind: 'failed',
      detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

export const shellSet: TruthSet = {
  name: 'shell',
  files: (dir) =>
    readdirSync(dir)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(dir, name)),
  play(file, only): CaseResult[] {
    const { cases } = JSON.parse(readFileSync(file, 'utf8')) as CaseFile;
    return cases.filter((item) => !only || only.has(item.id)).map(play);
  },
};
